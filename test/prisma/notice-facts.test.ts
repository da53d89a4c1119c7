/** What a mail tells that goes out late: what stood when its event happened, from a real record that has gone on since. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { createCourier } from '../../notices/courier.ts';
import type { Mail } from '../../notices/mail.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { claimCards, enqueueCards } from '../../prisma/mail/bot-cards.ts';
import { addNotice } from '../../prisma/mail/notices.ts';
import { migrate } from '../../prisma/migrate.ts';
import { storePeople } from '../../prisma/people/people.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { rebuild } from '../../prisma/record/rebuild.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { RecordPlay } from '../../scripts/record/play.ts';
import { noticeStore } from '../../worker/notice-store.ts';
import { content, openApproval, person, programmeOpened, route, stageBase, system } from '../setup/builders.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
let play: RecordPlay;
let now = '2026-11-02T02:00:00.000Z';
beforeAll(async () => {
  const url = await freshDatabase('notice_facts_test');
  await migrate(url);
  db = openDatabase(url);
  await seedCalendar(db);
  const people = ['officer', 'manager', 'ann', 'ben', 'head'];
  const one = (id: string) => ({ id, name: `${id} 名`, nameEn: id, email: `${id}@example.org`, unit: 'u', locale: 'zh-CN' as const, phone: null });
  await storePeople(db, people.map(one));
  const roles = [
    { role: 'PROGRAMME_OFFICER', person: 'officer' },
    { role: 'OFFICE_DIRECTOR', person: 'head' },
    { role: 'NDRC', person: 'ann' },
    { role: 'FINANCE', person: 'ben' },
  ] as const;
  await createEventStore({ pool: db.pool }).record({
    stream: 'programme/T',
    expectedVersion: 0,
    commandId: randomUUID(),
    actor: system,
    occurredAt: now,
    events: [programmeOpened(roles)],
  });
  play = new RecordPlay(db, () => now);
});
afterAll(() => db.close());

const ROUTE = {
  ...route({ agree: 'ALL', people: ['ann', 'ben'] }, { people: ['head'] }),
  limit: { n: 20, unit: 'WD' as const },
  rules: { extension: { by: ['OFFICE_DIRECTOR' as const], most: 10 } },
};
async function opened(): Promise<string> {
  const stream = `approval/T.${randomUUID().slice(0, 8)}`;
  await play.send(stream, openApproval(ROUTE, { programme: 'T', project: null, acceptedOn: '2026-11-02' }));
  return stream;
}
const stateOf = async (stream: string): Promise<ApprovalState> =>
  (await db.prisma.caseState.findUniqueOrThrow({ where: { stream } })).state as unknown as ApprovalState; // its stream
const decide = async (stream: string, who: string, choice: string, reason: string) =>
  play.send(stream, { type: 'Decide', choice, reason, seen: (await stateOf(stream)).contentHash } as AnyCommand, person(who));
const idsOf = async (stream: string, ...templates: readonly string[]): Promise<readonly string[]> =>
  (await db.prisma.notice.findMany({ where: { stream, ...(templates.length === 0 ? {} : { template: { in: [...templates] } }) } })).map(
    ({ id }) => id,
  );

/** What goes out now, by kind and recipient; and what is not wanted any more. */
async function sent(ids: readonly string[]): Promise<Readonly<Record<string, Mail>>> {
  const mails: Record<string, Mail> = {};
  const courier = createCourier({
    publicUrl: 'https://tuojian.example',
    linkDays: 30,
    mailsPerHour: 100,
    replyAddress: 'reply@example.org',
    store: noticeStore(db),
    mailer: {
      build: async (mail: Mail) => Buffer.from(JSON.stringify(mail)),
      async send(bytes, { notice }) {
        const { template, recipient } = await db.prisma.notice.findUniqueOrThrow({ where: { id: notice } });
        mails[`${template} ${recipient}`] = JSON.parse(bytes.toString()) as Mail; // as it was built above
        return { result: 'SENT', dead: false, reply: '250' };
      },
    },
  });
  await courier.deliver(ids);
  return mails;
}
const textOf = (mails: Readonly<Record<string, Mail>>, which: string): string => `${mails[which]?.subject}\n${mails[which]?.text}`;

