/** `tuojian audit as-of`: how cases stood at a moment, who could have decided then, and what changed since another. */
import { Command } from 'commander';
import { minuteAt } from '../../../domain/kernel/days.ts';
import { kindPart } from '../../../domain/kernel/stream.ts';
import type { Text } from '../../../domain/kernel/values.ts';
import { offerWords } from '../../../domain/words/answers.ts';
import { statusWords } from '../../../domain/words/cases.ts';
import { lightOrMarkWords } from '../../../domain/words/clocks.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { PAGE_OFFERS, type PageOffer } from '../../../domain/words/lists.ts';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, pick, SIGN_IN } from '../../declare.ts';
import { say, table } from '../../output.ts';
import { queryOf } from './options.ts';

type Standing = {
  readonly at: string;
  readonly cases: readonly {
    readonly stream: string;
    readonly version: number;
    readonly status: string;
    readonly title: Text;
    readonly light: string | null;
    readonly state?: object;
  }[];
  readonly couldDecide: readonly {
    readonly stream: string;
    readonly person: string;
    readonly onBehalfOf: string | null;
    readonly mandate: { readonly id: string; readonly basis: string } | null;
    readonly offers: readonly string[];
    readonly route: string;
    readonly dueOn: string | null;
  }[];
  readonly differences: readonly { readonly stream: string; readonly path: string; readonly before: unknown; readonly after: unknown }[] | null;
};

type Options = SignIn & {
  readonly stream?: string;
  readonly project?: string;
  readonly programme?: string;
  readonly at: string;
  readonly since?: string;
  readonly lang: string;
};

export const asOfCommand = new Command('as-of')
  .requiredOption('--at <moment>', 'a day or an instant')
  .option('--stream <case>', 'a case')
  .option('--project <code>', 'a project')
  .option('--programme <code>', 'a programme')
  .option('--since <moment>', 'also say what changed since then')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('how it stood at a moment, and who could have decided then')
  .action(async (options: Options) => {
    const api = await signIn(options);
    const found = await api.get<Standing>(`/api/v1/audit/as-of?${queryOf(options, ['stream', 'project', 'programme', 'at', 'since'])}`);
    const { lang } = options;
    say(pick({ zh: `截至 ${minuteAt(found.at)}（北京时间）`, en: `As of ${minuteAt(found.at)}, Beijing time` }, lang));
    table(
      found.cases.map(({ stream, version, status, light, title }) => [
        stream,
        `v${version}`,
        pick(statusWords(kindPart(stream), status), lang),
        light === null ? '' : pick(lightOrMarkWords(light), lang),
        pick(title, lang),
      ]),
      { indent: '  ' },
    );
    tellCouldDecide(found.couldDecide, lang);
    if (found.differences === null) return;
    say(pick({ zh: `其后变化 ${found.differences.length} 处：`, en: `Changed since: ${found.differences.length}` }, lang));
    for (const { stream, path, before, after } of found.differences.slice(0, 200)) say(`  ${stream} ${path}: ${short(before)} → ${short(after)}`);
  });

function tellCouldDecide(people: Standing['couldDecide'], lang: string): void {
  if (people.length > 0) say(pick({ zh: '当时可以审批的人：', en: 'Could have decided:' }, lang));
  table(
    people.map(({ stream, person, onBehalfOf, mandate, offers, route, dueOn }) => {
      const due = dueOn === null ? { zh: '无', en: 'none' } : dayWords(dueOn);
      const can = offers.map((offer) => (isOffer(offer) ? offerWords(offer, false) : { zh: offer, en: offer }));
      const told = {
        zh: `${person}${onBehalfOf === null ? '' : `，代 ${onBehalfOf}${mandate === null ? '' : `（${mandate.id}，${mandate.basis}）`}`}；期限 ${due.zh}；路线 ${route}；${can.map(({ zh }) => zh).join('、')}`,
        en: `${person}${onBehalfOf === null ? '' : ` for ${onBehalfOf}${mandate === null ? '' : ` by mandate ${mandate.id} (${mandate.basis})`}`}; due ${due.en}; route ${route}; ${can.map(({ en }) => en).join(', ')}`,
      };
      return [stream, pick(told, lang)];
    }),
    { indent: '  ' },
  );
}

const isOffer = (offer: string): offer is PageOffer => PAGE_OFFERS.some((known) => known === offer);

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? '—';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};
