/** A service that is not embedded and empty: from the code of its terminal to a programme, as somebody new does it. */
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setupHint } from '../../cli/setup-code.ts';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { mailsAfter } from '../../scripts/demo/http.ts';
import { type EmptyService, startEmptyService } from '../../scripts/own-service.ts';
import { consoleContext, expectWhole } from '../setup/console-page.ts';

let service: EmptyService;
let browser: Browser;
beforeAll(async () => {
  // Behind a proxy of one's own, so that others come.
  const overrides = { TUOJIAN_PROXY_HOPS: '1', TUOJIAN_MISSES_PER_MINUTE: '5' };
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  service = await startEmptyService({ name: 'first-administrator', say: () => undefined, overrides });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await service.stop();
});

const ADDRESS = 'li-na@longtan.gov.cn';
const post = (path: string, body: object, from = '203.0.113.1') =>
  fetch(`${service.stack.apiUrl}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify(body),
  });
const naming = (code: string, email = ADDRESS) => ({ code, person: { id: 'li-na', name: '李娜', nameEn: '李娜', email, unit: '办公室' } });

async function digits(): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const mails = (await mailsAfter(service.stack.outboxUrl ?? '', 0)).filter(({ to }) => to === ADDRESS);
    const found = mails.map(({ text }) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0]).find((one) => one !== undefined);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no code came');
}

it('the setup code names the first administrator once, who signs in by mail and sets up the county', { timeout: 120_000 }, async () => {
  const hint = await setupHint(service.stack.database, { embedded: false, terminal: true });
  const code = typeof hint === 'object' ? hint.code : '';
  // Nobody guesses, nothing else opens, and what is wrong is told before the code is spent.
  const guesses: number[] = [];
  for (let n = 0; n < 7; n += 1) guesses.push((await post('first-run/administrator', naming(`0000-0000-0000-000${n}`))).status);
  expect(guesses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  expect((await post('first-run/programme', {})).status).toBe(404);
  expect((await post('first-run/administrator', naming(code, 'nobody'))).status).toBe(422);
  expect((await post('first-run/example', {})).status).toBe(404);

  const { context, complaints } = await consoleContext({ browser, apiUrl: service.stack.apiUrl, token: null, locale: 'zh-CN', width: 360 });
  const page = await context.newPage();
  await page.goto(service.stack.apiUrl);
  await page.getByRole('heading', { name: '指定首位管理员' }).waitFor();
  await expectWhole(page, complaints, 'first administrator');
  await page.getByLabel('初始化码').fill('0000-0000-0000-0000');
  await page.getByLabel('姓名').fill('李娜');
  await page.getByLabel('单位').fill('办公室');
  await page.getByLabel('邮箱').fill(ADDRESS);
  await page.getByRole('button', { name: '登记' }).click();
  await page.getByRole('alert').getByText('初始化码不对').waitFor();
  await page.getByRole('textbox', { name: '初始化码' }).fill(code.toLowerCase());
  await page.getByRole('button', { name: '登记' }).click();
  await page.getByRole('heading', { name: '首位管理员已登记' }).waitFor();
  await expectWhole(page, complaints, 'named');
  expect((await post('first-run/administrator', naming(code))).status).toBe(409);

  await page.getByRole('button', { name: '去登录' }).click();
  await page.getByLabel('邮箱').fill(ADDRESS);
  await page.getByRole('button', { name: '发送登录码' }).click();
  await page.getByText('登录码已发到该邮箱').waitFor();
  await page.keyboard.type(await digits());
  await page.getByRole('link', { name: '建立本县' }).click();
  const county = { '县（市、区）': '龙潭县', 项目群名称: '龙潭县托育建设', 项目群代码: 'LT', 依据文号: '龙政办发〔2026〕2号' };
  for (const [label, value] of Object.entries(county)) await page.getByLabel(label).fill(value);
  const rest = { 常住人口: '310000', 现有托位: '400', 目标托位: '1200', 起始日期: '2026-01-01', 结束日期: '2028-12-31' };
  for (const [label, value] of Object.entries(rest)) await page.getByLabel(label).fill(value);
  await page.getByRole('button', { name: '下一步' }).click();
  // The first of them is known already.
  expect(await page.getByLabel('邮箱').first().inputValue()).toBe(ADDRESS);
  await expectWhole(page, complaints, 'people');
  for (const [label, value] of [
    ['姓名', '赵敏'],
    ['邮箱', 'zhao-min@longtan.gov.cn'],
    ['单位', '县政府'],
  ] as const)
    await page.getByLabel(label).nth(1).fill(value);
  await page.getByRole('button', { name: '建立项目群' }).click();
  await page.getByText('导入完成').waitFor({ timeout: 30_000 });
  const held = await service.stack.database.pool.query("SELECT role FROM standing WHERE person = 'li-na' AND kind = 'MEMBER' ORDER BY 1");
  expect(held.rows.map(({ role }) => role)).toEqual(['ADMINISTRATOR', 'PROGRAMME_OFFICER']);
  await page.goto(service.stack.apiUrl);
  await page.getByRole('heading', { name: '李娜，您好' }).waitFor();
  expect(await page.getByRole('link', { name: '建立本县' }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});
