/** `tuojian audit search`: everything that ever happened, a page at a time. */
import { Command } from 'commander';
import type { FoundEvent } from '../../../domain/audit/query.ts';
import { minuteAt } from '../../../domain/kernel/days.ts';
import type { Text } from '../../../domain/kernel/values.ts';
import { DOOR_WORDS } from '../../../domain/words/doors.ts';
import { signIn } from '../../api-session.ts';
import { pick } from '../../declare.ts';
import { say, table } from '../../output.ts';
import { ABOUT, type About, queryOf, withQuestion } from './options.ts';

type Options = About & { readonly order?: string; readonly after?: string; readonly limit?: string; readonly count?: string };

type SearchAnswer = {
  readonly items: readonly FoundEvent[];
  readonly next: string | null;
  readonly count: number | null;
  readonly atLeast: boolean;
  readonly pending: number;
};

export const searchCommand = withQuestion(new Command('search'))
  .option('--order <order>', 'NEWEST or OLDEST')
  .option('--after <cursor>', 'the next page, as the one before named it')
  .option('--limit <n>', 'events a page')
  .option('--count <how>', 'none, some (up to 1,000) or exact')
  .description('search everything that ever happened, refused attempts and auditors’ readings too')
  .action(async (options: Options) => {
    const api = await signIn(options);
    const found = await api.get<SearchAnswer>(`/api/v1/audit/events?${queryOf(options, [...ABOUT, 'order', 'after', 'limit', 'count'])}`);
    table(
      found.items.map(({ index, occurredAt, stream, version, actor, sentence }) => {
        const who = actor.person === null ? '—' : `${actor.person}${actor.onBehalfOf === undefined ? '' : pick(FOR(actor.onBehalfOf), options.lang)}`;
        return [
          String(index),
          minuteAt(occurredAt),
          `${stream}@${version}`,
          pick(DOOR_WORDS[actor.door], options.lang),
          who,
          pick(sentence, options.lang),
        ];
      }),
      { right: [0] },
    );
    say(pick(endOf(found), options.lang));
  });

const FOR = (person: string): Text => ({ zh: `（代 ${person}）`, en: ` (for ${person})` });

function endOf({ items, count, atLeast, next, pending }: SearchAnswer): Text {
  const n = `${count ?? items.length}${atLeast ? '+' : ''}`;
  const page: Text = next === null ? { zh: '', en: '' } : { zh: `；下一页：--after ${next}`, en: `; next page: --after ${next}` };
  const rest: Text = pending === 0 ? { zh: '', en: '' } : { zh: `；尚有 ${pending} 条不能检索`, en: `; ${pending} events are not searchable yet` };
  return { zh: `找到 ${n} 条${page.zh}${rest.zh}`, en: `${n} found${page.en}${rest.en}` };
}
