/** A project that is suspended, planned anew and resumed: as an officer does it in a browser. */
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { consoleContext, settled } from '../setup/console-page.ts';
import { client } from '../setup/office.ts';

const { apiUrl, tokens } = inject('service');
let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
});
afterAll(() => browser.close());

type Known = { readonly status: string; readonly profile: { readonly finishOn: string } };
const found = async (): Promise<Known> => (await client('xu-jianing').find('project/QH-02')) as Known;

it('an officer finds a project, suspends it, changes its days with their basis, and lets it go on', async () => {
  const { context } = await consoleContext({ browser, apiUrl, token: tokens['xu-jianing'] ?? '', locale: 'zh-CN', width: 1280 });
  const page = await context.newPage();
  await page.goto(`${apiUrl}/projects`);
  await settled(page);
  await page.getByRole('searchbox', { name: '查找' }).fill('QH-02');
  await page.waitForURL(/q=QH-02/);
  await page.getByRole('link', { name: '城南街道社区托育点' }).click();
  await page.waitForURL(/projects\/QH-02/);

  await page.getByRole('button', { name: '暂停项目' }).click();
  const dialog = page.getByRole('dialog', { name: '暂停项目' });
  await dialog.getByText('停止计时').waitFor();
  // The form opens with nothing filled in, and says so at its field.
  await dialog.getByRole('button', { name: '暂停项目' }).click();
  await dialog.getByText('有 1 处需要更正').waitFor();
  await dialog.getByLabel(/^理由/).fill('资金未到位');
  await dialog.getByRole('button', { name: '暂停项目' }).click();
  await page.getByText('理由：资金未到位').waitFor();
  expect((await found()).status).toBe('SUSPENDED');

  const before = (await found()).profile.finishOn;
  await page.getByRole('button', { name: '变更计划日期' }).click();
  const form = page.getByRole('dialog', { name: '变更计划日期' });
  await form.getByLabel(/^计划竣工/).fill('2001-01-01');
  await form.getByLabel(/^依据文件的文号/).fill('青托办〔2026〕90号');
  await form.getByLabel(/^文件日期/).fill('2026-01-05');
  await form.getByLabel(/^理由/).fill('工期顺延');
  await form.getByRole('button', { name: '变更计划日期' }).click();
  // What the domain finds stands in the form, and nothing is kept by halves.
  await form.getByRole('alert').getByText('须早于完工日期', { exact: false }).first().waitFor();
  expect((await found()).profile.finishOn).toBe(before);
  await form.getByLabel(/^计划竣工/).fill('2031-03-04');
  await form.getByRole('button', { name: '变更计划日期' }).dblclick();
  await page.getByText('依据 青托办〔2026〕90号（2026年1月5日）').waitFor();
  expect((await found()).profile.finishOn).toBe('2031-03-04');

  await page.getByRole('button', { name: '恢复项目' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '恢复项目' }).click();
  await page.getByRole('button', { name: '暂停项目' }).waitFor();
  expect((await found()).status).toBe('RUNNING');
  await context.close();
}, 90_000);
