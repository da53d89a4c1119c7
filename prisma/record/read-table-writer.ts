/** Writes the rows of read-tables.ts. A task never vanishes from a case, so no row can be left over. */

import type { ReadTables, SmallRows } from '../../domain/read-tables.ts';
import type { Queryable } from '../database.ts';

/** All of it, for a rebuild. */
export async function writeReadTables(db: Queryable, tables: ReadTables): Promise<void> {
  const { caseRow } = tables;
  await db.query(
    `INSERT INTO case_state (stream, kind, programme, project, version, status, title, light, state, changed_at, schema, applicant)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (stream) DO UPDATE SET version = EXCLUDED.version, status = EXCLUDED.status, title = EXCLUDED.title,
       light = EXCLUDED.light, state = EXCLUDED.state, changed_at = EXCLUDED.changed_at, schema = EXCLUDED.schema, applicant = EXCLUDED.applicant`,
    [
      caseRow.stream,
      caseRow.kind,
      caseRow.programme,
      caseRow.project,
      caseRow.version,
      caseRow.status,
      caseRow.title,
      caseRow.light,
      JSON.stringify(caseRow.state),
      caseRow.changedAt,
      caseRow.schema,
      caseRow.applicant,
    ],
  );
  await writeTasksAndFindings(db, tables);
  await writeSmallRows(db, caseRow.stream, tables.small);
}

/** All of one case's small rows anew, in one statement each. */
export async function writeSmallRows(db: Queryable, stream: string, { standing, links }: SmallRows): Promise<void> {
  await db.query({ name: 'standing-gone', text: 'DELETE FROM standing WHERE stream = $1', values: [stream] });
  if (standing.length > 0) {
    await db.query({
      name: 'standing-new',
      text: `INSERT INTO standing (stream, programme, project, kind, person, role)
        SELECT $1, $2, $3, r.* FROM unnest($4::text[], $5::text[], $6::text[]) AS r`,
      values: [
        stream,
        standing[0]?.programme,
        standing[0]?.project,
        standing.map(({ kind }) => kind),
        standing.map(({ person }) => person),
        standing.map(({ role }) => role),
      ],
    });
  }
  await db.query({ name: 'links-gone', text: 'DELETE FROM case_link WHERE stream = $1', values: [stream] });
  if (links.length > 0) {
    await db.query({
      name: 'links-new',
      text: 'INSERT INTO case_link (stream, side, other) SELECT $1, r.* FROM unnest($2::text[], $3::text[]) AS r',
      values: [stream, links.map(({ side }) => side), links.map(({ other }) => other)],
    });
  }
}

export async function writeTasksAndFindings(db: Queryable, { caseRow, tasks, findings }: ReadTables): Promise<void> {
  if (tasks.length > 0) {
    await db.query(
      `INSERT INTO task (stream, title, project, programme, task, kind, step, round, person, on_behalf_of, status, opened_at, due_at, decided_at)
       SELECT $1, $2, $3, $4, r.* FROM unnest($5::int[], $6::text[], $7::int[], $8::int[], $9::text[], $10::text[], $11::text[],
         $12::timestamptz[], $13::timestamptz[], $14::timestamptz[]) AS r
       ON CONFLICT (stream, task) DO UPDATE SET status = EXCLUDED.status, opened_at = EXCLUDED.opened_at, due_at = EXCLUDED.due_at,
         decided_at = EXCLUDED.decided_at, title = EXCLUDED.title, person = EXCLUDED.person, on_behalf_of = EXCLUDED.on_behalf_of`,
      [
        caseRow.stream,
        caseRow.title,
        caseRow.project,
        caseRow.programme,
        tasks.map((t) => t.task),
        tasks.map((t) => t.kind),
        tasks.map((t) => t.step),
        tasks.map((t) => t.round),
        tasks.map((t) => t.person),
        tasks.map((t) => t.onBehalfOf),
        tasks.map((t) => t.status),
        tasks.map((t) => t.openedAt),
        tasks.map((t) => t.dueAt),
        tasks.map((t) => t.decidedAt),
      ],
    );
  }
  for (const { stream, version, ordinal, code, project, data } of findings) {
    await db.query('INSERT INTO finding (stream, version, ordinal, code, project, data) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING', [
      stream,
      version,
      ordinal,
      code,
      project,
      JSON.stringify(data),
    ]);
  }
}
