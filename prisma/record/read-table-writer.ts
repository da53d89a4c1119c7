/** Writes the rows of read-tables.ts. A task never vanishes from a case, so no row can be left over. */

import type { ReadTables, SmallRows } from '../../domain/read-tables.ts';
import type { Queryable, Statement } from '../database.ts';

/** All of it, for a rebuild. */
export async function writeReadTables(db: Queryable, tables: ReadTables): Promise<void> {
  const { caseRow } = tables;
  await db.query(
    `INSERT INTO case_state (stream, kind, programme, project, version, status, title, light, state, changed_at, schema, applicant, mark)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (stream) DO UPDATE SET version = EXCLUDED.version, status = EXCLUDED.status, title = EXCLUDED.title, mark = EXCLUDED.mark,
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
      caseRow.mark,
    ],
  );
  for (const statement of taskStatements(tables)) await db.query(statement);
  await writeSmallRows(db, caseRow.stream, tables.small, null);
}

/** A case's small rows where they are other than before; null: whatever stands there is replaced. */
export function smallRowStatements(stream: string, now: SmallRows, before: SmallRows | null): readonly Statement[] {
  const changed = (part: keyof SmallRows): boolean => before === null || JSON.stringify(before[part]) !== JSON.stringify(now[part]);
  return [
    ...(changed('standing') ? standingStatements(stream, now.standing) : []),
    ...(changed('links') ? linkStatements(stream, now.links) : []),
    ...(changed('clocks') ? clockStatements(stream, now.clocks) : []),
    ...(changed('keys') ? keyStatements(stream, now.keys, before?.keys ?? null) : []),
    ...(now.organisation !== null && changed('organisation') ? [organisationStatement(stream, now.organisation)] : []),
    ...(now.board !== null && changed('board') ? [boardStatement(stream, now.board)] : []),
    ...(now.progress !== null && changed('progress') ? [progressStatement(stream, now.progress)] : []),
    ...(now.application !== null && changed('application') ? [applicationStatement(now.application)] : []),
  ];
}

export async function writeSmallRows(db: Queryable, stream: string, now: SmallRows, before: SmallRows | null): Promise<void> {
  for (const statement of smallRowStatements(stream, now, before)) await db.query(statement);
}

const standingStatements = (stream: string, standing: SmallRows['standing']): readonly Statement[] => [
  { name: 'standing-gone', text: 'DELETE FROM standing WHERE stream = $1', values: [stream] },
  ...(standing.length === 0
    ? []
    : [
        {
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
        },
      ]),
];

const linkStatements = (stream: string, links: SmallRows['links']): readonly Statement[] => [
  { name: 'links-gone', text: 'DELETE FROM case_link WHERE stream = $1', values: [stream] },
  ...(links.length === 0
    ? []
    : [
        {
          name: 'links-new',
          text: 'INSERT INTO case_link (stream, side, other) SELECT $1, r.* FROM unnest($2::text[], $3::text[]) AS r',
          values: [stream, links.map(({ side }) => side), links.map(({ other }) => other)],
        },
      ]),
];

const clockStatements = (stream: string, clocks: SmallRows['clocks']): readonly Statement[] => [
  { name: 'clocks-gone', text: 'DELETE FROM running_clock WHERE stream = $1', values: [stream] },
  ...(clocks.length === 0
    ? []
    : [
        {
          name: 'clocks-new',
          text: 'INSERT INTO running_clock (stream, name, calendar) SELECT $1, r.* FROM unnest($2::text[], $3::text[]) AS r',
          values: [stream, clocks.map(({ name }) => name), clocks.map(({ calendar }) => calendar)],
        },
      ]),
];

/** A programme may have thousands, and gets them one by one: only what differs is written. */
function keyStatements(stream: string, keys: SmallRows['keys'], before: SmallRows['keys'] | null): readonly Statement[] {
  const textOf = ({ kind, value }: SmallRows['keys'][number]): string => `${kind} ${value}`;
  const [had, has] = [new Set(before?.map(textOf)), new Set(keys.map(textOf))];
  const fresh = keys.filter((key) => !had.has(textOf(key)));
  const gone = (before ?? []).filter((key) => !has.has(textOf(key)));
  return [
    ...(before === null ? [{ name: 'keys-all-gone', text: 'DELETE FROM case_key WHERE stream = $1', values: [stream] }] : []),
    ...gone.map(({ kind, value }) => ({
      name: 'key-gone',
      text: 'DELETE FROM case_key WHERE stream = $1 AND kind = $2 AND value = $3',
      values: [stream, kind, value],
    })),
    ...(fresh.length === 0
      ? []
      : [
          {
            name: 'keys-new',
            text: 'INSERT INTO case_key (stream, programme, kind, value) SELECT $1, $2, r.* FROM unnest($3::text[], $4::text[]) AS r',
            values: [stream, fresh[0]?.programme, fresh.map(({ kind }) => kind), fresh.map(({ value }) => value)],
          },
        ]),
  ];
}

const organisationStatement = (stream: string, organisation: object): Statement => ({
  name: 'organisation',
  text: 'INSERT INTO organisation (stream, organisation) VALUES ($1, $2) ON CONFLICT (stream) DO UPDATE SET organisation = EXCLUDED.organisation',
  values: [stream, JSON.stringify(organisation)],
});

const boardStatement = (stream: string, part: object): Statement => ({
  name: 'board-part',
  text: 'INSERT INTO board_part (stream, part) VALUES ($1, $2) ON CONFLICT (stream) DO UPDATE SET part = EXCLUDED.part',
  values: [stream, JSON.stringify(part)],
});

const progressStatement = (stream: string, part: object): Statement => ({
  name: 'progress-part',
  text: 'INSERT INTO progress_part (stream, part) VALUES ($1, $2) ON CONFLICT (stream) DO UPDATE SET part = EXCLUDED.part',
  values: [stream, JSON.stringify(part)],
});

const applicationStatement = (row: NonNullable<SmallRows['application']>): Statement => ({
  name: 'application',
  text: `INSERT INTO application (stream, programme, project, title, status, light, applicant, matter, matter_name, amount_fen, documents, step,
      asked, asked_count, applicant_act, due_on, stands_for, stands_since, stands_until, batch, received_on)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
    ON CONFLICT (stream) DO UPDATE SET programme = EXCLUDED.programme, project = EXCLUDED.project, title = EXCLUDED.title, status = EXCLUDED.status,
      light = EXCLUDED.light, applicant = EXCLUDED.applicant, matter = EXCLUDED.matter, matter_name = EXCLUDED.matter_name,
      amount_fen = EXCLUDED.amount_fen, documents = EXCLUDED.documents, step = EXCLUDED.step, asked = EXCLUDED.asked,
      asked_count = EXCLUDED.asked_count, applicant_act = EXCLUDED.applicant_act, due_on = EXCLUDED.due_on, stands_for = EXCLUDED.stands_for,
      stands_since = EXCLUDED.stands_since, stands_until = EXCLUDED.stands_until, batch = EXCLUDED.batch, received_on = EXCLUDED.received_on`,
  values: [
    row.stream,
    row.programme,
    row.project,
    row.title,
    row.status,
    row.light,
    row.applicant,
    row.matter,
    row.matterName,
    row.amountFen,
    row.documents,
    row.step,
    row.asked,
    row.askedCount,
    row.applicantAct,
    row.dueOn,
    row.standsFor,
    row.standsSince,
    row.standsUntil,
    row.batch,
    row.receivedOn,
  ],
});

export const taskStatements = ({ caseRow, tasks }: Pick<ReadTables, 'caseRow' | 'tasks'>): readonly Statement[] =>
  tasks.length === 0
    ? []
    : [
        {
          name: 'tasks',
          text: `INSERT INTO task (stream, title, project, programme, task, kind, step, round, person, on_behalf_of, status, opened_at, due_at, decided_at)
       SELECT $1, $2, $3, $4, r.* FROM unnest($5::int[], $6::text[], $7::int[], $8::int[], $9::text[], $10::text[], $11::text[],
         $12::timestamptz[], $13::timestamptz[], $14::timestamptz[]) AS r
       ON CONFLICT (stream, task) DO UPDATE SET status = EXCLUDED.status, opened_at = EXCLUDED.opened_at, due_at = EXCLUDED.due_at,
         decided_at = EXCLUDED.decided_at, title = EXCLUDED.title, person = EXCLUDED.person, on_behalf_of = EXCLUDED.on_behalf_of`,
          values: [
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
        },
      ];
