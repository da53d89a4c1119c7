/** What the API asks about cases, always within what the reader may see. Deliberately absent: writes. */

import { CASE_KINDS, type StreamKind } from '../../domain/cases.ts';
import { ROLES, type Role } from '../../domain/kernel/role.ts';
import { SCOPES } from '../../domain/kernel/scope.ts';
import type { Standing } from '../../domain/kernel/summary.ts';
import { reads } from '../../domain/permission/ask.ts';
import { type Ground, programmesOverseen, READING_STATUSES, type Relation } from '../../domain/permission/relation.ts';
import type { CaseDetail, CaseListing, EventView, Page, Reader, RefusalView, TaskPage, TaskView } from '../../domain/views.ts';
import { parseBody, sha256 } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';

/** Whoever holds any role in a programme may see who else does, and set a mandate for themselves. */
const programmesOf = (reader: Reader): readonly string[] => Object.keys(reader.roles).map((programme) => `programme/${programme}`);

/**
 * How a person came to cases, beside role and project: `who` the person, $2 the statuses in which a task lets somebody read; `left`:
 * the programmes that they have left; `held`: the roles that they hold, as rows of programme and role; `of` narrows it to one
 * case. Small rows and tasks alone, never a state.
 */
type GroundsFrom = { readonly who: string; readonly left: string; readonly held: string };
const grounds = ({ who, left, held }: GroundsFrom, of: (stream: string) => string): string => `
  SELECT stream, CASE WHEN kind = 'READ' THEN 'COPIED' ELSE 'ASKED' END AS ground FROM task
    WHERE person = ${who} AND status = ANY($2) AND programme <> ALL(${left}) AND ${of('stream')}
  UNION SELECT stream, 'ASKED' FROM task WHERE on_behalf_of = ${who} AND status = ANY($2) AND programme <> ALL(${left}) AND ${of('stream')}
  UNION SELECT stream, 'RECUSED' FROM task WHERE person = ${who} AND status = 'RECUSED' AND ${of('stream')}
  UNION SELECT stream, 'APPLICANT' FROM case_state WHERE applicant = ${who} AND programme <> ALL(${left}) AND ${of('stream')}
  UNION SELECT e.stream, 'EXTENDS' FROM event e JOIN stream s USING (stream) WHERE e.actor = ${who} AND e.type = 'LimitExtended' AND s.programme <> ALL(${left}) AND ${of('e.stream')}
  UNION SELECT s.stream, 'EXTENDS' FROM ${held} AS held (programme, role)
    JOIN standing s ON s.kind = 'EXTENDS' AND s.programme = held.programme AND s.role = held.role WHERE ${of('s.stream')}`;

/** Of a reader who is known: $3 the programmes left, $4 the roles by programme. */
const OF_READER: GroundsFrom = {
  who: '$1',
  left: '$3::text[]',
  held: '(SELECT programme, jsonb_array_elements_text(roles) FROM jsonb_each($4::jsonb) AS by_programme (programme, roles))',
};
/** Of whoever came by another door, asked in the same question; `known`: the roles that this release knows. */
function ofPerson(who: string, known: string): GroundsFrom {
  const left = `ARRAY(SELECT programme FROM standing WHERE person = ${who} AND kind = 'LEFT')`;
  const held = `(SELECT programme, role FROM standing WHERE person = ${who} AND kind = 'MEMBER' AND role = ANY(${known}::text[]) AND programme <> ALL(${left}))`;
  return { who, left, held };
}

const groundValues = ({ person, roles, left }: Reader): readonly unknown[] => [person, READING_STATUSES, left, JSON.stringify(roles)];

/** Of these grounds those that let somebody read: who recused themselves reads no more, but of what they applied for. */
const reached = (of: (stream: string) => string): string => `SELECT stream FROM (${grounds(OF_READER, of)}) AS reached
  GROUP BY stream HAVING NOT ('RECUSED' = ANY(array_agg(ground)) AND NOT 'APPLICANT' = ANY(array_agg(ground)))`;

/**
 * The same for a list, one part a ground: each gives no more than a page, in the order of an index, so that a page costs the
 * same however many cases somebody came to. `narrowed`: what the list asks of `c`. $1: the person, $2: their roles by
 * programme, $3: `READING_STATUSES`, $5: rows of a page; `left`: the parameter with the programmes that they have left; null:
 * none, and nothing is said of it (an estimate of it hides the index, as in the lists of approvals).
 */
