/** The mail ledger on a real PostgreSQL, with a mail server that does as it is told. */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approvalCase } from '../../domain/approval/case.ts';
import type { Draft } from '../../domain/kernel/case.ts';
import { USUAL_WISHES, type Wishes } from '../../domain/notice/preference.ts';
import { openPostOffice } from '../../jobs/post-office.ts';
import { createCourier } from '../../notices/courier.ts';
import type { Mail, SendResult } from '../../notices/mail.ts';
import { listAside, retryAside } from '../../prisma/aside.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { dropExpired } from '../../prisma/expired.ts';
import { digestReaders } from '../../prisma/mail/digests.ts';
import { addNotice, latePutOff } from '../../prisma/mail/notices.ts';
import { storeWishes } from '../../prisma/mail/preferences.ts';
import { migrate } from '../../prisma/migrate.ts';
import { storePeople } from '../../prisma/people/people.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { casesWithStatus } from '../../prisma/record/streams.ts';
import { createSealer } from '../../temporal/seal.ts';
import { noticeStore } from '../../worker/notice-store.ts';
import { calendar, openApproval, programmeOpened, route, system } from '../setup/builders.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
beforeAll(async () => {
  const url = await freshDatabase('ledger_test');
  await migrate(url);
  db = openDatabase(url);
  await seedCalendar(db);
  const people = ['officer', 'manager', 'ann', 'ben'];
  const one = (id: string) => ({ id, name: id, nameEn: id, email: `${id}@example.org`, unit: 'u', locale: 'zh-CN' as const, phone: null });
  await storePeople(db, people.map(one));
  await record('programme/T', 0, [programmeOpened([{ role: 'PROGRAMME_OFFICER', person: 'officer' }])]);
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.prisma.preference.deleteMany({});
  await db.pool.query(`UPDATE notice SET status = 'DROPPED' WHERE status IN ('QUEUED', 'HELD', 'FOR_DIGEST', 'UNKNOWN')`);
  await db.pool.query(`UPDATE notice SET sent_at = sent_at - interval '2 hours'`);
});

const record = (stream: string, expectedVersion: number, events: readonly Draft[]) =>
  createEventStore({ pool: db.pool }).record({
    stream,
    expectedVersion,
    commandId: randomUUID(),
    actor: system,
    occurredAt: new Date().toISOString(),
    events,
  });

/** An open approval that asks these people; the notices that it makes due. */
async function opened(
  people: readonly string[] = ['ann'],
): Promise<{ readonly stream: string; readonly notices: readonly string[]; readonly version: number }> {
  const command = openApproval(route({ agree: 'ALL', people }), { programme: 'T', project: null, acceptedOn: '2026-11-02' });
  const decided = approvalCase('T').decide(null, command, { now: new Date().toISOString(), actor: system, commandId: 'c' });
  if (!decided.ok) throw new Error(decided.rejection.code);
  const stream = `approval/T.${randomUUID()}`;
  const { notices, events } = await record(stream, 0, decided.events);
  return { stream, notices, version: events.length };
}

type Sent = { readonly to: string; readonly subject: string; readonly text: string; readonly bytes: string };
/** A courier whose server answers as told, in turn; after that it takes everything. */
function courier(answers: readonly Partial<SendResult>[] = [], more: { readonly mailsPerHour?: number } = {}) {
  const sent: Sent[] = [];
  const left = [...answers];
  const made = createCourier({
    publicUrl: 'https://tuojian.example',
    linkDays: 30,
    mailsPerHour: more.mailsPerHour ?? 100,
    replyAddress: null,
    store: noticeStore(db),
    mailer: {
      build: async (mail: Mail) => Buffer.from(JSON.stringify(mail)),
      async send(bytes, { address }) {
        const answer: SendResult = { result: 'SENT', dead: false, reply: '250', ...left.shift() };
        if (answer.result === 'SENT' || answer.result === 'UNKNOWN') {
          const { subject, text } = JSON.parse(bytes.toString()) as Mail;
          sent.push({ to: address, subject, text, bytes: bytes.toString() });
        }
        return answer;
      },
    },
  });
  return { ...made, sent };
}
const statusOf = async (id: string | undefined) => (await db.prisma.notice.findUniqueOrThrow({ where: { id: id ?? '' } })).status;
const timePasses = (id: string | undefined) => db.prisma.notice.update({ where: { id: id ?? '' }, data: { notBefore: new Date(Date.now() - 1) } });
const wish = (who: string, changed: Partial<Wishes>) => storeWishes(db, who, { ...USUAL_WISHES, ...changed });
/** Quiet for the two hours around now, whatever the time is. */
const around = (): Wishes['quiet'] => {
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000 + 8 * 3_600_000).toISOString().slice(11, 16);
  return { from: at(-1), to: at(1), restDays: false };
};

