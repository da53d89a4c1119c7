/** A route changed in a browser: its fault at its field, mended, tried out, proposed, and confirmed by another person. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { deskOf, settled } from '../setup/console-page.ts';
import { client, json } from '../setup/office.ts';

const { apiUrl, tokens } = inject('service');
let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
});
afterAll(() => browser.close());

const pageOf = (person: string, address: string): Promise<Page> => deskOf({ browser, apiUrl, token: tokens[person] ?? '' }, address);

it('a limit is changed at its field, tried out, and holds once another person has confirmed it', async () => {
  const code = `BROWSER_${Date.now().toString(36).toUpperCase()}`;
  const page = await pageOf('xu-jianing', '/office/routes/QH/new?tab=edit');
  await page.getByLabel('代码').fill(code);
  await page.getByLabel('名称（中文）').first().fill('浏览器试验');
  await page.getByLabel('名称（英文）').first().fill('Tried in a browser');
  await page.getByRole('button', { name: '增加一步' }).click();
  // Nobody is asked yet: said at its field, in the step that stands open by itself.
  await page.getByRole('group', { name: '请谁办理' }).getByText('须至少请一人').first().waitFor();
  await page.getByRole('button', { name: '请谁办理 增加' }).click();
  await expect.poll(() => page.getByText('须至少请一人').count()).toBe(0);
  const limit = page.locator('[data-path="steps.0.limit"]');
  await limit.fill('0');
  await page.getByText('不得少于一').first().waitFor();
  expect(await limit.getAttribute('aria-invalid')).toBe('true');
  // What is typed is there again after it was left.
  await page.waitForTimeout(500);
  await page.reload();
  await settled(page);
  expect(await page.locator('[data-path="steps.0.limit"]').inputValue()).toBe('0');
  await page.locator('[data-path="steps.0.limit"]').fill('7');
  await page.locator('[data-path="steps.0.name"]').fill('审查');
  await page.getByLabel('名称（英文）').nth(1).fill('Review');
  await page.getByRole('tab', { name: '试走' }).click();
  await page.getByRole('button', { name: '试走' }).click();
  await page.getByRole('table', { name: '试走' }).getByText('审查').waitFor();
  await page.getByRole('tab', { name: '修改' }).click();
  await page.getByLabel(/^依据文号/).fill('青托办〔2026〕19号');
  await page.getByRole('button', { name: '提出，等另一人确认' }).click();
  await page.getByText('您提出的，须由另一人确认。').waitFor();

  const second = await pageOf('zhou-qiming', '/');
  await second.getByRole('link', { name: '修改审批路线：浏览器试验' }).click();
  await second.getByRole('button', { name: '确认', exact: true }).click();
  await second.getByRole('dialog').getByRole('button', { name: '确认', exact: true }).click();
  await second.getByText('已确认，已采用').waitFor();
  const { items } = (await json(client('xu-jianing').get('programme/QH/routes'))) as unknown as {
    items: { code: string; steps: { limit: object }[] }[];
  };
  expect(items.find((route) => route.code === code)?.steps[0]?.limit).toEqual({ n: 7, unit: 'WD' });
});
