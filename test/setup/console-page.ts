/** A page of the console as a browser test opens it, and what every page must hold. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Locale } from '../../domain/kernel/locale.ts';

export type ConsolePage = {
  readonly path: string;
  /** Whoever looks at it, of the example's people; null: nobody is signed in. */
  readonly as: string | null;
  /** What opens in it (a dialog, a menu), looked at as well. */
  readonly opens?: readonly ((page: Page) => Promise<void>)[];
};

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

type Opening = { readonly browser: Browser; readonly apiUrl: string; readonly token: string | null; readonly locale: Locale; readonly width: number };

/** A browser of one person; what its pages complain of is kept in `complaints`. */
export async function consoleContext({ browser, token, locale, width }: Opening): Promise<{ context: BrowserContext; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 740 : 800 },
    locale,
    // Nothing moves while it is looked at; axe would measure colours half-way.
    reducedMotion: 'reduce',
    colorScheme: 'light',
    ...(token === null ? {} : { extraHTTPHeaders: { Authorization: `Bearer ${token}` } }),
  });
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    // A refused request is the page's to tell; what else is written there is a fault: a policy that is broken, a key that is missing.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  return { context, complaints };
}

/** A page as it is shown to somebody at a desk, in Chinese. */
export async function deskOf({ browser, apiUrl, token }: Pick<Opening, 'browser' | 'apiUrl' | 'token'>, address: string): Promise<Page> {
  const { context } = await consoleContext({ browser, apiUrl, token, locale: 'zh-CN', width: 1280 });
  const page = await context.newPage();
  await page.goto(`${apiUrl}${address}`);
  await settled(page);
  return page;
}

/** Until the page shows what it asked for. */
export async function settled(page: Page): Promise<void> {
  await page.locator('#root h1').first().waitFor();
  for (const skeleton of await page.locator('.mantine-Skeleton-root').all()) await skeleton.waitFor({ state: 'detached' });
}

/** Opens the first form that a stage, or a programme's plan, offers. */
export async function firstAct(page: Page): Promise<void> {
  await page.locator('#acts button[aria-expanded="false"]').first().click();
  await page.locator('#acts form').waitFor();
}

/** WCAG 2.2 AA by axe; `only` one rule. */
export async function violationsOf(page: Page, only?: string): Promise<readonly string[]> {
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(axe);
  // A colour that is on its way to another is measured when it is there; what turns for ever is not waited for.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  const runOnly = only === undefined ? LEVELS : { type: 'rule', values: [only] };
  return page.evaluate(
    async (options) => {
      const runner = Reflect.get(globalThis, 'axe') as { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      const { violations } = await runner.run(options);
      return violations.map((found) => `${found.id}: ${found.nodes.map(({ html }) => html.slice(0, 300)).join(' ')}`);
    },
    // Nobody reads what holds; telling of it takes axe a good part of its time.
    { runOnly, resultTypes: ['violations'] },
  );
}

/** The system's colours change, and the page has followed. */
async function inScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

const widthOf = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth');

/** Everything that a page must hold as it stands: in both schemes (`dark` false: in light alone), without script or style that the policy stops, and in its width. */
export async function expectWhole(page: Page, complaints: readonly string[], where: string, dark = true): Promise<void> {
  // A colour that is on its way to another is measured again.
  await expect.poll(() => violationsOf(page), { message: `${where}, light`, timeout: 2_000 }).toEqual([]);
  if (dark) {
    await inScheme(page, 'dark');
    await expect.poll(() => violationsOf(page, 'color-contrast'), { message: `${where}, dark`, timeout: 2_000 }).toEqual([]);
    await inScheme(page, 'light');
  }
  const width = page.viewportSize()?.width ?? 0;
  expect(await widthOf(page), `${where}, sideways`).toBeLessThanOrEqual(width);
  if (width < 600) {
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await widthOf(page), `${where}, sideways at 320 px`).toBeLessThanOrEqual(320);
    await page.setViewportSize({ width, height: 740 });
  }
  expect(complaints, `${where}, complaints of the browser`).toEqual([]);
}