describe('a notice that cannot be dealt with', () => {
  const failing = (what: { build?: string; settle?: string }) => {
    const sent: string[] = [];
    const store = noticeStore(db);
    const made = createCourier({
      publicUrl: 'https://tuojian.example',
      linkDays: 30,
      mailsPerHour: 100,
      replyAddress: null,
      store: {
        ...store,
        settle: async (id, settlement) => {
          if (id === what.settle) throw new Error('cannot be settled');
          return store.settle(id, settlement);
        },
      },
      mailer: {
        build: async (mail: Mail) => {
          if (mail.to.address === what.build) throw new Error(`cannot be built for ${mail.to.address}`);
          return Buffer.from(JSON.stringify(mail));
        },
        async send(_bytes, { address }) {
          sent.push(address);
          return { result: 'SENT', dead: false, reply: '250' };
        },
      },
    });
    return { made, sent, mend: () => Object.assign(what, { build: '', settle: '' }) };
  };
  const open = async () => (await listAside(db, { all: false })).filter(({ loop }) => loop === 'COURIER');

  it('is set aside with its reason, the next one goes out, and it goes out when its cause is mended', async () => {
    const { stream, notices } = await opened(['ann', 'ben']);
    const { made, sent, mend } = failing({ build: 'ann@example.org' });
    expect(await made.deliver(notices)).toMatchObject({ sent: 1, waiting: 0 });
    expect(sent).toEqual(['ben@example.org']);
    expect(await open()).toMatchObject([{ about: stream, tries: 1, reason: 'cannot be built for [address]' }]);
    expect(await made.deliverDue()).toMatchObject({ sent: 0 });
    mend();
    await retryAside(db, null);
    expect(await made.deliverDue()).toMatchObject({ sent: 1 });
    expect(sent).toEqual(['ben@example.org', 'ann@example.org']);
    expect(await open()).toEqual([]);
  });

  it('because it was sent and could not be noted, is noted later and never sent twice', async () => {
    const { notices } = await opened(['ann']);
    const { made, sent, mend } = failing({ settle: notices[0] ?? '' });
    await made.deliver(notices);
    await retryAside(db, null);
    await made.deliverDue();
    mend();
    await retryAside(db, null);
    await made.deliverDue();
    expect(sent).toEqual(['ann@example.org']);
    expect(await statusOf(notices[0])).toBe('SENT');
    expect(await open()).toEqual([]);
  });

  it('because its case cannot be read, holds up no other', async () => {
    const bad = await opened(['ann']);
    const good = await opened(['ben']);
    await db.pool.query(`UPDATE case_state SET title = 'no json' WHERE stream = $1`, [bad.stream]);
    const { made, sent } = failing({});
    await made.deliver([...bad.notices, ...good.notices]);
    expect(sent).toEqual(['ben@example.org']);
    expect(await open()).toMatchObject([{ item: bad.notices[0] }]);
    await db.pool.query('DELETE FROM set_aside');
    await db.pool.query('DELETE FROM case_state WHERE stream = $1', [bad.stream]);
  });
});

