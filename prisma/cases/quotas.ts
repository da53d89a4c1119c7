/**
 * How much one person has lying here that leads to nothing yet: files that no case refers to, drafts, saved questions. Each
 * has a bound, so that nobody fills the disk of everybody. Deliberately absent: what is said to them (api/).
 */
import type { Database } from '../database.ts';

type Lying = { readonly files: number; readonly bytes: number; readonly drafts: number; readonly searches: number };

export async function lyingOf(db: Database, person: string): Promise<Lying> {
  const found = await db.pool.query<{ files: string; bytes: string; drafts: string; searches: string }>({
    name: 'lying-of',
    text: `SELECT
        count(f.sha256) AS files, coalesce(sum(f.size), 0) AS bytes,
        (SELECT count(*) FROM application a WHERE a.applicant = $1 AND a.status = 'DRAFT') AS drafts,
        (SELECT count(*) FROM saved_search s WHERE s.person = $1) AS searches
      FROM file_upload u JOIN document_file f USING (sha256)
      WHERE u.person = $1 AND NOT EXISTS (SELECT 1 FROM file_reference r WHERE r.sha256 = u.sha256)`,
    values: [person],
  });
  const row = found.rows[0];
  return { files: Number(row?.files ?? 0), bytes: Number(row?.bytes ?? 0), drafts: Number(row?.drafts ?? 0), searches: Number(row?.searches ?? 0) };
}
