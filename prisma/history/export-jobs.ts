/**
 * Exports as jobs: how far each is, and its file in pieces until its time is over. Whose it is is asked in every statement.
 * Deliberately absent: what they hold (exports/), and emptying what is over (../expired.ts).
 */
import { EXPORT_LIMITS, type ExportAsked, type ExportJob } from '../../domain/audit/export.ts';
import type { ExportState } from '../../domain/words/lists.ts';
import { type Database, inTransaction } from '../database.ts';
import { heldBy } from '../held.ts';

/** A week after its file has gone the row goes too; a list of so many is looked through. */
const LISTED = 50;

type Row = Omit<ExportJob, 'bytes' | 'startedAt' | 'expiresAt'> & { readonly bytes: string; readonly started: Date; readonly expires: Date };
const COLUMNS = `id, programmes, journals, about, name, done, total, bytes, sha256, started_at AS started, expires_at AS expires,
  CASE WHEN state = 'RUNNING' AND NOT ${heldBy('job.id')} THEN 'BROKEN' WHEN state = 'DONE' AND expires_at <= now() THEN 'GONE' ELSE state END AS state`;

const jobOf = ({ bytes, started, expires, ...row }: Row): ExportJob => ({
  ...row,
  bytes: Number(bytes),
  startedAt: started.toISOString(),
  expiresAt: expires.toISOString(),
});

/** A person's own, the newest first. */
export async function listExports({ pool }: Database, person: string): Promise<readonly ExportJob[]> {
  const found = await pool.query<Row>(`SELECT ${COLUMNS} FROM export_job AS job WHERE person = $1 ORDER BY started_at DESC, id LIMIT ${LISTED}`, [
    person,
  ]);
  return found.rows.map(jobOf);
}

/** Null: this person has none of that id. */
export async function findExport({ pool }: Database, person: string, id: string): Promise<ExportJob | null> {
  const found = await pool.query<Row>(`SELECT ${COLUMNS} FROM export_job AS job WHERE id = $1 AND person = $2`, [id, person]);
  return found.rows[0] === undefined ? null : jobOf(found.rows[0]);
}

export type NewExport = {
  readonly id: string;
  readonly person: string;
  readonly programmes: readonly string[];
  readonly journals: readonly string[];
  readonly about: ExportAsked;
  readonly name: string;
  readonly total: number;
};

/** Which bound stands in the way of another one. */
export type ExportBound = 'UNDER_WAY' | 'FILES' | 'FULL';

/** Begun, unless a bound stands in the way: those who ask at the same moment are counted one after the other. */
export function beginExport({ pool }: Database, { id, person, programmes, journals, about, name, total }: NewExport): Promise<ExportBound | null> {
  return inTransaction(pool, async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('exports', 51))");
    const counted = await tx.query<{ mine: string; all: string; files: string; bytes: string }>(
      `SELECT count(*) FILTER (WHERE person = $1 AND going) AS mine, count(*) FILTER (WHERE going) AS all,
         count(*) FILTER (WHERE person = $1 AND state = 'DONE') AS files, coalesce(sum(bytes), 0) AS bytes
       FROM (SELECT person, state, bytes, state IN ('RUNNING', 'CANCELLED') AND ${heldBy('job.id')} AS going FROM export_job AS job
             WHERE state IN ('RUNNING', 'CANCELLED', 'DONE') AND expires_at > now()) AS here`,
      [person],
    );
    const { mine = 0, all = 0, files = 0, bytes = 0 } = counted.rows[0] ?? {};
    if (Number(mine) >= EXPORT_LIMITS.perPerson) return 'UNDER_WAY';
    if (Number(files) >= EXPORT_LIMITS.files) return 'FILES';
    if (Number(all) >= EXPORT_LIMITS.atOnce || Number(bytes) >= EXPORT_LIMITS.allBytes) return 'FULL';
    await tx.query(
      `INSERT INTO export_job (id, person, programmes, journals, about, name, state, total, started_at, changed_at, expires_at)
       VALUES ($1, $2, $3, $7, $4::jsonb, $5, 'RUNNING', $6, now(), now(), now() + interval '${EXPORT_LIMITS.keptHours} hours')`,
      [id, person, programmes, JSON.stringify(about), name, total, journals],
    );
    return null;
  });
}

/** The next piece of its file; false: it was cancelled, and nothing was kept. */
export function addExportPiece({ pool }: Database, id: string, nth: number, bytes: Uint8Array, done: number): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const going = await tx.query(
      `UPDATE export_job SET bytes = bytes + $2, done = greatest(done, $3), changed_at = now() WHERE id = $1 AND state = 'RUNNING'`,
      [id, bytes.length, done],
    );
    if (going.rowCount !== 1) return false;
    await tx.query('INSERT INTO export_piece (export, nth, bytes) VALUES ($1, $2, $3)', [id, nth, bytes]);
    return true;
  });
}

/** False: it was cancelled. */
export async function noteExportDone({ pool }: Database, id: string, done: number): Promise<boolean> {
  const going = await pool.query(`UPDATE export_job SET done = greatest(done, $2), changed_at = now() WHERE id = $1 AND state = 'RUNNING'`, [
    id,
    done,
  ]);
  return going.rowCount === 1;
}

type Ended = { readonly state: Extract<ExportState, 'DONE'>; readonly sha256: string } | { readonly state: Exclude<ExportState, 'RUNNING' | 'DONE'> };

/** Of one that runs; what has ended otherwise stays so. Its time to be fetched begins. What is not whole is dropped. */
export async function endExport({ pool }: Database, id: string, ended: Ended): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query(
      `UPDATE export_job SET state = $2, sha256 = $3, changed_at = now(), expires_at = now() + interval '${EXPORT_LIMITS.keptHours} hours',
         total = CASE WHEN $2 = 'DONE' THEN done ELSE total END, bytes = CASE WHEN $2 = 'DONE' THEN bytes ELSE 0 END
       WHERE id = $1 AND state = 'RUNNING'`,
      [id, ended.state, ended.state === 'DONE' ? ended.sha256 : null],
    );
    if (ended.state !== 'DONE') await tx.query('DELETE FROM export_piece WHERE export = $1', [id]);
  });
}

/** One under way ends, and of one that is ready the file goes. What is over stays as it is. */
export async function dropExport({ pool }: Database, person: string, id: string): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const own = await tx.query(
      `UPDATE export_job SET state = CASE WHEN state = 'DONE' THEN 'GONE' ELSE 'CANCELLED' END, bytes = 0, changed_at = now()
       WHERE id = $1 AND person = $2 AND state IN ('RUNNING', 'DONE')`,
      [id, person],
    );
    if (own.rowCount === 1) await tx.query('DELETE FROM export_piece WHERE export = $1', [id]);
  });
}

/** Its file, piece by piece. Error: a piece is not there any more. */
export async function* exportFile({ pool }: Database, { id, bytes }: Pick<ExportJob, 'id' | 'bytes'>): AsyncGenerator<Uint8Array> {
  let read = 0;
  for (let nth = 0; read < bytes; nth += 1) {
    const found = await pool.query<{ bytes: Buffer }>('SELECT bytes FROM export_piece WHERE export = $1 AND nth = $2', [id, nth]);
    const piece = found.rows[0]?.bytes;
    if (piece === undefined) throw new Error(`export ${id} ends at byte ${read} of ${bytes}`);
    read += piece.length;
    yield piece;
  }
}