describe('an approved case with an unread copy', () => {
  it('is open until it is read, as its own logic says', async () => {
    const { stream } = await opened(['ann']);
    const row = await db.prisma.caseState.findUniqueOrThrow({ where: { stream } });
    const state = JSON.parse(JSON.stringify(row.state));
    Object.assign(state, { status: 'APPROVED', readersUntil: '2099-01-01' });
    for (const task of state.tasks) Object.assign(task, { kind: 'READ', status: 'PENDING' });
    await db.pool.query("UPDATE case_state SET status = 'APPROVED', state = $2 WHERE stream = $1", [stream, JSON.stringify(state)]);
    await db.pool.query("UPDATE task SET kind = 'READ', status = 'PENDING' WHERE stream = $1", [stream]);
    const closed = async () => (await casesWithStatus(db)).find((one) => one.stream === stream)?.closed;
    expect(await closed()).toBe(false);
    for (const task of state.tasks) Object.assign(task, { status: 'DECIDED' });
    await db.pool.query('UPDATE case_state SET state = $2 WHERE stream = $1', [stream, JSON.stringify(state)]);
    expect(await closed()).toBe(true);
    await db.pool.query('DELETE FROM task WHERE stream = $1', [stream]);
    await db.pool.query('DELETE FROM case_state WHERE stream = $1', [stream]);
  });
});

