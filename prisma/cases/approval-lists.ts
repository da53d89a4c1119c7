/**
 * The four lists of approvals of one person (待办、已办、我发起的、抄送我), each by one query over tasks and applications, in the
 * order of an index (docs/adr/0064). Never a state. Deliberately absent: a case as a whole; writes.
 */
import { createHash } from 'node:crypto';
import { type Calendar, UnknownYear, workdaysBetween } from '../../domain/calendar/calendar.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { ApprovalCounts, ApprovalListQuery, ListedApproval, ListPlace, Reader } from '../../domain/views.ts';
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

const named = (id: string): string =>
  `(SELECT json_build_object('id', n.id, 'name', n.name, 'nameEn', n.name_en, 'unit', n.unit) FROM person n WHERE n.id = ${id})`;
/** A moment as the API writes it. */
const moment = (at: string): string => `to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** One row of a page as it is answered, but for what only the calendar knows. */
const ROW = `json_build_object('id', substr(p.stream, ${'approval/'.length + 1}), 'title', p.title::json, 'status', p.status, 'light', p.light,
    'programme', p.programme, 'project', p.project,
    'projectName', (SELECT c.title::json FROM case_state c WHERE c.stream = 'project/' || p.project),
    'matter', json_build_object('code', p.matter, 'name', p.matter_name::json), 'amountFen', p.amount_fen, 'documents', p.documents,
    'applicant', COALESCE(${named('p.applicant')}, json_build_object('id', p.applicant, 'name', p.applicant, 'nameEn', p.applicant, 'unit', '')),
    'step', p.step::json,
    'asked', COALESCE((SELECT json_agg(json_build_object('id', u.id, 'name', COALESCE(n.name, u.id), 'nameEn', COALESCE(n.name_en, u.id)) ORDER BY u.nth)
        FROM unnest(p.asked) WITH ORDINALITY AS u (id, nth) LEFT JOIN person n ON n.id = u.id), '[]'),
    'askedCount', p.asked_count, 'dueOn', p.due_on,
    'standing', CASE WHEN p.stands_for IS NOT NULL
      THEN json_build_object('reason', p.stands_for, 'since', COALESCE(p.stands_since, ''), 'until', p.stands_until) END,
    'batch', p.batch, 'receivedOn', p.received_on,
    'mine', json_build_object('task', p.task, 'asks', p.asks, 'status', p.task_status,
      'onBehalfOf', COALESCE(${named('p.on_behalf_of')}, CASE WHEN p.on_behalf_of IS NOT NULL
        THEN json_build_object('id', p.on_behalf_of, 'name', p.on_behalf_of, 'nameEn', p.on_behalf_of) END),
      'openedAt', ${moment('p.opened_at')}, 'decidedAt', ${moment('p.decided_at')}, 'dueAt', ${moment('p.due_at')}),
    'place', concat_ws(' ', ${moment('p.at')}, p.stream, COALESCE(p.task, 0)))`;

/** The page as one text, made where its rows are: of what a list costs the service, reading thirty columns of each row was the most (docs/adr/0064). */
function statementOf({ person, left }: Reader, query: ApprovalListQuery, page: ListPage): { readonly text: string; readonly values: unknown[] } {
  const values: unknown[] = [person];
  const bind = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  const { rows, order } = rowsOf({ left: left.length === 0 ? null : bind(left, 'text[]'), query, page, bind });
  const text = `WITH page AS (${rows}), ordered AS (SELECT * FROM page ORDER BY ${order}) SELECT COALESCE(json_agg(${ROW}), '[]') AS rows FROM ordered p`;
  return { text, values };
}

type Found = Omit<ListedApproval, 'daysLeft'>;

type ListPage = { readonly after: ListPlace | null; readonly limit: number };

/** What a person finds in one of their lists, from a place on. */
export async function listApprovals(db: Database, reader: Reader, query: ApprovalListQuery, page: ListPage): Promise<readonly ListedApproval[]> {
  const { text, values } = statementOf(reader, query, page);
  // Planned once a connection for each set of filters, of which there are few.
  const name = `approvals-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  const [calendar, found] = await Promise.all([calendarNow(db), db.pool.query<{ readonly rows: readonly Found[] }>({ name, text, values })]);
  const today = dayAt(new Date().toISOString());
  const rows = found.rows[0]?.rows ?? [];
  return rows.map((row) => ({ ...row, daysLeft: row.dueOn === null ? null : daysLeft(today, row.dueOn, calendar) }));
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
