/** Messages of people's own in DingTalk, WeCom and Feishu, against fakes that check what the vendors check. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { matterTold } from '../../domain/approval/told.ts';
import { USUAL_WISHES } from '../../domain/notice/preference.ts';
import type { Card } from '../../notices/bots/bot.ts';
import { createWorkApp } from '../../notices/work/dialects.ts';
import type { WorkAppSettings } from '../../notices/work/work-app.ts';
import { createWorkPoster, type DueWork, type OverWork, type WorkSettled, type WorkStore } from '../../notices/work/work-poster.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { route } from '../setup/builders.ts';
import { startFakeAccounts } from '../setup/fake-accounts.ts';

let vendors: Awaited<ReturnType<typeof startFakeAccounts>>;
beforeAll(async () => {
  vendors = await startFakeAccounts();
});
afterAll(() => vendors.stop());

const VENDORS = ['dingtalk', 'wecom', 'feishu'] as const;
type Vendor = (typeof VENDORS)[number];
const ACCOUNTS = { dingtalk: 'union-7', wecom: 'userid-7', feishu: 'on_7' } as const;
const settings = (vendor: Vendor, changed: { readonly clientSecret?: string } = {}): WorkAppSettings => {
  const found = vendors.providers.find(({ id }) => id === vendor);
  if (found === undefined) throw new Error(vendor);
  return { ...found, ...changed };
};
const card: Card = {
  title: '【待办】QH-01 可研报告',
  lines: ['申请人：高琳 [点我](https://evil.example)', '请于 2026年12月1日 前办理 <b>方圆</b>'],
  button: { label: '打开办理页面', url: 'https://tuojian.example/approvals/QH-01.FSR?via=x' },
};
const last = (vendor: Vendor) => vendors.work.messages().findLast((message) => message.vendor === vendor);

describe.each(VENDORS)('an app of %s', (vendor) => {
  it('writes to one person with a way to the page, and nobody’s text becomes markup', async () => {
    const sent = await createWorkApp(settings(vendor)).send(ACCOUNTS[vendor], card, `${vendor}/${'a'.repeat(32)}`);
    expect(sent).toEqual({ result: 'SENT', message: last(vendor)?.id });
    const body = JSON.stringify(last(vendor)?.body);
    expect(body).toContain('https://tuojian.example/approvals/QH-01.FSR?via=x');
    if (vendor !== 'wecom') expect(body).not.toMatch(/\[点我\]\(|<b>/);
  });

  it('takes its message back, or marks it, when nothing is asked any more', async () => {
    const app = createWorkApp(settings(vendor));
    const sent = await app.send(ACCOUNTS[vendor], { ...card, title: `${card.title} 2` }, `${vendor}/${'b'.repeat(32)}`);
    const over: Card = { title: card.title, lines: ['已办结，无需处理'], button: null };
    expect(await app.end('message' in sent ? sent.message : '', over)).toEqual({ result: 'DONE' });
    expect(last(vendor)?.state).toBe(vendor === 'feishu' ? 'MARKED' : 'RECALLED');
    if (vendor === 'feishu') expect(JSON.stringify(last(vendor)?.marked)).not.toContain('https://tuojian');
    expect((await app.end('12345', over)).result).toBe('REFUSED');
  });

  it('keeps its token, takes another when the vendor does not know it any more, and one at a time', async () => {
    let now = Date.now();
    const app = createWorkApp(settings(vendor), () => now);
    const before = vendors.work.minted();
    const send = (n: number) => app.send(ACCOUNTS[vendor], { ...card, lines: [`${n} ${now}`] }, `${n}`);
    await Promise.all([1, 2, 3].map(send));
    if (vendor !== 'wecom') expect(vendors.work.minted() - before).toBe(1);
    vendors.work.forgetTokens();
    vendors.work.trouble(...(vendor === 'wecom' ? ['wecom expired'] : []));
    expect((await send(4)).result).toBe('SENT');
    if (vendor !== 'wecom') expect(vendors.work.minted() - before).toBe(2);
    now += 2 * 3_600_000;
    expect((await send(5)).result).toBe('SENT');
    if (vendor !== 'wecom') expect(vendors.work.minted() - before).toBe(3);
  });

  it('says why it was refused, and no secret with it', async () => {
    const wrong = await createWorkApp(settings(vendor, { clientSecret: 'wrong-secret' })).send(ACCOUNTS[vendor], card, 'k');
    expect(wrong).toMatchObject({ result: 'OURS' });
    expect(JSON.stringify(wrong)).not.toMatch(/-secret|http/i);
    expect((await createWorkApp(settings(vendor)).check()).result).toBe('DONE');
    expect((await createWorkApp(settings(vendor, { clientSecret: 'wrong-secret' })).check()).result).toBe('OURS');
    expect((await createWorkApp(settings(vendor)).send('gone-1', card, 'k2')).result).toBe('NOBODY');
    vendors.work.trouble(`${vendor} throttled`);
    expect((await createWorkApp(settings(vendor)).send(ACCOUNTS[vendor], { ...card, lines: ['throttled'] }, 'k3')).result).toBe('THROTTLED');
    const nowhere = { ...settings(vendor), api: 'http://127.0.0.1:1', oapi: 'http://127.0.0.1:1' };
    expect(await createWorkApp(nowhere).send(ACCOUNTS[vendor], card, 'k4')).toEqual({ result: 'LATER', reply: 'no answer' });
  });

  it('takes a title and lines of any length', async () => {
    const long = { ...card, title: '题'.repeat(2_000), lines: Array.from({ length: 6 }, () => '𠮷#'.repeat(900)) };
    expect((await createWorkApp(settings(vendor)).send(ACCOUNTS[vendor], long, 'long')).result).toBe('SENT');
    expect(JSON.stringify(last(vendor)?.body)).not.toMatch(/\\ud[89a-f]../i);
  });
});

/** Work in memory, with what became of it. */
function store(due: readonly DueWork[], over: readonly OverWork[] = [], sentAlready = 0) {
  const settled = new Map<string, WorkSettled>();
  const ends: (readonly [string, string, boolean])[] = [];
  const held: string[] = [];
  let [left, toEnd] = [[...due], [...over]];
  const kept: WorkStore = {
    enqueue: async () => undefined,
    claim: async (_, most) => left.splice(0, most),
    claimOver: async (_, most) => toEnd.splice(0, most),
    settle: async (ids, what) => {
      for (const id of ids) settled.set(id, what);
    },
    end: async (message, _, outcome, notBefore) => void ends.push([message, outcome, notBefore === null]),
    hold: async (provider) => void held.push(provider),
    sentLastMinute: async (_, person) => (person === null ? 0 : sentAlready),
    putAside: async (id) => void settled.set(id, { status: 'DROPPED', outcome: 'aside' }),
    calendar: async () => ({ years: {}, days: {} }) as never, // quiet hours without days off ask it nothing
  };
  left = [...due];
  toEnd = [...over];
  return { kept, settled, ends, held };
}

