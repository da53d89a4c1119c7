/** What the API asks about cases, always within what the reader may see. Deliberately absent: writes. */
import { CASE_KINDS } from '../domain/case.ts';
import type { Role } from '../domain/role.ts';
import { ROLES } from '../domain/role.ts';
import type { CaseDetail, CaseListing, EventView, Page, Reader, RefusalView, TaskPage, TaskPlace, TaskView } from '../domain/views.ts';
import { parseBody, sha256 } from '../proof/event-format.ts';
import type { Database } from './database.ts';
import type { Prisma } from './generated/client.ts';

/** Roles that see a whole programme; the others see their own projects and what they are asked. */
const SEES_ALL: readonly Role[] = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'DEPUTY_LEADER', 'GROUP_LEADER', 'AUDITOR', 'ADMINISTRATOR'];

export const programmesSeen = (reader: Reader): readonly string[] =>
  Object.entries(reader.roles).flatMap(([programme, roles]) => (roles.some((role) => SEES_ALL.includes(role)) ? [programme] : []));

/** Whoever holds any role in a programme may see who else does, and set a mandate for himself. */
const programmesOf = (reader: Reader): readonly string[] =>
  Object.entries(reader.roles).flatMap(([programme, roles]) => (roles.length > 0 ? [`programme/${programme}`] : []));

const scope = async (db: Database, reader: Reader): Promise<Prisma.CaseStateWhereInput> => ({
  OR: [
    { programme: { in: [...programmesSeen(reader)] } },
    { project: { in: [...reader.projects] } },
    { applicant: reader.person },
    { stream: { in: [...programmesOf(reader), ...(await streamsAsked(db, reader))] } },
  ],
});

/** Of a case `c`: a running approval whose limit a holder of these roles ($2, by programme) may extend. */
const EXTENDABLE = `c.kind = 'approval' AND c.status IN ('OPEN', 'PAUSED') AND $2::jsonb ? c.programme
  AND jsonb_path_exists(c.state::jsonb, '$.route.**.extension.by[*] ? (@ == $roles[*])', jsonb_build_object('roles', $2::jsonb->c.programme))`;

/** Cases in which somebody is or was asked, or decides on the limit. */
async function streamsAsked(db: Database, { person, roles }: Reader): Promise<readonly string[]> {
  const found = await db.pool.query<{ stream: string }>({
    name: 'streams-asked',
    text: `SELECT stream FROM task WHERE person = $1 OR on_behalf_of = $1
      UNION SELECT stream FROM event WHERE actor = $1 AND type = 'LimitExtended'
      UNION SELECT stream FROM case_state c WHERE ${EXTENDABLE}`,
    values: [person, JSON.stringify(roles)],
  });
  return found.rows.map(({ stream }) => stream);
}

/**
 * Who sends a request with this token: person, roles by programme, projects that he manages; null for unknown, expired
 * and revoked tokens alike. One query, because it stands before every answer.
 */
export async function readerOfToken(db: Database, token: string): Promise<Reader | null> {
  const found = await db.pool.query<{
    person: string;
    name: string;
    roles: Record<string, Record<string, readonly string[]>> | null;
    projects: readonly string[] | null;
  }>({
    name: 'reader-of-token',
    text: `SELECT t.person, p.name,
        (SELECT json_object_agg(c.programme, c.state->'roles') FROM case_state c WHERE c.kind = 'programme') AS roles,
        (SELECT json_agg(c.project) FROM case_state c WHERE c.kind = 'project' AND c.state->'profile'->>'manager' = t.person) AS projects
      FROM api_token t JOIN person p ON p.id = t.person
      WHERE t.hash = $1 AND t.revoked_at IS NULL AND t.expires_at > now()`,
    values: [sha256(token)],
  });
  const row = found.rows[0];
  if (row === undefined) return null;
  const roles = Object.entries(row.roles ?? {}).map(
    ([programme, holders]) => [programme, ROLES.filter((role) => holders[role]?.includes(row.person) === true)] as const,
  );
  return { person: row.person, name: row.name, roles: Object.fromEntries(roles), projects: row.projects ?? [] };
}

