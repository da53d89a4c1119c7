/**
 * The four lists of approvals of one person (待办、已办、我发起的、抄送我), each by one query over tasks and applications, in the
 * order of an index (docs/adr/0064). Never a state. Deliberately absent: a case as a whole; writes.
 */
import { createHash } from 'node:crypto';
import { type Calendar, UnknownYear, workdaysBetween } from '../../domain/calendar/calendar.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { ApprovalCounts, ApprovalListQuery, ListedApproval, ListPlace, NamedPerson, Reader } from '../../domain/views.ts';
import type { Database } from '../database.ts';
import { calendarNow } from '../record/calendar.ts';

/** What has no due day comes last: as if it were due on this day. */
const LAST = "'9999-12-31T00:00:00.000Z'::timestamptz";
const NOT_RECUSED = `t.stream <> ALL(ARRAY(SELECT stream FROM task WHERE person = $1 AND status = 'RECUSED'))`;
/** Never of programmes that somebody has left, nor of what they recused themselves from: reading ended there. Where they left none, nothing is said of it: an estimate of it hides the index. */
const here = (of: 't' | 'a', left: string | null): string => (left === null ? '' : ` AND ${of}.programme <> ALL(${left})`);

const conditions = (left: string | null) => ({
  asked: `t.person = $1 AND t.status = 'PENDING' AND t.kind <> 'READ' AND ${NOT_RECUSED}${here('t', left)}`,
  /** What an applicant is asked for; a draft is not, it is theirs to hand in. */
  ofApplicant: `a.applicant = $1 AND a.applicant_act IN ('RESUBMIT', 'SUPPLEMENT', 'DOCUMENTS')${here('a', left)}`,
  /** Answers of one's own; a rule's are nobody's. */
  answered: `t.person = $1 AND t.decided_at IS NOT NULL AND t.kind <> 'READ' AND t.status IN ('APPROVED', 'REJECTED', 'RETURNED', 'ANSWERED')
    AND ${NOT_RECUSED}${here('t', left)}`,
  copied: `t.person = $1 AND t.kind = 'READ' AND t.status IN ('PENDING', 'READ', 'CLOSED') AND ${NOT_RECUSED}${here('t', left)}`,
  own: `a.applicant = $1${here('a', left)}`,
});

/** What a page is asked for, with the parameters that its statement takes: one that narrows nothing stands in none, or no index would be chosen. */
type Asked = {
  readonly left: string | null;
  readonly query: ApprovalListQuery;
  readonly page: ListPage;
  readonly bind: (value: unknown, type: string) => string;
};

function narrowed({ query, bind }: Asked, at: string): string {
  const { programme, project, matter, light, q, from, to } = query;
  const day = (value: string): string => bind(value, 'date');
  return [
    ...(programme === undefined ? [] : [`a.programme = ${bind(programme, 'text')}`]),
    ...(project === undefined ? [] : [`a.project = ${bind(project, 'text')}`]),
    ...(matter === undefined ? [] : [`a.matter = ${bind(matter, 'text')}`]),
    ...(light === undefined ? [] : [`a.light = ${bind(light, 'text')}`]),
    // Days in Asia/Shanghai, the last one included.
    ...(from === undefined ? [] : [`${at} >= ${day(from)}::timestamp AT TIME ZONE 'Asia/Shanghai'`]),
    ...(to === undefined ? [] : [`${at} < (${day(to)} + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'`]),
    // As it is, and in any case of letters: nothing in it is a pattern.
    ...(q === undefined
      ? []
      : [`strpos(lower(concat_ws(' ', a.stream, a.title::json ->> 'zh', a.title::json ->> 'en')), lower(${bind(q, 'text')})) > 0`]),
  ]
    .map((condition) => ` AND ${condition}`)
    .join('');
}

/** After the place where the page before ended. */
function past({ page: { after }, bind }: Asked, order: 'RISING' | 'FALLING', at: string, task: string): string {
  if (after === null) return '';
  const [moment, stream, number] = [bind(after.at, 'timestamptz'), bind(after.stream, 'text'), bind(after.task, 'int')];
  if (order === 'RISING') return ` AND (${at}, a.stream, ${task}) > (${moment}, ${stream}, ${number})`;
  return ` AND (${at} < ${moment} OR (${at} = ${moment} AND (a.stream, ${task}) > (${stream}, ${number})))`;
}

const TASK = 't.task, t.kind AS asks, t.status AS task_status, t.on_behalf_of, t.opened_at, t.decided_at, t.due_at';
const NO_TASK =
  'NULL::int AS task, a.applicant_act AS asks, NULL AS task_status, NULL AS on_behalf_of, NULL::timestamptz AS opened_at, NULL::timestamptz AS decided_at, NULL::timestamptz AS due_at';
const HANDED_IN = "COALESCE(a.received_on, '9999-12-31')::timestamp AT TIME ZONE 'UTC'";
const OF_TASKS = 'FROM task t JOIN application a USING (stream)';

