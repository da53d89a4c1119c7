/** Who was turned away: bursts of sign-ins that failed, and acts that were refused. Deliberately absent: counting them (people/sign-in-limit.ts). */
import type { FailedSignIns, RefusedAct } from '../../domain/office.ts';
import type { Database } from '../database.ts';

const MOST = 200;

/** Of these people, and of nobody who is known; newest first, up to 200. */
export async function failedSignIns(db: Database, people: readonly string[]): Promise<readonly FailedSignIns[]> {
  const found = await db.pool.query<{ person: string | null; door: string; misses: number; at: Date }>(
    `SELECT person, door, misses, at FROM sign_in_burst WHERE person IS NULL OR person = ANY($1) ORDER BY id DESC LIMIT ${MOST}`,
    [people],
  );
  return found.rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** In the cases of a programme; newest first, up to 200 of the last ten thousand anywhere. */
export async function refusedActs(db: Database, programme: string): Promise<readonly RefusedAct[]> {
  const found = await db.pool.query<{ stream: string; commandType: string; person: string | null; door: string; code: string; at: Date }>(
    `SELECT r.stream, r.command_type AS "commandType", r.person, r.door, r.code, r.occurred_at AS at
     FROM (SELECT * FROM refusal ORDER BY id DESC LIMIT 10000) r JOIN stream s USING (stream)
     WHERE s.programme = $1 ORDER BY r.id DESC LIMIT ${MOST}`,
    [programme],
  );
  return found.rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
