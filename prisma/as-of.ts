/** Reads what `domain/audit/as-of.ts` folds: the events of a case, a project or a programme up to a moment. */
import { type AsOf, type AsOfScope, foldCase, standingAt } from '../domain/audit/as-of.ts';
import { LEDGER_KINDS } from '../domain/case.ts';
import type { ProgrammeState } from '../domain/programme/case.ts';
import type { Database } from './database.ts';
import { eventsOf, streamsOfProject } from './project-record.ts';

/** Null: there is no such case, project or programme. `programme` is the one it belongs to. */
export async function scopeOf(db: Database, scope: AsOfScope): Promise<{ readonly programme: string; readonly streams: readonly string[] } | null> {
  if ('programme' in scope) {
    const rows = await db.pool.query<{ stream: string }>('SELECT stream FROM stream WHERE programme = $1 AND kind <> ALL($2) ORDER BY stream', [
      scope.programme,
      LEDGER_KINDS,
    ]);
    return rows.rows.length === 0 ? null : { programme: scope.programme, streams: rows.rows.map(({ stream }) => stream) };
  }
  const stream = 'stream' in scope ? scope.stream : `project/${scope.project}`;
  const found = await db.prisma.stream.findUnique({ where: { stream }, select: { programme: true } });
  if (found === null) return null;
  return { programme: found.programme, streams: 'stream' in scope ? [stream] : await streamsOfProject(db.pool, scope.project) };
}

/** As it stood at a moment. Also reads the programme, which knows roles and mandates of that moment. */
export async function asOf(
  db: Database,
  { programme, streams }: { readonly programme: string; readonly streams: readonly string[] },
  at: string,
): Promise<AsOf> {
  const own = `programme/${programme}`;
  const [events, office] = await Promise.all([
    eventsOf(db.pool, streams, at),
    streams.includes(own) ? Promise.resolve([]) : eventsOf(db.pool, [own], at),
  ]);
  const officeEvents = office.length > 0 ? office : events.filter(({ stream }) => stream === own);
  // A stream of that name holds a programme's events only.
  const state = (foldCase(own, officeEvents)?.state ?? null) as ProgrammeState | null;
  return standingAt(at, events, state);
}
