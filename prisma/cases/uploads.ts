/**
 * Files on their way in pieces: begun, carried on where they stopped, whole. Whose they are is asked in every statement.
 * Deliberately absent: what may be handed in (api/document-file.ts), and the document that comes of it (files.ts).
 */
import { randomUUID } from 'node:crypto';
import { type Database, inTransaction } from '../database.ts';

type UploadState = {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly received: number;
  readonly expiresAt: string;
  readonly made: { readonly sha256: string; readonly mediaType: string } | null;
};

/** So long after its last piece an upload is carried on. */
const KEPT_HOURS = 24;
/** Of one person on their way at once. */
const MOST = 10;

type Row = Pick<UploadState, 'id' | 'name' | 'size' | 'received'> & {
  readonly expires_at: Date;
  readonly sha256: string | null;
  readonly media_type: string | null;
};
const stateOf = ({ id, name, size, received, expires_at: expires, sha256, media_type: mediaType }: Row): UploadState => ({
  id,
  name,
  size,
  received,
  expiresAt: expires.toISOString(),
  made: sha256 === null || mediaType === null ? null : { sha256, mediaType },
});
const COLUMNS = 'id, name, size, received, expires_at, sha256, media_type';
const LATER = `now() + interval '${KEPT_HOURS} hours'`;

/** One that did not move so long may have been left: where too many are on their way, the next takes its place. */
const LEFT_MINUTES = 10;

/** Null: too many of this person's are on their way. */
export async function beginUpload(db: Database, person: string, name: string, size: number): Promise<UploadState | null> {
  // Its pieces go with what has served its time (prisma/expired.ts).
  await db.pool.query(
    `DELETE FROM upload WHERE id IN (
       SELECT id FROM upload WHERE person = $1 AND sha256 IS NULL AND expires_at < ${LATER} - interval '${LEFT_MINUTES} minutes' ORDER BY expires_at LIMIT 1)
     AND (SELECT count(*) FROM upload WHERE person = $1 AND sha256 IS NULL AND expires_at > now()) >= ${MOST}`,
    [person],
  );
  const made = await db.pool.query<Row>(
    `INSERT INTO upload (id, person, name, size, expires_at)
     SELECT $1, $2, $3, $4, ${LATER} WHERE (SELECT count(*) FROM upload WHERE person = $2 AND sha256 IS NULL AND expires_at > now()) < ${MOST} RETURNING ${COLUMNS}`,
    [randomUUID(), person, name, size],
  );
  return made.rows[0] === undefined ? null : stateOf(made.rows[0]);
}

/** Null: there is none such of this person, or its time is over. */
export async function findUpload(db: Database, person: string, id: string): Promise<UploadState | null> {
  const found = await db.pool.query<Row>(`SELECT ${COLUMNS} FROM upload WHERE id = $1 AND person = $2 AND expires_at > now()`, [id, person]);
  return found.rows[0] === undefined ? null : stateOf(found.rows[0]);
}

/** A piece that begins where the one before ended; false: it does not, and nothing was kept. */
export async function addPiece(db: Database, person: string, id: string, at: number, bytes: Buffer): Promise<boolean> {
  return inTransaction(db.pool, async (tx) => {
    const moved = await tx.query(
      `UPDATE upload SET received = received + $4, expires_at = ${LATER}
       WHERE id = $1 AND person = $2 AND received = $3 AND received + $4 <= size AND expires_at > now()`,
      [id, person, at, bytes.length],
    );
    if (moved.rowCount !== 1) return false;
    await tx.query('INSERT INTO upload_piece (upload, at, bytes) VALUES ($1, $2, $3)', [id, at, bytes]);
    return true;
  });
}

/** All of its bytes, in order. Null: it is not whole. */
export async function bytesOfUpload(db: Database, person: string, id: string): Promise<Buffer | null> {
  const pieces = await db.pool.query<{ bytes: Buffer; size: number }>(
    `SELECT p.bytes, u.size FROM upload u JOIN upload_piece p ON p.upload = u.id WHERE u.id = $1 AND u.person = $2 AND u.received = u.size ORDER BY p.at`,
    [id, person],
  );
  const all = Buffer.concat(pieces.rows.map(({ bytes }) => bytes));
  return all.length === pieces.rows[0]?.size ? all : null;
}

/** What came of it; null: nothing may, and it is gone. Its pieces are not needed any more. */
export async function endUpload(db: Database, person: string, id: string, made: UploadState['made']): Promise<void> {
  await inTransaction(db.pool, async (tx) => {
    const own = await tx.query(
      made === null
        ? 'DELETE FROM upload WHERE id = $1 AND person = $2'
        : 'UPDATE upload SET sha256 = $3, media_type = $4 WHERE id = $1 AND person = $2',
      made === null ? [id, person] : [id, person, made.sha256, made.mediaType],
    );
    if (own.rowCount === 1) await tx.query('DELETE FROM upload_piece WHERE upload = $1', [id]);
  });
}
