/** The heads of streams, for those who compare them with what workflows know. */
import { CASE_KINDS } from '../domain/case.ts';
import type { Database } from './database.ts';

const CLOSED = ['APPROVED', 'REJECTED', 'DECLINED', 'WITHDRAWN', 'CANCELLED', 'DONE', 'FAILED', 'ACCEPTED', 'CLOSED'];

/**
 * Cases that changed in the last `minutes` (null: ever) and are open; of those that closed lately too, because closing is
 * a change that a workflow can miss as well.
 */
export async function recentlyChanged(
  db: Database,
  minutes: number | null,
): Promise<readonly { readonly stream: string; readonly version: number }[]> {
  const since = new Date(Date.now() - (minutes ?? 1_440) * 60_000);
  return db.prisma.caseState.findMany({
    where: { kind: { in: [...CASE_KINDS] }, OR: [{ changedAt: { gt: since } }, minutes === null ? { status: { notIn: CLOSED } } : { stream: '' }] },
    select: { stream: true, version: true },
    orderBy: { stream: 'asc' },
  });
}

/** Open cases with a running clock that was worked out with another calendar than the one that is stored now. */
export async function withOldCalendar(db: Database, calendar: string): Promise<readonly string[]> {
  const found = await db.pool.query<{ stream: string }>(
    `SELECT stream FROM case_state WHERE status <> ALL($2) AND (
       (kind = 'approval' AND (state#>>'{opening,deadline,calendar}' <> $1 OR state#>>'{clock,deadline,calendar}' <> $1))
       OR (kind IN ('programme', 'acceptance') AND state#>>'{deadline,calendar}' <> $1))
     ORDER BY stream`,
    [calendar, CLOSED],
  );
  return found.rows.map(({ stream }) => stream);
}

/** Every case with a workflow of its own: how far it is recorded, and whether it is over. */
export async function casesWithStatus(
  db: Database,
): Promise<readonly { readonly stream: string; readonly version: number; readonly programme: string; readonly closed: boolean }[]> {
  const rows = await db.prisma.caseState.findMany({
    where: { kind: { in: [...CASE_KINDS] } },
    select: { stream: true, version: true, programme: true, status: true },
    orderBy: { stream: 'asc' },
  });
  return rows.map(({ status, ...row }) => ({ ...row, closed: CLOSED.includes(status) }));
}

/** The codes of all programmes, the journal of the office among them. */
export async function programmeCodes(db: Database): Promise<readonly string[]> {
  return (await db.prisma.stream.groupBy({ by: ['programme'] })).map(({ programme }) => programme);
}
