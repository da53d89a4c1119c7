/**
 * `npm run web:time`: how soon a person who signs in can use their first list in a browser that has nothing of the console
 * yet, and how soon a case opens from it, on an embedded service of its own with the example and 100,000 events
 * (scripts/record/bulk.ts says what they are). One line of JSON last; exit code 1 where the middle of the tries is over its
 * limit (issue 15). Deliberately absent: answers of the API (bench:read).
 */
import { type Browser, chromium, type Page } from 'playwright-core';
import { countEvents } from '../prisma/cases/cases.ts';
import { BROWSER_ARGS, findBrowser } from './browser.ts';
import { startServiceWithExample } from './own-service.ts';
import { fillRecord } from './record/bulk.ts';

const [LIST_LIMIT_MS, CASE_LIMIT_MS] = [1_000, 300];
const TRIES = 7;
/** That the record holds. */
const EVENTS = 100_000;
/** Of the example: three cases wait for them. */
const PERSON = 'fang-yuan';

const median = (times: readonly number[]): number => Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN);
const worst = (times: readonly number[]): number => Math.round(Math.max(...times));

/** Signed in, in a browser window that has kept nothing. */
async function freshPage(browser: Browser, apiUrl: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
  const answer = await context.request.post(`${apiUrl}/api/v1/sign-in/example`, { data: { person: PERSON }, headers: { Origin: apiUrl } });
  if (!answer.ok()) throw new Error(`signing in answered ${answer.status()}`);
  return context.newPage();
}

/** Until a row can be pressed. */
async function firstList(page: Page, apiUrl: string): Promise<number> {
  const from = performance.now();
  await page.goto(`${apiUrl}/approvals`, { waitUntil: 'commit' });
  await page.locator('tbody a').first().waitFor();
  return performance.now() - from;
}

/** From the press on a row until what is asked and what may be done are there. */
async function caseOpens(page: Page, nth: number): Promise<number> {
  const row = page.locator('tbody a').nth(nth);
  const from = performance.now();
  await row.click();
  await page.locator('#content-title').waitFor();
  await page.locator('#acts button').first().waitFor();
  return performance.now() - from;
}

const { stack, stop } = await startServiceWithExample({ name: 'web-time', say: (line) => console.log(line) });
const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
try {
  console.log(`${await fillRecord(stack.databaseUrl, EVENTS)} events: the example, and copies of it by SQL`);
  const [lists, cases]: [number[], number[]] = [[], []];
  for (let nth = 0; nth < TRIES; nth += 1) {
    const page = await freshPage(browser, stack.apiUrl);
    lists.push(await firstList(page, stack.apiUrl));
    // The first case also fetches the page's own script; the next ones are what a day's work is.
    for (const row of [0, 1, 2]) {
      const took = await caseOpens(page, row);
      if (row > 0) cases.push(took);
      await page.goBack();
      await page.locator('tbody a').nth(2).waitFor();
    }
    await page.context().close();
  }
  const told = {
    events: await countEvents(stack.database),
    firstListMs: { median: median(lists), worst: worst(lists), limit: LIST_LIMIT_MS },
    caseOpensMs: { median: median(cases), worst: worst(cases), limit: CASE_LIMIT_MS },
  };
  console.log(JSON.stringify(told));
  process.exitCode = told.firstListMs.median <= LIST_LIMIT_MS && told.caseOpensMs.median <= CASE_LIMIT_MS ? 0 : 1;
} finally {
  await browser.close();
  await stop();
}
