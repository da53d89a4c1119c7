/** Ways that break in the middle of what a loop does (found by `npm run faults`, FI-8 and FI-9, seed 7). */
import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { approvalCase } from '../../domain/approval/case.ts';
import { freePort } from '../../local/ports.ts';
import { createCourier } from '../../notices/courier.ts';
import { listAside, retryAside, setAside, settleAside } from '../../prisma/aside.ts';
import { noteRefusal } from '../../prisma/cases/forms.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { isLostWay, overLostWays } from '../../prisma/lost-way.ts';
import { migrate } from '../../prisma/migrate.ts';
import { storePeople } from '../../prisma/people/people.ts';
import { createEventStore, recorderOf } from '../../prisma/record/event-store.ts';
import { noteRefusals, settleNoted } from '../../prisma/record/ledgers.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { TcpProxy } from '../../scripts/faults/proxy.ts';
import { noticeStore } from '../../worker/notice-store.ts';
import { openApproval, programmeOpened, route, system } from '../setup/builders.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let proxy: TcpProxy;
/** Past the proxy. */
let straight: Database;
let db: Database;
beforeAll(async () => {
  const url = new URL(await freshDatabase('lost_way_test'));
  await migrate(url.href);
  straight = openDatabase(url.href);
  await seedCalendar(straight);
  const one = (id: string) => ({ id, name: id, nameEn: id, email: `${id}@example.org`, unit: 'u', locale: 'zh-CN' as const, phone: null });
  await storePeople(straight, [one('officer'), one('ann')]);
  await record('programme/T', [programmeOpened([{ role: 'PROGRAMME_OFFICER', person: 'officer' }])]);
  proxy = await TcpProxy.open('postgres', [Number(url.port)]);
  url.port = String(proxy.port);
  db = openDatabase(url.href, { answerMs: 1_000 });
});
afterAll(async () => {
  await Promise.all([db.close(), straight.close()]);
  await proxy.close();
});
afterEach(async () => {
  vi.useRealTimers();
  proxy.set({ kind: 'PASS' });
  await straight.pool.query('DELETE FROM set_aside');
});

const record = (stream: string, events: Parameters<ReturnType<typeof createEventStore>['record']>[0]['events']) =>
  createEventStore({ pool: straight.pool }).record({
    stream,
    expectedVersion: 0,
    commandId: randomUUID(),
    actor: system,
    occurredAt: new Date().toISOString(),
    events,
  });

const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
/** What is sent with this in it arrives and is done; the answer to it is lost, once. */
const losesAnswerTo = (says: string) =>
  proxy.trap({ direction: 'UP', matches: (piece) => piece.includes(says), forwards: true, ends: 'RST', afterMs: 60 });

describe('a lost way', () => {
  it('is told from an error of PostgreSQL about what was asked, through pg and through Prisma', async () => {
    const asked = { pg: () => db.pool.query('SELECT 1'), prisma: () => db.prisma.person.findMany() };
    for (const ask of Object.values(asked)) await ask();
    for (const [name, ask] of Object.entries(asked)) {
      proxy.set({ kind: 'REFUSE' });
      expect(isLostWay(await faultOf(ask())), `${name}, refused`).toBe(true);
      proxy.set({ kind: 'PASS' });
      await expect.poll(() => faultOf(ask()), { timeout: 5_000 }).toBeNull();
      losesAnswerTo('SELECT');
      expect(isLostWay(await faultOf(ask())), `${name}, reset`).toBe(true);
      await expect.poll(() => faultOf(ask()), { timeout: 5_000 }).toBeNull();
      proxy.forget();
      expect(isLostWay(await faultOf(ask())), `${name}, silent`).toBe(true);
      await expect.poll(() => faultOf(ask()), { timeout: 5_000 }).toBeNull();
      const ended = faultOf(name === 'pg' ? db.pool.query('SELECT pg_sleep(5)') : db.prisma.$queryRaw`SELECT 1 FROM pg_sleep(5)`);
      await expect
        .poll(
          async () =>
            (
              await straight.pool.query(
                `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(5)%' AND pid <> pg_backend_pid()`,
              )
            ).rowCount,
        )
        .toBeGreaterThan(0);
      expect(isLostWay(await ended), `${name}, ended by PostgreSQL`).toBe(true);
    }
    expect(isLostWay(await faultOf(db.pool.query('SELECT 1/0')))).toBe(false);
    expect(isLostWay(await faultOf(db.prisma.$queryRaw`SELECT 1/0`))).toBe(false);
    expect(isLostWay(new Error('the record holds no such message'))).toBe(false);
  });

  it('to Temporal is known by the client’s own error', async () => {
    const connection = Connection.lazy({ address: `127.0.0.1:${await freePort()}`, interceptors: [] });
    const fault = await faultOf(connection.withDeadline(Date.now() + 5_000, () => connection.workflowService.getSystemInfo({})));
    expect(fault).toBeInstanceOf(Error);
    expect(isLostWay(new Error('could not be told', { cause: fault }))).toBe(true);
    await connection.close();
  });

  it('is waited for by whoever can ask again, and nothing else is', async () => {
    proxy.set({ kind: 'REFUSE' });
    setTimeout(() => proxy.set({ kind: 'PASS' }), 600);
    await expect(overLostWays(() => db.pool.query('SELECT 1'), { limitMs: 5_000, everyMs: 50 })).resolves.toMatchObject({ rowCount: 1 });
    let asked = 0;
    const bad = overLostWays(
      () => {
        asked += 1;
        return db.pool.query('SELECT 1/0');
      },
      { limitMs: 5_000, everyMs: 50 },
    );
    await expect(bad).rejects.toThrow('division by zero');
    expect(asked).toBe(1);
  });
});

