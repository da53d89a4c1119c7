/**
 * O1 and O2: what people were told is what is recorded. Confirmed: recorded once. Refused: not recorded. Neither: one way or
 * the other, and the same when it is read again. At most one decision of a person in a round of an approval.
 */
import { commandIdOf } from '../../../api/digest.ts';
import type { Database } from '../../../prisma/database.ts';
import { grouped } from '../grouped.ts';
import type { Entry, Ledger } from '../ledger.ts';
import type { Findings } from './findings.ts';

type Row = { readonly stream: string; readonly version: number; readonly type: string; readonly commandId: string; readonly body: string };
type Decided = { readonly person: string; readonly choice: string; readonly round: number; readonly task: number };

export async function promisesKept(db: Database, ledger: Ledger): Promise<Findings> {
  const streams = [...new Set(ledger.entries.map(({ stream }) => stream))];
  const first = await eventsOf(db, streams);
  const byStream = grouped(first, ({ stream }) => stream);
  const [lost, twice, wrong]: [string[], string[], string[]] = [[], [], []];
  for (const entry of ledger.entries) {
    const events = byStream.get(entry.stream) ?? [];
    const found = entry.key === null ? decisionsBy(events, entry) : events.filter(({ commandId }) => commandId === idOf(entry));
    const name = `${entry.what} of ${entry.person} on ${entry.stream}`;
    if (entry.told?.end === 'DONE' && found.length === 0) lost.push(`${name}: confirmed, and not recorded`);
    if (
      entry.told?.end === 'DONE' &&
      !entry.told.events.every((told) => events.some((one) => one.version === told.version && one.type === told.type))
    )
      lost.push(`${name}: what its answer names is not recorded so`);
    if (entry.key !== null && new Set(found.map(({ type }) => type)).size < found.length) twice.push(`${name}: recorded ${found.length} times`);
    if (entry.key !== null && entry.told?.end === 'REFUSED' && found.length > 0) wrong.push(`${name}: refused (${entry.told.status}), and recorded`);
  }
  for (const [stream, events] of byStream) {
    const seen = new Map<string, number>();
    for (const { person, round, task } of events.filter(({ type }) => type === 'DecisionMade').map(decided))
      for (const key of [`${person} in round ${round}`, `task ${task}`]) seen.set(key, (seen.get(key) ?? 0) + 1);
    for (const [key, n] of seen) if (n > 1) twice.push(`${stream}: ${n} decisions of ${key}`);
  }
  const again = await eventsOf(db, streams);
  const settled = new Set(again.map(({ stream, version, body }) => `${stream}@${version} ${body}`));
  for (const { stream, version, body } of first)
    if (!settled.has(`${stream}@${version} ${body}`)) wrong.push(`${stream}@${version} reads otherwise than before`);
  if (again.length !== first.length) wrong.push(`${again.length - first.length} events more when they are read again, with nobody asking`);
  return { lost, twice, wrong, stuck: [] };
}

const idOf = ({ person, key }: Entry): string => commandIdOf(`${person}\n${key}`);

const decided = ({ body }: Row): Decided => (JSON.parse(body) as { readonly data: Decided }).data; // of a DecisionMade, as events.ts has it

const decisionsBy = (events: readonly Row[], { person, what }: Entry): readonly Row[] =>
  events.filter((one) => one.type === 'DecisionMade' && decided(one).person === person && what === `Decide ${decided(one).choice}`);

async function eventsOf(db: Database, streams: readonly string[]): Promise<readonly Row[]> {
  const { rows } = await db.pool.query<Row>(
    `SELECT stream, version, type, command_id AS "commandId", body FROM event WHERE stream = ANY($1) ORDER BY stream, version`,
    [streams],
  );
  return rows;
}