describe('a mail about an approval that goes out late', () => {
  it('names the limit that held when it happened, and an extension its reason', async () => {
    const stream = await opened();
    await play.send(stream, { type: 'ExtendLimit', by: 10, reason: '须等待专家意见' } as AnyCommand, person('head', 'OFFICE_DIRECTOR'));
    now = '2026-11-04T02:00:00.000Z';
    await play.send(stream, { type: 'Pause', reason: 'HEARING', notice: '听证通知〔2026〕1 号' } as AnyCommand, person('ann'));
    now = '2026-11-10T02:00:00.000Z';
    await play.send(stream, { type: 'ResumeClock', on: '2026-11-10' } as AnyCommand, person('ann'));
    const { opening } = await stateOf(stream);
    const mails = await sent(await idsOf(stream));
    const days = ['extended manager', 'paused manager', 'task ann'].map((which) => /\d{4}年\d+月\d+日/.exec(textOf(mails, which))?.[0]);
    expect(opening?.deadline?.dueOn).not.toBe('2026-11-30');
    expect(textOf(mails, 'extended manager')).toMatch(/新期限 2026年11月30日。理由：须等待专家意见。/);
    expect(textOf(mails, 'paused manager')).toContain('听证（听证通知〔2026〕1 号）');
    expect(days[0]).toBe('2026年11月30日');
  });

  it('tells of the first asking what was asked then, although the limit was extended before it went out', async () => {
    now = '2026-11-02T02:00:00.000Z';
    const stream = await opened();
    const before = (await stateOf(stream)).opening?.deadline?.dueOn;
    const first = await idsOf(stream, 'task');
    await play.send(stream, { type: 'ExtendLimit', by: 10, reason: '复杂' } as AnyCommand, person('head', 'OFFICE_DIRECTOR'));
    expect([before, (await stateOf(stream)).opening?.deadline?.dueOn]).toEqual(['2026-11-16', '2026-11-30']);
    expect(textOf(await sent(first), 'task ann')).toContain('请于 2026年11月16日前处理');
  });

  it('says why it was returned and what was applied for then, although it came in again with other content', async () => {
    const stream = await opened();
    await decide(stream, 'ann', 'RETURN', '投资估算缺少设备明细');
    const changed = {
      ...content,
      amountFen: 3_000_000_000,
      summary: [{ label: { zh: '总投资', en: 'Investment' }, value: { zh: '3,000 万元', en: 'x' } }],
    };
    await play.send(stream, { type: 'Resubmit', content: changed } as unknown as AnyCommand, person('manager'));
    const mails = await sent(await idsOf(stream));
    expect(textOf(mails, 'returned manager')).toMatch(/理由：投资估算缺少设备明细[\s\S]*2,680 万元/);
    expect(textOf(mails, 'superseded ben')).toContain('2,680 万元');
    expect(textOf(mails, 'resubmitted ann')).toMatch(/第 2 轮[\s\S]*3,000 万元/);
    // The first asking is over, and asks nobody any more.
    expect(mails['task ann']).toBeUndefined();
  });

  it('tells a deficiency as it was listed, and asks nobody to decide on content that has changed since', async () => {
    const stream = await opened();
    await decide(stream, 'ann', 'SUPPLEMENT', '请补资金证明');
    const first = await idsOf(stream, 'task');
    await play.send(stream, { type: 'Supplement', documents: [{ title: '资金证明' }], note: '补齐' } as unknown as AnyCommand, person('manager'));
    const mails = await sent(first);
    expect(Object.keys(mails)).toEqual([]);
    const later = await sent((await idsOf(stream)).filter((id) => !first.includes(id)));
    expect(textOf(later, 'supplement manager')).toContain('请一次性补齐：请补资金证明');
    expect(Object.keys(later)).toEqual(expect.arrayContaining(['task ann', 'task ben']));
  });

  it('tells the answer to a question, with no link to content that has changed since', async () => {
    const stream = await opened();
    await play.send(stream, { type: 'Ask', to: 'manager', question: '依据是什么？' } as AnyCommand, person('ann'));
    await play.send(stream, { type: 'Answer', text: '按省级标准测算' } as AnyCommand, person('manager'));
    await decide(stream, 'ben', 'SUPPLEMENT', '请补资金证明');
    await play.send(stream, { type: 'Supplement', documents: [{ title: '资金证明' }], note: '补齐' } as unknown as AnyCommand, person('manager'));
    const newest = await sent(
      (await db.prisma.notice.findMany({ where: { stream, template: 'task' }, orderBy: { version: 'desc' }, take: 2 })).map(({ id }) => id),
    );
    expect(textOf(newest, 'task ann')).toContain('https://tuojian.example/a/');
    const mails = await sent(await idsOf(stream, 'answer'));
    expect(textOf(mails, 'answer ann')).toContain('已有答复：按省级标准测算');
    expect(textOf(mails, 'answer ann')).not.toContain('https://');
    // The link of the later mail still leads there.
    expect(await db.prisma.linkToken.count({ where: { stream, person: 'ann', revokedAt: null } })).toBe(1);
  });

  it('tells its applicant how it ended, and of nothing that was asked on the way', async () => {
    const stream = await opened();
    await decide(stream, 'ann', 'SUPPLEMENT', '请补资金证明');
    await play.send(stream, { type: 'Supplement', documents: [{ title: '资金证明' }], note: '补齐' } as unknown as AnyCommand, person('manager'));
    await decide(stream, 'ann', 'REJECT', '资金未落实');
    const mails = await sent(await idsOf(stream));
    expect(textOf(mails, 'decided manager')).toMatch(/不予批准。理由：资金未落实。[\s\S]*决定人[：:]\s*ann 名/);
  });

  it('of the ledger’s own says how it had ended when an answer was refused', async () => {
    const stream = await opened();
    await decide(stream, 'ann', 'REJECT', '资金未落实');
    await addNotice(db, { key: randomUUID(), template: 'reply-refused', stream, recipient: 'ben', detail: { zh: '这一步已结束。', en: 'x' } });
    expect(textOf(await sent(await idsOf(stream)), 'reply-refused ben')).toMatch(/没有计入：这一步已结束。[\s\S]*结果[：:]\s*不予批准/);
  });
});