function partsReached(narrowed: string, left: string | null): readonly string[] {
  const here = (of: string): string => (left === null ? '' : ` AND ${of}.programme <> ALL(${left})`);
  const kept = (of: string): string => `${of}.stream <> ALL(ARRAY(SELECT stream FROM task WHERE person = $1 AND status = 'RECUSED'))`;
  const first = (from: string): string => `SELECT DISTINCT c.stream FROM ${from}${narrowed} ORDER BY c.stream LIMIT $5`;
  const tasks = (whose: string): string =>
    first(`task t JOIN case_state c USING (stream) WHERE t.${whose} = $1 AND t.status = ANY($3) AND ${kept('t')}${here('t')}`);
  return [
    tasks('person'),
    tasks('on_behalf_of'),
    first(`case_state c WHERE c.applicant = $1${here('c')}`),
    first(`event e JOIN case_state c USING (stream) WHERE e.actor = $1 AND e.type = 'LimitExtended' AND ${kept('e')}${here('c')}`),
    first(`jsonb_each($2::jsonb) AS held (programme, roles) JOIN standing s ON s.kind = 'EXTENDS' AND s.programme = held.programme
      AND held.roles ? s.role JOIN case_state c ON c.stream = s.stream WHERE ${kept('s')}`),
  ];
}

/** A statement that is put together from a few parts is planned once a connection as well. */
const named = (text: string, values: readonly unknown[]) => ({
  name: `cases-${sha256(text).slice(0, 16)}`,
  text,
  values: [...values],
});

type Standings = {
  readonly person: string;
  readonly name: string;
  readonly name_en: string;
  /** Null: they never chose one. */
  readonly language: string | null;
  readonly standing: readonly StandingRow[] | null;
};
type StandingRow = { readonly kind: Standing['kind']; readonly programme: string; readonly project: string | null; readonly role: Role | '' };
const FACTS_OF_P = `p.name, p.name_en, CASE WHEN p.locale_chosen THEN p.locale END AS language, (SELECT json_agg(json_build_object('kind', s.kind, 'programme', s.programme, 'project', s.project, 'role', s.role))
    FROM standing s WHERE s.person = p.id) AS standing`;
const STANDINGS = `p.id AS person, ${FACTS_OF_P}`;

/**
 * Who sends a request with this token: person, roles by programme, projects that they manage; null for unknown, expired
 * and revoked tokens alike. One query over a person's own small rows, because it stands before every answer.
 */
export async function readerOfToken(db: Database, token: string): Promise<Reader | null> {
  const hash = sha256(token);
  const found = await db.pool.query<Standings & { readonly scope: string; readonly at: Date }>({
    name: 'reader-of-token',
    text: `SELECT t.scope, t.created_at AS at, ${STANDINGS} FROM api_token t JOIN person p ON p.id = t.person
      WHERE t.hash = $1 AND t.revoked_at IS NULL AND t.expires_at > now()`,
    values: [hash],
  });
  const [row] = found.rows;
  const reader = readerIn(row);
  if (reader === null || row === undefined) return null;
  // A scope that this release does not know opens least.
  const scope = SCOPES.find((known) => known === row.scope) ?? 'AUDIT';
  return { ...reader, signIn: { id: hash.slice(0, 12), how: 'key', at: row.at.toISOString(), scope } };
}

/** The same of a person who came by another door: a link, a mail. */
export async function readerOfPerson(db: Database, person: string): Promise<Reader | null> {
  const found = await db.pool.query<Standings>({
    name: 'reader-of-person',
    text: `SELECT ${STANDINGS} FROM person p WHERE p.id = $1`,
    values: [person],
  });
  return readerIn(found.rows[0]);
}

function readerIn(row: Standings | undefined): Reader | null {
  if (row === undefined) return null;
  const rows = row.standing ?? [];
  const left = rows.flatMap(({ kind, programme }) => (kind === 'LEFT' ? [programme] : []));
  const here = rows.filter(({ programme }) => !left.includes(programme));
  const roles: Record<string, readonly Role[]> = {};
  for (const programme of new Set(here.flatMap((one) => (one.kind === 'MEMBER' ? [one.programme] : [])))) {
    roles[programme] = ROLES.filter((role) => here.some((one) => one.kind === 'MEMBER' && one.programme === programme && one.role === role));
  }
  const managed = here.filter(({ kind }) => kind === 'MANAGER');
  const projects = [...new Set(managed.flatMap(({ project }) => (project === null ? [] : [project])))].sort();
  const spoken = row.language === null ? {} : { language: row.language === 'en' ? ('en' as const) : ('zh-CN' as const) };
  return {
    person: row.person,
    name: row.name,
    nameEn: row.name_en,
    ...spoken,
    roles,
    projects,
    managesIn: [...new Set(managed.map(({ programme }) => programme))],
    left,
  };
}

type RelationRow = { readonly kind: StreamKind; readonly programme: string; readonly project: string | null; readonly grounds: readonly Ground[] };
/** `stream`: the case, which is `c`. */
const relationColumns = (from: GroundsFrom, stream: string): string =>
  `c.kind, c.programme, c.project, ARRAY(SELECT ground FROM (${grounds(from, (column) => `${column} = ${stream}`)}) AS reached) AS grounds`;

