/** What every page has to hold in a real browser: WCAG 2.2 AA by axe, no sideways scrolling at 320 px, targets for thumbs. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** In light and, of its colours, in dark. The page must allow script for axe, which is a tool of ours (`bypassCSP`); none of it is the page's own. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const violationsOf = (runOnly: readonly string[] | object): Promise<readonly string[]> =>
    page.evaluate(
      async (options) => {
        const runner = Reflect.get(globalThis, 'axe') as {
          run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
        const { violations: found } = await runner.run(options);
        return found.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`);
      },
      { runOnly, resultTypes: ['violations'] },
    );
  expect(await violationsOf(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violationsOf({ type: 'rule', values: ['color-contrast'] }), 'dark').toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

export async function expectToFit(page: Page, width: number): Promise<void> {
  const wide = await page.evaluate(() => {
    const root = Reflect.get(Reflect.get(globalThis, 'document'), 'documentElement') as { scrollWidth: number };
    return root.scrollWidth;
  });
  expect(wide).toBeLessThanOrEqual(width);
  for (const target of await page.locator('.choice:visible, button:visible, summary:visible').all())
    expect((await target.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44);
}
