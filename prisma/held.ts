/**
 * Work that runs once at a time, whichever process was asked: whoever does it holds a lock for as long, so that everybody
 * can tell whether it still runs. Deliberately absent: what the work is, and what is kept of it.
 */
import { type Database, inTransaction } from './database.ts';

/** PostgreSQL ends a transaction that is still for 15 s. */
const ALIVE_MS = 3_000;

/**
 * Begins `work` unless somebody is at it already; null then. Resolves when `begin` is done. The lock lasts as long as the work, also where a pooler hands
 * each transaction another connection. Error: PostgreSQL's own, when it does not answer.
 */
export function startHeld<T>(
  { pool }: Database,
  job: string,
  begin: () => Promise<T>,
  work: (begun: T) => Promise<void>,
): Promise<{ readonly begun: T; readonly ended: Promise<void> } | null> {
  return new Promise((resolve, reject) => {
    const held: Promise<void> = inTransaction(pool, async (tx) => {
      const asked = await tx.query<{ got: boolean }>('SELECT pg_try_advisory_xact_lock(hashtextextended($1, 50)) AS got', [job]);
      if (asked.rows[0]?.got !== true) return resolve(null);
      const alive = setInterval(() => void tx.query('SELECT 1').catch(() => undefined), ALIVE_MS);
      try {
        const begun = await begin();
        resolve({ begun, ended: held });
        await work(begun);
      } finally {
        clearInterval(alive);
      }
    });
    held.catch(reject);
  });
}

/** Whether somebody is at the job whose id stands in this column. */
export const heldBy = (id: string): string => `EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND ((classid::bigint << 32) | objid::bigint) = hashtextextended(${id}, 50))`;
