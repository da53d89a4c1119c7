/** All that is recorded of a project, and what the rules compare it with in the rest of its programme. */
import type { Elsewhere, ProjectEventOf, ProjectRecord } from '../../domain/audit/project-record.ts';
import { parseBody } from '../../proof/event-format.ts';
import type { Database, Queryable } from '../database.ts';
import { eachInSlices } from '../in-slices.ts';
import { readCalendar } from '../record/calendar.ts';
import { placesMatching } from '../search/audit-search.ts';

export type ProjectHead = { readonly project: string; readonly programme: string; readonly manager: string };

/** Null: there is no such project. */
export async function projectHead(db: Database, project: string): Promise<ProjectHead | null> {
  const found = await db.pool.query<ProjectHead>(
    `SELECT project, programme, person AS manager FROM standing WHERE stream = 'project/' || $1::text AND kind = 'MANAGER'`,
    [project],
  );
  return found.rows[0] ?? null;
}

/** Streams that belong to a project, its own first; without its findings, which are about it. */
export async function streamsOfProject(db: Queryable, project: string): Promise<readonly string[]> {
  const found = await db.query<{ stream: string }>(
    `SELECT stream FROM case_state WHERE project = $1 AND kind <> 'findings' ORDER BY kind <> 'project', stream`,
    [project],
  );
  return found.rows.map(({ stream }) => stream);
}

/** Events of some streams in the order in which they were recorded; up to a moment, where one is given (included). */
export async function eventsOf(db: Queryable, streams: readonly string[], until: string | null = null): Promise<readonly ProjectEventOf[]> {
  const rows = await db.query<{ body: string }>(
    'SELECT body FROM event WHERE stream = ANY($1) AND ($2::timestamptz IS NULL OR occurred_at <= $2::timestamptz) ORDER BY position',
    [streams, until],
  );
  return eachInSlices(rows.rows, ({ body }) => parseBody(body));
}

export async function projectRecord(db: Database, { project, programme }: Pick<ProjectHead, 'project' | 'programme'>): Promise<ProjectRecord> {
  const [events, elsewhere, calendar] = await Promise.all([
    streamsOfProject(db.pool, project).then((streams) => eventsOf(db.pool, streams)),
    elsewhereIn(db, programme, project),
    readCalendar(db.pool),
  ]);
  return { project, events, elsewhere, calendar };
}

/** Numbers and contracts of other projects, found by the search's index. */
async function elsewhereIn(db: Database, programme: string, project: string): Promise<Elsewhere> {
  const numbers: Elsewhere['numbers'][number][] = [];
  const contracts: Elsewhere['contracts'][number][] = [];
  for (const type of ['ReplyRecorded', 'PlanIssued', 'PermitsRecorded', 'CompletionFiled', 'ContractRecorded']) {
    const rows = await db.pool.query<{ stream: string; version: number; body: string; project: string | null }>(
      `SELECT e.stream, e.version, e.body, s.project FROM audit_entry a JOIN event e USING (stream, version) JOIN stream s USING (stream)
       WHERE a.index = ANY($1::bigint[]) AND coalesce(s.project, split_part(s.stream, '/', 2)) <> $2`,
      [await placesMatching(db, [[`P:${programme}`], [`t:${type}`]]), project],
    );
    for (const row of rows.rows) {
      const event = `${row.stream}@${row.version}`;
      const other = row.project ?? row.stream.slice(row.stream.indexOf('/') + 1);
      // Events of these types alone; each field is looked at before it is used.
      const data = parseBody(row.body).data as {
        number?: string;
        permits?: readonly { number: string }[];
        contractor?: string;
        amountFen?: number;
        on?: string;
      };
      for (const { number } of [...(data.permits ?? []), ...(data.number === undefined ? [] : [{ number: data.number }])])
        numbers.push({ number, type, event, project: other });
      const { contractor, amountFen, on } = data;
      if (type === 'ContractRecorded' && contractor !== undefined && amountFen !== undefined && on !== undefined)
        contracts.push({ contractor, amountFen, on, event, project: other });
    }
  }
  return { numbers, contracts };
}
