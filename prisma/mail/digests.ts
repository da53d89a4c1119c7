/**
 * What the overviews tell: somebody's open tasks, what is late, what waited, and once a week how their programmes go. Read when
 * the mail is built, so that it is true then.
 */
import { doorPath } from '../../domain/approval/door.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Role } from '../../domain/kernel/role.ts';
import { idOf } from '../../domain/kernel/stream.ts';
import type { BurstView, DigestView, FiguresTold, OverviewLine } from '../../domain/notice/ledger.ts';
import { figureWords } from '../../domain/programme/progress/figure-words.ts';
import { progressOf } from '../../domain/programme/progress/progress.ts';
import { readProgress } from '../cases/programme-progress.ts';
import type { Database } from '../database.ts';

/** Who hears what is late in the whole programme. */
const OVERSEERS: readonly Role[] = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'DEPUTY_LEADER', 'GROUP_LEADER'];

type Line = {
  readonly title: string;
  readonly project: string | null;
  readonly due: Date | null;
  readonly late: boolean;
  readonly stream: string;
  readonly mark: string | null;
};
const lineOf = ({ title, project, due, late, stream, mark }: Line): OverviewLine => ({
  title: JSON.parse(title),
  project,
  dueOn: due === null ? null : dayAt(due.toISOString()),
  late,
  door: mark === null ? null : doorPath(idOf(stream), mark),
});

/** What an overview of a day stands under, as the notice that asks for it. */
export const digestStream = (day: string, weekly: boolean): string => `digest/${day}${weekly ? '/week' : ''}`;
export const isWeekly = (stream: string): boolean => stream.endsWith('/week');

const LINES_MAX = 100;
/** `weekly`: with figures. */
export async function digestFor(db: Database, person: string, weekly: boolean): Promise<DigestView> {
  const [tasks, late, news, figures] = await Promise.all([
    db.pool.query<Line>(
      `SELECT t.title, t.project, t.due_at AS due, COALESCE(t.due_at < now(), false) AS late, t.stream, c.mark
       FROM task t JOIN case_state c USING (stream) WHERE t.person = $1 AND t.status = 'PENDING' ORDER BY t.due_at NULLS LAST, t.stream LIMIT ${LINES_MAX}`,
      [person],
    ),
    db.pool.query<Line>(
      `SELECT c.title, c.project, NULL::timestamptz AS due, true AS late, c.stream, NULL AS mark FROM case_state c
       WHERE c.light = 'RED' AND c.programme IN (
         SELECT s.programme FROM standing s WHERE s.person = $1 AND s.kind = 'MEMBER' AND s.role = ANY($2))
       ORDER BY c.stream LIMIT ${LINES_MAX}`,
      [person, OVERSEERS],
    ),
    db.pool.query<{ notice: string; template: string; title: string; project: string | null }>(
      `SELECT n.id AS notice, n.template, c.title, c.project FROM notice n JOIN case_state c USING (stream)
       WHERE n.recipient = $1 AND n.status = 'FOR_DIGEST' ORDER BY n.created_at LIMIT ${LINES_MAX}`,
      [person],
    ),
    weekly ? figuresFor(db, person) : [],
  ]);
  return {
    figures,
    tasks: tasks.rows.map(lineOf),
    late: late.rows.map(lineOf),
    news: news.rows.map((row) => ({ ...row, title: JSON.parse(row.title) })),
  };
}

/** Of each programme that runs and that they oversee. */
async function figuresFor(db: Database, person: string): Promise<readonly FiguresTold[]> {
  const found = await db.pool.query<{ programme: string }>(
    `SELECT DISTINCT s.programme FROM standing s JOIN case_state c ON c.stream = 'programme/' || s.programme
     WHERE s.person = $1 AND s.kind = 'MEMBER' AND s.role = ANY($2) AND c.status <> 'CLOSED' ORDER BY s.programme`,
    [person, OVERSEERS],
  );
  const told: FiguresTold[] = [];
  for (const { programme } of found.rows) {
    const source = await readProgress(db, programme);
    if (source === null) continue;
    const progress = progressOf(source, dayAt(new Date().toISOString()));
    told.push({ programme, name: progress.name, lines: figureWords(progress) });
  }
  return told;
}

/** What is held for somebody: its mails follow, as the hour allows. */
export async function burstFor(db: Database, person: string): Promise<BurstView> {
  const held = await db.pool.query<Line>(
    `SELECT c.title, c.project, t.due_at AS due, false AS late, n.stream, c.mark
     FROM notice n JOIN case_state c USING (stream) LEFT JOIN task t ON t.stream = n.stream AND t.task = n.task
     WHERE n.recipient = $1 AND n.status IN ('HELD', 'FOR_DIGEST') ORDER BY n.created_at LIMIT ${LINES_MAX}`,
    [person],
  );
  return { held: held.rows.map(lineOf) };
}

export async function markDigested(db: Database, notices: readonly string[]): Promise<void> {
  await db.prisma.notice.updateMany({ where: { id: { in: [...notices] }, status: 'FOR_DIGEST' }, data: { status: 'DIGESTED' } });
}

/**
 * Who gets an overview today: whoever has a task or news, and whoever oversees a programme in which something is late, or, once
 * a week, that runs; not those who declined.
 */
export async function digestReaders(db: Database, weekly: boolean): Promise<readonly string[]> {
  const found = await db.pool.query<{ person: string }>(
    `SELECT person FROM (
       SELECT t.person FROM task t WHERE t.status = 'PENDING'
       UNION SELECT recipient FROM notice WHERE status = 'FOR_DIGEST'
       UNION SELECT s.person FROM standing s WHERE s.kind = 'MEMBER' AND s.role = ANY($1)
         AND EXISTS (SELECT 1 FROM case_state c WHERE c.programme = s.programme
           AND (c.light = 'RED' OR ($2 AND c.kind = 'programme' AND c.status <> 'CLOSED')))
     ) AS readers
     WHERE person IN (SELECT id FROM person)
       AND NOT EXISTS (SELECT 1 FROM preference p WHERE p.person = readers.person AND (p.wishes->>'digest')::boolean = false)
     ORDER BY person`,
    [OVERSEERS, weekly],
  );
  return found.rows.map(({ person }) => person);
}
