import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { LOCALES, type Locale } from '../../domain/kernel/locale.ts';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { type ConsolePage, consoleContext, expectWhole, settled } from '../setup/console-page.ts';

const { apiUrl, tokens } = inject('service');
const FOLDER = path.join(import.meta.dirname, 'console-pages');
const rooms: readonly (readonly ConsolePage[])[] = await Promise.all(
  readdirSync(FOLDER).map(async (file) => ((await import(path.join(FOLDER, file))) as { PAGES: readonly ConsolePage[] }).PAGES), // each file of the folder
);
const PAGES = rooms.flat();
const WIDTHS = [360, 1280] as const;
/**
 * Every page in both languages and at both widths, light and dark; all combinations by `npm run web:pages`, and otherwise each
 * page in Chinese at one width, light and dark, and in English at the other, whose colours are the same, in light: so the tests
 * stay within their time.
 */
const ALL = (import.meta as { readonly env?: { readonly MODE?: string } }).env?.MODE === 'all-pages'; // vite's own, of which its types are not loaded
const widthsOf = (locale: Locale, place: number): readonly number[] => (ALL ? WIDTHS : [WIDTHS[(place + LOCALES.indexOf(locale)) % 2] ?? 360]);

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
});
afterAll(() => browser.close());

const tokenOf = (person: string | null): string | null => (person === null ? null : (tokens[person] ?? ''));

type Opened = Awaited<ReturnType<typeof consoleContext>>;
/** One browser window for each person, language and width: what it has loaded once it need not load again. */
const windows = new Map<string, Promise<Opened & { readonly page: Page }>>();
async function windowOf(as: string | null, locale: Locale, width: number): Promise<Opened & { readonly page: Page }> {
  const name = `${as} ${locale} ${width}`;
  const known =
    windows.get(name) ??
    consoleContext({ browser, apiUrl, token: tokenOf(as), locale, width }).then(async (opened) => ({
      ...opened,
      page: await opened.context.newPage(),
    }));
  windows.set(name, known);
  return known;
}

describe.each(LOCALES)('in %s', (locale) => {
  it.each(PAGES.map((page, place) => ({ ...page, place })))(
    '$path as $as holds WCAG 2.2 AA, fits its screen and breaks no policy, light and dark',
    async ({ path: address, as, opens = [], place }) => {
      const dark = ALL || locale === LOCALES[0];
      for (const width of widthsOf(locale, place)) {
        const { page, complaints } = await windowOf(as, locale, width);
        complaints.length = 0;
        await page.goto(`${apiUrl}${address}`);
        await settled(page);
        await expectWhole(page, complaints, `${address} ${width} px`, dark);
        for (const open of opens) {
          await open(page);
          await expectWhole(page, complaints, `${address} ${width} px, opened`, dark);
        }
      }
    },
    60_000,
  );
});

