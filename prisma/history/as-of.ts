/** Reads what `domain/audit/as-of.ts` folds: the events of a case, a project or a programme up to a moment. */
import { type AsOf, type AsOfScope, foldCase, standingSteps } from '../../domain/audit/as-of.ts';
import type { AuditQuery, HistoryScope } from '../../domain/audit/query.ts';
import { LEDGER_KINDS } from '../../domain/cases.ts';
import { OFFICE_JOURNAL } from '../../domain/journal/ledger.ts';
import { holds, JOURNAL_READERS, programmesOverseen } from '../../domain/permission/relation.ts';
import type { ProgrammeState } from '../../domain/programme/facts.ts';
import type { Reader } from '../../domain/views.ts';
import type { Database } from '../database.ts';
import { inSlices } from '../in-slices.ts';
import { eventsOf, streamsOfProject } from './project-record.ts';

/**
 * What of a reader's history a question is about: of the programmes that they oversee those that it names, by itself or by
 * a project or a case of theirs. Journals are for auditors and those above them; so is the office's, which belongs to no
 * one programme.
 */
export async function historyScope(db: Database, reader: Reader, query: Pick<AuditQuery, 'programme' | 'project' | 'stream'>): Promise<HistoryScope> {
  const named = await programmesNamed(db, query);
  const wanted = (programme: string): boolean => (query.programme ?? programme) === programme && (named === null || named.includes(programme));
  const programmes = programmesOverseen(reader.roles).filter(wanted);
  const journals = programmes.filter((programme) => holds(reader.roles[programme] ?? [], JOURNAL_READERS));
  const office = Object.values(reader.roles).some((roles) => holds(roles, JOURNAL_READERS)) && wanted(OFFICE_JOURNAL) ? [OFFICE_JOURNAL] : [];
  return { programmes: [...programmes, ...office], journals: [...journals, ...office] };
}

/** Null: it names neither project nor case. */
async function programmesNamed(db: Database, { project, stream }: Pick<AuditQuery, 'project' | 'stream'>): Promise<readonly string[] | null> {
  if (project === undefined && stream === undefined) return null;
  const streams = [...(project === undefined ? [] : [`project/${project}`]), ...(stream === undefined ? [] : [stream])];
  const rows = await db.prisma.stream.findMany({ where: { stream: { in: streams } }, select: { programme: true } });
  return rows.map(({ programme }) => programme);
}

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
  return inSlices(standingSteps(at, events, state));
}
