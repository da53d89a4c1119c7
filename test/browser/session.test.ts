import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { ApiClient, mailsAfter } from '../../scripts/demo/http.ts';

const { apiUrl, outboxUrl, tokens } = inject('service');
const ADDRESS = 'xu-jianing@qinghe.example';

let browser: Browser;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', reducedMotion: 'reduce' });
  page = await context.newPage();
});
afterAll(() => browser.close());

/** The digits of the newest mail that came after this one. */
async function codeAfter(last: number): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = (await mailsAfter(outboxUrl, last)).filter(({ to }) => to === ADDRESS).map(({ text }) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0]);
    const code = found.at(-1);
    if (code !== undefined) return code;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no mail with six digits came');
}

/** `known`: over the page of somebody whose session it was; their address is not asked for again. */
async function signIn(known = false): Promise<void> {
  const last = Math.max(0, ...(await mailsAfter(outboxUrl, 0)).map(({ id }) => id));
  if (known) expect([await page.getByText(`登录码发到 ${ADDRESS}`).count(), await page.getByLabel('邮箱').count()]).toEqual([1, 0]);
  else await page.getByLabel('邮箱').fill(ADDRESS);
  await page.getByRole('button', { name: '发送登录码' }).click();
  await page.getByText('登录码已发到该邮箱').waitFor();
  const code = await codeAfter(last);
  await page.getByLabel('登录码（6 位数字）').first().click();
  await page.keyboard.type(code);
}

describe('signing in with the console', () => {
  it('leads from a link to the page that it names, by six digits', async () => {
    await page.goto(`${apiUrl}/projects`);
    await page.getByRole('heading', { name: '登录', level: 1 }).waitFor();
    await signIn();
    await page.getByRole('heading', { name: '项目', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/projects');
  }, 60_000);

  it('an open page is told of a change and shows it, without being asked', async () => {
    await page.getByText('妇幼保健院医育结合部').waitFor();
    const answers: string[] = [];
    page.on('response', (response) => void answers.push(new URL(response.url()).pathname));
    const manager = new ApiClient(apiUrl, tokens['liu-chuan'] ?? '');
    const draft = {
      type: 'Draft',
      project: 'QH-05',
      key: 'OPEN-1',
      route: 'CHANGE_DEPARTMENT',
      title: '器材',
      content: { summary: [], documents: [] },
    };
    expect((await manager.post('approvals', draft)).status).toBe(200);
    await expect.poll(() => answers, { timeout: 5_000 }).toContain('/api/v1/projects');
  }, 60_000);

  it('a session that ends while somebody works is taken up again in place', async () => {
    await page.evaluate('window.stays = 1');
    await context.clearCookies();
    await page.getByRole('navigation').getByRole('link', { name: '工作台' }).first().click();
    await page.getByRole('dialog', { name: '登录已过期' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: '登录已过期' }).waitFor();
    await signIn(true);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: '等我办理' }).waitFor();
    // The page was never loaded anew: what was typed in it is there.
    expect(await page.evaluate('window.stays')).toBe(1);
  }, 60_000);

  it('an act that was begun goes on by itself after signing in again, confirmed once, and counts once', async () => {
    await page.goto(`${apiUrl}/approvals/QH-05~OPEN-1?act=WITHDRAW`);
    await page.getByLabel(/^理由/).fill('改由下月一并申请');
    await context.clearCookies();
    await page.getByRole('button', { name: /^提交：撤/ }).click();
    const confirm = page.getByRole('dialog', { name: /^确认：/ });
    await confirm.getByRole('button', { name: /撤回/ }).click();
    await page.getByRole('dialog', { name: '登录已过期' }).waitFor();
    await signIn(true);
    await confirm.waitFor({ state: 'detached' });
    await page.getByText('已撤回').first().waitFor();
    const events = (await (await new ApiClient(apiUrl, tokens['liu-chuan'] ?? '').get('approval/QH-05~OPEN-1/events')).json()) as {
      items: { type: string }[];
    };
    expect(events.items.filter(({ type }) => type === 'ApprovalClosed')).toHaveLength(1);
  }, 60_000);

  it('signing out shows nothing of it any more', async () => {
    await page.getByRole('button', { name: /许家宁，账户/ }).click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    await page.getByRole('heading', { name: '登录', level: 1 }).waitFor();
    await page.goBack().catch(() => null);
    await page.getByRole('heading', { name: '登录', level: 1 }).waitFor();
    expect(await page.getByText('妇幼保健院医育结合部').count()).toBe(0);
  }, 30_000);
});