describe('by keyboard', () => {
  let page: Page;
  beforeAll(async () => {
    const { context } = await consoleContext({ browser, apiUrl, token: tokenOf('xu-jianing'), locale: 'zh-CN', width: 1280 });
    page = await context.newPage();
    await page.goto(apiUrl);
    await settled(page);
  });
  afterAll(() => page.context().close());
  const focused = (): Promise<string> => page.evaluate('document.activeElement.textContent || document.activeElement.getAttribute("aria-label")');

  it('the first stop skips to the content', async () => {
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('跳到内容');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
  });

  it('a link moves the focus to the heading of the page that it opens', async () => {
    await page.getByRole('navigation').getByRole('link', { name: '审批' }).first().click();
    await page.getByRole('heading', { name: '审批', level: 1 }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    expect(await page.title()).toBe('审批 · 托建');
  });

  it('Ctrl-K finds a page, Esc closes and gives the focus back', async () => {
    const opener = page.getByRole('button', { name: '查找页面与操作' }).first();
    await opener.focus();
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: '查找页面与操作' }).fill('项目');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused()).toContain('查找页面与操作');
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: '查找页面与操作' }).fill('项目');
    // What is called so stands first among those that have it in their name, and is chosen already.
    await page.getByRole('option').first().or(page.locator('.mantine-Spotlight-action[data-selected]')).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '项目', level: 1, exact: true }).waitFor();
  });

  it('a page that comes late leaves the focus where the person has gone meanwhile', async () => {
    await page.route('**/assets/*.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    const finder = page.getByRole('textbox', { name: '查找页面与操作' });
    await page.keyboard.press('Control+k');
    await finder.fill('关于');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await finder.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await finder.waitFor();
    await page.getByRole('heading', { name: '关于', level: 1 }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('INPUT');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.unroute('**/assets/*.js');
  });

  it('the account’s menu opens by Enter, and Esc gives the focus back', async () => {
    const account = page.getByRole('button', { name: /许家宁，账户/ });
    // A dialog that has just closed gives the focus back a moment after it is gone.
    const stays = async () => {
      await account.focus();
      await page.waitForTimeout(100);
      return focused();
    };
    await expect.poll(stays).toContain('许家宁');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: '退出登录' }).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.closest("[role=menu]") !== null')).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem', { name: '退出登录' }).waitFor({ state: 'detached' });
    expect(await focused()).toContain('许家宁');
  });
});

it('an address without a page says so, and leads to the start', async () => {
  const { context } = await consoleContext({ browser, apiUrl, token: tokenOf('xu-jianing'), locale: 'zh-CN', width: 1280 });
  const page = await context.newPage();
  await page.goto(`${apiUrl}/nothing`);
  await settled(page);
  expect(await page.locator('#root h1').first().textContent()).toBe('没有这个网址');
  await page.getByRole('link', { name: '回到工作台' }).waitFor();
  await context.close();
});

describe('what the server says of the console', () => {
  const asked = (address: string, accept = 'text/html') => fetch(`${apiUrl}${address}`, { headers: { accept } });

  it('a page is there, an address without one is not, and both are the console', async () => {
    for (const [address, status] of [
      ['/', 200],
      ['/approvals', 200],
      ['/approvals/QH-01.FSR', 200],
      ['/approvals/QH-01.FSR/', 200],
      ['/approvals/QH-01.FSR/more', 404],
      ['/nowhere', 404],
    ] as const) {
      const answer = await asked(address);
      expect([address, answer.status]).toEqual([address, status]);
      expect(await answer.text()).toContain('<div id="root">');
    }
  });

  it('script comes from files alone, and the index is never kept', async () => {
    const answer = await asked('/');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|script-src[^;]*nonce|http/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const [first, second] = [await answer.text(), await (await asked('/')).text()];
    expect(first).not.toBe(second);
    expect(first).not.toMatch(/<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=/);
  });

  it('files whose names change with what is in them are kept for ever', async () => {
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(await (await asked('/')).text()) ?? [];
    expect((await asked(script)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await asked('/assets/nothing-0000.js')).status).toBe(404);
    const sizes: number[] = [];
    for (const encoding of ['br', 'gzip', 'identity']) {
      const answer = await fetch(`${apiUrl}${script}`, { headers: { 'Accept-Encoding': encoding } });
      expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([
        encoding === 'identity' ? null : encoding,
        'Accept-Encoding',
      ]);
      expect(answer.headers.get('content-type')).toMatch(/^(?:text|application)\/javascript/);
      sizes.push(Number(answer.headers.get('content-length')));
      expect((await answer.text()).length).toBeGreaterThan(100_000);
    }
    expect(sizes).toEqual(sizes.toSorted((one, other) => one - other));
  });

  it('a program that asks for an address without a page is told as before', async () => {
    const answer = await asked('/nowhere', 'application/json');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });
});

it('a browser that runs no script is told so, with what still works', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(apiUrl);
  await page.getByText('请允许脚本').waitFor();
  await context.close();
});
