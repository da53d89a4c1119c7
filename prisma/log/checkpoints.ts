/** Signed checkpoints, changes of keys and restarts of the log, as the database keeps them. What is outside is stronger: these may be rewritten. */
import { parseCheckpoint } from '../../proof/checkpoint.ts';
import { type Database, inTurn, type Queryable, type Source, through } from '../database.ts';

const SIGN_LOCK = 990103;

/** Runs `work` unless another process signs just now. */
export const whileSigning = <T>(db: Database, work: (tx: Queryable) => Promise<T>): Promise<T | null> => inTurn(db.pool, SIGN_LOCK, work);

/** Keeps a checkpoint; the same size again is kept once. */
export async function storeCheckpoint(db: Source, note: string, keyId: string): Promise<void> {
  const read = parseCheckpoint(note);
  if (read === null) throw new Error('no checkpoint');
  await through(db).query('INSERT INTO checkpoint (size, at, root, key_id, note) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (size) DO NOTHING', [
    read.size,
    read.at,
    read.root.toString('base64'),
    keyId,
    note,
  ]);
}

export async function newestCheckpoint(db: Source): Promise<{ readonly size: number; readonly at: string; readonly note: string } | null> {
  const found = await through(db).query<{ size: string; at: Date; note: string }>('SELECT size, at, note FROM checkpoint ORDER BY size DESC LIMIT 1');
  const row = found.rows[0];
  return row === undefined ? null : { size: Number(row.size), at: row.at.toISOString(), note: row.note };
}

export async function checkpointNotes(db: Queryable): Promise<readonly string[]> {
  return (await db.query<{ note: string }>('SELECT note FROM checkpoint ORDER BY size')).rows.map(({ note }) => note);
}

export async function storeRotation(db: Source, size: number, at: string, note: string): Promise<void> {
  await through(db).query('INSERT INTO key_rotation (size, at, note) VALUES ($1, $2, $3)', [size, at, note]);
}

export async function rotationNotes(db: Queryable): Promise<readonly string[]> {
  return (await db.query<{ note: string }>('SELECT note FROM key_rotation ORDER BY size')).rows.map(({ note }) => note);
}

export async function storeRestart(db: Queryable, kept: number, at: string, note: string): Promise<void> {
  await db.query('INSERT INTO log_restart (at, kept, note) VALUES ($1, $2, $3)', [at, kept, note]);
}

export async function restartNotes(db: Queryable): Promise<readonly string[]> {
  return (await db.query<{ note: string }>('SELECT note FROM log_restart ORDER BY at')).rows.map(({ note }) => note);
}
