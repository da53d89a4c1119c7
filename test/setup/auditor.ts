/** What an auditor does in the console, as browser tests play it: an event's proof read to its end, a bundle checked elsewhere. */
import { spawnSync } from 'node:child_process';
import type { Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { settled } from './console-page.ts';

/** A bundle proves nothing until something is signed: waits for the first checkpoint. Error: none within a minute. */
export const signedOnce = (apiUrl: string): Promise<void> =>
  vi.waitFor(async () => expect((await fetch(`${apiUrl}/log/checkpoint`)).status).toBe(200), { timeout: 60_000, interval: 500 });

const at = (page: Page, path: string): string => new URL(path, page.url()).href;

/** From a project's story to the proof of the oldest event that it lists: each step holds. */
export async function expectProved(page: Page, project: string): Promise<void> {
  await page.goto(at(page, `/audit/story?project=${project}`));
  await settled(page);
  await page
    .getByRole('link', { name: /^证明：/ })
    .last()
    .click();
  await page.getByRole('heading', { name: /记录本身/ }).waitFor();
  await page.getByText(/^(全部相符|没有不符之处)/).waitFor();
  expect(await page.getByText('不符', { exact: true }).count()).toBe(0);
}

/** A project's bundle, made as a job; the link by which it is fetched. */
export async function bundleOf(page: Page, project: string): Promise<Locator> {
  await page.goto(at(page, `/audit/exports?project=${project}`));
  await settled(page);
  await page.getByRole('button', { name: '生成证据包' }).click();
  const fetched = page.getByRole('link', { name: new RegExp(`^下载 tuojian-bundle-${project}`) }).first();
  await fetched.waitFor({ timeout: 60_000 });
  return fetched;
}

/** By the command that asks no service. */
export function expectVerified(file: string): void {
  const checked = spawnSync(process.execPath, ['bin/tuojian.mjs', 'audit', 'verify', file], { encoding: 'utf8' });
  expect(`${checked.stdout}${checked.stderr}`).toContain('证明：');
  expect(checked.status).toBe(0);
}
