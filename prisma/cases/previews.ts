/** Pictures of documents, kept once they were drawn. Made from the documents; nothing is lost with them. */
import type { Database } from '../database.ts';

type Made = { readonly result: string; readonly bytes: Uint8Array | null };

/** Null: not drawn yet, or what was too much a day ago may be tried again, three times in all. */
export async function findPreview(db: Database, sha256: string): Promise<{ readonly bytes: Uint8Array | null } | null> {
  const found = await db.pool.query<{ bytes: Buffer | null }>(
    `SELECT bytes FROM document_preview WHERE sha256 = $1
       AND NOT (result = 'LIMIT' AND tries < 3 AND made_at < now() - interval '1 day')`,
    [sha256],
  );
  return found.rows[0] ?? null;
}

export async function keepPreview(db: Database, sha256: string, { result, bytes }: Made): Promise<void> {
  await db.pool.query(
    `INSERT INTO document_preview (sha256, result, tries, bytes, made_at) VALUES ($1, $2, 1, $3, now())
     ON CONFLICT (sha256) DO UPDATE SET result = EXCLUDED.result, tries = document_preview.tries + 1, bytes = EXCLUDED.bytes, made_at = now()`,
    [sha256, result, bytes === null ? null : Buffer.from(bytes)],
  );
}
