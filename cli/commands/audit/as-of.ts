/** `tuojian audit as-of`: how cases stood at a moment, who could have decided then, and what changed since another. */
import { Command } from 'commander';
import { minuteAt } from '../../../domain/kernel/days.ts';
import type { Text } from '../../../domain/kernel/values.ts';
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
    say(`As of ${minuteAt(found.at)} (Asia/Shanghai)`);
    table(
      found.cases.map(({ stream, version, status, light, title }) => [stream, `v${version}`, status, light ?? '', pick(title, options.lang)]),
      { indent: '  ' },
    );
    tellCouldDecide(found.couldDecide);
    if (found.differences === null) return;
    say(`Changed since: ${found.differences.length}`);
    for (const { stream, path, before, after } of found.differences.slice(0, 200)) say(`  ${stream} ${path}: ${short(before)} → ${short(after)}`);
  });

function tellCouldDecide(people: Standing['couldDecide']): void {
  if (people.length > 0) say('Could have decided:');
  table(
    people.map(({ stream, person, onBehalfOf, mandate, offers, route, dueOn }) => {
      const by = onBehalfOf === null ? '' : ` for ${onBehalfOf}${mandate === null ? '' : ` by mandate ${mandate.id} (${mandate.basis})`}`;
      return [stream, `${person}${by}; due ${dueOn ?? '—'}; route ${route}; ${offers.join(', ')}`];
    }),
    { indent: '  ' },
  );
}

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? '—';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};
