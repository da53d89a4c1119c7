/** Every page that a mail, a card, a sheet or an overview leads to, in both languages, on a phone and on a desk. */
import { randomBytes } from 'node:crypto';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Route } from '../../domain/approval/route.ts';
import { openDatabase } from '../../prisma/database.ts';
import { mintUnsubscribe } from '../../prisma/mail/preferences.ts';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { checkIn, linkIn, type Mail } from '../../scripts/demo/http.ts';
import { approvalSheetPdf } from '../../sheets/approval-sheet.ts';
import { printed } from '../../sheets/printed-sheet.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { expectAccessible, expectToFit } from '../setup/browser-checks.ts';
import { route } from '../setup/builders.ts';
import { act, client, json, mailTo, once, today } from '../setup/office.ts';
import { LEAST_READING_MS } from '../setup/service.ts';

const { apiUrl, outboxUrl, databaseUrl } = inject('service');
const text = (zh: string, en = zh) => ({ zh, en });
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };
let browser: Browser;
const urls: Record<string, string> = {};
let coded: Mail;

/** A real PDF, so that its picture can be looked at. */
async function uploadedPdf(): Promise<string> {
  const box = new ApprovalBox(route({ people: ['ann'] }));
  const pdf = await approvalSheetPdf(
    printed({
      locale: 'zh-CN',
      id: 'QH-01.FSR',
      state: box.state,
      nameOf: (person) => person,
      unitOf: () => '县发改局',
      trail: null,
      head: { version: 1, hash: 'c'.repeat(64) },
      printedAt: '2026-11-24T02:00:00.000Z',
      door: null,
    }),
  );
  const answer = await client('liu-chuan').upload('可研报告.pdf', Uint8Array.from(pdf));
  return ((await answer.json()) as { sha256: string }).sha256;
}

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  const [officer, manager] = [client('xu-jianing'), client('liu-chuan')];
  await officer.until('project/QH-05', () => true);
  const steps = [
    {
      key: 'ONE',
      name: text('领导小组审定', 'Decision by the leading group'),
      who: { agree: 'ANY', members: [{ person: 'han-dong' }, { person: 'su-mei' }] },
      limit: { n: 5, unit: 'WD' },
      rules: { assurance: 'email+otp' },
    },
  ];
  const route = { code: 'PAGES', version: 1, name: text('页面'), steps } as unknown as Route;
  await officer.adoptRoute('QH', { route, basis: '青托组发〔2026〕12号' }, client('he-jing'));
  const content = {
    summary: [{ label: text('金额', 'Amount'), value: text('1,860 万元', 'CNY 18.6 million') }],
    amountFen: 1_860_000_000,
    documents: [{ title: '可研报告.pdf', number: '青发改〔2026〕3号', sha256: await uploadedPdf() }],
  };
  const title = text('页面试验审批', 'Approval to look at pages');
  await manager.post('approvals', { type: 'Draft', programme: 'QH', project: 'QH-05', key: 'PAGES', route: 'PAGES', title, content });
  await manager.command('approval/QH-05~PAGES', { type: 'Submit', on: today() });
  coded = await mailTo('han-dong', '页面试验审批');
  const { contentHash } = await once('approval/QH-05~PAGES', () => true);
  const db = openDatabase(databaseUrl);
  urls.code = linkIn(coded) ?? '';
  urls.door = `${apiUrl}/open/QH-05~PAGES/${contentHash.slice(0, 16)}`;
  urls.dead = `${apiUrl}/a/${randomBytes(32).toString('base64url')}`;
  urls.unsubscribe = `${apiUrl}/unsubscribe/${await mintUnsubscribe(db, 'han-dong')}`;
  urls.mails = `${apiUrl}/mails`;
  urls.mail = `${apiUrl}/mails/task/zh-CN`;
  await db.close();
});
afterAll(() => browser.close());

async function open(url: string, lang: string, viewport: { width: number; height: number }): Promise<Page> {
  const page = await (await browser.newContext({ viewport, bypassCSP: true })).newPage();
  await page.goto(url);
  if (!url.includes('/mails')) await page.goto(`${page.url()}?lang=${lang}`);
  return page;
}

describe.each(['code', 'door', 'dead', 'unsubscribe', 'mails', 'mail'])('the page "%s"', (name) => {
  it.each([
    ['zh-CN', PHONE],
    ['en', PHONE],
    ['zh-CN', DESK],
    ['en', DESK],
  ] as const)('meets WCAG 2.2 AA by axe in %s', async (lang, viewport) => {
    const url = name === 'mail' && lang === 'en' ? `${apiUrl}/mails/task/en` : (urls[name] ?? '');
    const page = await open(url, lang, viewport);
    await expectAccessible(page);
    await page.context().close();
  });

  it('fits 320 px', async () => {
    const page = await open(urls[name] ?? '', 'zh-CN', { width: 320, height: 640 });
    await expectToFit(page, 320);
    await page.context().close();
  });
});

