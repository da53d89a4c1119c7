/** Somebody binds an account, chooses a password, adds an authenticator, and signs in by each; as they do it in a browser. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { sits } from '../setup/accounts-elsewhere.ts';
import { appShows } from '../setup/authenticator.ts';
import { consoleContext, expectWhole } from '../setup/console-page.ts';
import { signedIn } from '../setup/signing-in.ts';

const { apiUrl } = inject('service');
const PERSON = 'song-wei';
const PASSWORD = '四月 里 的 青禾 县 托育';

let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  ({ context, complaints } = await consoleContext({ browser, apiUrl, token: null, locale: 'zh-CN', width: 360 }));
  const [name = '', value = ''] = (await signedIn(PERSON)).split(/=(.*)/s);
  await context.addCookies([{ name, value, url: apiUrl }]);
  page = await context.newPage();
});
afterAll(() => browser.close());

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

it('binds and unbinds an account elsewhere, and says what came of signing in by one', { timeout: 60_000 }, async () => {
  await sits({ feishu: 'on_browser' });
  await page.goto(`${apiUrl}/me`);
  await press('绑定飞书');
  await page.getByRole('button', { name: '解除绑定飞书' }).waitFor();
  await context.clearCookies();
  await page.goto(`${apiUrl}/projects?via=feishu`);
  // A notice of that app leads there by itself, and back to where it was meant to lead.
  await page.getByRole('heading', { name: '项目', level: 1 }).waitFor();
  expect(new URL(page.url()).search).toBe('');
  await page.goto(`${apiUrl}/me`);
  await page.getByRole('button', { name: '解除绑定飞书' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '解除绑定', exact: true }).click();
  await page.getByRole('button', { name: '绑定飞书' }).waitFor();
  const cookies = await context.cookies();
  await context.clearCookies();
  await page.goto(apiUrl);
  await press('用飞书登录');
  await page.getByText('这个账号还没有与本系统的人员绑定').waitFor();
  await context.addCookies(cookies);
});

it('chooses a password, adds an authenticator app, and signs in by both', { timeout: 60_000 }, async () => {
  await page.goto(`${apiUrl}/me`);
  await press('设置密码');
  await page.getByLabel(/^新密码/).fill('太短');
  await page.getByLabel(/^再输一次新密码/).fill('不一样');
  await press('保存密码');
  await page.getByRole('alert').getByText('须不少于 12 个字符').waitFor();
  await page.getByLabel(/^新密码/).fill(PASSWORD);
  await page.getByLabel(/^再输一次新密码/).fill(PASSWORD);
  await press('保存密码');
  await page.getByRole('button', { name: '修改密码' }).waitFor();
  await press('添加认证器应用');
  await page.getByLabel(/^当前密码/).fill(PASSWORD);
  await press('下一步');
  await page.getByRole('img', { name: '认证器应用的二维码' }).waitFor();
  await expectWhole(page, complaints, 'new factor');
  const secret = ((await page.locator('pre').first().textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel(/^应用显示的 6 位数字/).fill(appShows(secret, Date.now() - 30_000));
  await press('确认');
  await page.getByRole('button', { name: '移除认证器应用' }).waitFor();

  await context.clearCookies();
  await page.goto(apiUrl);
  await press('用密码和动态码登录');
  await page.getByLabel('邮箱').fill(`${PERSON}@qinghe.example`);
  await page.getByLabel(/^密码/).fill(PASSWORD);
  await page.getByRole('textbox', { name: '动态码' }).fill(appShows(secret));
  await press('登录');
  await page.getByRole('heading', { name: '等我办理' }).waitFor();
  await page.goto(`${apiUrl}/me`);
  await press('移除认证器应用');
  await page.getByLabel(/^当前密码/).fill(PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: '移除认证器应用' }).click();
  await page.getByRole('button', { name: '添加认证器应用' }).waitFor();
  expect(complaints).toEqual([]);
});
