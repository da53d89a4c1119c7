/**
 * Which processes run workflows, and which of them ended without saying so: what such a one had recorded, its workflows may
 * not know (docs/adr/0102). Moments are the database's own. Deliberately absent: asking the workflows (temporal/reconcile.ts).
 */
import type { Database } from './database.ts';

/** A process says that it is there far more often; one that was silent for so long has ended, or will say so again. */
const SILENT_SECONDS = 20;
/** Kept so long for whoever looks back. */
const KEPT_DAYS = 30;

/** Returns its id. */
export async function beginRun(db: Database): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>('INSERT INTO worker_run DEFAULT VALUES RETURNING id');
  await db.pool.query(
    `DELETE FROM worker_run WHERE seen_at < now() - interval '${KEPT_DAYS} days' AND (ended_at IS NOT NULL OR asked_at IS NOT NULL)`,
  );
  return rows[0]?.id ?? '';
}

/** It is there. One that was taken for ended goes on being looked after. */
export const seeRun = async (db: Database, id: string): Promise<void> =>
  void (await db.pool.query({ name: 'run-seen', text: 'UPDATE worker_run SET seen_at = now(), asked_at = NULL WHERE id = $1::uuid', values: [id] }));

/** It has ended, and its workflows know all that it recorded. */
export const endRun = async (db: Database, id: string): Promise<void> =>
  void (await db.pool.query('UPDATE worker_run SET ended_at = now() WHERE id = $1::uuid', [id]));

export type BrokenOff = {
  readonly ids: readonly string[];
  /** Whatever changed since then may be unknown to its workflow. */
  readonly since: Date;
};

/** Runs that broke off and for whose cases nobody has asked yet; null: none. */
export async function brokenOff(db: Database, own: string): Promise<BrokenOff | null> {
  const { rows } = await db.pool.query<{ ids: readonly string[] | null; since: Date }>({
    name: 'runs-broken-off',
    text: `SELECT array_agg(id::text) AS ids, min(seen_at) AS since FROM worker_run
      WHERE ended_at IS NULL AND asked_at IS NULL AND id <> $1::uuid AND seen_at < now() - interval '${SILENT_SECONDS} seconds'`,
    values: [own],
  });
  const [row] = rows;
  return row === undefined || row.ids === null ? null : { ids: row.ids, since: row.since };
}

/** Asked for, with nothing left. */
export const settleRuns = async (db: Database, { ids }: BrokenOff): Promise<void> =>
  void (await db.pool.query('UPDATE worker_run SET asked_at = now() WHERE id = ANY($1::uuid[])', [ids]));

/** Whether any process of a release that says so was here before this one. */
export async function wasHereBefore(db: Database, own: string): Promise<boolean> {
  const { rows } = await db.pool.query<{ known: boolean }>('SELECT EXISTS (SELECT 1 FROM worker_run WHERE id <> $1::uuid) AS known', [own]);
  return rows[0]?.known === true;
}
