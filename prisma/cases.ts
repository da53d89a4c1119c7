/** What the API asks about cases, always within what the reader may see. Deliberately absent: writes. */
import type { Role } from '../domain/role.ts';
import { ROLES } from '../domain/role.ts';
import type { CaseDetail, CaseListing, EventView, Page, Reader, TaskView } from '../domain/views.ts';
import type { Database } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { parseBody } from './record-format.ts';

/** Roles that see a whole programme; the others see their own projects and what they are asked. */
const SEES_ALL: readonly Role[] = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'DEPUTY_LEADER', 'GROUP_LEADER', 'AUDITOR', 'ADMINISTRATOR'];

export const programmesSeen = (reader: Reader): readonly string[] =>
  Object.entries(reader.roles).flatMap(([programme, roles]) => (roles.some((role) => SEES_ALL.includes(role)) ? [programme] : []));

const scope = (reader: Reader): Prisma.CaseStateWhereInput => ({
  OR: [{ programme: { in: [...programmesSeen(reader)] } }, { project: { in: [...reader.projects] } }],
});

export async function readerOf(db: Database, person: string): Promise<Reader | null> {
  const found = await db.prisma.person.findUnique({ where: { id: person } });
  if (found === null) return null;
  const rows = await db.pool.query<{ programme: string; roles: Record<string, readonly string[]> }>(
    "SELECT programme, state->'roles' AS roles FROM case_state WHERE kind = 'programme'",
  );
  const roles = Object.fromEntries(
    rows.rows.map((row) => [row.programme, ROLES.filter((role) => row.roles[role]?.includes(person) === true)] as const),
  );
  const managed = await db.pool.query<{ project: string }>(
    "SELECT project FROM case_state WHERE kind = 'project' AND state->'profile'->>'manager' = $1",
    [person],
  );
  return { person, name: found.name, roles, projects: managed.rows.map((row) => row.project) };
}

type CaseRow = Awaited<ReturnType<Database['prisma']['caseState']['findFirst']>>;
function detailOf(row: NonNullable<CaseRow>): CaseDetail {
  return { ...row, title: JSON.parse(row.title), state: Object(row.state), changedAt: row.changedAt.toISOString() };
}

/** Null when there is no such case, and also when the reader may not see it. */
export async function findCase(db: Database, reader: Reader, stream: string): Promise<CaseDetail | null> {
  const row = await db.prisma.caseState.findFirst({ where: { stream, ...scope(reader) } });
  return row === null ? null : detailOf(row);
}

export async function listCases(
  db: Database,
  reader: Reader,
  filter: { readonly kind?: string; readonly project?: string; readonly status?: string },
  page: Page,
): Promise<readonly CaseListing[]> {
  const where: Prisma.CaseStateWhereInput = {
    AND: [scope(reader), filter, page.after === null ? {} : { stream: { gt: page.after } }],
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
    const { version, type, occurredAt, actor, commandId, data } = parseBody(body);
    return { version, type, occurredAt, actor: { ...actor }, commandId, data: { ...data }, hash };
  });
}

/** What a person has to do (`PENDING`) or did. */
export async function listTasks(db: Database, person: string, status: string | undefined, page: Page): Promise<readonly TaskView[]> {
  const rows = await db.prisma.task.findMany({
    where: { person, ...(status === undefined ? {} : { status }), ...(page.after === null ? {} : { openedAt: { lt: new Date(page.after) } }) },
    orderBy: [{ openedAt: 'desc' }, { stream: 'asc' }],
    take: page.limit,
  });
  return rows.map(({ stream, round, step, status: now, title, project, openedAt, dueAt }) => ({
    stream,
    round,
    step,
    status: now,
    title: JSON.parse(title),
    project,
    openedAt: openedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
  }));
}

/** A case without asking who reads: for the pages behind a link, which show one task to the person it was sent to. */
export async function caseByStream(db: Database, stream: string): Promise<CaseDetail | null> {
  const row = await db.prisma.caseState.findUnique({ where: { stream } });
  return row === null ? null : detailOf(row);
}

export async function countEvents(db: Database): Promise<number> {
  return db.prisma.event.count();
}
