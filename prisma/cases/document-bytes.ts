/**
 * The bytes of a document wherever they lie, and moving them. What comes from outside the database is looked at by its hash:
 * a disk or a bucket that somebody changed is told, and never given out as what was handed in. Deliberately absent: the stores (documents/).
 */
import { createHash } from 'node:crypto';
import type { DocumentPlace } from '../../domain/document-store.ts';
import { type Database, unhurried } from '../database.ts';

export type BytesRow = { readonly sha256: string; readonly bytes: Uint8Array | null; readonly place: string };

/** Null: they are not where they should be, or are others. Error: their store is not set, or does not answer. */
export async function bytesIn({ documents }: Pick<Database, 'documents'>, { sha256, bytes, place }: BytesRow): Promise<Uint8Array | null> {
  if (bytes !== null) return bytes;
  const store = documents?.at(place) ?? null;
  if (store === null) throw new Error(`documents lie in ${place}, which the settings do not name`);
  const found = await store.get(sha256);
  return found !== null && createHash('sha256').update(found).digest('hex') === sha256 ? found : null;
}

export type Placed = { readonly place: string; readonly files: number; readonly bytes: number };
/** How much lies where. */
export async function documentPlaces({ pool }: Pick<Database, 'pool'>): Promise<readonly Placed[]> {
  const found = await pool.query<{ place: string; files: string; bytes: string }>(
    unhurried('SELECT place, count(*) AS files, coalesce(sum(size), 0) AS bytes FROM document_file GROUP BY place ORDER BY place'),
  );
  return found.rows.map(({ place, files, bytes }) => ({ place, files: Number(files), bytes: Number(bytes) }));
}

const AT_ONCE = 50;
/**
 * Moves all documents to `to`, each read, looked at, kept there and only then noted; what lay in a store outside stays there.
 * By the owner of the database: the service may not change documents. Gives those that could not be read; they stay where they are.
 */
export async function moveDocuments(
  db: Database,
  to: DocumentPlace,
  onMoved: (files: number, bytes: number) => void,
): Promise<{ readonly files: number; readonly bytes: number; readonly lost: readonly string[] }> {
  const store = to === 'database' ? null : (db.documents?.at(to) ?? null);
  if (to !== 'database' && store === null) throw new Error(`the settings do not name ${to}`);
  await store?.check();
  const lost: string[] = [];
  let [files, bytes, after] = [0, 0, ''];
  for (;;) {
    const next = await db.pool.query<{ sha256: string }>(
      'SELECT sha256 FROM document_file WHERE place <> $1 AND sha256 > $2 ORDER BY sha256 LIMIT $3',
      [to, after, AT_ONCE],
    );
    for (const { sha256 } of next.rows) {
      after = sha256;
      const row = await db.pool.query<BytesRow>('SELECT sha256, bytes, place FROM document_file WHERE sha256 = $1', [sha256]);
      const found = row.rows[0] === undefined ? null : await bytesIn(db, row.rows[0]);
      // Also of those in the database: nothing is carried on that is not what was handed in.
      if (found === null || createHash('sha256').update(found).digest('hex') !== sha256) {
        lost.push(sha256);
        continue;
      }
      await store?.put(sha256, found);
      await db.pool.query('UPDATE document_file SET place = $2, bytes = $3 WHERE sha256 = $1', [
        sha256,
        to,
        store === null ? Buffer.from(found) : null,
      ]);
      [files, bytes] = [files + 1, bytes + found.length];
      onMoved(files, bytes);
    }
    if (next.rows.length < AT_ONCE) return { files, bytes, lost };
  }
}