describe('a notice', () => {
  it('in quiet hours is held until they end, and goes out then if it is still wanted', async () => {
    await wish('ann', { quiet: around() });
    const { notices } = await opened();
    const { deliver, deliverDue, sent } = courier();
    expect(await deliver(notices)).toMatchObject({ sent: 0, waiting: 0 });
    expect(await statusOf(notices[0])).toBe('HELD');
    expect(await deliverDue()).toMatchObject({ sent: 0 });
    await db.prisma.preference.deleteMany({});
    await timePasses(notices[0]);
    expect(await deliverDue()).toMatchObject({ sent: 1 });
    expect(sent.map(({ to }) => to)).toEqual(['ann@example.org']);
    expect(await statusOf(notices[0])).toBe('SENT');
  });

  it('for a case that was decided while it was held, is not sent', async () => {
    await wish('ann', { quiet: around() });
    const { stream, notices, version } = await opened();
    const { deliver, deliverDue, sent } = courier();
    await deliver(notices);
    const state = (await db.prisma.caseState.findUniqueOrThrow({ where: { stream } })).state as never;
    const decided = approvalCase('T').decide(
      state,
      { type: 'Cancel', reason: { zh: '取消', en: 'cancelled' } },
      { now: new Date().toISOString(), actor: system, commandId: 'x' },
    );
    await record(stream, version, decided.ok ? decided.events : []);
    await timePasses(notices[0]);
    await deliverDue();
    expect(await statusOf(notices[0])).toBe('DROPPED');
    expect(sent).toEqual([]);
  });

  it('whose outcome is unknown goes out once more after ten minutes, byte for byte, and never a third time', async () => {
    const { notices } = await opened();
    const { deliver, deliverDue, sent } = courier([{ result: 'UNKNOWN', reply: 'ESOCKET' }]);
    expect(await deliver(notices)).toMatchObject({ waiting: 0 });
    const { notBefore } = await db.prisma.notice.findUniqueOrThrow({ where: { id: notices[0] ?? '' } });
    expect((notBefore?.getTime() ?? 0) - Date.now()).toBeGreaterThan(9 * 60_000);
    expect(await deliverDue()).toMatchObject({ sent: 0 });
    await timePasses(notices[0]);
    expect(await deliverDue()).toMatchObject({ sent: 1 });
    expect(await statusOf(notices[0])).toBe('RESENT');
    expect(sent[0]?.bytes).toBe(sent[1]?.bytes);
    const second = await opened();
    const again = courier([{ result: 'UNKNOWN' }, { result: 'UNKNOWN' }]);
    await again.deliver(second.notices);
    await timePasses(second.notices[0]);
    await again.deliverDue();
    expect(await statusOf(second.notices[0])).toBe('UNKNOWN');
    expect(await again.deliverDue()).toMatchObject({ sent: 1 }); // the office is told, that is all
    expect(again.sent.at(-1)).toMatchObject({ to: 'officer@example.org', subject: expect.stringContaining('邮件未送达') });
  });

  it('sent again by another process after an unknown outcome leaves the first mail’s link alive', async () => {
    const { notices } = await opened();
    await courier([{ result: 'UNKNOWN' }]).deliver(notices);
    await timePasses(notices[0]);
    await courier().deliverDue();
    const links = await db.prisma.linkToken.findMany({ where: { notice: notices[0] ?? '' } });
    expect(links).toHaveLength(2);
    expect(links.every(({ revokedAt }) => revokedAt === null)).toBe(true);
  });

  it('refused for its content or our reputation marks no address as dead; the office is told', async () => {
    const { notices } = await opened();
    const { deliver, deliverDue, sent } = courier([{ result: 'REFUSED', dead: false, reply: '554 5.7.1' }]);
    expect(await deliver(notices)).toMatchObject({ failed: 1, bounced: [] });
    expect((await db.prisma.person.findUniqueOrThrow({ where: { id: 'ann' } })).deadAddress).toBeNull();
    await deliverDue();
    expect(sent.map(({ text }) => text).join()).toMatch(/拒收（554 5\.7\.1）/);
  });

  it('waits while our own account is refused, and nothing else is tried meanwhile', async () => {
    const { notices } = await opened(['ann', 'ben']);
    const told: string[] = [];
    const left: SendResult[] = [{ result: 'OURS', dead: false, reply: 'EAUTH' }];
    let tries = 0;
    const made = createCourier({
      publicUrl: 'https://tuojian.example',
      linkDays: 30,
      mailsPerHour: 100,
      replyAddress: null,
      store: noticeStore(db),
      onOwnFault: (reply) => told.push(reply),
      mailer: {
        build: async () => Buffer.from('x'),
        send: async () => {
          tries += 1;
          return left.shift() ?? { result: 'SENT', dead: false, reply: '250' };
        },
      },
    });
    expect(await made.deliver(notices)).toMatchObject({ sent: 0, waiting: notices.length, bounced: [] });
    expect([tries, told]).toEqual([1, ['EAUTH']]);
  });

  it('about a task goes out with the next look where the process that recorded it ended before it was sent', async () => {
    const { notices } = await opened(['ann']);
    const next = courier();
    await next.deliverDue();
    expect(await statusOf(notices[0])).toBe('SENT');
    expect(await next.deliver(notices)).toMatchObject({ sent: 0, waiting: 0 });
  });

  it('is tried for five days and then given up; whoever looks after the case is told', async () => {
    const { stream, notices } = await opened();
    const before = courier();
    await before.deliver(notices);
    while ((await before.deliverDue()).sent > 0);
    await addNotice(db, { key: `later/${stream}`, template: 'accepted', stream, recipient: 'ann' });
    const find = () => db.prisma.notice.findFirstOrThrow({ where: { stream, template: 'accepted' } });
    const one = courier(Array.from({ length: 2 }, () => ({ result: 'LATER' as const, reply: '451' })));
    await one.deliverDue();
    expect(await find()).toMatchObject({ status: 'QUEUED', attempts: 1 });
    expect(await one.deliverDue()).toMatchObject({ waiting: 0 });
    await db.prisma.notice.updateMany({
      where: { stream, template: 'accepted' },
      data: { notBefore: null, createdAt: new Date(Date.now() - 6 * 86_400_000) },
    });
    await one.deliverDue();
    expect(await find()).toMatchObject({ status: 'FAILED', outcome: 'given up after five days: 451' });
    await one.deliverDue();
    expect(one.sent.at(-1)).toMatchObject({ to: 'officer@example.org' });
  });

  it('put off for more than an hour is told of once', async () => {
    const { notices } = await opened();
    await courier([{ result: 'LATER', reply: '451 4.7.1' }]).deliver(notices);
    expect(await latePutOff(db)).toEqual([]);
    await db.prisma.notice.update({ where: { id: notices[0] ?? '' }, data: { createdAt: new Date(Date.now() - 3_700_000) } });
    expect((await latePutOff(db)).map(({ id }) => id)).toEqual([notices[0]]);
  });
});

