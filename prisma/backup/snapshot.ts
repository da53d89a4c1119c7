/**
 * The whole database as it stood at one moment: one transaction that only reads, whose snapshot the first statement takes,
 * so that whoever writes meanwhile is neither held up nor seen (docs/adr/0115). Deliberately absent: files.
 */
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { CASE_KINDS } from '../../domain/cases.ts';
import { GRANTS } from '../app-role.ts';
import { newestCheckpoint } from '../log/checkpoints.ts';
import { logSize } from '../log/log.ts';
import { MIGRATION_LOCK } from '../migrate.ts';
import { CLOSED } from '../record/streams.ts';

/** Of the moment alone: who runs workflows, and which windows are signed in. A restore leaves them empty. */
export const LEFT_OUT: readonly string[] = ['sign_in_challenge', 'sign_in_session', 'worker_run'];

export type TableShape = { readonly table: string; readonly columns: readonly string[] };

export type SnapshotRecord = {
  readonly events: number;
  readonly streams: number;
  readonly openCases: number;
  readonly placed: number;
  readonly checkpoint: string | null;
  readonly mailsDue: number;
};

export type Snapshot = {
  readonly at: string;
  readonly postgres: string;
  readonly migrations: readonly string[];
  readonly tables: readonly TableShape[];
  /** Tables that are none of ours. */
  readonly others: readonly string[];
  readonly record: SnapshotRecord;
  /** Documents whose bytes lie outside the database. */
  readonly documentsElsewhere: readonly { readonly place: string; readonly files: number; readonly bytes: number }[];
  /** What does not fit together, in words; empty: events, heads, places and cases agree. */
  readonly faults: readonly string[];
  /** In PostgreSQL's text format: a line a row. */
  rowsOf(shape: TableShape): AsyncIterable<Buffer>;
  /** Asked last: what is given out meanwhile is never given out again. */
  sequences(): Promise<readonly { readonly name: string; readonly last: string | null }[]>;
};

/** Connections whose text of values does not hang on the server's settings. */
export const backupClient = (url: string): pg.Client => {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tuojian backup',
    options:
      '-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c datestyle=ISO -c intervalstyle=postgres -c timezone=UTC -c extra_float_digits=3 -c bytea_output=hex',
  });
  client.on('error', () => undefined); // whoever waits for an answer is told
  return client;
};

/** A migration that is under way is waited for, and none begins before the end. Errors: those of PostgreSQL. */
export async function withSnapshot<T>(url: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const client = backupClient(url);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock_shared($1)', [MIGRATION_LOCK]);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await work(await snapshotOf(client));
  } finally {
    await client.end();
  }
}

async function snapshotOf(client: pg.Client): Promise<Snapshot> {
  const { rows } = await client.query<{ at: Date; postgres: string }>(`SELECT now() AS at, current_setting('server_version') AS postgres`);
  const shapes = await tablesOf(client);
  const ours = shapes.filter(({ table }) => Object.hasOwn(GRANTS, table));
  const knows = (table: string): boolean => ours.some((one) => one.table === table);
  return {
    at: (rows[0]?.at ?? new Date()).toISOString(),
    postgres: rows[0]?.postgres ?? '',
    migrations: await appliedMigrations(client),
    tables: ours.filter(({ table }) => !LEFT_OUT.includes(table)),
    others: shapes.map(({ table }) => table).filter((table) => !knows(table) && table !== '_prisma_migrations'),
    record: await recordOf(client),
    documentsElsewhere: await elsewhere(client, shapes),
    faults: await faultsOf(client),
    async *rowsOf({ table, columns }) {
      const names = columns.map((column) => client.escapeIdentifier(column)).join(', ');
      yield* client.query(copyTo(`COPY ${client.escapeIdentifier(table)} (${names}) TO STDOUT`));
    },
    async sequences() {
      const found = await client.query<{ name: string; last: string | null }>(
        `SELECT sequencename::text AS name, last_value::text AS last FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`,
      );
      return found.rows;
    },
  };
}

/** Every table of the schema with the columns that are stored. */
export async function tablesOf(client: pg.Client): Promise<readonly TableShape[]> {
  const found = await client.query<{ table: string; columns: string[] }>(
    `SELECT c.relname::text AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') GROUP BY 1 ORDER BY 1`,
  );
  return found.rows;
}

/** Applied to the end, the oldest first. */
export async function appliedMigrations(client: pg.Client): Promise<readonly string[]> {
  const found = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`,
  );
  return found.rows.map(({ name }) => name);
}

async function recordOf(client: pg.Client): Promise<SnapshotRecord> {
  const { rows } = await client.query<{ events: string; streams: string; open: string; mails: string }>(
    `SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM stream) AS streams,
       (SELECT count(*) FROM notice WHERE status IN ('QUEUED', 'HELD', 'UNKNOWN')) AS mails,
       (SELECT count(*) FROM case_state WHERE kind = ANY($1) AND status <> ALL($2)) AS open`,
    [CASE_KINDS, CLOSED],
  );
  const [row] = rows;
  return {
    events: Number(row?.events ?? 0),
    streams: Number(row?.streams ?? 0),
    openCases: Number(row?.open ?? 0),
    placed: await logSize(client),
    checkpoint: (await newestCheckpoint(client))?.note ?? null,
    mailsDue: Number(row?.mails ?? 0),
  };
}

/** Cheap looks at what a moment must agree on; the chains themselves are verified after a restore, and by `tuojian audit check`. */
async function faultsOf(client: pg.Client): Promise<readonly string[]> {
  const found = await client.query<{ fault: string }>(
    `SELECT fault FROM (
       SELECT format('%s events, and the heads of the cases count %s', a.n, b.n) AS fault
         FROM (SELECT count(*) AS n FROM event) a, (SELECT coalesce(sum(version), 0) AS n FROM stream) b WHERE a.n <> b.n
       UNION ALL SELECT format('%s events, and %s have a place or wait for one', a.n, b.n)
         FROM (SELECT count(*) AS n FROM event) a, (SELECT (SELECT count(*) FROM log_leaf) + (SELECT count(*) FROM log_queue) AS n) b WHERE a.n <> b.n
       UNION ALL (SELECT format('%s ends in another event than its head says', s.stream) FROM stream s
         LEFT JOIN event e ON e.stream = s.stream AND e.version = s.version WHERE s.version > 0 AND e.hash IS DISTINCT FROM s.hash ORDER BY s.stream LIMIT 20)
       UNION ALL (SELECT format('%s is shown at version %s, and %s is recorded', c.stream, c.version, s.version) FROM case_state c
         JOIN stream s USING (stream) WHERE c.version <> s.version ORDER BY c.stream LIMIT 20)) AS all_faults`,
  );
  return found.rows.map(({ fault }) => fault);
}

/** A database of a release before 0131's has no such column. */
async function elsewhere(client: pg.Client, shapes: readonly TableShape[]): Promise<Snapshot['documentsElsewhere']> {
  if (!shapes.some(({ table, columns }) => table === 'document_file' && columns.includes('place'))) return [];
  const found = await client.query<{ place: string; files: string; bytes: string }>(
    "SELECT place, count(*) AS files, sum(size) AS bytes FROM document_file WHERE place <> 'database' GROUP BY place ORDER BY place",
  );
  return found.rows.map(({ place, files, bytes }) => ({ place, files: Number(files), bytes: Number(bytes) }));
}
