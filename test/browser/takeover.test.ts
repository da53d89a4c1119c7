/** A project that began on paper is taken over in a browser: begun, entered by form with a scan, proposed, and closed by another person. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { deskOf } from '../setup/console-page.ts';
import { client, json, registerOwnProject } from '../setup/office.ts';

const { apiUrl, tokens } = inject('service');
/** Of its own: others work in those of the example. */
const PROJECT = 'QH-84';
let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  await registerOwnProject(PROJECT, { zh: '接续示范点', en: 'Taken-over centre' });
}, 60_000);
afterAll(() => browser.close());

const pageOf = (person: string, address: string): Promise<Page> => deskOf({ browser, apiUrl, token: tokens[person] ?? '' }, address);

it('a project that began on paper is begun, entered with a scan, proposed by one person and closed by another', { timeout: 90_000 }, async () => {
  const office = await pageOf('xu-jianing', `/takeover/${PROJECT}`);
  await office.getByRole('button', { name: '改按接续办理' }).click();
  const begin = office.getByRole('dialog');
  await begin.getByLabel(/^依据文号/).fill('青托办〔2026〕31号');
  await begin.getByLabel(/^理由/).fill('2025 年已在纸面开展需求调研');
  await begin.getByRole('button', { name: '改按接续办理' }).click();
  await office.getByRole('button', { name: '登记“需求调研”的事项' }).click();
  const form = office.getByRole('dialog');
  await form.getByRole('button', { name: '登记并继续' }).click();
  await form.getByText(/有 \d+ 处需要更正/).waitFor();
  for (const [label, value] of [
    ['文号', '青托办〔2025〕77号'],
    ['办理或出具单位', '领导小组办公室'],
    ['有效问卷份数', '640'],
    ['需求托位', '100'],
    ['需求缺口托位', '135'],
    ['政策缺口托位', '500'],
  ] as const)
    await form.getByLabel(new RegExp(`^${label}`)).fill(value);
  for (const [label, value] of [
    ['日期', '2025-06-20'],
    ['调研开始日', '2025-04-01'],
    ['调研截止日', '2025-05-31'],
  ] as const) {
    await form.getByLabel(new RegExp(`^${label}`)).fill(value);
    await form.getByLabel(new RegExp(`^${label}`)).press('Escape');
  }
  await form.getByLabel(/扫描件：选择文件/).setInputFiles({
    name: '需求调研报告.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(onePagePdf('Survey', PROJECT, 'Example of Tuojian.')),
  });
  await form.getByText('需求调研报告.pdf').waitFor();
  await form.getByRole('button', { name: '登记并继续' }).click();
  // The gap exceeds what is needed: told at its field, and nothing is kept.
  await form.getByText('不得大于需求托位（100）').first().waitFor();
  await form.getByLabel(/^需求托位/).fill('900');
  await form.getByRole('button', { name: '登记并继续' }).click();
  await office.getByText('已登记：需求调研报告').waitFor();
  await office.keyboard.press('Escape');
  await office.getByRole('button', { name: '提请结束' }).click();
  const propose = office.getByRole('dialog');
  await propose.getByLabel(/^依据文号/).fill('青托办〔2026〕32号');
  await propose.getByLabel(/^理由/).fill('已登记齐全');
  await propose.getByRole('button', { name: '提请结束' }).click();
  await office.getByText('您提出的，须由办公室另一人确认。').waitFor();

  const second = await pageOf('he-jing', '/');
  await second.getByRole('link', { name: `核对 ${PROJECT} 的接续办理` }).click();
  await second.getByRole('button', { name: '预览需求调研报告.pdf' }).waitFor();
  await second.getByRole('button', { name: '核对无误，结束接续' }).click();
  const close = second.getByRole('dialog');
  await close.getByLabel(/^依据文号/).fill('青托办〔2026〕33号');
  await close.getByLabel(/^理由/).fill('已逐项核对');
  await close.getByRole('button', { name: '核对无误，结束接续' }).click();
  await second.getByText(/核对结束（青托办〔2026〕33号）/).waitFor();
  const project = (await json(client('xu-jianing').get(`project/${PROJECT}`))).state as {
    readonly takeover: { readonly status: string; readonly facts: Readonly<Record<string, { readonly files?: readonly object[] }>> };
    readonly stages: Readonly<Record<string, object>>;
  };
  expect(project.takeover.status).toBe('CLOSED');
  expect(project.takeover.facts.SURVEY_HELD?.files).toHaveLength(1);
  expect(project.stages.SURVEY).toMatchObject({ status: 'DONE', takenOver: true });
});
