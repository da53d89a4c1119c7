/**
 * A record of any size: projects that the real code played are copied under other codes, times, people and sums until
 * there are as many events as asked for; chains, log, search and cases are written as the real code writes them. Only for
 * benches: what it makes was decided once, not two thousand times.
 */
import { foldOf } from '../../domain/cases.ts';
import { NO_SMALL_ROWS, readTablesOf } from '../../domain/read-tables.ts';
import { type Database, inTransaction, type Queryable } from '../../prisma/database.ts';
import { writeEntries } from '../../prisma/record/entries.ts';
import { writeSmallRows } from '../../prisma/record/read-table-writer.ts';
import { chainHash, GENESIS, parseBody, recordedOf } from '../../proof/event-format.ts';
import { seeded } from '../seeded.ts';

type Template = {
  readonly project: string;
  readonly programme: string;
  readonly events: readonly { readonly stream: string; readonly body: string; readonly at: number }[];
};

/** The events of a played project, in order. */
export async function templateOf(db: Database, programme: string, project: string): Promise<Template> {
  const rows = await db.pool.query<{ stream: string; body: string; occurred_at: Date }>(
    `SELECT e.stream, e.body, e.occurred_at FROM event e JOIN stream s USING (stream)
     WHERE s.kind NOT IN ('journal', 'findings') AND (s.project = $1 OR s.stream = 'project/' || $1) ORDER BY e.position`,
    [project],
  );
  return { project, programme, events: rows.rows.map(({ stream, body, occurred_at }) => ({ stream, body, at: occurred_at.getTime() })) };
}

type Size = { readonly events: number; readonly projects: number; readonly perProgramme: number };

const WORDS = [
  '材料齐全',
  '同意按计划推进',
  '请补充资金来源说明',
  '现场核查无异议',
  '儿童活动用房面积符合要求',
  '注意施工安全',
  '家长满意度较高',
  '建议优化楼梯扶手',
  '消防通道畅通',
  '室内空气检测合格',
];
const DAY_MS = 86_400_000;
const AT_ONCE = 4_000;

/** One event of a copied project. */
function copied(template: Template, project: number, nth: number, at: number, size: Size, random: () => number) {
  const event = template.events[nth];
  if (event === undefined) throw new Error('no such event');
  const programme = `G${String(Math.floor(project / size.perProgramme)).padStart(3, '0')}`;
  const code = `${programme}-${String(project % size.perProgramme).padStart(2, '0')}`;
  const stream = event.stream.replaceAll(template.project, code);
  const word = WORDS[Math.floor(random() * WORDS.length)] ?? '';
  const body = event.body
    .replaceAll(template.project, code)
    .replaceAll(`"programme":"${template.programme}"`, `"programme":"${programme}"`)
    .replace('材料齐全，同意', `${word}，同意（${code} 第 ${nth} 件）`)
    .replace(/"amountFen":(\d+)/, (_, fen: string) => `"amountFen":${Number(fen) + Math.floor(random() * 1_000_000)}`)
    .replace(/"commandId":"([^"]*)"/, (_, id: string) => `"commandId":"${code}:${nth}:${id.slice(0, 40)}"`)
    .replace(/"occurredAt":"[^"]*"(?=,"schema")/, `"occurredAt":"${new Date(at).toISOString()}"`);
  return { programme, code, stream, body };
}

/**
 * Adds copies until the log holds `size.events`. The database must hold nothing but what was played into it, all of it
 * with its place in the log.
 */
export async function generate(db: Database, templates: readonly Template[], size: Size, onProgress: (events: number) => void): Promise<number> {
  const start = await db.pool.query<{ n: string; position: string }>('SELECT count(*) AS n, coalesce(max(position), 0) AS position FROM event');
  const already = Number(start.rows[0]?.n ?? 0);
  const position = Number(start.rows[0]?.position ?? 0);
  // Which event comes when: projects begin over six years, each takes its own time.
  const lengths = Array.from({ length: size.projects }, (_, project) => templates[project % templates.length]?.events.length ?? 0);
  const wanted = Math.max(0, size.events - already);
  const order: { project: number; nth: number; at: number }[] = [];
  const first = Date.UTC(2020, 0, 1);
  const random = seeded(7);
  for (let project = 0; project < size.projects && order.length < wanted; project += 1) {
    const begins = first + random() * 5 * 365 * DAY_MS;
    const takes = (300 + random() * 600) * DAY_MS;
    const length = lengths[project] ?? 0;
    for (let nth = 0; nth < length; nth += 1) order.push({ project, nth, at: Math.floor(begins + (takes * nth) / length) });
  }
  order.sort((a, b) => a.at - b.at);
  order.length = Math.min(order.length, wanted);

  const heads = new Map<string, { version: number; hash: string }>();
  await db.pool.query('DROP INDEX IF EXISTS audit_tail_terms_idx');
  await db.pool.query('ALTER TABLE event DISABLE TRIGGER event_queued');
  for (let from = 0; from < order.length; from += AT_ONCE) {
    const rows = order.slice(from, from + AT_ONCE).map(({ project, nth, at }, offset) => {
      const template = templates[project % templates.length];
      if (template === undefined) throw new Error('no template');
      const { programme, code, stream, body } = copied(template, project, nth, at, size, random);
      const head = heads.get(stream) ?? { version: 0, hash: GENESIS };
      const version = head.version + 1;
      const hash = chainHash(head.hash, body);
      const prevHash = head.hash;
      heads.set(stream, { version, hash });
      return {
        index: already + from + offset,
        position: position + from + offset + 1,
        programme,
        project: stream.startsWith('project/') ? null : code,
        stream,
        version,
        prevHash,
        hash,
        body,
      };
    });
    await inTransaction(db.pool, async (tx) => {
      await writeEvents(tx, rows);
      await writeEntries(tx, rows);
    });
    if (from % (AT_ONCE * 5) === 0) onProgress(already + from + rows.length);
  }
  await writeCases(db, heads);
  await db.pool.query("SELECT setval(pg_get_serial_sequence('event', 'position'), (SELECT max(position) FROM event))");
  await db.pool.query('ALTER TABLE event ENABLE TRIGGER event_queued');
  await withoutTimeout(db, [
    "SET maintenance_work_mem = '1GB'",
    'CREATE INDEX audit_tail_terms_idx ON audit_tail USING gin (terms) WITH (fastupdate = off)',
    'VACUUM ANALYZE audit_entry',
    'VACUUM ANALYZE audit_tail',
    'VACUUM ANALYZE audit_posting',
    'VACUUM ANALYZE event',
    'VACUUM ANALYZE log_leaf',
    'ANALYZE',
  ]);
  return already + order.length;
}

