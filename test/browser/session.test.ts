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

async function signIn(): Promise<void> {
  const last = Math.max(0, ...(await mailsAfter(outboxUrl, 0)).map(({ id }) => id));
  await page.getByLabel('邮箱').fill(ADDRESS);
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
    await expect.poll(() => answers, { timeout: 5_000 }).toContain('/api/v1/cases');
  }, 60_000);

  it('a session that ends while somebody works is taken up again in place', async () => {
    await page.evaluate('window.stays = 1');
    await context.clearCookies();
    await page.getByRole('navigation').getByRole('link', { name: '工作台' }).first().click();
    await page.getByRole('dialog', { name: '登录已过期' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: '登录已过期' }).waitFor();
    await signIn();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: '等我办理' }).waitFor();
    // The page was never loaded anew: what was typed in it is there.
    expect(await page.evaluate('window.stays')).toBe(1);
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
