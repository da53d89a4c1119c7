/** The heads of streams, for those who compare them with what workflows know. */
import { CASE_KINDS, caseOf } from '../../domain/cases.ts';
import type { Database } from '../database.ts';

/** Statuses of cases that have ended; whether one is over, its logic says (`CaseLogic.closed`). */
export const CLOSED = ['APPROVED', 'REJECTED', 'DECLINED', 'WITHDRAWN', 'CANCELLED', 'DONE', 'ACCEPTED', 'CLOSED'];

/** How far a case is recorded. `over`: by its status; one that has a copy to be read may go on. */
export type Head = { readonly stream: string; readonly version: number; readonly over: boolean };

/** All open cases, and those that closed in the last day: closing is a change that a workflow can miss as well. */
export const openHeads = (db: Database): Promise<readonly Head[]> => heads(db, { status: { notIn: CLOSED } }, new Date(Date.now() - 86_400_000));

/** Cases that changed since then, open or closed. */
export const headsSince = (db: Database, since: Date): Promise<readonly Head[]> => heads(db, { stream: '' }, since);

const heads = async (db: Database, or: object, since: Date): Promise<readonly Head[]> =>
  (
    await db.prisma.caseState.findMany({
      where: { kind: { in: [...CASE_KINDS] }, OR: [{ changedAt: { gt: since } }, or] },
      select: HEAD,
      orderBy: { stream: 'asc' },
    })
  ).map(asHead);

const HEAD = { stream: true, version: true, status: true } as const;
const asHead = ({ status, ...head }: { readonly stream: string; readonly version: number; readonly status: string }): Head => ({
  ...head,
  over: CLOSED.includes(status),
});

/** How far these cases are recorded. */
export const headsOf = async (db: Database, streams: readonly string[]): Promise<readonly Head[]> =>
  streams.length === 0 ? [] : (await db.prisma.caseState.findMany({ where: { stream: { in: [...streams] } }, select: HEAD })).map(asHead);

/** Open cases with a running clock that was worked out with another calendar than the one that is stored now. */
export async function withOldCalendar(db: Database, calendar: string): Promise<readonly string[]> {
  const found = await db.pool.query<{ stream: string }>(
    `SELECT DISTINCT stream FROM running_clock JOIN case_state c USING (stream) WHERE calendar <> $1 AND c.status <> ALL($2) ORDER BY stream`,
    [calendar, CLOSED],
  );
  return found.rows.map(({ stream }) => stream);
}

/** Every case with a workflow of its own: how far it is recorded, and whether it is over. */
export async function casesWithStatus(
  db: Database,
): Promise<readonly { readonly stream: string; readonly version: number; readonly programme: string; readonly closed: boolean }[]> {
  // Plain rows: this is asked of all cases every five minutes, and Prisma took 134 MB for 40,000 where these take 55.
  const { rows } = await db.pool.query<{ stream: string; version: number; programme: string; status: string }>(
    'SELECT stream, version, programme, status FROM case_state WHERE kind = ANY($1) ORDER BY stream',
    [CASE_KINDS],
  );
  // An ended approval goes on while somebody has a copy to read: its own logic says so, of the few that have such a task.
  const reading = await db.pool.query<{ stream: string; state: object }>(
    `SELECT stream, state FROM case_state c WHERE status = ANY($1) AND EXISTS (SELECT 1 FROM task t WHERE t.stream = c.stream AND t.kind = 'READ' AND t.status = 'PENDING')`,
    [CLOSED],
  );
  const open = new Set(reading.rows.flatMap(({ stream, state }) => (caseOf(stream).closed(state) ? [] : [stream])));
  return rows.map(({ status, ...row }) => ({ ...row, closed: CLOSED.includes(status) && !open.has(row.stream) }));
}

/** Whether a case is known and has come to its end; what it was to be told then ends with it. */
export async function hasEnded(db: Database, stream: string): Promise<boolean> {
  const row = await db.prisma.caseState.findUnique({ where: { stream }, select: { status: true } });
  return row !== null && CLOSED.includes(row.status);
}

/** The codes of all programmes, the journal of the office among them. */
export async function programmeCodes(db: Database): Promise<readonly string[]> {
  return (await db.prisma.stream.groupBy({ by: ['programme'] })).map(({ programme }) => programme);
}

/** Null: there is no such stream. */
export const programmeOfStream = async (db: Database, stream: string): Promise<string | null> =>
  (await db.prisma.stream.findUnique({ where: { stream }, select: { programme: true } }))?.programme ?? null;

/** Null: there is no such case. */
export const statusOf = async (db: Database, stream: string): Promise<string | null> =>
  (await db.prisma.caseState.findUnique({ where: { stream }, select: { status: true } }))?.status ?? null;

/** The codes of all projects. */
export const projectCodes = async (db: Database): Promise<readonly string[]> =>
  (await db.prisma.caseState.findMany({ where: { kind: 'project' }, select: { project: true } })).map(({ project }) => project ?? '');

/** How far a case is recorded, and how it stands; null: nothing is. */
export const headOf = (
  db: Database,
  stream: string,
): Promise<{ readonly version: number; readonly status: string; readonly changedAt: Date } | null> =>
  db.prisma.caseState.findUnique({ where: { stream }, select: { version: true, status: true, changedAt: true } });

/** Which of these commands have made an event of the case. */
export async function knownCommands(db: Database, stream: string, commandIds: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await db.prisma.event.findMany({ where: { stream, commandId: { in: [...commandIds] } }, select: { commandId: true } });
  return new Set(found.map(({ commandId }) => commandId));
}

/** All events of a case as they were hashed, in order. */
export const bodiesOf = (db: Database, stream: string): Promise<readonly { readonly version: number; readonly body: string }[]> =>
  db.prisma.event.findMany({ where: { stream }, select: { version: true, body: true }, orderBy: { version: 'asc' } });

/** The last moment that the record knows of. */
export async function lastMoment(db: Database): Promise<Date> {
  const found = await db.pool.query<{ at: Date | null }>('SELECT max(changed_at) AS at FROM case_state');
  return found.rows[0]?.at ?? new Date();
}

/**
 * Up to which version it is certain that what followed from a case's events was carried out, should its workflow be lost: before
 * what has happened since then. Mails are the ledger's own.
 */
export async function settledVersion(db: Database, stream: string, version: number, since: Date): Promise<number> {
  const found = await db.pool.query<{ first: number | null }>('SELECT min(version) AS first FROM event WHERE stream = $1 AND occurred_at > $2', [
    stream,
    since,
  ]);
  const first = found.rows[0]?.first ?? null;
  return first === null ? version : Math.min(version, first - 1);
}
