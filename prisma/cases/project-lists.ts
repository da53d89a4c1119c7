/**
 * What belongs to one project, each by one statement: its approvals, the documents of its cases, its mails, who took part.
 * Deliberately absent: who may read it (domain/permission), which routes ask before.
 */
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { ProjectApproval, ProjectFile, ProjectMail, ProjectPerson } from '../../domain/project/lists.ts';
import type { Database } from '../database.ts';

/** More of one project are not shown at once; the newest are. */
export const LIST_MOST = 1_000;

export async function projectApprovals(db: Database, project: string): Promise<readonly ProjectApproval[]> {
  const found = await db.pool.query<ProjectApproval & { readonly amountFen: string | null }>({
    name: 'project-approvals',
    text: `SELECT substr(stream, length('approval/') + 1) AS id, title::json, status, light, matter_name::json AS "matterName", amount_fen AS "amountFen",
        applicant, step::json, asked, due_on AS "dueOn", received_on AS "receivedOn"
      FROM application WHERE project = $1 ORDER BY received_on DESC NULLS FIRST, stream LIMIT ${LIST_MOST}`,
    values: [project],
  });
  return found.rows.map((row) => ({ ...row, amountFen: row.amountFen === null ? null : Number(row.amountFen) }));
}

export async function projectFiles(db: Database, project: string): Promise<readonly ProjectFile[]> {
  const found = await db.pool.query<Omit<ProjectFile, 'uploadedAt'> & { readonly uploadedAt: Date }>({
    name: 'project-files',
    text: `SELECT c.stream, c.title::json AS of, r.sha256, r.name, f.media_type AS "mediaType", f.size, f.uploaded_at AS "uploadedAt"
      FROM case_state c JOIN file_reference r USING (stream) JOIN document_file f USING (sha256)
      WHERE c.project = $1 AND c.kind NOT IN ('journal', 'findings') ORDER BY f.uploaded_at DESC, r.stream, r.sha256 LIMIT ${LIST_MOST}`,
    values: [project],
  });
  return found.rows.map((row) => ({ ...row, uploadedAt: row.uploadedAt.toISOString() }));
}

/** Of these approvals those with a form, which may hide a file from somebody who reads the case. Whole states: of those alone that refer to files. */
export async function approvalsWithForms(db: Database, streams: readonly string[]): Promise<ReadonlyMap<string, ApprovalState>> {
  const found = await db.pool.query<{ readonly stream: string; readonly state: ApprovalState }>({
    name: 'project-forms',
    text: `SELECT stream, state FROM case_state WHERE stream = ANY($1) AND kind = 'approval'`,
    values: [streams],
  });
  return new Map(found.rows.flatMap(({ stream, state }) => (state.route.form === undefined ? [] : [[stream, state] as const])));
}

export async function projectMails(db: Database, project: string): Promise<readonly ProjectMail[]> {
  const found = await db.pool.query<Omit<ProjectMail, 'createdAt' | 'sentAt'> & { readonly createdAt: Date; readonly sentAt: Date | null }>({
    name: 'project-mails',
    text: `SELECT n.id, n.stream, c.title::json AS of, n.template, n.recipient, n.status, n.created_at AS "createdAt", n.sent_at AS "sentAt"
      FROM case_state c JOIN notice n USING (stream) WHERE c.project = $1 AND c.kind <> 'journal'
      ORDER BY n.created_at DESC, n.id LIMIT ${LIST_MOST}`,
    values: [project],
  });
  return found.rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), sentAt: row.sentAt?.toISOString() ?? null }));
}

export async function projectPeople(db: Database, project: string): Promise<readonly ProjectPerson[]> {
  const found = await db.pool.query<ProjectPerson>({
    name: 'project-people',
    text: `SELECT person, sum(applied)::int AS applied, sum(answered)::int AS answered, sum(waits)::int AS waits FROM (
        SELECT person, 0 AS applied, count(*) FILTER (WHERE decided_at IS NOT NULL) AS answered, count(*) FILTER (WHERE status = 'PENDING') AS waits
          FROM task WHERE project = $1 AND kind <> 'READ' GROUP BY person
        UNION ALL SELECT applicant, count(*), 0, 0 FROM application WHERE project = $1 AND status <> 'DRAFT' GROUP BY applicant
      ) AS part GROUP BY person ORDER BY person`,
    values: [project],
  });
  return found.rows;
}
