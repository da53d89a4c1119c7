import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matterTold } from '../../domain/approval/told.ts';
import type { Card } from '../../notices/bots/bot.ts';
import { DIALECTS } from '../../notices/bots/dialects.ts';
import { type CardStore, createPoster, type DueCard, type GroupBot } from '../../notices/bots/poster.ts';
import { tryBots } from '../../notices/bots/trial.ts';
import { createBot } from '../../notices/bots/webhook.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { route } from '../setup/builders.ts';
import { startFakeVendors } from '../setup/fake-vendors.ts';

let vendors: Awaited<ReturnType<typeof startFakeVendors>>;
beforeAll(async () => {
  vendors = await startFakeVendors({ dingtalk: 3, wecom: 20, feishu: 100 });
});
afterAll(() => vendors.stop());

const card: Card = {
  title: '【待办】QH-01 可研报告',
  lines: ['申请人：高琳', '待处理：[点我](https://evil.example) <b>方圆</b>'],
  button: { label: '打开', url: 'https://tuojian.example/open/QH-01.FSR/0123456789abcdef' },
};
const bots = () => vendors.bots('QH') as readonly GroupBot[];
const bot = (name: string): GroupBot => bots().find((one) => one.name === name) ?? (bots()[0] as GroupBot);
const made = (name: string, changed: Partial<GroupBot> = {}) => {
  const { vendor, url, secret } = { ...bot(name), ...changed };
  return createBot({ vendor, url, secret: secret ?? null });
};
const lastOf = (vendor: string) => JSON.stringify(vendors.posted().findLast((post) => post.vendor === vendor)?.body);

