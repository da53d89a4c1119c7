/** A programme's questionnaire as the office and a parent meet it: opened, answered from its address, closed, and its batches counted. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { deskOf, settled, violationsOf } from '../setup/console-page.ts';
import { registerOwnProject, today } from '../setup/office.ts';

const { apiUrl, tokens } = inject('service');
/** Of its own: other tests close surveys of the example. */
const PROJECT = 'QH-89';
let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  await registerOwnProject(PROJECT, { zh: '全县一张码示范点', en: 'One code centre' });
}, 60_000);
afterAll(() => browser.close());

async function answered(address: string): Promise<void> {
  const phone = await (await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'zh-CN', javaScriptEnabled: false })).newPage();
  const next = (): Promise<void> => phone.getByRole('button').first().click();
  await phone.goto(address);
  await phone.getByRole('checkbox').check();
  await next();
  await phone.locator('select[name=area]').selectOption('城关街道');
  await phone.locator('select[name="birthMonth.year"]').selectOption({ index: 2 });
  await phone.locator('select[name="birthMonth.month"]').selectOption('05');
  const first = { children: 'TWO', residence: 'LOCAL', carer: 'PARENT', work: 'BOTH', income: 'MORE', inCare: 'NONE', need: 'NO' };
  for (const [name, value] of Object.entries(first)) await phone.locator(`input[name=${name}][value=${value}]`).check();
  await next();
  await phone.locator('input[name="concerns.SAFETY"]').check();
  for (const [name, value] of Object.entries({ whyNot: 'AT_HOME', knowsPolicy: 'WELL' }))
    await phone.locator(`input[name=${name}][value=${value}]`).check();
  await next();
  await phone.getByText('答卷已收到').waitFor();
}

async function seen(page: Page): Promise<void> {
  await settled(page);
  expect(await violationsOf(page)).toEqual([]);
}

it('the office opens one address for the county, sees what comes in, closes it and counts it in the surveys', { timeout: 120_000 }, async () => {
  const page = await deskOf({ browser, apiUrl, token: tokens['xu-jianing'] ?? '' }, '/surveys');
  await page.getByRole('link', { name: 'QH：全部调研汇总' }).click();
  await page.getByRole('heading', { name: 'QH 的需求调研' }).waitFor();
  await page.getByRole('link', { name: `${PROJECT} 全县一张码示范点` }).waitFor();
  await seen(page);

  await page.getByRole('button', { name: '开放公开问卷' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '开放公开问卷' }).click();
  await dialog.getByText('请写明依据').first().waitFor();
  await dialog.getByLabel(/^依据/).fill('试〔2026〕89号');
  await dialog.getByLabel(/^截止日期/).fill(today());
  // Not Esc: where its calendar has not opened yet, that closes the dialog.
  await dialog.getByLabel(/^截止日期/).press('Tab');
  await dialog.getByLabel(/^家长可选的街道或乡镇/).fill('城关街道 城区\n河口镇 乡镇');
  await seen(page);
  await dialog.getByRole('button', { name: '开放公开问卷' }).click();
  await page.getByRole('img', { name: '公开问卷的二维码' }).waitFor();
  await seen(page);

  await answered((await page.getByRole('link', { name: `${apiUrl}/q/` }).getAttribute('href')) ?? '');
  // Without a reload: the page is told.
  await page.getByText('网上收到 1 份').waitFor();
  await page.getByRole('button', { name: '结束公开问卷' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '结束公开问卷' }).click();
  await page.getByText('答卷已按分层成批').waitFor();
  await seen(page);

  await page.getByRole('link', { name: '计入各调研' }).click();
  // The newest first: another file closes one too.
  await page
    .getByRole('button', { name: /^计入其他调研：.*-URBAN$/ })
    .first()
    .click();
  await page.getByRole('checkbox', { name: `${PROJECT} 全县一张码示范点`, checked: true }).waitFor();
});