describe('the page behind a link', () => {
  it('shows the first page of a document as a picture, and weighs under 30 KB without it', async () => {
    const page = await open(urls.code ?? '', 'zh-CN', PHONE);
    const picture = page.locator('img.preview');
    await picture.scrollIntoViewIfNeeded();
    await expect
      .poll(() => picture.evaluate((image) => (Reflect.get(image, 'complete') === true ? Number(Reflect.get(image, 'naturalWidth')) : 0)))
      .toBe(640);
    expect(await picture.getAttribute('alt')).toContain('可研报告.pdf');
    expect((await page.content()).length).toBeLessThan(30_000);
    await page.context().close();
  });

  it('brings a thumb to the decision with one tap, from the top of a phone', async () => {
    const page = await open(urls.code ?? '', 'zh-CN', PHONE);
    const jump = page.getByRole('link', { name: '去办理' });
    const box = await jump.boundingBox();
    // Within reach of a thumb: the lower half of the screen.
    expect(box?.y ?? 0).toBeGreaterThan(PHONE.height / 2);
    expect(box?.height ?? 0).toBeGreaterThanOrEqual(44);
    await jump.click();
    const first = await page.locator('.choice').first().boundingBox();
    expect(first?.y ?? -1).toBeGreaterThanOrEqual(0);
    expect((first?.y ?? 0) + (first?.height ?? 0)).toBeLessThan(PHONE.height);
    await page.context().close();
  });

  it('never hides what has the focus behind a bar that stays (WCAG 2.4.11)', async () => {
    const page = await open(urls.code ?? '', 'zh-CN', PHONE);
    const hidden: string[] = [];
    for (let presses = 0; presses < 14; presses += 1) {
      await page.keyboard.press('Tab');
      const covered = await page.evaluate(() => {
        const root = Reflect.get(globalThis, 'document') as {
          activeElement: {
            getBoundingClientRect(): { left: number; top: number; width: number; height: number };
            contains(other: unknown): boolean;
            tagName: string;
            name?: string;
            closest(selector: string): unknown;
          };
          elementFromPoint(x: number, y: number): unknown;
        };
        const active = root.activeElement;
        const { left, top, width, height } = active.getBoundingClientRect();
        const at = root.elementFromPoint(left + width / 2, top + height / 2) as { closest(selector: string): unknown } | null;
        return at !== null && !active.contains(at) && at.closest('.jump') !== null ? (active.name ?? active.tagName) : '';
      });
      if (covered !== '') hidden.push(covered);
    }
    expect(hidden).toEqual([]);
    await page.context().close();
  });

  it('asks for a code, takes it, and says afterwards what was recorded; all without script', async () => {
    const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false, locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(`${outboxUrl}/mails/${coded.id}`);
    await page.goto((await page.frameLocator('iframe').locator('a').first().getAttribute('href')) ?? '');
    await page.waitForTimeout(LEAST_READING_MS + 50);
    await page.getByRole('button', { name: '发送验证码' }).click();
    await page.getByText('验证码已发送').waitFor();
    const code = /\b(\d{6})\b/.exec((await mailTo('han-dong', '验证码', '页面试验审批')).text)?.[1] ?? '';
    await page.getByLabel('同意', { exact: true }).check();
    await page.getByLabel('邮件中的核对码（4 位数字）').fill(checkIn(coded));
    await page.getByLabel('一次性验证码').fill(code);
    await page.waitForTimeout(LEAST_READING_MS + 50);
    await page.getByRole('button', { name: '提交决定' }).click();
    await page.getByText('您已处理：同意').waitFor();
    await context.close();
    const { lines } = (await json(client('xu-jianing').get('approval/QH-05~PAGES/history'))) as { lines: { assurance: string; door: string }[] };
    expect(lines.some(({ assurance, door }) => assurance === 'email+otp' && door === 'link')).toBe(true);
    // Whoever was asked beside him is told how it ended.
    const late = await open(linkIn(await mailTo('su-mei', '待办', '页面试验审批')) ?? '', 'zh-CN', PHONE);
    expect(await late.content()).toMatch(/韩冬：同意（/);
    await expectAccessible(late);
    await late.context().close();
  });

  it('that is dead sends the newest link to the mailbox by one button, without script', async () => {
    const [manager, officer] = [client('liu-chuan'), client('xu-jianing')];
    const route = {
      code: 'PAGES_TWO',
      version: 1,
      name: text('页面'),
      steps: [{ key: 'ONE', name: text('审批'), who: { agree: 'ANY', members: [{ person: 'qian-ning' }] }, limit: { n: 5, unit: 'WD' } }],
    };
    await officer.adoptRoute('QH', { route: route as unknown as Route, basis: '青托组发〔2026〕13号' }, client('he-jing'));
    const content = { summary: [], documents: [] };
    await manager.post('approvals', {
      type: 'Draft',
      programme: 'QH',
      project: 'QH-05',
      key: 'PAGES2',
      route: 'PAGES_TWO',
      title: text('重发试验'),
      content,
    });
    await manager.command('approval/QH-05~PAGES2', { type: 'Submit', on: today() });
    const first = await mailTo('qian-ning', '待办', '重发试验');
    await manager.command('approval/QH-05~PAGES2', { type: 'Nudge' });
    await mailTo('qian-ning', '催办', '重发试验');
    const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false, locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(linkIn(first) ?? '');
    await page.getByText('链接无效').first().waitFor();
    await page.waitForTimeout(LEAST_READING_MS + 50);
    await page.getByRole('button', { name: '把链接重新发到邮箱' }).click();
    await page.getByText('请查收邮件').first().waitFor();
    await context.close();
    expect((await act('qian-ning', ['新链接', '重发试验'], { choice: 'APPROVE' })).status).toBe(303);
  });
});
