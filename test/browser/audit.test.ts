/** An auditor's way through the console: asked, narrowed, kept, told, a day back, proved, and checked elsewhere. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, inject, it } from 'vitest';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { bundleOf, expectProved, expectVerified, signedOnce } from '../setup/auditor.ts';
import { deskOf } from '../setup/console-page.ts';

const { apiUrl, tokens } = inject('service');
const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-auditor-'));
let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  await signedOnce(apiUrl);
}, 90_000);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

it('an auditor finds an event, follows its story and its proof, and checks a bundle elsewhere', { timeout: 180_000 }, async () => {
  const page = await deskOf({ browser, apiUrl, token: tokens['song-wei'] ?? '' }, '/audit?project=QH-02');
  // Narrowed by a facet, and kept under a name.
  await page.getByRole('link', { name: /^只看/ }).first().click();
  await page
    .getByRole('link', { name: /^不再只看/ })
    .first()
    .waitFor();
  await page.getByLabel('名称').fill('QH-02 的一类事项');
  await page.getByRole('button', { name: '保存此检索' }).click();
  await page.getByRole('link', { name: 'QH-02 的一类事项' }).waitFor();
  // Its story, and from there a day of it.
  await page.goto(new URL('/audit?project=QH-02&action=ProjectOpened', page.url()).href);
  await page
    .getByRole('link', { name: /的经过$/ })
    .first()
    .click();
  await page.getByRole('heading', { name: '发生了什么' }).waitFor();
  await page.getByRole('link', { name: '看某一天' }).click();
  await page.getByRole('heading', { name: '当天的案卷' }).waitFor();
  await page.locator('input[type="date"]').first().fill('2020-01-01');
  await page.getByRole('heading', { name: '这一天还没有' }).waitFor();
  await page.goBack();
  await expectProved(page, 'QH-02');
  // Fetched by the browser's own client, which brings the header that signs this page in; a download brings cookies alone.
  const fetched = await bundleOf(page, 'QH-02');
  const answer = await page.request.get(new URL((await fetched.getAttribute('href')) ?? '', page.url()).href);
  const file = path.join(folder, 'bundle.zip');
  writeFileSync(file, await answer.body());
  expectVerified(file);
});