const RESET = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
const asides = async () => (await listAside(straight, { all: false })).map(({ item }) => item);

describe('an item whose way was lost', () => {
  it('is not set aside and stays due; one that is at fault, or stands nowhere else, is', async () => {
    expect(await setAside(straight, { loop: 'JOURNAL', item: 'lost', about: null, reason: RESET })).toBe(false);
    expect(await setAside(straight, { loop: 'JOURNAL', item: 'bad', about: null, reason: new Error('it broke') })).toBe(true);
    expect(await setAside(straight, { loop: 'JOURNAL', item: 'only', about: null, reason: RESET, nowhereElse: true })).toBe(true);
    expect((await asides()).toSorted()).toEqual(['bad', 'only']);
  });

  it('is set aside for people to see once it has been lost for a minute, and is tried again soon', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const began = Date.now();
    const lost = () => setAside(straight, { loop: 'JOURNAL', item: 'for good', about: null, reason: RESET });
    for (let s = 0; s < 60; s += 20) {
      vi.setSystemTime(began + s * 1_000);
      expect(await lost(), `after ${s} s`).toBe(false);
    }
    for (let s = 60; s < 900; s += 30) {
      vi.setSystemTime(began + s * 1_000);
      expect(await lost(), `after ${s} s`).toBe(true);
    }
    const [kept] = await listAside(straight, { all: false });
    expect(Date.parse(kept?.nextTry ?? '') - Date.parse(kept?.lastTried ?? '')).toBe(30_000);
    // What happens once in a while has nothing to do with what happened before.
    vi.setSystemTime(began + 2_000_000);
    expect(await lost()).toBe(false);
  });

  it('is settled as soon as the way is back: whoever has done it does not come by again', async () => {
    await setAside(straight, { loop: 'JOURNAL', item: 'done', about: null, reason: 'it broke' });
    proxy.set({ kind: 'REFUSE' });
    setTimeout(() => proxy.set({ kind: 'PASS' }), 400);
    expect(await settleAside(db, 'JOURNAL', 'done')).toBe(true);
  });
});

/** An open approval that asks ann; the notices that it makes due. */
async function opened(): Promise<{ readonly stream: string; readonly notices: readonly string[] }> {
  const command = openApproval(route({ people: ['ann'] }), { programme: 'T', project: null, acceptedOn: '2026-11-02' });
  const decided = approvalCase('T').decide(null, command, { now: new Date().toISOString(), actor: system, commandId: 'c' });
  if (!decided.ok) throw new Error(decided.rejection.code);
  const stream = `approval/T.${randomUUID()}`;
  const { notices } = await record(stream, decided.events);
  return { stream, notices };
}
function courier(sending: () => void = () => undefined) {
  const sent: string[] = [];
  const made = createCourier({
    publicUrl: 'https://tuojian.example',
    linkDays: 30,
    mailsPerHour: 100,
    replyAddress: null,
    store: noticeStore(db),
    mailer: {
      build: async () => Buffer.from('a mail'),
      async send(_bytes, { notice }) {
        sending();
        sent.push(notice);
        return { result: 'SENT', dead: false, reply: '250' };
      },
    },
  });
  return { ...made, sent };
}
const noticesOf = async (stream: string) =>
  (
    await straight.pool.query<{ status: string; tried: number; claimed: boolean; attempts: number }>(
      `SELECT status, attempts, claimed_until IS NOT NULL AS claimed, (SELECT count(*)::int FROM notice_attempt a WHERE a.notice = n.id) AS tried FROM notice n WHERE stream = $1`,
      [stream],
    )
  ).rows;

