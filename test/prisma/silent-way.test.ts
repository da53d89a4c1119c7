/** Connections that fell silent for good, as behind a firewall that was started anew (found by `npm run faults`, FI-8). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, inTransaction, openDatabase } from '../../prisma/database.ts';
import { TcpProxy } from '../../scripts/faults/proxy.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const ANSWER_MS = 400;
let proxy: TcpProxy;
let db: Database;
beforeAll(async () => {
  const url = new URL(await freshDatabase('silent_way_test'));
  proxy = await TcpProxy.open('postgres', [Number(url.port)]);
  url.port = String(proxy.port);
  db = openDatabase(url.href, { poolSize: 3, answerMs: ANSWER_MS });
});
afterAll(async () => {
  await db.close();
  await proxy.close();
});

const one = async (): Promise<number | undefined> => (await db.pool.query<{ n: number }>('SELECT 1 AS n')).rows[0]?.n;
/** Every connection that there may be is there, and works. */
const warm = (): Promise<void> =>
  expect
    .poll(
      () =>
        Promise.all([one(), one(), one(), db.prisma.$queryRaw`SELECT 1`, db.prisma.$queryRaw`SELECT 1`])
          .then(() => true)
          .catch(() => false),
      {
        timeout: 10_000,
      },
    )
    .toBe(true);

it('are given up, and the pool has others: who asks then is answered', async () => {
  await warm();
  proxy.forget();
  const began = Date.now();
  const first = await Promise.allSettled([one(), one(), one()]);
  expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await one()).toBe(1);
  expect(Date.now() - began).toBeLessThan(ANSWER_MS + 3_000);
});

it('within a transaction end it without waiting for a second answer, and leave no connection taken', async () => {
  await warm();
  const began = Date.now();
  const lost = inTransaction(db.pool, async (tx) => {
    await tx.query('SELECT 1');
    proxy.forget();
    await tx.query('SELECT 2');
  });
  await expect(lost).rejects.toThrow('timeout');
  expect(Date.now() - began).toBeLessThan(2 * ANSWER_MS + 1_000);
  await expect.poll(() => one().catch(() => 0)).toBe(1);
  expect(db.pool.waitingCount).toBe(0);
});

it('are given up where Prisma reads, too', async () => {
  await warm();
  proxy.forget();
  await expect(db.prisma.$queryRaw`SELECT 1`).rejects.toThrow();
  await expect.poll(() => db.prisma.$queryRaw`SELECT 1`.then(() => true).catch(() => false), { timeout: 5_000, interval: 50 }).toBe(true);
});
