/** The bytes of documents. Who may read one is asked of the case whose events refer to it, never of the file alone. */
import { createHash } from 'node:crypto';
import type { DocumentFile } from '../domain/views.ts';
import type { Database } from './database.ts';

/** Keeps a file under its SHA-256. The same bytes again are kept once, under the name that they came with first. */
export async function storeFile(db: Database, { name, mediaType, bytes }: DocumentFile, person: string): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await db.pool.query(
    `INSERT INTO document_file (sha256, name, media_type, size, bytes, uploaded_by, uploaded_at)
     VALUES ($1, $2, $3, $4, $5, $6, now()) ON CONFLICT (sha256) DO NOTHING`,
    [sha256, name, mediaType, bytes.length, bytes, person],
  );
  return sha256;
}

/** A file that an event of this case refers to; null when none does, or when it was never handed in here. */
export async function findFile(db: Database, stream: string, sha256: string): Promise<DocumentFile | null> {
  const found = await db.pool.query<{ name: string; media_type: string; bytes: Buffer }>(
    `SELECT name, media_type, bytes FROM document_file
     WHERE sha256 = $2 AND EXISTS (SELECT 1 FROM event WHERE stream = $1 AND strpos(body, '"sha256":"' || $2 || '"') > 0)`,
    [stream, sha256],
  );
  const row = found.rows[0];
  return row === undefined ? null : { name: row.name, mediaType: row.media_type, bytes: row.bytes };
}

/** Those of these hashes whose file was handed in, with what kind it is. */
export async function knownFiles(db: Database, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (hashes.length === 0) return new Map();
  const found = await db.prisma.documentFile.findMany({ where: { sha256: { in: [...hashes] } }, select: { sha256: true, mediaType: true } });
  return new Map(found.map(({ sha256, mediaType }) => [sha256, mediaType]));
}
