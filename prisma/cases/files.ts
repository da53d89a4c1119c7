/**
 * The bytes of documents, who handed them in, and which cases refer to them. A file is read through such a reference and
 * in no other way: a hash alone is no key (docs/adr/0026). Deliberately absent: who may see a case.
 */
import { createHash } from 'node:crypto';
import { namedFiles } from '../../domain/permission/files.ts';
import type { DocumentFile, Reader } from '../../domain/views.ts';
import type { Database, Statement } from '../database.ts';
import { programmeOfCase } from './cases.ts';
import { type BytesRow, bytesIn } from './document-bytes.ts';

type FileRow = BytesRow & { readonly name: string; readonly media_type: string };
async function fileIn(db: Database, row: FileRow | undefined): Promise<DocumentFile | null> {
  const bytes = row === undefined ? null : await bytesIn(db, row);
  return row === undefined || bytes === null ? null : { name: row.name, mediaType: row.media_type, bytes: Buffer.from(bytes) };
}

/** Keeps a file under its SHA-256, once; and that this person handed it in, under which name. */
export async function storeFile(db: Database, { name, mediaType, bytes }: DocumentFile, person: string): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const outside = db.documents?.keeps ?? null;
  // There before any row says so.
  await outside?.put(sha256, bytes);
  await db.pool.query(
    `WITH kept AS (
       INSERT INTO document_file (sha256, name, media_type, size, bytes, uploaded_by, uploaded_at, place)
       VALUES ($1, $2, $3, $4, $5, $6, now(), $7) ON CONFLICT (sha256) DO NOTHING)
     INSERT INTO file_upload (sha256, person, name, uploaded_at) VALUES ($1, $6, $2, now())
     ON CONFLICT (sha256, person) DO UPDATE SET name = EXCLUDED.name, uploaded_at = EXCLUDED.uploaded_at`,
    [sha256, name, mediaType, bytes.length, outside === null ? bytes : null, person, outside?.place ?? 'database'],
  );
  return sha256;
}

/** Of these hashes those that this person handed in, under the names that they gave them. */
export async function handedInBy(
  db: Database,
  person: string,
  hashes: readonly string[],
): Promise<readonly { readonly sha256: string; readonly title: string }[]> {
  if (hashes.length === 0) return [];
  const rows = await db.prisma.fileUpload.findMany({ where: { person, sha256: { in: [...hashes] } }, select: { sha256: true, name: true } });
  return rows.map(({ sha256, name }) => ({ sha256, title: name }));
}

/** A file that this person handed in; null: they did not, or it has gone since. */
export async function ownFile(db: Database, person: string, sha256: string): Promise<DocumentFile | null> {
  const found = await db.pool.query<FileRow>(
    'SELECT f.sha256, u.name, f.media_type, f.bytes, f.place FROM file_upload u JOIN document_file f USING (sha256) WHERE u.person = $1 AND u.sha256 = $2',
    [person, sha256],
  );
  return fileIn(db, found.rows[0]);
}

/**
 * Of these hashes those that a reader may not name: they did not hand the file in themselves, and see no case that refers
 * to it. Whether somebody else did is not told apart: a hash that is named says nothing of what is here.
 */
export async function notTheirs(db: Database, reader: Reader, hashes: readonly string[]): Promise<readonly string[]> {
  if (hashes.length === 0) return [];
  const found = await db.pool.query<{ sha256: string; streams: readonly string[] }>({
    name: 'files-not-handed-in',
    text: `SELECT n.sha256, ARRAY(SELECT r.stream FROM file_reference r WHERE r.sha256 = n.sha256 ORDER BY r.stream LIMIT ${REFERENCES_LOOKED_AT}) AS streams
      FROM (SELECT DISTINCT unnest($2::text[]) AS sha256) AS n
      WHERE NOT EXISTS (SELECT 1 FROM file_upload u WHERE u.sha256 = n.sha256 AND u.person = $1)`,
    values: [reader.person, hashes],
  });
  const others: string[] = [];
  for (const { sha256, streams } of found.rows) if (!(await seesOne(db, reader, streams))) others.push(sha256);
  return others;
}

/** A document that more cases refer to is no secret among those who see one of so many. */
const REFERENCES_LOOKED_AT = 50;

async function seesOne(db: Database, reader: Reader, streams: readonly string[]): Promise<boolean> {
  for (const stream of streams) if ((await programmeOfCase(db, reader, stream)) !== null) return true;
  return false;
}

/**
 * Notes which files these events refer to, in their transaction. Only bytes that are here: whoever names a hash before
 * anybody hands the file in has no reference to what comes later. Whether the sender may name it was asked before.
 */
export function fileReferences(stream: string, events: readonly { readonly version: number; readonly data: object }[]): readonly Statement[] {
  const named = events.flatMap(({ version, data }) => namedFiles(data).map((file) => ({ ...file, version })));
  if (named.length === 0) return [];
  const statement: Statement = {
    name: 'refer-to-files',
    text: `INSERT INTO file_reference (stream, sha256, name, event_version, slot)
      SELECT DISTINCT ON (f.sha256) $1, f.sha256, COALESCE(NULLIF(r.title, ''), f.name), r.version, r.paper
      FROM unnest($2::text[], $3::text[], $4::int[], $5::text[]) WITH ORDINALITY AS r (sha256, title, version, paper, nth) JOIN document_file f USING (sha256)
      ORDER BY f.sha256, r.nth
      ON CONFLICT (stream, sha256) DO NOTHING`,
    values: [
      stream,
      named.map(({ sha256 }) => sha256),
      named.map(({ title }) => title ?? ''),
      named.map(({ version }) => version),
      named.map(({ paper }) => paper ?? null),
    ],
  };
  return [statement];
}

/** A file that this case refers to, under its name there; null when it refers to none such, or it was never handed in. */
export async function findFile(db: Database, stream: string, sha256: string): Promise<DocumentFile | null> {
  const found = await db.pool.query<FileRow>(
    `SELECT f.sha256, r.name, f.media_type, f.bytes, f.place FROM file_reference r JOIN document_file f USING (sha256) WHERE r.stream = $1 AND r.sha256 = $2`,
    [stream, sha256],
  );
  return fileIn(db, found.rows[0]);
}

/** Those of these hashes that this case refers to and whose file is here, with what kind it is. */
export async function knownFiles(db: Database, stream: string, hashes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (hashes.length === 0) return new Map();
  const found = await db.pool.query<{ sha256: string; media_type: string }>(
    'SELECT f.sha256, f.media_type FROM file_reference r JOIN document_file f USING (sha256) WHERE r.stream = $1 AND r.sha256 = ANY($2)',
    [stream, hashes],
  );
  return new Map(found.rows.map(({ sha256, media_type }) => [sha256, media_type]));
}
