/** `tuojian audit search`: everything that ever happened, a page at a time. */
import { Command } from 'commander';
import type { FoundEvent } from '../../../domain/audit/query.ts';
import { minuteAt } from '../../../domain/kernel/days.ts';
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
        const who = actor.person === null ? '—' : `${actor.person}${actor.onBehalfOf === undefined ? '' : ` (代 ${actor.onBehalfOf})`}`;
        return [String(index), minuteAt(occurredAt), `${stream}@${version}`, actor.door, who, pick(sentence, options.lang)];
      }),
      { right: [0] },
    );
    const next = found.next === null ? '' : `; next page: --after ${found.next}`;
    const pending = found.pending > 0 ? `; ${found.pending} events are not searchable yet` : '';
    say(`${found.count ?? found.items.length}${found.atLeast ? '+' : ''} found${next}${pending}`);
  });
