/**
 * A running service's record made large in seconds, for what reads it: everything that its example's projects have in the
 * record and the read tables, copied by SQL under other codes until there are as many events as asked for. One copy in ten, or as
 * many as are asked for, stand in the example's own programme, where the example's people have answered what they were asked; the
 * others in fifty programmes of nobody here. Deliberately absent: true hashes, the log and the search (generator.ts makes those, in minutes).
 */
import { type Database, inTransaction, openDatabase } from '../../prisma/database.ts';

const COPY = `'F' || n || '-'`;
/** Codes of projects as the example writes them. */
const renamed = (column: string): string => `replace(${column}, 'QH-', ${COPY})`;
/** The copy stands in the example's own programme; $1: the last that does. */
const OWN = 'n <= $1';
const PROGRAMME = `CASE WHEN ${OWN} THEN 'QH' ELSE 'F' || n % 50 END`;
/** People of the example are asked in their own programme alone. */
const person = (column: string): string => `CASE WHEN ${OWN} THEN ${column} ELSE 'f' || n || '-' || ${column} END`;
/** What a read table keeps as JSON. */
const renamedIn = (column: string): string => `replace(${column}::text, '"QH-', '"' || ${COPY})::jsonb`;
const OF_PROJECTS = `stream ~ '^[a-z-]+/QH-'`;

/** Columns that differ in a copy; all others are the same. */
const TABLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  stream: { stream: renamed('stream'), programme: PROGRAMME, project: renamed('project') },
  event: { stream: renamed('stream'), command_id: `'F' || n || ':' || command_id` },
  case_state: {
    stream: renamed('stream'),
    programme: PROGRAMME,
    project: renamed('project'),
    applicant: `'f' || n || '-' || applicant`,
    mark: 'NULL',
  },
  board_part: { stream: renamed('stream'), part: renamedIn('part') },
  progress_part: { stream: renamed('stream'), part: renamedIn('part') },
  application: { stream: renamed('stream'), programme: PROGRAMME, project: renamed('project'), applicant: `'f' || n || '-' || applicant` },
  task: {
    stream: renamed('stream'),
    programme: PROGRAMME,
    project: renamed('project'),
    person: person('person'),
    status: `CASE WHEN status = 'PENDING' AND ${OWN} THEN 'APPROVED' ELSE status END`,
    decided_at: `COALESCE(decided_at, opened_at)`,
  },
};

/**
 * Until there are at least `events`; answers how many there are. `url`: of the schema's owner; `own`: so many projects at least stand in
 * the example's own programme then, as far as there are copies. Error: the record holds no project of the example.
 */
export async function fillRecord(url: string, events: number, own?: number): Promise<number> {
  const db = openDatabase(url, { poolSize: 1 });
  try {
    return await filled(db, events, own);
  } finally {
    await db.close();
  }
}

async function filled({ pool }: Database, events: number, own: number | undefined): Promise<number> {
  const found = await pool.query<{ all: number; each: number; projects: number }>(
    `SELECT count(*)::int AS all, (count(*) FILTER (WHERE ${OF_PROJECTS}))::int AS each,
       (SELECT count(*)::int FROM case_state WHERE kind = 'project' AND ${OF_PROJECTS}) AS projects FROM event`,
  );
  const { all = 0, each = 0, projects = 1 } = found.rows[0] ?? {};
  if (each === 0) throw new Error('there is nothing to copy: the example is not loaded');
  const copies = Math.max(0, Math.ceil((events - all) / each));
  const inOwn = own === undefined ? Math.floor(copies / 10) : Math.min(copies, Math.ceil(own / projects) - 1);
  await inTransaction(pool, async (tx) => {
    await tx.query('SET LOCAL statement_timeout = 0');
    // Copies are no news: nothing of them goes to the log.
    await tx.query('SET LOCAL session_replication_role = replica');
    for (const [table, changed] of Object.entries(TABLES)) {
      const columns = await tx.query<{ name: string }>(
        `SELECT column_name AS name FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' AND column_name <> 'position'`,
        [table],
      );
      const names = columns.rows.map(({ name }) => name);
      await tx.query(
        `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.map((name) => changed[name] ?? name).join(', ')}
         FROM ${table}, generate_series(1, ${copies}) n WHERE ${OF_PROJECTS}`.replaceAll('$1', String(inOwn)),
      );
    }
  });
  for (const table of Object.keys(TABLES)) await pool.query(`ANALYZE ${table}`);
  return all + copies * each;
}