describe('a mail about a stage or a programme that goes out late', () => {
  it('tells the light that turned then, and a card likewise', async () => {
    const stream = 'construction/T-01';
    const turned = (from: string, to: string, month: string, behind: number) => ({ type: 'LightTurned', data: { from, to, month, behind } });
    await createEventStore({ pool: db.pool }).record({
      stream,
      expectedVersion: 0,
      commandId: randomUUID(),
      actor: system,
      occurredAt: new Date().toISOString(),
      events: [
        { type: 'StageOpened', data: stageBase({ programme: 'T', project: 'T-01' }) },
        turned('GREEN', 'RED', '2026-10', 12),
        turned('RED', 'GREEN', '2026-11', 0),
      ],
    });
    const bot = { name: 'b', programme: 'T', topics: ['CLOCKS' as const], since: new Date(0) };
    await enqueueCards(db, bot);
    const cards = await claimCards(db, 'b', 9);
    expect(cards.map(({ facts }) => facts.says?.zh).sort()).toEqual(['红灯，2026年10月形象进度滞后 12 个百分点', '绿灯']);
    const red = await db.prisma.notice.findMany({ where: { stream, version: 2 } });
    const mails = await sent(red.map(({ id }) => id));
    expect(Object.keys(mails).sort()).toEqual(['light head', 'light manager']);
    expect(textOf(mails, 'light head')).toContain('红灯，2026年10月形象进度滞后 12 个百分点。请核实进度');
  });

  it('tells the mandate that began then, although it has ended since', async () => {
    now = '2026-11-02T02:00:00.000Z';
    const grant = { type: 'GrantMandate', principal: 'ann', delegate: 'ben', from: '2026-11-02', to: '2026-11-05', basis: '函〔2026〕3号' };
    await play.send('programme/T', grant as unknown as AnyCommand, person('ann', 'NDRC'));
    await play.send('programme/T', { type: 'RevokeMandate', mandate: 'DL-1', reason: '提前返回' } as AnyCommand, person('ann', 'NDRC'));
    const mails = await sent(await idsOf('programme/T', 'mandate', 'mandate-over'));
    expect(textOf(mails, 'mandate ann')).toContain('2026年11月2日至2026年11月5日，ann 名的审批由ben 名代理');
    expect(mails['mandate-over ben']?.subject).toContain('代理结束');
  });
});

describe('a notice that an older release kept without its facts', () => {
  it('tells what the record gives for its event, word for word as if it had kept them', async () => {
    await db.pool.query(`UPDATE notice SET status = 'QUEUED', claimed_until = NULL, not_before = NULL`);
    const kept = await db.prisma.notice.findMany({ where: { version: { gt: 0 } }, select: { id: true, facts: true } });
    await db.pool.query('UPDATE notice SET facts = NULL');
    const { claimed } = await noticeStore(db).claim(kept.map(({ id }) => id));
    const told = new Map(claimed.map(({ id, facts }) => [id, facts]));
    expect(kept.length).toBeGreaterThan(20);
    for (const { id, facts } of kept) expect(told.get(id)).toEqual(facts);
  });

  it('names the content that it was about', async () => {
    const notice = await db.prisma.notice.findFirstOrThrow({ where: { template: 'returned' } });
    await db.pool.query(`UPDATE notice SET claimed_until = NULL, status = 'QUEUED' WHERE id = $1`, [notice.id]);
    const { claimed } = await noticeStore(db).claim([notice.id]);
    expect(claimed[0]?.content?.amountFen).toBe(2_680_000_000);
  });
});

it('what is kept of a notice changes nothing of what the record gives', async () => {
  expect(await rebuild(db, { apply: false })).toMatchObject({ chainOk: true, differences: [] });
});
