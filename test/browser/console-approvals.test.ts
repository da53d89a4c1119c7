/** Approvals as people do them in a browser: from the list to the decision, in two tabs, with a case that changes meanwhile. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { LOCALES } from '../../domain/kernel/locale.ts';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { consoleContext, expectWhole, settled } from '../setup/console-page.ts';
import { client, once } from '../setup/office.ts';

const { apiUrl, tokens } = inject('service');
const [officer, manager, second] = [client('xu-jianing'), client('gao-lin'), client('he-jing')];
const APPROVER = 'luo-ping';
const ROUTE = {
  code: 'BROWSER_SMALL',
  version: 1,
  name: '器材采购',
  steps: [
    { key: 'CHECK', name: '初审', who: { agree: 'ANY', members: [{ person: APPROVER }] }, limit: { n: 3, unit: 'WD' }, batch: true },
    { key: 'HEAD', name: '审定', who: { agree: 'ANY', members: [{ role: 'NDRC_HEAD' }] }, limit: { n: 5, unit: 'WD' } },
  ],
};

const SEALED = {
  code: 'BROWSER_SEALED',
  version: 1,
  name: '验收盖章',
  rules: { signature: 'REQUIRED' },
  steps: [{ key: 'SEAL', name: '审定', who: { agree: 'ANY', members: [{ person: APPROVER }] }, limit: { n: 3, unit: 'WD' } }],
};

let browser: Browser;
let paper = '';

async function apply(key: string, route = ROUTE.code): Promise<string> {
  const content = { summary: [{ label: '用途', value: '购置活动器材' }], amountFen: 3_200_000, documents: [{ title: '报价单', sha256: paper }] };
  await manager.post('approvals', { type: 'Draft', project: 'QH-01', key, route, title: `器材 ${key}`, content });
  await manager.command(`approval/QH-01~${key}`, { type: 'Submit' });
  await once(`approval/QH-01~${key}`, ({ status }) => status === 'OPEN');
  return `QH-01~${key}`;
}

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  await officer.until('project/QH-01', () => true);
  paper = await manager.handIn('报价单.pdf', onePagePdf('BJ-1'));
  await officer.adoptRoute('QH', { route: ROUTE, basis: '青托组发〔2026〕18号' }, second);
  await officer.adoptRoute('QH', { route: SEALED, basis: '青托组发〔2026〕19号' }, second);
  await Promise.all([apply('S-1', SEALED.code), ...['W-1', 'W-2', 'W-3', 'W-4', 'W-5', 'W-6'].map((key) => apply(key))]);
});
afterAll(() => browser.close());

const windowOf = (locale: (typeof LOCALES)[number] = 'zh-CN', width = 1280, person = APPROVER) =>
  consoleContext({ browser, apiUrl, token: tokens[person] ?? '', locale, width });

async function opened(address: string): Promise<Page> {
  const { context } = await windowOf();
  const page = await context.newPage();
  await page.goto(`${apiUrl}${address}`);
  await settled(page);
  return page;
}
const decisionsOf = async (id: string) => (await once(`approval/${id}`, () => true)).decisions;

describe('an approver in a browser', () => {
  it('signs by hand where the step asks for it: not without, and whoever reads the case sees it', async () => {
    const { context, complaints } = await windowOf('zh-CN', 360);
    const page = await context.newPage();
    await page.goto(`${apiUrl}/approvals/QH-01~S-1?act=APPROVE`);
    await settled(page);
    const form = page.getByRole('form', { name: '同意' });
    const submit = form.getByRole('button', { name: '提交：同意' });
    await submit.click();
    await form.getByText('请签名或签章').waitFor();
    const box = await form.getByRole('img', { name: /在此处手写签名/ }).boundingBox();
    if (box === null) throw new Error('nothing to sign on');
    await page.mouse.move(box.x + 30, box.y + 60);
    await page.mouse.down();
    for (const [x, y] of [
      [80, 30],
      [120, 110],
      [170, 40],
      [220, 90],
    ] as const)
      await page.mouse.move(box.x + x, box.y + y, { steps: 6 });
    await page.mouse.up();
    await expectWhole(page, complaints, 'a signature drawn');
    await form.getByRole('button', { name: '用此签名' }).click();
    await form.getByText('签名已就绪').waitFor();
    await submit.waitFor();
    await expectWhole(page, complaints, 'a signature ready');
    await submit.click();
    await page.getByRole('dialog').getByRole('button', { name: '同意', exact: true }).click();
    await page.getByText('已记录：同意').waitFor();
    await page.getByRole('img', { name: /的签名/ }).waitFor();
    expect((await decisionsOf('QH-01~S-1')).map(({ choice }) => choice)).toEqual(['APPROVE']);
    await expectWhole(page, complaints, 'a case signed');
    await context.close();
  }, 60_000);

  it('finds a case in the list, opens it, decides once by a double click; it leaves the list of another tab by itself', async () => {
    const first = await opened('/approvals?q=W-1');
    const other = await first.context().newPage();
    await other.goto(`${apiUrl}/approvals?q=W-`);
    await other.getByRole('link', { name: '器材 W-1' }).waitFor();
    await first.getByRole('link', { name: '器材 W-1' }).click();
    await first.getByRole('heading', { level: 1, name: '器材 W-1' }).waitFor();
    expect(await first.getByText('3.2 万元').first().isVisible()).toBe(true);
    await first.getByRole('button', { name: '同意', exact: true }).click();
    await first.getByRole('form', { name: '同意' }).getByRole('textbox').fill('价格合理，同意。');
    await first.getByRole('button', { name: '提交：同意' }).dblclick();
    await first.getByText('已记录：同意').waitFor();
    expect((await decisionsOf('QH-01~W-1')).map(({ reason }) => reason)).toEqual(['价格合理，同意。']);
    await other.getByRole('link', { name: '器材 W-1' }).waitFor({ state: 'detached' });
    expect(await other.getByRole('link', { name: '器材 W-2' }).isVisible()).toBe(true);
    await first.context().close();
  }, 60_000);

  it('is asked again before a refusal, with amount and words; Esc leaves everything as it was, a reload keeps what was typed', async () => {
    const page = await opened('/approvals/QH-01~W-2?act=REJECT');
    const form = page.getByRole('form', { name: '不同意' });
    await form.getByRole('button', { name: '提交：不同意' }).click();
    await form.getByText('请填写').waitFor();
    expect(await form.getByText('请填写').isVisible()).toBe(true);
    await form.getByRole('textbox').fill('资金来源未落实。');
    await form.getByRole('button', { name: '提交：不同意' }).click();
    const dialog = page.getByRole('dialog', { name: '确认：不同意' });
    await dialog.getByText('这是否定的决定').first().waitFor();
    for (const told of ['3.2 万元', '资金来源未落实。', '这是否定的决定']) expect(await dialog.getByText(told).first().isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await decisionsOf('QH-01~W-2')).toEqual([]);
    await page.waitForTimeout(400); // a draft is kept a moment after the last letter
    await page.reload();
    await settled(page);
    expect(await page.getByRole('form', { name: '不同意' }).getByRole('textbox').inputValue()).toBe('资金来源未落实。');
    await page.context().close();
  }, 60_000);

  it('is told that a case has changed while they write; what they wrote stays to be copied', async () => {
    const page = await opened('/approvals/QH-01~W-3?act=REJECT');
    await page.getByRole('form', { name: '不同意' }).getByRole('textbox').fill('写到一半的意见');
    await manager.command('approval/QH-01~W-3', { type: 'Withdraw', reason: '不再需要' });
    await page.getByText('“不同意”现在不能办理了').waitFor();
    expect(await page.getByText('写到一半的意见').isVisible()).toBe(true);
    await page.getByText('刚刚有变化').waitFor();
    expect(await decisionsOf('QH-01~W-3')).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('agrees to several together after looking at each; one that was withdrawn meanwhile is told by itself', async () => {
    const page = await opened('/approvals/batch?cases=QH-01~W-4:1,QH-01~W-5:1,nonsense,NO.SUCH:1');
    await page.getByRole('checkbox', { name: '已查看：器材 W-4' }).check();
    expect(await page.getByRole('button', { name: /^同意 1 项$/ }).isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: '已查看：器材 W-5' }).check();
    await page.getByLabel('统一意见（可不填）').fill('同意，按规定办理。');
    await page.getByRole('button', { name: '同意 2 项' }).click();
    const dialog = page.getByRole('dialog', { name: '确认：同意 2 项' });
    await dialog.getByText('6.4 万元').waitFor();
    await dialog.getByRole('button', { name: '同意 2 项' }).click();
    await page.getByText('2 项已同意').waitFor();
    for (const id of ['QH-01~W-4', 'QH-01~W-5']) expect((await decisionsOf(id)).map(({ reason }) => reason)).toEqual(['同意，按规定办理。']);
    await page.context().close();
  }, 60_000);
});

describe.each(LOCALES)('in %s', (locale) => {
  it.each([360, 1280])(
    'the case, its acts and its history, the list with a choice, and several together hold WCAG 2.2 AA at %i px',
    async (width) => {
      const { context, complaints } = await windowOf(locale, width);
      const page = await context.newPage();
      for (const address of [
        '/approvals/QH-01~W-6?act=REJECT&tab=history',
        '/approvals?q=W-6&cols=title,number,status,asked,documents',
        '/approvals/batch?cases=QH-01~W-6:1,NO.SUCH:1',
      ]) {
        await page.goto(`${apiUrl}${address}`);
        await settled(page);
        await expectWhole(page, complaints, `${address} ${width} px`);
      }
      await context.close();
    },
    90_000,
  );
});
