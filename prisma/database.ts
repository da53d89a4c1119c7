/**
 * The way to PostgreSQL: one pool of plain connections for the few critical writes, one Prisma client for the rest
 * (docs/adr/0005 says why both). Deliberately absent: any query.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';

export type Database = {
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  close(): Promise<void>;
};
/** Connections on which nothing can be written: for questions. */
export type ReadOnly = Database & { readonly readOnly: true };

export type Queryable = Pick<pg.ClientBase, 'query'>;
/** Where a question may be asked: a transaction, or the database. */
export type Source = Queryable | Database;
export const through = (source: Source): Queryable => ('pool' in source ? source.pool : source);

/** Error: PostgreSQL's own, when it does not answer. */
export const answers = async (db: Database): Promise<void> => void (await db.pool.query('SELECT 1'));

/** `role`: the role that every connection takes on, where the one that signs in may do more (app-role.ts). */
export function openDatabase(url: string, options: { readonly poolSize?: number; readonly role?: string } = {}): Database {
  const role = options.role === undefined ? '' : ` -c role=${options.role}`;
  const settings = `-c statement_timeout=10000 -c idle_in_transaction_session_timeout=15000${role}`;
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 4_000,
    options: settings,
  });
  // A pool without a listener ends the process when PostgreSQL goes away (reliability 0.2).
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: 5, connectionTimeoutMillis: 4_000, options: settings }, { onPoolError: () => undefined }),
  });
  return {
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/**
 * The same database over connections that cannot write: PostgreSQL refuses it, by the role that only reads where the one
 * that signs in may take it on (app-role.ts), and by read-only transactions in any case. Opened when first asked.
 */
export function openReadOnly(database: Database): ReadOnly {
  const { max: _, options: usual, ...same } = database.pool.options;
  const pool = new pg.Pool({
    ...same,
    max: READERS,
    options: `${usual ?? ''} -c default_transaction_read_only=on`,
    // Waited for: nobody is given a connection that has not taken the role on.
    onConnect: async (client) => void (await client.query(TAKE_ON_READER)),
  });
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { onPoolError: () => undefined }) });
  return {
    pool,
    prisma,
    readOnly: true,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

const READERS = 5;
const TAKE_ON_READER = `SELECT set_config('role', rolname, false) FROM pg_roles WHERE rolname = 'tuojian_reader' AND pg_has_role(current_user, oid, 'MEMBER')`;

/** Runs `work` in one transaction, unless another process holds the same lock just now: then null. */
export const inTurn = <T>(pool: pg.Pool, lock: number, work: (tx: Queryable) => Promise<T>): Promise<T | null> =>
  inTransaction(pool, async (tx) => {
    const asked = await tx.query<{ got: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS got', [lock]);
    return asked.rows[0]?.got === true ? work(tx) : null;
  });

/** Runs `work` in one transaction. An error rolls it back; an error of COMMIT itself leaves the outcome unknown to the caller. */
export async function inTransaction<T>(pool: pg.Pool, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((fault: Error) => {
      broken = fault;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