describe('a group bot', () => {
  it.each([
    ['ding', 'dingtalk'],
    ['wecom', 'wecom'],
    ['fei', 'feishu'],
  ])('%s posts a signed card whose button leads to the page, and nobody’s text becomes markup or a link', async (name, vendor) => {
    expect(await made(name).post(card)).toMatchObject({ result: 'SENT' });
    const body = lastOf(vendor);
    expect(body).toContain('https://tuojian.example/open/QH-01.FSR/0123456789abcdef');
    // WeCom's cards have fields of plain text alone; the others speak markup.
    if (vendor !== 'wecom') expect(body).not.toMatch(/\[点我\]\(|<b>/);
  });

  it.each([
    ['ding', { secret: 'wrong' }],
    ['fei', { secret: 'wrong' }],
    ['wecom', { url: 'wrong' }],
  ])('%s with a wrong key is refused, and says so without its URL', async (name, changed) => {
    const wrong = !('url' in changed) ? changed : { url: bot(name).url.replace(/key=.*/, 'key=wrong') };
    const posted = await made(name, wrong as Partial<GroupBot>).post(card);
    expect(posted.result).toBe('REFUSED');
    expect(posted.reply).not.toContain('http');
  });

  it.each(['DINGTALK', 'WECOM', 'FEISHU'] as const)('of %s cuts no character in half, and makes no address of a title a link', (vendor) => {
    for (const button of [card.button, null])
      for (let before = 28; before < 46; before += 1) {
        const title = `${'题'.repeat(before)}${'𠮷'.repeat(300)}`;
        const lines = [title, `evil.cn ${title}`];
        for (const one of [title, `见 https://evil.example/login ${title}`]) {
          const { body } = DIALECTS[vendor].request({ ...card, title: one, lines, button }, { vendor, url: 'https://x.example', secret: null }, 0);
          expect(JSON.stringify(body)).not.toMatch(/\\ud[89a-f]../i);
          expect(JSON.stringify(body)).not.toMatch(/:\/\/evil|evil\.(?:example|cn)/);
        }
      }
  });

  it('that sends elsewhere, or does not answer, is tried later', async () => {
    expect(await createBot({ vendor: 'WECOM', url: 'http://127.0.0.1:1/x', secret: null }).post(card)).toMatchObject({ result: 'LATER' });
  });
});

describe('a test card', () => {
  it('is posted to each bot, in its language, and says nothing of anybody', async () => {
    const tried = await tryBots(bots(), 'https://tuojian.example');
    expect(tried.map(({ ok }) => ok)).toEqual(bots().map(() => true));
    for (const vendor of ['dingtalk', 'wecom', 'feishu']) expect(lastOf(vendor)).toMatch(/测试消息|Test message/);
  });

  it('tells whoever sent it what to do about a bot that does not take it, without its address', async () => {
    const wrong = { ...bot('fei'), name: 'wrong', secret: 'wrong' };
    const nowhere = { ...bot('wecom'), name: 'nowhere', url: 'http://127.0.0.1:1/robot?key=hidden' };
    const [refused, silent] = await tryBots([wrong, nowhere], 'https://tuojian.example');
    expect(refused).toMatchObject({ bot: 'wrong', ok: false, says: expect.stringContaining('copy the address and the secret anew') });
    expect(silent).toMatchObject({ bot: 'nowhere', ok: false, says: expect.stringContaining('reaches the vendor') });
    expect(JSON.stringify([refused, silent])).not.toMatch(/http|hidden/);
  });
});

/** Cards in memory, with the rules of the real store. */
function store(cards: DueCard[]): CardStore & { readonly settled: { ids: readonly string[]; status: string }[]; readonly aside: string[] } {
  const settled: { ids: readonly string[]; status: string }[] = [];
  const aside: string[] = [];
  return {
    settled,
    aside,
    putAside: async (card) => void aside.push(card),
    enqueue: async () => undefined,
    claim: async () => cards.splice(0),
    postedLastMinute: async () => settled.filter(({ status }) => status === 'SENT').length,
    settle: async (ids, { status }) => void settled.push({ ids, status }),
    hold: async () => undefined,
  };
}
const due = (n: number): DueCard[] => {
  const box = new ApprovalBox(route({ people: ['ann'] }));
  const about = { stream: 'approval/QH-01.FSR', project: 'QH-01' };
  const facts = { title: { zh: '可研报告', en: 'FSR' }, ...matterTold(box.state) };
  return Array.from({ length: n }, (_, id) => ({
    id: String(id),
    template: 'task' as const,
    attempts: 1,
    about,
    facts,
    names: new Map([['ann', { name: '方圆', nameEn: 'Fang Yuan' }]]),
  }));
};

describe('the poster', () => {
  it('passes over a card that cannot be made, and posts the others', async () => {
    const [bad, good] = due(2);
    if (bad === undefined || good === undefined) throw new Error('two cards');
    const broken = Object.defineProperty({ ...bad }, 'names', {
      get: () => {
        throw new Error('unreadable');
      },
    });
    const cards = store([broken, good]);
    await createPoster({ store: cards, bots: [bot('wecom')], publicUrl: 'https://tuojian.example', onRefused: () => undefined }).postDue();
    expect(cards.aside).toEqual(['0']);
    expect(cards.settled).toEqual([{ ids: ['1'], status: 'SENT' }]);
  });

  it('posts a few one by one, and merges a burst into one card that names them all', async () => {
    const few = store(due(2));
    const poster = (cards: CardStore) =>
      createPoster({ store: cards, bots: [bot('wecom')], publicUrl: 'https://tuojian.example', onRefused: () => undefined });
    expect(await poster(few).postDue()).toBe(2);
    expect(lastOf('wecom')).toContain('方圆');
    const many = store(due(9));
    expect(await poster(many).postDue()).toBe(1);
    expect(many.settled).toEqual([{ ids: expect.objectContaining({ length: 9 }), status: 'SENT' }]);
    expect(lastOf('wecom')).toContain('9 件动态');
  });

  it('waits when the vendor says that it was too much, and loses nothing', async () => {
    const cards = store(due(3));
    const before = vendors.posted().filter(({ vendor }) => vendor === 'dingtalk').length;
    await createPoster({ store: cards, bots: [bot('ding')], publicUrl: 'https://tuojian.example', onRefused: () => undefined }).postDue();
    expect(vendors.posted().filter(({ vendor }) => vendor === 'dingtalk')).toHaveLength(3);
    expect(before).toBeLessThan(3);
    expect(cards.settled.filter(({ status }) => status === 'QUEUED').length).toBeGreaterThan(0);
    expect(cards.settled.every(({ status }) => status !== 'REFUSED')).toBe(true);
  });
});
