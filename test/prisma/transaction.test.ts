import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, inTransaction, lookThenWork, openDatabase, type Queryable } from '../../prisma/database.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
beforeAll(async () => {
  db = openDatabase(await freshDatabase('transaction_test'), { poolSize: 3 });
  await db.pool.query('CREATE TABLE kept (n int PRIMARY KEY, CONSTRAINT small CHECK (n < 10))');
});
beforeEach(() => db.pool.query('DELETE FROM kept'));
afterAll(() => db.close());

const keep = (n: unknown) => ({ name: 'keep', text: 'INSERT INTO kept VALUES ($1)', values: [n] });
const kept = async () => (await db.pool.query<{ n: number }>('SELECT n FROM kept ORDER BY n')).rows.map(({ n }) => n);
const numbers = async (tx: Queryable) => (await tx.query<{ n: number }>('SELECT n FROM kept ORDER BY n')).rows.map(({ n }) => n);
const everyConnectionIsFree = async () => {
  const status = async () => (await db.pool.query<{ at: boolean }>('SELECT now() = statement_timestamp() AS at')).rows[0]?.at;
  expect(await Promise.all([status(), status(), status()])).toEqual([true, true, true]);
};

describe('a transaction', () => {
  it('carries out what was sent in its order, and what is asked in between sees what went before', async () => {
    const seen = await inTransaction(db.pool, async (tx) => {
      tx.send(keep(1));
      tx.send(keep(2));
      const before = await numbers(tx);
      tx.send({ text: 'DELETE FROM kept WHERE n = 1' });
      return before;
    });
    expect(seen).toEqual([1, 2]);
    expect(await kept()).toEqual([2]);
  });

  it.each([
    ['the last', [keep(1), keep(11)]],
    ['the first, and says what was wrong with that one', [keep(11), keep(1), keep(2)]],
    ['one that cannot be read', [keep(1), { text: 'INSERT INTO kept VLAUES (3)' }]],
    ['one with a value that cannot be written', [keep(1), keep('many')]],
  ])('keeps nothing when one that was sent fails: %s', async (_what, statements) => {
    const failed = inTransaction(db.pool, async (tx) => {
      for (const statement of statements) tx.send(statement);
      return 'kept';
    });
    await expect(failed).rejects.toThrow(/small|VLAUES|many/);
    expect(await kept()).toEqual([]);
    await everyConnectionIsFree();
  });

  it('tells of the statement that failed, with its constraint, and not of the questions that failed after it', async () => {
    const failed = inTransaction(db.pool, async (tx) => {
      tx.send(keep(11));
      return numbers(tx);
    });
    await expect(failed).rejects.toMatchObject({ constraint: 'small' });
    await everyConnectionIsFree();
  });

  it('keeps nothing when its work throws after something was sent', async () => {
    const failed = inTransaction(db.pool, async (tx) => {
      tx.send(keep(1));
      throw new Error('refused');
    });
    await expect(failed).rejects.toThrow('refused');
    expect(await kept()).toEqual([]);
    await everyConnectionIsFree();
  });

  it('does not begin its work when the first look fails', async () => {
    let began = false;
    const failed = lookThenWork(
      db.pool,
      (tx) => tx.query('SELECT 1 / 0'),
      async (tx) => {
        began = true;
        tx.send(keep(1));
      },
    );
    await expect(failed).rejects.toThrow('division by zero');
    expect(began).toBe(false);
    await everyConnectionIsFree();
  });

  it('holds what its first look has locked until its end', async () => {
    await db.pool.query(keep(1));
    const lock = (tx: Queryable) => tx.query('SELECT n FROM kept WHERE n = 1 FOR UPDATE');
    const order: string[] = [];
    const one = lookThenWork(db.pool, lock, async (tx) => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      order.push('one');
      tx.send(keep(2));
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const two = lookThenWork(db.pool, lock, async (tx) => {
      order.push('two');
      expect(await numbers(tx)).toEqual([1, 2]);
    });
    await Promise.all([one, two]);
    expect(order).toEqual(['one', 'two']);
  });

  it('whose connection is lost before the end is an error, and the pool goes on', async () => {
    const lost = inTransaction(db.pool, async (tx) => {
      tx.send(keep(1));
      tx.send({ text: 'SELECT pg_terminate_backend(pg_backend_pid())' });
      tx.send(keep(2));
    });
    await expect(lost).rejects.toThrow();
    expect(await kept()).toEqual([]);
    await everyConnectionIsFree();
  });

  it('sends what hangs on no answer in one go: as many statements as one likes take one way there and back', async () => {
    // Every statement would wait for the one before it: the server sleeps in the first, and has all the others by then.
    const sentAt: number[] = [];
    const began = performance.now();
    await inTransaction(db.pool, async (tx) => {
      tx.send({ text: 'SELECT pg_sleep(0.2)' });
      for (let n = 0; n < 5; n += 1) {
        tx.send(keep(n));
        sentAt.push(performance.now() - began);
      }
    });
    expect(Math.max(...sentAt)).toBeLessThan(200);
    expect(await kept()).toEqual([0, 1, 2, 3, 4]);
  });
});
