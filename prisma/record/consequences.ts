/** What the record says followed from one of its events: for messages between cases that carry no seal (docs/adr/0031). */
import { caseOf } from '../../domain/cases.ts';
import type { Consequence } from '../../domain/kernel/message.ts';
import { knownOf, parseBody } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';

/** `place`: `approval/QH-01.FSR@7/0`, the id of a message to another case. Null: no event of the record sends such a message. */
export async function consequenceAt(db: Pick<Database, 'pool'>, place: string): Promise<Consequence | null> {
  const found = /^(.+)@(\d{1,9})\/(\d{1,4})$/.exec(place);
  const [, stream = '', version = '', index = ''] = found ?? [];
  if (found === null) return null;
  const rows = await db.pool.query<{ body: string }>('SELECT body FROM event WHERE stream = $1 AND version <= $2 ORDER BY version', [
    stream,
    Number(version),
  ]);
  const events = rows.rows.map(({ body }) => knownOf(parseBody(body)));
  const last = events.at(-1);
  if (last === undefined || last.version !== Number(version)) return null;
  const logic = caseOf(stream);
  let state: object | null = null;
  for (const event of events) state = logic.evolve(state, event);
  return state === null ? null : (logic.consequences(state, last)[Number(index)] ?? null);
}