function relationIn({ kind, programme, project, grounds: reachedBy }: RelationRow, reader: Reader): Relation {
  const manages = kind === 'programme' ? reader.managesIn.includes(programme) : project !== null && reader.projects.includes(project);
  return { kind, programme, project, grounds: reachedBy, roles: reader.roles[programme] ?? [], manages };
}

/** How a reader stands to a case; null: there is none such. Whether that is enough is asked of the table (domain/permission). */
export async function relationTo(db: Database, reader: Reader, stream: string): Promise<Relation | null> {
  const found = await db.pool.query<RelationRow>({
    name: 'relation-to',
    text: `SELECT ${relationColumns(OF_READER, '$5')} FROM case_state c WHERE c.stream = $5`,
    values: [...groundValues(reader), stream],
  });
  const row = found.rows[0];
  return row === undefined ? null : relationIn(row, reader);
}

/** Of these cases those that a reader may see, as lists show them. One question, however many there are. */
export async function seenOf(db: Database, reader: Reader, streams: readonly string[]): Promise<readonly string[]> {
  const found = await db.pool.query<{ stream: string }>({
    name: 'seen-of',
    text: `SELECT c.stream FROM case_state c WHERE c.stream = ANY($5) AND (c.programme = ANY($6) OR c.project = ANY($7) OR c.stream = ANY($8)
      OR c.stream IN (${reached((column) => `${column} = ANY($5)`)}))`,
    values: [...groundValues(reader), streams, programmesOverseen(reader.roles), reader.projects, programmesOf(reader)],
  });
  return found.rows.map(({ stream }) => stream);
}

/** The same of a person who came by a link, a mail, or a command, in one question; null also for nobody known. */
export async function relationOfPerson(db: Database, person: string, stream: string): Promise<Relation | null> {
  const found = await db.pool.query<RelationRow & Standings>({
    name: 'relation-of-person',
    text: `SELECT ${STANDINGS}, ${relationColumns(ofPerson('$1', '$4'), '$3')} FROM person p JOIN case_state c ON c.stream = $3 WHERE p.id = $1`,
    values: [person, READING_STATUSES, stream, ROLES],
  });
  const row = found.rows[0];
  const reader = readerIn(row);
  return row === undefined || reader === null ? null : relationIn(row, reader);
}

/**
 * The same as columns of another question, which has a `person` by itself, that person as `p` and the case as `c`; $2:
 * `READING_STATUSES`, $3: `ROLES`. Read by `relationFound`.
 */
export const RELATION_OF_P = `${FACTS_OF_P}, ${relationColumns(ofPerson('p.id', '$3'), 'c.stream')}`;
export type RelationFound = RelationRow & Standings;
/** Null: there is no such person, or no such case. */
export function relationFound(
  row: Pick<RelationFound, 'person'> & { readonly [column in keyof RelationFound]: RelationFound[column] | null },
): Relation | null {
  if (row.name === null || row.kind === null) return null;
  const found = row as RelationFound; // both were there to be joined, with all that they have
  const reader = readerIn(found);
  return reader === null ? null : relationIn(found, reader);
}

/** The programme of a case that the reader may see; null for unknown and forbidden alike. */
export async function programmeOfCase(db: Database, reader: Reader, stream: string): Promise<string | null> {
  const relation = await relationTo(db, reader, stream);
  return relation !== null && reads(relation) ? relation.programme : null;
}

/** As stored; the title is JSON. */
type CaseRow = Omit<CaseDetail, 'title' | 'changedAt'> & { readonly title: string; readonly changedAt: Date };
const detailOf = (row: CaseRow): CaseDetail => ({ ...row, title: JSON.parse(row.title), changedAt: row.changedAt.toISOString() });

/** Which of the columns are shown; `state` is none of them: it can weigh more than all rows of a page. */
type Listed = Omit<CaseListing, 'title' | 'changedAt'> & { readonly title: string; readonly changed_at: Date };