describe('a mail', () => {
  it('whose sending was noted and the answer to that lost is out once, noted once, and not set aside', async () => {
    const { stream, notices } = await opened();
    const { deliver, sent } = courier(() => losesAnswerTo('notice-settled'));
    await deliver(notices);
    expect(sent).toHaveLength(notices.length);
    expect(await noticesOf(stream)).toEqual(notices.map(() => ({ status: 'SENT', tried: 1, claimed: false, attempts: 1 })));
    expect(await asides()).toEqual([]);
  });

  it('that was out while PostgreSQL was away is noted when it is back, and nobody sends it again', async () => {
    const { stream, notices } = await opened();
    const away = courier(() => {
      proxy.set({ kind: 'REFUSE' });
      setTimeout(() => proxy.set({ kind: 'PASS' }), 800);
    });
    await away.deliver(notices);
    await courier().deliverDue();
    expect(away.sent).toHaveLength(notices.length);
    expect(await noticesOf(stream)).toEqual(notices.map(() => ({ status: 'SENT', tried: 1, claimed: false, attempts: 1 })));
  });

  it('that could not be built because the way was lost is due at once, and not in five minutes', async () => {
    const { stream, notices } = await opened();
    losesAnswerTo('link_token');
    const first = courier();
    await first.deliver(notices);
    expect(await asides()).toEqual([]);
    expect(await noticesOf(stream)).toContainEqual({ status: 'QUEUED', tried: 0, claimed: false, attempts: 0 });
    await courier().deliverDue();
    expect((await noticesOf(stream)).map(({ status }) => status)).toEqual(notices.map(() => 'SENT'));
  });

  it('that was set aside before is settled together with its sending', async () => {
    const { notices } = await opened();
    for (const item of notices) await setAside(straight, { loop: 'COURIER', item, about: null, reason: 'it broke' });
    await retryAside(straight, null);
    await courier(() => losesAnswerTo('notice-settled')).deliver(notices);
    expect(await asides()).toEqual([]);
  });
});

it('a refusal that was noted and the answer to that lost stands in the journal once, and is not set aside', async () => {
  const { stream } = await opened();
  await noteRefusal(straight, { stream, commandType: 'Submit', commandId: 'c', person: 'ann', door: 'api', code: 'WRONG_STATE' });
  losesAnswerTo('COMMIT');
  await noteRefusals(db, recorderOf(db)).catch(() => 0);
  await noteRefusals(db, recorderOf(db));
  expect(await asides()).toEqual([]);
  const { rows } = await straight.pool.query(`SELECT 1 FROM event WHERE type = 'AttemptRefused' AND body LIKE $1`, [`%${stream}%`]);
  expect(rows).toHaveLength(1);
});

it('a refusal that was set aside, and noted by a process that was killed before it said so, is settled by the next', async () => {
  const { stream } = await opened();
  await noteRefusal(straight, { stream, commandType: 'Submit', commandId: 'd', person: 'ann', door: 'api', code: 'WRONG_STATE' });
  const { rows } = await straight.pool.query<{ id: string }>('SELECT id FROM refusal WHERE stream = $1', [stream]);
  await setAside(straight, { loop: 'JOURNAL', item: `refusal/${rows[0]?.id}`, about: stream, reason: 'it broke' });
  await setAside(straight, { loop: 'JOURNAL', item: 'refusal/0', about: null, reason: 'it broke' });
  expect(await settleNoted(straight), 'it still waits').toBe(0);
  await straight.pool.query('UPDATE refusal SET noted_at = now() WHERE stream = $1', [stream]);
  expect(await settleNoted(straight)).toBe(1);
  expect(await asides()).toEqual(['refusal/0']);
});
