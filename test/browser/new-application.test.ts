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
    .getByText(/文件内容不是/)
    .waitFor();
  await page.getByRole('button', { name: '移除说明.txt' }).click();
  await choose.setInputFiles({ name: '报价单.pdf', mimeType: 'application/pdf', buffer: Buffer.from(onePagePdf('Offer')) });
  await page.getByRole('button', { name: '移除报价单.pdf' }).waitFor();
  await page.getByRole('progressbar').waitFor({ state: 'detached' });

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
}, 90_000);
