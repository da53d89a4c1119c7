/**
 * Jobs that fill a service: how far each is, and that each runs once at a time, whichever process was asked. Who runs one
 * holds a lock for as long; one that says RUNNING and is held by nobody broke off. Deliberately absent: what they do (setup/).
 */
import type { Text } from '../domain/kernel/values.ts';
import type { Database } from './database.ts';
import { heldBy } from './held.ts';

/** BROKEN: its process went away, and it can be started again. */
export type SetupJobRow = {
  readonly id: string;
  readonly person: string | null;
  readonly state: 'RUNNING' | 'BROKEN' | 'DONE' | 'FAILED';
  readonly done: number;
  readonly total: number;
  readonly says: Text;
  readonly result: unknown;
  readonly startedAt: string;
};

type Found = Omit<SetupJobRow, 'says' | 'startedAt'> & Text & { readonly startedAt: Date };
const FOUND = `SELECT id, person, CASE WHEN state = 'RUNNING' AND NOT ${heldBy('job.id')} THEN 'BROKEN' ELSE state END AS state, done, total, zh, en, result,
  started_at AS "startedAt" FROM setup_job AS job`;
function told([row]: readonly Found[]): SetupJobRow | null {
  if (row === undefined) return null;
  const { zh, en, startedAt, ...rest } = row;
  return { ...rest, says: { zh, en }, startedAt: startedAt.toISOString() };
}

/** Null: there was none. */
export async function findSetupJob({ pool }: Pick<Database, 'pool'>, id: string): Promise<SetupJobRow | null> {
  return told((await pool.query<Found>(`${FOUND} WHERE id = $1`, [id])).rows);
}

/** Of those that nobody signed in for, and whose ids begin so. */
export async function newestSetupJob({ pool }: Pick<Database, 'pool'>, begins: string): Promise<SetupJobRow | null> {
  const found = await pool.query<Found>(`${FOUND} WHERE person IS NULL AND starts_with(id, $1) ORDER BY changed_at DESC, id LIMIT 1`, [begins]);
  return told(found.rows);
}

/** `result`: what it is to do, where that must be known to go on with it. Says when it was first begun; one that goes on after a break began then. */
export async function beginSetupJob(
  { pool }: Database,
  { id, person, total, says, result = null }: Pick<SetupJobRow, 'id' | 'person' | 'total' | 'says'> & { readonly result?: unknown },
): Promise<string> {
  const begun = await pool.query<{ startedAt: Date }>(
    `INSERT INTO setup_job (id, person, state, done, total, zh, en, result, started_at, changed_at) VALUES ($1, $2, 'RUNNING', 0, $3, $4, $5, $6::jsonb, now(), now())
     ON CONFLICT (id) DO UPDATE SET state = 'RUNNING', done = 0, total = EXCLUDED.total, zh = EXCLUDED.zh, en = EXCLUDED.en, result = EXCLUDED.result,
       changed_at = now() RETURNING started_at AS "startedAt"`,
    [id, person, total, says.zh, says.en, JSON.stringify(result)],
  );
  return (begun.rows[0]?.startedAt ?? new Date()).toISOString();
}

export async function noteSetupJob({ pool }: Database, id: string, { done, says }: Pick<SetupJobRow, 'done' | 'says'>): Promise<void> {
  await pool.query('UPDATE setup_job SET done = greatest(done, $2), zh = $3, en = $4, changed_at = now() WHERE id = $1', [
    id,
    done,
    says.zh,
    says.en,
  ]);
}

export async function endSetupJob({ pool }: Database, id: string, { state, says, result }: Pick<SetupJobRow, 'state' | 'says' | 'result'>) {
  await pool.query(
    `UPDATE setup_job SET state = $2, zh = $3, en = $4, result = $5::jsonb, done = CASE WHEN $2 = 'DONE' THEN total ELSE done END, changed_at = now()
     WHERE id = $1`,
    [id, state, says.zh, says.en, JSON.stringify(result)],
  );
}

/** Programmes that this service knows; two are enough to know that there is more than one. */
export async function firstProgrammes({ pool }: Pick<Database, 'pool'>): Promise<readonly string[]> {
  const found = await pool.query<{ stream: string }>("SELECT stream FROM stream WHERE stream LIKE 'programme/%' ORDER BY stream LIMIT 2");
  return found.rows.map(({ stream }) => stream.slice('programme/'.length));
}
