/**
 * Which case belongs to which, as the record has it: asked when an id is in use already, and compared from both sides.
 * A case that waits for one that is not its own waits for ever, so the office is told (docs/adr/0026).
 */

import { setAside } from '../aside.ts';
import type { Database } from '../database.ts';
import { CLOSED } from './streams.ts';

export type Owners = {
  /** To whom a case belongs; null: nothing is recorded of it yet. */
  ownersOf(stream: string): Promise<readonly string[] | null>;
  /** Tells the office of an id that is in use by another. */
  taken(stream: string, why: string): Promise<void>;
};

export function ownersIn(db: Database): Owners {
  return {
    async ownersOf(stream) {
      const found = await db.pool.query<{ kind: string; programme: string; owners: readonly string[] }>(
        `SELECT c.kind, c.programme, ARRAY(SELECT other FROM case_link l WHERE l.stream = c.stream AND l.side = 'OWNED') AS owners
         FROM case_state c WHERE c.stream = $1`,
        [stream],
      );
      const row = found.rows[0];
      if (row === undefined) return null;
      return row.kind === 'project' ? [`programme/${row.programme}`] : row.owners;
    },
    taken: async (stream, why) => void (await setAside(db, { loop: 'CARRY_OUT', item: `start ${stream}`, about: stream, reason: why })),
  };
}

export type Unlinked = { readonly owner: string; readonly stream: string; readonly programme: string };

/** Open cases that wait for one which is not theirs, or is not there, since before this moment. */
export async function unlinked(db: Database, before: Date): Promise<readonly Unlinked[]> {
  const found = await db.pool.query<Unlinked>(
    `SELECT l.stream AS owner, l.other AS stream, c.programme FROM case_link l JOIN case_state c USING (stream)
     WHERE l.side = 'OWNER' AND c.changed_at < $1
       AND NOT EXISTS (SELECT 1 FROM case_link b WHERE b.stream = l.other AND b.side = 'OWNED' AND b.other = l.stream)
     UNION
     SELECT l.other, l.stream, c.programme FROM case_link l JOIN case_state c USING (stream)
     WHERE l.side = 'OWNED' AND c.status <> ALL($2) AND c.changed_at < $1
       AND NOT EXISTS (SELECT 1 FROM case_link b WHERE b.stream = l.other AND b.side = 'OWNER' AND b.other = l.stream)
     ORDER BY owner, stream LIMIT 200`,
    [before, CLOSED],
  );
  return found.rows;
}
