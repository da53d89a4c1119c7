/**
 * A running service's record made large in seconds, for what reads it: everything that its example's projects have in the
 * record and the read tables, copied by SQL under other codes until there are as many events as asked for. One copy in ten
 * stands in the example's own programme, where the example's people have answered what they were asked; the others in fifty
 * programmes of nobody here. Deliberately absent: true hashes, the log and the search (generator.ts makes those, in minutes).
 */
import { type Database, inTransaction, openDatabase } from '../../prisma/database.ts';

const COPY = `'F' || n || '-'`;
/** Codes of projects as the example writes them. */
const renamed = (column: string): string => `replace(${column}, 'QH-', ${COPY})`;
const PROGRAMME = `CASE WHEN n % 10 = 0 THEN 'QH' ELSE 'F' || n % 50 END`;
/** People of the example are asked in their own programme alone. */
const person = (column: string): string => `CASE WHEN n % 10 = 0 THEN ${column} ELSE 'f' || n || '-' || ${column} END`;
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
  application: { stream: renamed('stream'), programme: PROGRAMME, project: renamed('project'), applicant: `'f' || n || '-' || applicant` },
  task: {
    stream: renamed('stream'),
    programme: PROGRAMME,
    project: renamed('project'),
    person: person('person'),
    status: `CASE WHEN status = 'PENDING' AND n % 10 = 0 THEN 'APPROVED' ELSE status END`,
    decided_at: `COALESCE(decided_at, opened_at)`,
  },
};

/** Until there are at least `events`; answers how many there are. `url`: of the schema's owner. Error: the record holds no project of the example. */
export async function fillRecord(url: string, events: number): Promise<number> {
  const db = openDatabase(url, { poolSize: 1 });
  try {
    return await filled(db, events);
  } finally {
    await db.close();
  }
}

async function filled({ pool }: Database, events: number): Promise<number> {
  const found = await pool.query<{ all: number; each: number }>(
    `SELECT count(*)::int AS all, (count(*) FILTER (WHERE ${OF_PROJECTS}))::int AS each FROM event`,
  );
  const { all = 0, each = 0 } = found.rows[0] ?? {};
  if (each === 0) throw new Error('there is nothing to copy: the example is not loaded');
  const copies = Math.max(0, Math.ceil((events - all) / each));
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
         FROM ${table}, generate_series(1, ${copies}) n WHERE ${OF_PROJECTS}`,
      );
    }
  });
  for (const table of Object.keys(TABLES)) await pool.query(`ANALYZE ${table}`);
  return all + copies * each;
}