describe('more mails than an hour may bring', () => {
  it('are held back with an overview of what waits; what asks for nothing goes into the digest; nothing is lost', async () => {
    const limited = courier([], { mailsPerHour: 2 });
    const streams = await Promise.all(Array.from({ length: 4 }, () => opened()));
    for (const { notices } of streams) await limited.deliver(notices);
    expect(limited.sent).toHaveLength(2);
    await addNotice(db, { key: randomUUID(), template: 'decided', stream: streams[0]?.stream ?? '', recipient: 'ann' });
    await limited.deliverDue();
    await limited.deliverDue();
    // One overview, although several were held.
    expect(limited.sent.filter(({ subject }) => subject.includes('邮件较多'))).toHaveLength(1);
    const held = await db.prisma.notice.findMany({ where: { recipient: 'ann', status: { in: ['HELD', 'FOR_DIGEST'] } } });
    expect(held.map(({ status }) => status).sort()).toEqual(['FOR_DIGEST', 'HELD', 'HELD']);
    await db.pool.query(`UPDATE notice SET sent_at = sent_at - interval '2 hours', not_before = CASE WHEN status = 'HELD' THEN now() END`);
    await limited.deliverDue();
    expect(limited.sent.filter(({ subject }) => subject.includes('待办'))).toHaveLength(4);
  });
});

describe('what has served its time', () => {
  it('goes; what is still good, and what says what happened, stays', async () => {
    const day = 86_400_000;
    const form = (hash: string, age: number) => ({
      hash,
      link: 'l',
      seen: '',
      shownAt: new Date(Date.now() - age),
      expiresAt: new Date(Date.now() - age + 600_000),
    });
    await db.prisma.formNonce.createMany({ data: [form('old', 2 * day), form('new', 0)] });
    const visits = await db.prisma.linkVisit.count();
    await dropExpired(db);
    expect((await db.prisma.formNonce.findMany({ where: { hash: { in: ['old', 'new'] } } })).map(({ hash }) => hash)).toEqual(['new']);
    expect(await db.prisma.linkVisit.count()).toBe(visits);
  });
});

