/** What was set aside, as the database keeps it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAsideAlarm } from '../../jobs/aside-alarm.ts';
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

describe('telling people of it', () => {
  it('goes to the mailbox and to the administrators of the programme, once; what could not be mailed goes out the next time', async () => {
    await db.pool.query('DELETE FROM set_aside');
    await openProgramme('QH', 'ma-li');
    await openProgramme('BX', 'b-ma-li');
    const mails: { address: string; text: string }[] = [];
    let up = false;
    const faults: unknown[] = [];
    const alarm = openAsideAlarm({
      database: db,
      mailbox: 'audit@county.example',
      onAside: () => undefined,
      onFault: (error) => void faults.push(error),
      post: {
        async send(address, _subject, text) {
          if (!up) throw new Error('the mail server answered 421');
          mails.push({ address, text });
        },
      },
    });
    await setAside(db, { ...item, item: 'n-7', about: 'programme/QH', reason: 'it broke' });
    await setAside(db, { loop: 'BOTS', item: 'card-1', about: null, reason: 'no' });
    await alarm.once();
    expect(faults, 'what may be over in a moment is not told').toHaveLength(0);
    await db.pool.query("UPDATE set_aside SET first_seen = now() - interval '2 minutes'");
    await alarm.once();
    await alarm.once();
    expect(mails).toHaveLength(0);
    expect(faults.length).toBe(2);
    up = true;
    await alarm.once();
    await alarm.once();
    expect(mails.map(({ address }) => address).sort()).toEqual(['audit@county.example', 'audit@county.example', 'ma-li@county.example']);
    expect(mails.find(({ address }) => address.startsWith('ma-li'))?.text).toMatch(/n-7[\s\S]+it broke/);
    expect(mails.find(({ address }) => address.startsWith('ma-li'))?.text).not.toContain('card-1');
    // Another one of the same loop waits for minutes, not for ever.
    await setAside(db, { ...item, item: 'n-8', reason: 'too' });
    await db.pool.query("UPDATE set_aside SET first_seen = now() - interval '2 minutes' WHERE item = 'n-8'");
    await alarm.once();
    expect(mails).toHaveLength(3);
    await db.pool.query("UPDATE set_aside SET told_at = told_at - interval '4 minutes'");
    await alarm.once();
    expect(mails.at(-1)?.text).toContain('n-8');
    // However often somebody makes a loop fail: the next one is told as soon.
    for (let n = 10; n < 18; n += 1) {
      await setAside(db, { ...item, item: `n-${n}`, reason: 'too' });
      await db.pool.query(`UPDATE set_aside SET first_seen = now() - interval '2 minutes' WHERE item = 'n-${n}'`);
      await db.pool.query("UPDATE set_aside SET told_at = told_at - interval '4 minutes'");
      await alarm.once();
      expect(mails.at(-1)?.text).toContain(`n-${n}`);
    }
    await alarm.stop();
    await db.pool.query('DELETE FROM set_aside');
  });
});

async function openProgramme(code: string, administrator: string): Promise<void> {
  await db.pool.query("INSERT INTO person (id, name, name_en, email, unit) VALUES ($1, 'x', 'x', $1 || '@county.example', 'x')", [administrator]);
  await db.pool.query("INSERT INTO standing (stream, kind, person, role, programme) VALUES ('programme/' || $1, 'MEMBER', $2, 'ADMINISTRATOR', $1)", [
    code,
    administrator,
  ]);
}

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

  it('is due at once when it is let be tried, however soon the next look comes (times are kept by milliseconds, rounded)', async () => {
    const missed: number[] = [];
    for (let n = 0; n < 300; n += 1) {
      await retryAside(db, 'n-1');
      if ((await passedOver(db, 'COURIER')).size > 0) missed.push(n);
    }
    expect(missed).toEqual([]);
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
    // Each has the time that a connection has.
    expect(await Promise.all([setAside(gone, { ...item, reason: 'x' }), settleAside(gone, 'COURIER', 'n-1')])).toEqual([false, false]);
    await gone.close();
  });
});