/** The programme of a case that the reader may see; null for unknown and forbidden alike. */
export async function programmeOfCase(db: Database, reader: Reader, stream: string): Promise<string | null> {
  const found = await db.pool.query<{ programme: string }>({
    name: 'programme-of-case',
    text: `SELECT programme FROM case_state c WHERE stream = $3 AND (programme = ANY($4) OR project = ANY($5) OR stream = ANY($6) OR applicant = $1
      OR EXISTS (SELECT 1 FROM task t WHERE t.stream = c.stream AND (t.person = $1 OR t.on_behalf_of = $1))
      OR EXISTS (SELECT 1 FROM event e WHERE e.stream = c.stream AND e.actor = $1 AND e.type = 'LimitExtended')
      OR (${EXTENDABLE}))`,
    values: [reader.person, JSON.stringify(reader.roles), stream, programmesSeen(reader), reader.projects, programmesOf(reader)],
  });
  return found.rows[0]?.programme ?? null;
}

type CaseRow = Awaited<ReturnType<Database['prisma']['caseState']['findFirst']>>;
function detailOf(row: NonNullable<CaseRow>): CaseDetail {
  return { ...row, title: JSON.parse(row.title), state: Object(row.state), changedAt: row.changedAt.toISOString() };
}

/** Null when there is no such case, and also when the reader may not see it. */
export async function findCase(db: Database, reader: Reader, stream: string): Promise<CaseDetail | null> {
  return (await programmeOfCase(db, reader, stream)) === null ? null : caseByStream(db, stream);
}

export async function listCases(
  db: Database,
  reader: Reader,
  filter: { readonly kind?: string; readonly project?: string; readonly status?: string },
  page: Page,
): Promise<readonly CaseListing[]> {
  const where: Prisma.CaseStateWhereInput = {
    AND: [await scope(db, reader), { kind: { in: [...CASE_KINDS] } }, filter, page.after === null ? {} : { stream: { gt: page.after } }],
  };
  const rows = await db.prisma.caseState.findMany({ where, orderBy: { stream: 'asc' }, take: page.limit });
  return rows.map((row) => {
    const { state: _, ...listing } = detailOf(row);
    return listing;
  });
}

export async function listEvents(db: Database, stream: string, after: number, limit: number): Promise<readonly EventView[]> {
  const rows = await db.prisma.event.findMany({ where: { stream, version: { gt: after } }, orderBy: { version: 'asc' }, take: limit });
  return rows.map(({ body, hash }) => {
    const { version, type, occurredAt, actor, commandId, data, schema } = parseBody(body);
    return { version, type, occurredAt, actor: { ...actor }, commandId, data: { ...data }, schema, hash };
  });
}

/** What stands after a place in that order; those of one instant are told apart by case and number. */
function tasksAfter({ openedAt, stream, task }: TaskPlace): readonly Prisma.TaskWhereInput[] {
  const at = new Date(openedAt);
  return [{ openedAt: { lt: at } }, { openedAt: at, stream: { gt: stream } }, { openedAt: at, stream, task: { gt: task } }];
}

/** What a person has to do (`PENDING`) or did. */
export async function listTasks(db: Database, person: string, status: string | undefined, page: TaskPage): Promise<readonly TaskView[]> {
  const rows = await db.prisma.task.findMany({
    where: { person, ...(status === undefined ? {} : { status }), ...(page.after === null ? {} : { OR: [...tasksAfter(page.after)] }) },
    orderBy: [{ openedAt: 'desc' }, { stream: 'asc' }, { task: 'asc' }],
    take: page.limit,
  });
  return rows.map(({ stream, task, kind, round, step, onBehalfOf, status: now, title, project, openedAt, dueAt }) => ({
    stream,
    task,
    kind,
    round,
    step,
    onBehalfOf,
    status: now,
    title: JSON.parse(title),
    project,
    openedAt: openedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
  }));
}

/** Attempts that were refused, oldest first. */
export async function listRefusals(db: Database, stream: string): Promise<readonly RefusalView[]> {
  const rows = await db.prisma.refusal.findMany({ where: { stream }, orderBy: { id: 'asc' }, take: 1_000 });
  return rows.map(({ commandType, person, door, code, occurredAt }) => ({ commandType, person, door, code, occurredAt: occurredAt.toISOString() }));
}

/** A case without asking who reads: for the pages behind a link, which show one task to the person it was sent to. */
export async function caseByStream(db: Database, stream: string): Promise<CaseDetail | null> {
  const row = await db.prisma.caseState.findUnique({ where: { stream } });
  return row === null ? null : detailOf(row);
}

export async function countEvents(db: Database): Promise<number> {
  return db.prisma.event.count();
}