describe('the overview of a working day', () => {
  it('lists tasks with their doors, what waited for it, and what is late for the office; each notice once', async () => {
    await wish('ann', { mail: { ...USUAL_WISHES.mail, OUTCOMES: 'DIGEST' } });
    const { stream, notices } = await opened();
    const { deliver, deliverDue, sent } = courier();
    await deliver(notices);
    await addNotice(db, { key: randomUUID(), template: 'accepted', stream, recipient: 'ann' });
    await deliverDue();
    expect(sent).toHaveLength(1);
    await addNotice(db, { key: 'digest/2026-11-26/ann', template: 'digest', stream: 'digest/2026-11-26', recipient: 'ann' });
    expect(await addNotice(db, { key: 'digest/2026-11-26/ann', template: 'digest', stream: 'digest/2026-11-26', recipient: 'ann' })).toBe(false);
    await deliverDue();
    const overview = sent.at(-1);
    expect(overview?.subject).toMatch(/每日汇总.*待您办理 \d+ 件，其他 1 件/);
    expect(overview?.text).toContain(`https://tuojian.example/open/${stream.slice('approval/'.length)}/`);
    expect(overview?.text).toMatch(/（?受理）?|\(受理\)/);
    expect(overview?.text).toMatch(/https:\/\/tuojian\.example\/unsubscribe\/[\w-]{43}/);
    expect(await db.prisma.notice.count({ where: { recipient: 'ann', status: 'DIGESTED' } })).toBe(1);
    await db.pool.query(`UPDATE case_state SET light = 'RED' WHERE stream = $1`, [stream]);
    await addNotice(db, { key: 'digest/x/officer', template: 'digest', stream: 'digest/x', recipient: 'officer' });
    await deliverDue();
    expect(sent.at(-1)).toMatchObject({ to: 'officer@example.org', subject: expect.stringContaining('超期 1 件') });
  });

  it('is made due once a working day, and what is put off for an hour is told of, by whichever worker looks', async () => {
    const { notices } = await opened(['ben']);
    await courier([{ result: 'LATER', reply: '451' }]).deliver(notices);
    await db.prisma.notice.update({ where: { id: notices[0] ?? '' }, data: { createdAt: new Date(Date.now() - 3_700_000) } });
    const one = courier();
    const office = (now: string) =>
      openPostOffice({
        database: db,
        client: {} as Client,
        sealer: createSealer({ newest: { id: 'test', secret: Buffer.alloc(32) }, find: () => null }),
        courier: one,
        poster: null,
        store: { ...noticeStore(db), calendar: async () => calendar },
        digestAt: '08:30',
        now: () => now,
        onFault: (error) => {
          throw error;
        },
      });
    const workers = ['2026-11-25T00:31:00.000Z', '2026-11-25T01:00:00.000Z', '2026-11-25T00:29:00.000Z', '2026-11-29T01:00:00.000Z'].map(office);
    for (const worker of workers) await worker.once();
    for (const worker of workers) await worker.stop();
    expect(one.sent.filter(({ to, subject }) => to === 'ben@example.org' && subject.includes('每日汇总'))).toHaveLength(1);
    expect(one.sent.filter(({ text }) => text.includes('一小时以上未接收')).map(({ to }) => to)).toEqual(['officer@example.org']);
  });

  it('that cannot be made for one is set aside with its reason, and made for everybody else; tried again, it is made', async () => {
    const day = 'digest/2026-11-27';
    const broken = async (mended: boolean): Promise<void> => {
      const office = openPostOffice({
        database: db,
        client: {} as Client,
        sealer: createSealer({ newest: { id: 'test', secret: Buffer.alloc(32) }, find: () => null }),
        courier: courier(),
        poster: null,
        store: {
          ...noticeStore(db),
          calendar: async () => calendar,
          addNotice: async (notice) => {
            if (!mended && notice.recipient === first) throw new Error('value too long for type');
            return addNotice(db, notice);
          },
        },
        digestAt: '08:30',
        now: () => '2026-11-27T00:31:00.000Z',
        onFault: () => undefined,
      });
      await office.once();
      await office.stop();
    };
    const readers = await digestReaders(db, false);
    const [first = ''] = readers;
    expect(readers.length).toBeGreaterThan(1);
    const made = async () => (await db.prisma.notice.findMany({ where: { stream: day } })).map(({ recipient }) => recipient).sort();
    await broken(false);
    expect(await made()).toEqual(readers.filter((reader) => reader !== first).sort());
    const aside = (await listAside(db, { all: false })).filter(({ item }) => item === `${day}/${first}`);
    expect(aside).toMatchObject([{ loop: 'POST_OFFICE', reason: 'value too long for type' }]);
    await retryAside(db, `${day}/${first}`);
    await broken(true);
    expect(await made()).toEqual([...readers].sort());
    expect((await listAside(db, { all: false })).filter(({ item }) => item === `${day}/${first}`)).toEqual([]);
  });

  it('of nothing is not sent', async () => {
    const { deliverDue, sent } = courier();
    await addNotice(db, { key: randomUUID(), template: 'digest', stream: 'digest/y', recipient: 'ben' });
    await db.pool.query(`UPDATE task SET status = 'CLOSED' WHERE person = 'ben'`);
    await deliverDue();
    expect(sent).toEqual([]);
  });
});

describe('what was just recorded', () => {
  it('goes out at once, before the next look and past what is due already; a second wake sends nothing twice', async () => {
    const one = courier();
    const office = openPostOffice({
      database: db,
      client: {} as Client,
      sealer: createSealer({ newest: { id: 'test', secret: Buffer.alloc(32) }, find: () => null }),
      courier: one,
      poster: null,
      store: noticeStore(db),
      digestAt: null,
      onFault: (error) => {
        throw error;
      },
    });
    const { stream, version } = await opened(['ben']);
    for (let nth = 0; nth < 60; nth += 1) await addNotice(db, { key: randomUUID(), template: 'bounce', stream, recipient: 'officer', detail: {} });
    await db.pool.query("UPDATE notice SET task = NULL, template = 'decided', created_at = now() WHERE stream = $1 AND version = $2", [
      stream,
      version,
    ]);
    const began = Date.now();
    office.wake(stream, [version]);
    office.wake(stream, [version]);
    for (let tries = 0; one.sent.length === 0 && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(Date.now() - began).toBeLessThan(1_000);
    await office.stop();
    expect(one.sent.filter(({ to }) => to === 'ben@example.org')).toHaveLength(1);
  });
});