describe('what is due', () => {
  const box = new ApprovalBox(route({ people: ['ann'] }));
  const names = new Map([['fang-yuan', { name: '方圆', nameEn: 'Fang Yuan' }]]);
  const work = (n: number, changed: Partial<DueWork> = {}): DueWork => ({
    id: `wecom/${n}`,
    stream: 'approval/QH-01~KY-1',
    template: 'task',
    attempts: 1,
    createdAt: new Date('2026-11-28T03:00:00Z'),
    person: 'fang-yuan',
    locale: 'zh-CN',
    account: 'userid-7',
    wishes: null,
    over: false,
    about: { stream: 'approval/QH-01~KY-1', project: 'QH-01' },
    facts: matterTold(box.state),
    names,
    ...changed,
  });
  const refused: string[] = [];
  const post = async (kept: WorkStore, vendorsOf: readonly Vendor[] = ['wecom'], now?: () => number) =>
    createWorkPoster({
      store: kept,
      apps: vendorsOf.map((vendor) => settings(vendor)),
      publicUrl: 'https://tuojian.example',
      onRefused: (provider, reply) => void refused.push(`${provider} ${reply}`),
      ...(now === undefined ? {} : { now }),
    }).postDue();
  beforeEach(() => void refused.splice(0));

  it('leads to the case, signed in by that app, and is dropped where nothing is asked, nobody bound, or nobody wants it', async () => {
    const { kept, settled } = store([
      work(1),
      work(2, { over: true }),
      work(3, { account: null }),
      work(4, { wishes: { ...USUAL_WISHES, work: false } }),
    ]);
    await post(kept);
    expect([...settled].map(([id, { status }]) => `${id} ${status}`).sort()).toEqual([
      'wecom/1 SENT',
      'wecom/2 DROPPED',
      'wecom/3 DROPPED',
      'wecom/4 DROPPED',
    ]);
    expect(JSON.stringify(last('wecom')?.body)).toContain('https://tuojian.example/approvals/QH-01~KY-1?via=wecom');
  });

  it('is quiet in quiet hours, and that is no try', async () => {
    const quiet = { ...USUAL_WISHES, quiet: { from: '21:00', to: '07:30', restDays: false } };
    const { kept, settled } = store([work(1, { wishes: quiet })]);
    await post(kept, ['wecom'], () => Date.parse('2026-11-28T15:00:00Z'));
    expect(settled.get('wecom/1')).toEqual({ status: 'QUEUED', outcome: 'quiet hours', notBefore: new Date('2026-11-28T23:30:00Z'), untried: true });
  });

  it('of a burst is one message that leads to the list; of too many a minute, none', async () => {
    const before = vendors.work.messages().length;
    const many = store([1, 2, 3, 4, 5].map((n) => work(n)));
    await post(many.kept);
    expect(vendors.work.messages().length - before).toBe(1);
    expect(JSON.stringify(last('wecom')?.body)).toContain('https://tuojian.example/approvals?via=wecom');
    expect(new Set([...many.settled.values()].map((one) => ('message' in one ? one.message : ''))).size).toBe(1);
    const full = store([work(9)], [], 24);
    await post(full.kept);
    expect(full.settled.get('wecom/9')).toMatchObject({ status: 'QUEUED', outcome: 'enough for a minute' });
  });

  it('waits where the vendor has had enough, is refused where it knows nobody, and one vendor’s trouble is not another’s', async () => {
    vendors.work.trouble('wecom throttled');
    const { kept, settled, held } = store([work(1), work(2, { person: 'gao-lin' })]);
    await post(kept);
    expect(settled.get('wecom/1')).toMatchObject({ status: 'QUEUED', outcome: '45009' });
    expect(settled.has('wecom/2')).toBe(false);
    expect(held).toEqual(['wecom']);
    const gone = store([work(3, { account: 'gone' }), work(4, { person: 'gao-lin' })]);
    await post(gone.kept);
    expect([gone.settled.get('wecom/3')?.status, gone.settled.get('wecom/4')?.status]).toEqual(['REFUSED', 'SENT']);
    expect(refused).toEqual([]);
    const broken = store([]);
    const both = { ...broken.kept, enqueue: async (provider: string) => (provider === 'wecom' ? Promise.reject(new Error('down')) : undefined) };
    const ding = store([work(5, { account: 'union-5' })]);
    await expect(post({ ...both, claim: (_, most) => ding.kept.claim('', most), settle: ding.kept.settle }, ['wecom', 'dingtalk'])).rejects.toThrow(
      'down',
    );
    expect(ding.settled.get('wecom/5')?.status).toBe('SENT');
  });

  it('is taken back when it is over, and left where that is too late', async () => {
    const sent = await createWorkApp(settings('wecom')).send('userid-7', { ...card, lines: ['over'] }, 'over');
    const message = 'message' in sent ? sent.message : '';
    const { account: _, wishes: __, over: ___, ...told } = work(1);
    const now = Date.now();
    const { kept, ends } = store(
      [],
      [
        { ...told, message, sentAt: new Date(now - 60_000) },
        { ...told, message: 'old', sentAt: new Date(now - 25 * 3_600_000) },
        { ...told, message: 'unknown', sentAt: new Date(now) },
      ],
    );
    await post(kept);
    expect(ends).toEqual([
      [message, 'taken back', true],
      ['old', 'too late to take it back', true],
      ['unknown', 'not taken back: 40096', true],
    ]);
    expect(vendors.work.messages().find(({ id }) => id === message)?.state).toBe('RECALLED');
  });
});