async function withoutTimeout(db: Database, statements: readonly string[]): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query('SET statement_timeout = 0');
    for (const statement of statements) await client.query(statement);
  } finally {
    client.release(true);
  }
}

type GeneratedRow = {
  readonly position: number;
  readonly index: number;
  readonly stream: string;
  readonly version: number;
  readonly prevHash: string;
  readonly hash: string;
  readonly body: string;
};

async function writeEvents(tx: Queryable, rows: readonly GeneratedRow[]): Promise<void> {
  const parsed = rows.map(({ body }) => parseBody(body));
  await tx.query(
    `INSERT INTO event (position, stream, version, type, command_id, ordinal, occurred_at, actor, prev_hash, hash, body)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::int[], $4::text[], $5::text[], $6::int[], $7::timestamptz[], $8::text[], $9::text[], $10::text[], $11::text[])`,
    [
      rows.map((r) => r.position),
      rows.map((r) => r.stream),
      rows.map((r) => r.version),
      parsed.map(({ type }) => type),
      parsed.map(({ commandId }) => commandId),
      rows.map(() => 0),
      parsed.map(({ occurredAt }) => occurredAt),
      parsed.map(({ actor }) => actor.person),
      rows.map((r) => r.prevHash),
      rows.map((r) => r.hash),
      rows.map((r) => r.body),
    ],
  );
  await tx.query('INSERT INTO log_leaf (index, stream, version, hash) SELECT * FROM unnest($1::bigint[], $2::text[], $3::int[], $4::text[])', [
    rows.map((r) => r.index),
    rows.map((r) => r.stream),
    rows.map((r) => r.version),
    rows.map((r) => r.hash),
  ]);
}

/** Streams, cases and tasks, from the fold of the copied events. */
async function writeCases(db: Database, heads: ReadonlyMap<string, { version: number; hash: string }>): Promise<void> {
  const streams = [...heads.keys()];
  for (let from = 0; from < streams.length; from += 500) {
    const some = streams.slice(from, from + 500);
    const bodies = new Map<string, string[]>(some.map((stream) => [stream, []]));
    const stored = await db.pool.query<{ stream: string; body: string }>(
      'SELECT stream, body FROM event WHERE stream = ANY($1) ORDER BY stream, version',
      [some],
    );
    for (const { stream, body } of stored.rows) bodies.get(stream)?.push(body);
    const cases = some.map((stream) => {
      const events = (bodies.get(stream) ?? []).map((body) => recordedOf(parseBody(body)));
      const [state, last] = [foldOf(stream, events), events.at(-1)];
      if (state === null || last === undefined) throw new Error(`no state for ${stream}`);
      return { ...readTablesOf(stream, state, last), openedAt: events[0]?.occurredAt ?? '', head: heads.get(stream) };
    });
    await inTransaction(db.pool, async (tx) => {
      const rows = cases.map(({ caseRow }) => caseRow);
      await tx.query(
        `INSERT INTO stream (stream, kind, programme, project, version, hash, opened_at)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::timestamptz[])`,
        [
          rows.map((r) => r.stream),
          rows.map((r) => r.kind),
          rows.map((r) => r.programme),
          rows.map((r) => r.project),
          cases.map((c) => c.head?.version),
          cases.map((c) => c.head?.hash),
          cases.map((c) => c.openedAt),
        ],
      );
      await tx.query(
        `INSERT INTO case_state (stream, kind, programme, project, version, status, title, light, state, schema, applicant, changed_at, mark)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::json[], $10::int[], $11::text[], $12::timestamptz[], $13::text[])`,
        [
          rows.map((r) => r.stream),
          rows.map((r) => r.kind),
          rows.map((r) => r.programme),
          rows.map((r) => r.project),
          rows.map((r) => r.version),
          rows.map((r) => r.status),
          rows.map((r) => r.title),
          rows.map((r) => r.light),
          rows.map((r) => JSON.stringify(r.state)),
          rows.map((r) => r.schema),
          rows.map((r) => r.applicant),
          rows.map((r) => r.changedAt),
          rows.map((r) => r.mark),
        ],
      );
      for (const { caseRow, small } of cases) await writeSmallRows(tx, caseRow.stream, small, NO_SMALL_ROWS);
      const tasks = cases.flatMap((c) => c.tasks);
      await tx.query(
        `INSERT INTO task (stream, title, project, programme, task, kind, step, round, person, on_behalf_of, status, opened_at, due_at, decided_at)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::int[], $8::int[], $9::text[], $10::text[], $11::text[], $12::timestamptz[], $13::timestamptz[], $14::timestamptz[])`,
        [
          tasks.map((t) => t.stream),
          tasks.map((t) => t.title),
          tasks.map((t) => t.project),
          tasks.map((t) => t.programme),
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
    });
  }
}