/** Cases that a reader may see, in the order of their streams; by one question, however many they came to. */
export async function listCases(
  db: Database,
  reader: Reader,
  filter: { readonly kind?: string; readonly project?: string; readonly status?: string },
  page: Page,
): Promise<readonly CaseListing[]> {
  const values: unknown[] = [reader.person, JSON.stringify(reader.roles), READING_STATUSES, CASE_KINDS, page.limit];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const narrowed = Object.entries({ 'c.kind =': filter.kind, 'c.project =': filter.project, 'c.status =': filter.status, 'c.stream >': page.after })
    .flatMap(([condition, value]) => (value === undefined || value === null ? [] : [` AND ${condition} ${bind(value)}`]))
    .join('');
  const ofKinds = ` AND c.kind = ANY($4)${narrowed}`;
  const each = (column: 'programme' | 'project', ids: readonly string[]): string => `SELECT first.stream FROM unnest(${bind(ids)}::text[]) AS one (id)
    CROSS JOIN LATERAL (SELECT c.stream FROM case_state c WHERE c.${column} = one.id${ofKinds} ORDER BY c.stream LIMIT $5) AS first`;
  const parts = [
    each('programme', programmesOverseen(reader.roles)),
    each('project', reader.projects),
    `SELECT unnest(${bind(programmesOf(reader))}::text[])`,
    ...partsReached(ofKinds, reader.left.length > 0 ? bind(reader.left) : null),
  ];
  const found = await db.pool.query<Listed>(
    named(
      `SELECT c.stream, c.kind, c.programme, c.project, c.version, c.status, c.title, c.light, c.changed_at
        FROM (${parts.map((part) => `(${part})`).join(' UNION ')}) AS reached JOIN case_state c USING (stream)
        WHERE c.kind = ANY($4)${narrowed} ORDER BY c.stream LIMIT $5`,
      values,
    ),
  );
  return found.rows.map(({ title, changed_at: changedAt, ...row }) => ({ ...row, title: JSON.parse(title), changedAt: changedAt.toISOString() }));
}

export async function listEvents(db: Database, stream: string, after: number, limit: number): Promise<readonly EventView[]> {
  const rows = await db.prisma.event.findMany({ where: { stream, version: { gt: after } }, orderBy: { version: 'asc' }, take: limit });
  return rows.map(({ body, hash }) => {
    const { version, type, occurredAt, actor, commandId, data, schema } = parseBody(body);
    return { version, type, occurredAt, actor: { ...actor }, commandId, data: { ...data }, schema, hash };
  });
}

type Task = Pick<TaskView, 'stream' | 'task' | 'kind' | 'round' | 'step' | 'status' | 'project'> & {
  readonly on_behalf_of: string | null;
  readonly title: string;
  readonly opened_at: Date;
  readonly due_at: Date | null;
};

/** What a person has to do (`PENDING`) or did, the newest first; not in programmes that they have left: reading ended there, titles too. */
export async function listTasks(
  db: Database,
  { person, left }: Pick<Reader, 'person' | 'left'>,
  status: string | undefined,
  { after, limit }: TaskPage,
): Promise<readonly TaskView[]> {
  const values: unknown[] = [person, limit];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const narrowed = [
    ...(left.length === 0 ? [] : [`programme <> ALL(${bind(left)}::text[])`]),
    ...(status === undefined ? [] : [`status = ${bind(status)}`]),
    ...(after === null ? [] : [pastTask(bind(after.openedAt), bind(after.stream), bind(after.task))]),
  ];
  const found = await db.pool.query<Task>(
    named(
      `SELECT stream, task, kind, round, step, on_behalf_of, status, title, project, opened_at, due_at FROM task
        WHERE ${['person = $1', ...narrowed].join(' AND ')} ORDER BY opened_at DESC, stream, task LIMIT $2`,
      values,
    ),
  );
  return found.rows.map(({ on_behalf_of: onBehalfOf, opened_at: openedAt, due_at: dueAt, title, ...row }) => ({
    ...row,
    onBehalfOf,
    title: JSON.parse(title),
    openedAt: openedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
  }));
}

/** What stands after a place in that order; those of one instant are told apart by case and number. */
const pastTask = (at: string, stream: string, task: string): string =>
  `opened_at <= ${at}::timestamptz AND (opened_at < ${at}::timestamptz OR (stream, task) > (${stream}, ${task}::int))`;

/** Attempts that were refused, oldest first. */
export async function listRefusals(db: Database, stream: string): Promise<readonly RefusalView[]> {
  const rows = await db.prisma.refusal.findMany({ where: { stream }, orderBy: { id: 'asc' }, take: 1_000 });
  return rows.map(({ commandType, person, door, code, occurredAt }) => ({ commandType, person, door, code, occurredAt: occurredAt.toISOString() }));
}

/** A case without asking who reads: for routes that the table has let through, and pages behind a link. */
export async function caseByStream(db: Database, stream: string): Promise<CaseDetail | null> {
  // Asked for each mail and each page: by plain pg, which costs a third of Prisma's time (docs/adr/0005).
  const found = await db.pool.query<CaseRow>({
    name: 'case-by-stream',
    text: `SELECT stream, kind, programme, project, applicant, version, status, title, light, mark, state, schema, changed_at AS "changedAt"
      FROM case_state WHERE stream = $1`,
    values: [stream],
  });
  const row = found.rows[0];
  return row === undefined ? null : detailOf(row);
}

export async function countEvents(db: Database): Promise<number> {
  return db.prisma.event.count();
}
