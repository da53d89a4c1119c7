import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { consoleContext, settled } from '../setup/console-page.ts';

const { apiUrl, tokens } = inject('service');
let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
});
afterAll(() => browser.close());

it('a manager applies in the browser: faults at their field, who will be asked, a file, handed in once, and nothing is lost on the way', async () => {
  const { context, complaints } = await consoleContext({ browser, apiUrl, token: tokens['gao-lin'] ?? '', locale: 'zh-CN', width: 1280 });
  const page = await context.newPage();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(`${new URL(request.url()).pathname} ${request.headers()['idempotency-key'] ?? ''}`);
  });
  await page.goto(`${apiUrl}/approvals/new?matter=FUND_APPLICATION&about=project/QH-01`);
  await settled(page);
  const handIn = page.getByRole('button', { name: '提交', exact: true });
  await page.getByText('将请谁办理，最迟何时').waitFor();
  await page
    .getByText(/^最迟 \d{4}年/)
    .first()
    .waitFor();

  await handIn.click();
  const summary = page.getByRole('alert').first();
  expect(await summary.textContent()).toContain('请填写“标题”');
  expect(await summary.textContent()).toContain('请填写“申请金额”');

  await page.getByRole('textbox', { name: /^标题/ }).fill('设备购置资金');
  await page.getByRole('textbox', { name: /^申请金额/ }).fill('1280000.5');
  await page.getByText('即 128.00005 万元').waitFor();
  const choose = page.locator('input[type=file]').first();
  await choose.setInputFiles({ name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('玩教具报价') });
  await page
    .getByRole('alert')
    .getByText(/文件名须以/)
    .waitFor();
  await page.getByRole('button', { name: '移除说明.txt' }).click();
  // The line carries the first pieces and is lost; the page is closed, opened again, and the file goes on from there.
  const folder = await mkdtemp(path.join(tmpdir(), 'tuojian-offer-'));
  const offer = path.join(folder, '报价单.pdf');
  await writeFile(offer, Buffer.concat([Buffer.from(onePagePdf('Offer')), Buffer.alloc(1_500_000, 10)]));
  const pieces: number[] = [];
  let carries = 1;
  await page.route('**/api/v1/uploads/*?at=*', (route) => {
    if (carries === 0) return route.abort('connectionfailed');
    carries -= 1;
    pieces.push(Number(new URL(route.request().url()).searchParams.get('at')));
    return route.continue();
  });
  await choose.setInputFiles(offer);
  await page.getByText('连接中断，恢复后自动接着上传').waitFor();
  expect(await handIn.isDisabled()).toBe(true);
  await page.getByText('文件还在上传，请稍候').waitFor();
  await page.waitForTimeout(500);
  await page.reload();
  await settled(page);
  await page.getByText(/还没有传完：请再选一次这个文件/).waitFor();
  carries = 100;
  await choose.setInputFiles(offer);
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  await page.getByText(/还没有传完/).waitFor({ state: 'detached' });
  expect(pieces.slice(0, 2)).toEqual([0, 524_288]);

  // The browser is closed and opened again: it goes on where it was.
  await page.waitForTimeout(500);
  await page.reload();
  await settled(page);
  expect(await page.getByRole('textbox', { name: /^标题/ }).inputValue()).toBe('设备购置资金');
  await page.getByRole('button', { name: '移除报价单.pdf' }).waitFor();

  sent.length = 0;
  await handIn.dblclick();
  await page.waitForURL('**/approvals/QH-01~A-*');
  await settled(page);
  await page.getByRole('heading', { name: '设备购置资金' }).waitFor();
  await page.getByText('¥1,280,000.50').first().waitFor();
  expect(sent.filter((line) => line.startsWith('/api/v1/approvals '))).toHaveLength(1);
  expect(sent.filter((line) => line.includes('/commands '))).toHaveLength(1);
  expect(complaints).toEqual([]);

  const id = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
  const found = await fetch(`${apiUrl}/api/v1/approval/${encodeURIComponent(id)}/reading`, {
    headers: { Authorization: `Bearer ${tokens['gao-lin']}` },
  });
  const { status, amountFen, documents } = (await found.json()) as { status: string; amountFen: number; documents: { title: string }[] };
  expect({ status, amountFen, files: documents.map(({ title }) => title) }).toEqual({
    status: 'OPEN',
    amountFen: 128_000_050,
    files: ['报价单.pdf'],
  });
  await context.close();
  await rm(folder, { recursive: true });
}, 90_000);