/** The rows of a page, with `at` as the moment of its order; a person's tasks come in the order of an index. */
function rowsOf(asked: Asked): { readonly rows: string; readonly order: string } {
  const most = ` LIMIT ${asked.bind(asked.page.limit, 'int')}`;
  const their = conditions(asked.left);
  switch (asked.query.list) {
    case 'todo': {
      const due = `COALESCE(t.due_at, ${LAST})`;
      return {
        rows: `(SELECT a.*, ${TASK}, ${due} AS at ${OF_TASKS} WHERE ${their.asked}${narrowed(asked, 't.opened_at')}${past(asked, 'RISING', due, 't.task')}
            ORDER BY t.due_at, t.stream, t.task${most})
          UNION ALL (SELECT a.*, ${NO_TASK}, ${LAST} AS at FROM application a
            WHERE ${their.ofApplicant}${narrowed(asked, HANDED_IN)}${past(asked, 'RISING', LAST, '0')} ORDER BY a.stream${most})`,
        order: `at, stream, COALESCE(task, 0)${most}`,
      };
    }
    case 'done':
      return {
        // Once a case: by the last answer.
        rows: `SELECT a.*, ${TASK}, t.decided_at AS at ${OF_TASKS}
          WHERE ${their.answered} AND NOT EXISTS (SELECT 1 FROM task l WHERE l.stream = t.stream AND l.person = $1 AND l.kind <> 'READ'
            AND l.status IN ('APPROVED', 'REJECTED', 'RETURNED', 'ANSWERED') AND (l.decided_at, l.task) > (t.decided_at, t.task))
          ${narrowed(asked, 't.decided_at')}${past(asked, 'FALLING', 't.decided_at', 't.task')} ORDER BY t.decided_at DESC, t.stream, t.task${most}`,
        order: `at DESC, stream, task${most}`,
      };
    case 'mine':
      return {
        rows: `SELECT a.*, ${NO_TASK}, ${HANDED_IN} AS at FROM application a
          WHERE ${their.own}${narrowed(asked, HANDED_IN)}${past(asked, 'FALLING', HANDED_IN, '0')} ORDER BY ${HANDED_IN} DESC, a.stream${most}`,
        order: `at DESC, stream${most}`,
      };
    case 'copies':
      return {
        rows: `SELECT a.*, ${TASK}, t.opened_at AS at ${OF_TASKS}
          WHERE ${their.copied}${narrowed(asked, 't.opened_at')}${past(asked, 'FALLING', 't.opened_at', 't.task')} ORDER BY t.opened_at DESC, t.stream, t.task${most}`,
        order: `at DESC, stream, task${most}`,
      };
  }
}

/** What is shown of each row, as it stands in the table. */
const COLUMNS = `stream, programme, project, title::json, status, light, applicant, matter, matter_name::json, amount_fen, documents, step::json,
  asked, asked_count, due_on, stands_for, stands_since, stands_until, batch, received_on,
  task, asks, task_status, on_behalf_of, opened_at, decided_at, due_at, at`;

/**
 * The page as one text, with each person and project that it names once: reading thirty columns of each row was the most
 * that a list cost the service, and looking up names by row the most that it cost the database (docs/adr/0064).
 */
function statementOf({ person, left }: Reader, query: ApprovalListQuery, page: ListPage): { readonly text: string; readonly values: unknown[] } {
  const values: unknown[] = [person];
  const bind = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  const { rows, order } = rowsOf({ left: left.length === 0 ? null : bind(left, 'text[]'), query, page, bind });
  const text = `WITH page AS MATERIALIZED (SELECT ${COLUMNS} FROM (${rows}) AS found ORDER BY ${order})
    SELECT (SELECT COALESCE(json_agg(p), '[]') FROM page p) AS rows,
      (SELECT COALESCE(json_object_agg(n.id, json_build_object('id', n.id, 'name', n.name, 'nameEn', n.name_en, 'unit', n.unit)), '{}') FROM person n
        WHERE n.id IN (SELECT applicant FROM page UNION SELECT on_behalf_of FROM page UNION SELECT unnest(asked) FROM page)) AS people,
      (SELECT COALESCE(json_object_agg(c.project, c.title::json), '{}') FROM case_state c
        WHERE c.stream IN (SELECT 'project/' || project FROM page)) AS projects`;
  return { text, values };
}

/** As `json_agg` writes it: moments in ISO 8601, in whatever zone the session has. */
type Row = {
  readonly stream: string;
  readonly programme: string;
  readonly project: string | null;
  readonly title: Text;
  readonly status: string;
  readonly light: string | null;
  readonly applicant: string;
  readonly matter: string;
  readonly matter_name: Text;
  readonly amount_fen: number | null;
  readonly documents: number;
  readonly step: Text | null;
  readonly asked: readonly string[];
  readonly asked_count: number;
  readonly due_on: string | null;
  readonly stands_for: string | null;
  readonly stands_since: string | null;
  readonly stands_until: string | null;
  readonly batch: boolean;
  readonly received_on: string | null;
  readonly task: number | null;
  readonly asks: string | null;
  readonly task_status: string | null;
  readonly on_behalf_of: string | null;
  readonly opened_at: string | null;
  readonly decided_at: string | null;
  readonly due_at: string | null;
  readonly at: string;
};
type Named = NamedPerson & { readonly unit: string };
type Found = { readonly rows: readonly Row[]; readonly people: Readonly<Record<string, Named>>; readonly projects: Readonly<Record<string, Text>> };
type Names = { readonly people: ReadonlyMap<string, Named>; readonly projects: ReadonlyMap<string, Text> };

