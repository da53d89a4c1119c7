/**
 * The way to PostgreSQL: one pool of plain connections for the few critical writes, one Prisma client for the rest
 * (docs/adr/0005 says why both). Deliberately absent: any query.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { DocumentStores } from '../domain/document-store.ts';
import { PrismaClient } from './generated/client.ts';

export type Database = {
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  /** Where documents lie outside of it; absent: nowhere. */
  readonly documents?: DocumentStores;
  close(): Promise<void>;
};
/** Connections on which nothing can be written: for questions. */
export type ReadOnly = Database & { readonly readOnly: true };

export type Queryable = Pick<pg.ClientBase, 'query'>;
/** What is sent to PostgreSQL. With a name it is planned once a connection. */
export type Statement = Pick<pg.QueryConfig<unknown[]>, 'name' | 'text' | 'values'>;
/**
 * `send`: a statement whose answer nobody needs. It goes out in its order, and what follows does not wait for it; the
 * transaction stands only if it was carried out.
 */
export type Transaction = Queryable & { send(statement: Statement): void };
/** Where a question may be asked: a transaction, or the database. */
export type Source = Queryable | Database;
export const through = (source: Source): Queryable => ('pool' in source ? source.pool : source);

/** Error: PostgreSQL's own, when it does not answer. */
export const answers = async (db: Database): Promise<void> => void (await db.pool.query('SELECT 1'));

/**
 * What PostgreSQL has not answered by then it never will: it gives a statement ten seconds itself. A way that fell silent, as
 * through a firewall that forgot its connections, tells nobody so, and would keep them for a quarter of an hour. Milliseconds.
 */
const ANSWER_MS = 20_000;
/** For a statement that may take as long as it takes. */
export const unhurried = (text: string, values?: unknown[]) => ({ text, query_timeout: 86_400_000, ...(values === undefined ? {} : { values }) });
/** What the driver says of one (pg, client.js). */
const isSilent = (error: unknown): error is Error => error instanceof Error && error.message === 'Query read timeout';

type DatabaseOptions = {
  readonly poolSize?: number;
  /** The role that every connection takes on, where the one that signs in may do more (app-role.ts). */
  readonly role?: string;
  readonly documents?: DocumentStores;
  /** How long an answer is waited for, in milliseconds; for tests. */
  readonly answerMs?: number;
};

export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const role = options.role === undefined ? '' : ` -c role=${options.role}`;
  const settings = `-c statement_timeout=10000 -c idle_in_transaction_session_timeout=15000${role}`;
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 4_000,
    query_timeout: options.answerMs ?? ANSWER_MS,
    options: settings,
    // Statements of one transaction that hang on no answer go out one behind the other (`inTransaction`).
    pipeline: true,
  });
  mayBeLost(pool);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: url, max: 5, connectionTimeoutMillis: 4_000, query_timeout: options.answerMs ?? ANSWER_MS, options: settings },
      { onPoolError: () => undefined },
    ),
  });
  return {
    pool,
    prisma,
    ...(options.documents === undefined ? {} : { documents: options.documents }),
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
  const { max: _max, options: usual, pipeline: _pipeline, ...same } = database.pool.options;
  const pool = new pg.Pool({
    ...same,
    max: READERS,
    options: `${usual ?? ''} -c default_transaction_read_only=on`,
    // Waited for: nobody is given a connection that has not taken the role on.
    onConnect: async (client) => void (await client.query(TAKE_ON_READER)),
  });
  mayBeLost(pool);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { onPoolError: () => undefined }) });
  return {
    pool,
    prisma,
    ...(database.documents === undefined ? {} : { documents: database.documents }),
    readOnly: true,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/**
 * Without a listener the process ends when PostgreSQL goes away (reliability 0.2): the pool's are for connections at rest,
 * and one that is lost within a transaction tells of it by itself. Whoever waits for an answer is told in any case.
 */
function mayBeLost(pool: pg.Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
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
export const inTransaction = <T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> => lookThenWork(pool, async () => null, work);

/**
 * The same with a first look that is sent together with BEGIN: a way to the database less for whoever waits. `look` reads
 * and locks and writes nothing: only after it is it certain that there is a transaction.
 */
export async function lookThenWork<F, T>(
  pool: pg.Pool,
  look: (tx: Queryable) => Promise<F>,
  work: (tx: Transaction, found: F) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  const sent: Promise<unknown>[] = [];
  const together = inOneWrite(client);
  const send = (statement: Statement): void => {
    together();
    const end: Promise<unknown> = client.query(statement);
    end.catch(() => undefined); // told of below, with the end of the transaction
    sent.push(end);
  };
  let broken: Error | undefined;
  try {
    together();
    const [, found] = await Promise.all([client.query('BEGIN'), look(client)]);
    const result = await work({ query: client.query.bind(client), send }, found);
    const ended = await client.query('COMMIT');
    await Promise.all(sent);
    // PostgreSQL answers so, and calls it no error, when a statement before it failed.
    if (ended.command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    if (isSilent(error)) broken = error;
    else
      await client.query('ROLLBACK').catch((fault: Error) => {
        broken = fault;
      });
    throw (await firstFault(sent)) ?? error;
  } finally {
    client.release(broken);
  }
}

/** The stream that pg writes to, as far as it is used here; its types leave it out. */
type Wire = { readonly connection?: { readonly stream?: { cork?(): void; uncork?(): void } } };

/**
 * What is sent from now until nothing is left to do at once leaves in one write: pg has a write for each statement, and each
 * wakes PostgreSQL for a piece of the work. Nothing waits for it longer than it would for the end of this turn.
 */
function inOneWrite(client: pg.PoolClient): () => void {
  const stream = (client as Wire).connection?.stream; // as pg 8 has it; without it each statement has its own write
  let corked = false;
  return () => {
    if (corked || stream?.cork === undefined) return;
    corked = true;
    stream.cork();
    process.nextTick(() => {
      corked = false;
      stream.uncork?.();
    });
  };
}

/** Why a transaction failed: what came after the first fault only says that there was one. */
async function firstFault(sent: readonly Promise<unknown>[]): Promise<unknown> {
  const ends = await Promise.allSettled(sent);
  return ends.find((end) => end.status === 'rejected')?.reason;
}
