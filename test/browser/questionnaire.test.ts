/** The public questionnaire as a parent meets it on a phone, in both languages: accessible on every page, and nothing typed is lost. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { expectAccessible, expectToFit } from '../setup/browser-checks.ts';
import { client, json, registerOwnProject, today } from '../setup/office.ts';

/** Of its own: other tests work in those of the example. */
const PROJECT = 'QH-85';
const SURVEY = `survey/${PROJECT}`;
let browser: Browser;
let address = '';

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  const office = client('xu-jianing');
  await registerOwnProject(PROJECT, { zh: '问卷示范点二', en: 'Second questionnaire centre' });
  await office.post(`${SURVEY}/commands`, { type: 'AnnounceSurvey', closesOn: today() });
  await office.post(`${SURVEY}/commands`, { type: 'OpenQuestionnaire', basis: '试〔2026〕2号', areas: [{ name: '城南街道', stratum: 'URBAN' }] });
  const told = (await json(office.get(`${SURVEY}/progress`))) as { form: { address: string } };
  address = told.form.address;
}, 60_000);
afterAll(() => browser.close());

const next = (page: Page) => page.getByRole('button').first().click();

it.each([
  ['zh-CN', 360],
  ['en', 1280],
] as const)('the questionnaire holds WCAG 2.2 AA on every page in %s at %i px, and keeps what was typed', async (locale, width) => {
  const page = await (await browser.newContext({ viewport: { width, height: 740 }, locale, bypassCSP: true })).newPage();
  const look = async () => {
    await expectAccessible(page);
    await expectToFit(page, width);
  };
  await page.goto(`${address}?lang=${locale}`);
  await look();
  await page.getByRole('checkbox').check();
  await next(page);
  await page.locator('input[name=carer][value=PARENT]').check();
  await next(page);
  // Every question but the one that was answered.
  expect(await page.getByRole('alert').getByRole('link').count()).toBe(8);
  expect(await page.locator('input[name=carer][value=PARENT]').isChecked()).toBe(true);
  await look();
  await page.locator('select[name=area]').selectOption('城南街道');
  await page.locator('select[name="birthMonth.year"]').selectOption({ index: 2 });
  await page.locator('select[name="birthMonth.month"]').selectOption('05');
  for (const [name, value] of Object.entries({ children: 'TWO', residence: 'LOCAL', work: 'BOTH', income: 'MORE', inCare: 'NONE', need: 'MAYBE' }))
    await page.locator(`input[name=${name}][value=${value}]`).check();
  await next(page);
  await page.locator('textarea[name=advice]').fill('离家近一些');
  await page.locator('input[name=phone]').fill('12');
  await next(page);
  await look();
  await page.getByRole('button').nth(1).click();
  expect(await page.locator('select[name="birthMonth.month"]').inputValue()).toBe('05');
  await next(page);
  expect(await page.locator('textarea[name=advice]').inputValue()).toBe('离家近一些');
  expect(await page.locator('input[name=phone]').inputValue()).toBe('12');
  await page.context().close();
});