type ListPage = { readonly after: ListPlace | null; readonly limit: number };

/** What a person finds in one of their lists, from a place on. */
export async function listApprovals(db: Database, reader: Reader, query: ApprovalListQuery, page: ListPage): Promise<readonly ListedApproval[]> {
  const { text, values } = statementOf(reader, query, page);
  // Planned once a connection for each set of filters, of which there are few.
  const name = `approvals-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  const [calendar, found] = await Promise.all([calendarNow(db), db.pool.query<Found>({ name, text, values })]);
  const today = dayAt(new Date().toISOString());
  const { rows, people, projects } = found.rows[0] ?? { rows: [], people: {}, projects: {} };
  const names: Names = { people: new Map(Object.entries(people)), projects: new Map(Object.entries(projects)) };
  return rows.map((row) => listedOf(row, names, row.due_on === null ? null : daysLeft(today, row.due_on, calendar)));
}

/** Counted once a calendar and day: counting days costs more than all else of a page. */
const counted = new WeakMap<Calendar, Map<string, number | null>>();
function daysLeft(today: string, due: string, calendar: Calendar): number | null {
  const known = counted.get(calendar) ?? new Map<string, number | null>();
  counted.set(calendar, known);
  const key = `${today} ${due}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const left = countDaysLeft(today, due, calendar);
  known.set(key, left);
  return left;
}

function countDaysLeft(today: string, due: string, calendar: Calendar): number | null {
  try {
    return due >= today ? workdaysBetween(today, due, calendar) : -workdaysBetween(due, today, calendar);
  } catch (error) {
    if (error instanceof UnknownYear) return null;
    throw error;
  }
}

const iso = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString());

function listedOf(row: Row, { people, projects }: Names, left: number | null): ListedApproval {
  const { stream, title, status, light, programme, project, matter, documents, batch, applicant, step, on_behalf_of: principal } = row;
  const named = (id: string): Named => people.get(id) ?? { id, name: id, nameEn: id, unit: '' };
  return {
    id: stream.slice('approval/'.length),
    title,
    status,
    light,
    programme,
    project,
    projectName: project === null ? null : (projects.get(project) ?? null),
    matter: { code: matter, name: row.matter_name },
    amountFen: row.amount_fen,
    documents,
    applicant: named(applicant),
    step,
    asked: row.asked.map(named),
    askedCount: row.asked_count,
    dueOn: row.due_on,
    daysLeft: left,
    standing: row.stands_for === null ? null : { reason: row.stands_for, since: row.stands_since ?? '', until: row.stands_until },
    batch,
    receivedOn: row.received_on,
    mine: {
      task: row.task,
      asks: row.asks,
      status: row.task_status,
      onBehalfOf: principal === null ? null : named(principal),
      openedAt: iso(row.opened_at),
      decidedAt: iso(row.decided_at),
      dueAt: iso(row.due_at),
    },
    place: `${new Date(row.at).toISOString()} ${stream} ${row.task ?? 0}`,
  };
}

/** How much is in each, by one query. */
export async function countApprovals(db: Database, { person, left }: Pick<Reader, 'person' | 'left'>): Promise<ApprovalCounts> {
  const closed = "('APPROVED', 'REJECTED', 'DECLINED', 'WITHDRAWN', 'CANCELLED')";
  const their = conditions(left.length === 0 ? null : '$2::text[]');
  const found = await db.pool.query<ApprovalCounts>({
    name: `approvals-counted${left.length === 0 ? '' : '-left'}`,
    text: `SELECT asked.n + (SELECT count(*)::int FROM application a WHERE ${their.ofApplicant}) AS todo, asked.late,
        (SELECT count(DISTINCT t.stream)::int FROM task t WHERE ${their.answered}) AS done, own.open, own.drafts,
        (SELECT count(*)::int FROM task t WHERE ${their.copied} AND t.status = 'PENDING') AS unread
      FROM (SELECT count(*)::int AS n, (count(*) FILTER (WHERE t.due_at < now()))::int AS late FROM task t WHERE ${their.asked}) AS asked,
        (SELECT (count(*) FILTER (WHERE a.status NOT IN ${closed} AND a.status <> 'DRAFT'))::int AS open,
          (count(*) FILTER (WHERE a.status = 'DRAFT'))::int AS drafts FROM application a WHERE ${their.own}) AS own`,
    values: left.length === 0 ? [person] : [person, left],
  });
  return found.rows[0] ?? { todo: 0, late: 0, done: 0, open: 0, drafts: 0, unread: 0 };
}
