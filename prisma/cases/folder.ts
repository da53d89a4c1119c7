/** The files that the cases of a project refer to, each with the event by which it came. Deliberately absent: who may see which, the list (domain/folder/list.ts). */
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { FolderRow } from '../../domain/folder/list.ts';
import type { Database } from '../database.ts';

/** More of one project are not read at once; the oldest are. */
export const FOLDER_MOST = 50_000;

/** `stream`: of one case alone. Bytes are not looked at. */
export async function folderRows(db: Database, of: { readonly project: string } | { readonly stream: string }): Promise<readonly FolderRow[]> {
  const [where, value] = 'project' in of ? ['c.project = $1', of.project] : ['c.stream = $1', of.stream];
  const found = await db.pool.query<Omit<FolderRow, 'at'> & { readonly at: Date }>({
    name: 'project' in of ? 'folder-of-project' : 'folder-of-case',
    text: `SELECT c.stream, c.title::json AS of, r.sha256, r.name AS title, r.slot, f.media_type AS "mediaType", f.size,
        coalesce(e.occurred_at, f.uploaded_at) AS at, e.actor AS person, e.type
      FROM case_state c JOIN file_reference r USING (stream) JOIN document_file f USING (sha256)
        LEFT JOIN event e ON e.stream = r.stream AND e.version = r.event_version
      WHERE ${where} AND c.kind NOT IN ('journal', 'findings') ORDER BY at, c.stream, r.sha256 LIMIT ${FOLDER_MOST}`,
    values: [value],
  });
  return found.rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Of these approvals those whose form hides something from some who read the case. */
export async function hidingApprovals(db: Database, streams: readonly string[]): Promise<readonly string[]> {
  const found = await db.prisma.caseState.findMany({
    where: { stream: { in: [...streams] }, kind: 'approval' },
    select: { stream: true, state: true },
  });
  return found.flatMap(({ stream, state }) => {
    const { route } = state as unknown as Pick<ApprovalState, 'route'>; // an approval's stream
    return (route.form ?? []).some(({ seenBy }) => seenBy !== undefined) ? [stream] : [];
  });
}
