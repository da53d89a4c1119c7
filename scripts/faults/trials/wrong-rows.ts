/**
 * FI-10: after an error within a transaction nobody reads another question's rows (prisma/orm #30374). Both ways to
 * PostgreSQL that the product has are tried: Prisma's, for reading, and the pool's, on which every critical write goes.
 */
import { type Database, inTransaction, openDatabase } from '../../../prisma/database.ts';
import { freshPostgres } from '../../record/fresh-postgres.ts';
import type { Trial } from '../lab.ts';

const ROWS = 200;
const READERS = 8;

export const wrongRows: Trial = {
  fi: 'FI-10',
  claim: 'no error within a transaction makes anybody read the rows of another question',
  async tryIt({ draw, short }) {
    const server = await freshPostgres('wrong-rows');
    const db = openDatabase(server.url);
    try {
      await db.pool.query(`CREATE TABLE probe (id int PRIMARY KEY, v text NOT NULL UNIQUE)`);
      await db.pool.query(`INSERT INTO probe SELECT n, 'v' || n FROM generate_series(1, ${ROWS}) n`);
      const rounds = short ? 300 : 20_000;
      let [errors, reads, wrong] = [0, 0, 0];
      const reader = async (): Promise<void> => {
        while (reads < rounds) {
          const id = 1 + Math.floor(draw() * ROWS);
          reads += 1;
          const rows = await (draw() < 0.5 ? byPrisma(db, id) : byPool(db, id));
          if (rows.length !== 1 || rows[0]?.id !== id || rows[0].v !== `v${id}`) wrong += 1;
        }
      };
      const breaker = async (): Promise<void> => {
        while (reads < rounds) {
          const failed = await failing(db, draw).then(
            () => false,
            () => true,
          );
          if (failed) errors += 1;
        }
      };
      await Promise.all([...Array.from({ length: READERS }, reader), ...Array.from({ length: 3 }, breaker)]);
      if (wrong > 0) throw new Error(`${wrong} of ${reads} reads gave another question's rows`);
      if (errors === 0) throw new Error('no transaction failed, so nothing was tried');
      return `0 wrong rows in ${reads} reads beside ${errors} failed transactions`;
    } finally {
      await db.close();
      await server.stop();
    }
  },
};

type Row = { readonly id: number; readonly v: string };
const byPrisma = (db: Database, id: number): Promise<readonly Row[]> => db.prisma.$queryRaw<Row[]>`SELECT id, v FROM probe WHERE id = ${id}`;
const byPool = async (db: Database, id: number): Promise<readonly Row[]> =>
  (await db.pool.query<Row>('SELECT id, v FROM probe WHERE id = $1', [id])).rows;

/** A key that is taken, a deadlock, a statement that is none, a time that ran out: each with questions behind it. */
async function failing(db: Database, draw: () => number): Promise<unknown> {
  const [a, b] = [1 + Math.floor(draw() * ROWS), 1 + Math.floor(draw() * ROWS)];
  const kind = Math.floor(draw() * 4);
  if (kind === 0)
    return inTransaction(db.pool, async (tx) => {
      tx.send({ text: `INSERT INTO probe VALUES ($1, 'taken')`, values: [a] });
      await tx.query('SELECT id, v FROM probe WHERE id = $1', [b]);
    });
  if (kind === 1)
    return inTransaction(db.pool, async (tx) => {
      await tx.query('SELECT 1 FROM probe WHERE id = $1 FOR UPDATE', [a]);
      await tx.query(`SET LOCAL lock_timeout = '20ms'`);
      await tx.query('SELECT 1 FROM probe WHERE id = $1 FOR UPDATE', [b]);
    });
  if (kind === 2) return db.prisma.$queryRawUnsafe('SELECT no_such_column FROM probe');
  return db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM probe WHERE id = ${a}`;
    await tx.$executeRaw`INSERT INTO probe VALUES (${b}, 'taken')`;
  });
}
