/** What was set aside, as the database keeps it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dueAside, listAside, passedOver, retryAside, setAside, settleAside } from '../../prisma/aside.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
beforeAll(async () => {
  const url = await freshDatabase('aside_test');
  await migrate(url);
  db = openDatabase(url);
});
afterAll(() => db.close());

const item = { loop: 'COURIER', item: 'n-1', about: 'approval/QH-01.FSR' } as const;

describe('what is set aside', () => {
  it('counts its tries, waits longer after each, and is due when its time has come', async () => {
    const gaps: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      expect(await setAside(db, { ...item, reason: new Error('it broke') })).toBe(true);
      const [kept] = await listAside(db, { all: false });
      expect(kept).toMatchObject({ tries: n + 1, reason: 'it broke', toldAt: null, settledAt: null });
      gaps.push(Date.parse(kept?.nextTry ?? '') - Date.parse(kept?.lastTried ?? ''));
    }
    expect(gaps).toEqual([10_000, 20_000, 40_000, 80_000]);
    expect([...(await passedOver(db, 'COURIER'))]).toEqual(['n-1']);
    expect([...(await passedOver(db, 'BOTS'))]).toEqual([]);
    expect(await dueAside(db, 'COURIER')).toEqual([]);
    expect(await retryAside(db, 'n-1')).toBe(1);
    expect([...(await passedOver(db, 'COURIER'))]).toEqual([]);
    expect(await dueAside(db, 'COURIER')).toMatchObject([{ item: 'n-1', tries: 4 }]);
  });

  it('is settled once, is then listed only on request, and counts anew when it comes again', async () => {
    await db.pool.query('UPDATE set_aside SET told_at = now()');
    expect(await settleAside(db, 'COURIER', 'n-1')).toBe(true);
    expect(await settleAside(db, 'COURIER', 'n-1')).toBe(false);
    expect(await listAside(db, { all: false })).toEqual([]);
    expect(await listAside(db, { all: true })).toHaveLength(1);
    await setAside(db, { ...item, reason: 'again' });
    expect(await listAside(db, { all: false })).toMatchObject([{ tries: 1, toldAt: null, reason: 'again' }]);
  });

  it('keeps no address, no password, no token and nothing that PostgreSQL cannot keep', async () => {
    const reason = new Error(
      'to fang.yuan@qinghe.example by smtps://user:geheim@mail/ with q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k: \u0000\ud800 no',
    );
    expect(await setAside(db, { loop: 'MAILBOX', item: 'uid\u00001\ud800', about: null, reason })).toBe(true);
    const kept = (await listAside(db, { all: false })).find(({ loop }) => loop === 'MAILBOX');
    expect(kept?.reason).toBe('to [address] by smtps://mail/ with [masked]: \ufffd no');
    expect(kept?.item).toBe('uid 1\ufffd');
    expect(await settleAside(db, 'MAILBOX', 'uid\u00001\ud800')).toBe(true);
  });

  it('never throws into a loop, not even where there is no database', async () => {
    const gone = openDatabase('postgresql://nobody@127.0.0.1:1/none');
    expect(await setAside(gone, { ...item, reason: 'x' })).toBe(false);
    expect(await settleAside(gone, 'COURIER', 'n-1')).toBe(false);
    await gone.close();
  });
});
