/** Findings as their ledgers hold them. */
import type { FindingsState, KnownFinding } from '../../domain/findings/ledger.ts';
import type { Database } from '../database.ts';

export type ProjectFinding = KnownFinding & Pick<FindingsState, 'programme' | 'manager'> & { readonly project: string };

/** Oldest first; `programmes` null: of the project named, whatever its programme. */
export async function listFindings(
  db: Database,
  programmes: readonly string[] | null,
  filter: { readonly project?: string; readonly status?: string },
): Promise<readonly ProjectFinding[]> {
  if (programmes === null && filter.project === undefined) return [];
  const rows = await db.pool.query<{ state: FindingsState }>(
    `SELECT state FROM case_state WHERE kind = 'findings' AND ($1::text[] IS NULL OR programme = ANY($1)) AND ($2::text IS NULL OR project = $2) ORDER BY stream`,
    [programmes, filter.project ?? null],
  );
  return rows.rows
    .flatMap(({ state: { findings, project, programme, manager } }) =>
      Object.values(findings).map((finding) => ({ ...finding, project, programme, manager })),
    )
    .filter(({ status }) => filter.status === undefined || status === filter.status)
    .sort((a, b) => (a.firstSeen < b.firstSeen ? -1 : 1));
}
