/** What came in by mail and could not be dealt with is kept, sealed, and one that fails holds up no other. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInboundBox } from '../../api/inbound-box.ts';
import { listAside, retryAside } from '../../prisma/aside.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { dueInbound, failedInbound, keepInbound, settleInbound } from '../../prisma/mail/inbound-mails.ts';
import { migrate } from '../../prisma/migrate.ts';
import { peopleByAddress, storePeople } from '../../prisma/people/people.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
beforeAll(async () => {
  const url = await freshDatabase('inbound_test');
  await migrate(url);
  db = openDatabase(url);
});
afterAll(() => db.close());

const SECRET = 'a secret of incoming mail';
const aside = async () => (await listAside(db, { all: false })).filter(({ loop }) => loop === 'MAILBOX');

describe('mail that cannot be dealt with yet', () => {
  it('is kept once, sealed, tried again with gaps that grow, and gone when it is done', async () => {
    const poison = Buffer.from('Subject: poison\r\n\r\nK7QM-3XTB-9WHD');
    const good = Buffer.from('Subject: good\r\n\r\nK7QM-3XTB-9WHE');
    expect(await keepInbound(db, SECRET, poison, new Error('the parser fell over wang@x.cn'))).toBe(true);
    expect(await keepInbound(db, SECRET, good, new Error('UNAVAILABLE'))).toBe(true);
    expect(await keepInbound(db, SECRET, good, new Error('UNAVAILABLE'))).toBe(true);
    const rows = await db.prisma.inboundMail.findMany();
    expect(rows).toHaveLength(2);
    for (const { sealed } of rows) expect(Buffer.from(sealed).toString('latin1')).not.toMatch(/K7QM|Subject/);
    expect((await aside()).map(({ reason }) => reason)).toEqual(['the parser fell over [address]', 'UNAVAILABLE']);
    const got: string[] = [];
    await retryAside(db, null);
    const box = openInboundBox({
      due: () => dueInbound(db, SECRET),
      receive: async (raw) => {
        got.push(raw.toString().slice(9, 13));
        if (raw.equals(poison)) throw new Error('again');
      },
      settle: (item) => settleInbound(db, item),
      fail: (item, why) => failedInbound(db, item, why),
      everyMs: 50,
    });
    for (let tries = 0; tries < 100 && got.length < 2; tries += 1) await sleep(50);
    await sleep(300);
    await box.stop();
    expect(got.sort()).toEqual(['good', 'pois']);
    expect(await db.prisma.inboundMail.count()).toBe(1);
    expect(await aside()).toMatchObject([{ reason: 'again', tries: 2 }]);
  });

  it('that was sealed with another secret is set aside with the reason, and never lost', async () => {
    await db.prisma.inboundMail.deleteMany();
    await keepInbound(db, SECRET, Buffer.from('x'), 'UNAVAILABLE');
    await retryAside(db, null);
    expect((await dueInbound(db, 'another secret of the service')).map(({ raw }) => raw)).toEqual([null]);
  });
});

describe('people by their address', () => {
  it('are those with exactly this address: signs that a pattern would take for others match nobody else', async () => {
    const person = (id: string, email: string) => ({ id, name: id, nameEn: id, email, unit: 'u', locale: 'zh-CN' as const, phone: null });
    await storePeople(db, [person('ma-yue', 'Ma-Yue@qinghe.example'), person('wang', 'wang.wei@xn--fsqu00a.xn--fiqs8s')]);
    expect(await peopleByAddress(db, 'ma-yue@qinghe.example')).toEqual(['ma-yue']);
    for (const other of ['ma_yue@qinghe.example', '%@qinghe.example', 'ma-yue@qinghe_example', '%', 'wang_wei@xn--fsqu00a.xn--fiqs8s'])
      expect(await peopleByAddress(db, other)).toEqual([]);
    expect(await peopleByAddress(db, 'WANG.WEI@xn--fsqu00a.xn--fiqs8s')).toEqual(['wang']);
  });
});
