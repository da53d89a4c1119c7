/** What the console asks about approvals, on a running service: lists with counts, a case as its readers read it, what they may do. */
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { linkIn, mailsAfter, openLink } from '../../scripts/demo/http.ts';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { act, asked, client, json, mailTo, once } from '../setup/office.ts';

const [officer, manager, second] = [client('xu-jianing'), client('gao-lin'), client('he-jing')];
const ROUTE = {
  code: 'CONSOLE_SMALL',
  version: 1,
  name: '小额采购',
  steps: [
    { key: 'CHECK', name: '初审', who: { agree: 'ANY', members: [{ person: 'luo-ping' }] }, limit: { n: 3, unit: 'WD' }, batch: true },
    { key: 'HEAD', name: '审定', who: { agree: 'ANY', members: [{ role: 'NDRC_HEAD' }] }, limit: { n: 5, unit: 'WD' } },
  ],
};
const { outboxUrl } = inject('service');
let paper = '';

/** An application of QH-01's manager in plain text, handed in. */
async function apply(key: string): Promise<string> {
  const content = { summary: [{ label: '用途', value: '购置活动器材' }], amountFen: 3_200_000, documents: [{ title: '报价单', sha256: paper }] };
  const answer = await manager.post('approvals', { type: 'Draft', project: 'QH-01', key, route: 'CONSOLE_SMALL', title: `器材 ${key}`, content });
  expect(await answer.json()).toMatchObject({ status: 'DRAFT' });
  await manager.command(`approval/QH-01~${key}`, { type: 'Submit' });
  return `approval/QH-01~${key}`;
}
type Listed = {
  readonly id: string;
  readonly amountFen: number;
  readonly batch: boolean;
  readonly daysLeft: number;
  readonly mine: { readonly asks: string | null };
};
const listOf = async (person: string, query: string): Promise<readonly Listed[]> =>
  ((await json(client(person).get(`approvals?${query}`))) as { items: Listed[] }).items;

beforeAll(async () => {
  await officer.until('project/QH-01', () => true);
  paper = await manager.handIn('报价单.pdf', onePagePdf('BJ-1'));
  await officer.adoptRoute('QH', { route: ROUTE, basis: '青托组发〔2026〕17号' }, second);
});

describe('approvals in a browser', () => {
  it('stand in the lists of whoever is asked and whoever applied, with what a row shows, and are counted', async () => {
    const before = (await json(client('luo-ping').get('approvals/counts'))) as { todo: number };
    const stream = await apply('C-LIST');
    expect(asked(await once(stream, ({ status }) => status === 'OPEN'))).toEqual(['luo-ping']);
    const [row] = await listOf('luo-ping', 'list=todo&matter=CONSOLE_SMALL&q=C-LIST');
    expect(row).toMatchObject({
      id: 'QH-01~C-LIST',
      amountFen: 3_200_000,
      documents: 1,
      batch: true,
      title: { zh: '器材 C-LIST', en: '器材 C-LIST' },
      mine: { asks: 'DECIDE' },
    });
    expect(row?.daysLeft).toBeGreaterThan(0);
    expect(await json(client('luo-ping').get('approvals/counts'))).toMatchObject({ todo: before.todo + 1 });
    expect((await listOf('gao-lin', 'list=mine&q=C-LIST')).map(({ id }) => id)).toEqual(['QH-01~C-LIST']);
    expect(await listOf('wu-tao', 'list=mine&q=C-LIST')).toEqual([]);
    expect((await client('luo-ping').get('approvals?list=all')).status).toBe(422);
  });

  it('are read as a case by those who may see them, with the acts that each may do, and their files as pictures', async () => {
    const stream = 'approval/QH-01~C-LIST';
    const from = performance.now();
    const reading = (await json(client('luo-ping').get(`${stream}/reading`))) as {
      acts: { act: string; command: { type: string; seen?: string }; refused: object | null }[];
      steps: { stage: string; deciders: { holders: string[] }[]; dueOn: string | null }[];
      people: Record<string, { name: string }>;
      files: Record<string, { preview: boolean }>;
      choices: { id: string; decide: boolean }[];
    };
    expect(performance.now() - from).toBeLessThan(3_000);
    expect(reading.steps.map(({ stage }) => stage)).toEqual(['NOW', 'TO_COME']);
    expect(reading.steps[1]?.deciders[0]?.holders).toEqual(['chen-zhuo']);
    expect(reading.people['chen-zhuo']?.name).toBe('陈卓');
    expect(reading.files[paper]).toEqual({ mediaType: 'application/pdf', preview: true });
    expect(reading.choices.find(({ id }) => id === 'gao-lin')).toMatchObject({ decide: false });
    expect(reading.acts.map(({ act }) => act)).toEqual(expect.arrayContaining(['APPROVE', 'REJECT', 'HAND_OVER', 'RECUSE']));
    const picture = await client('luo-ping').get(`${stream}/files/${paper}/preview`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const ofManager = (await json(manager.get(`${stream}/reading`))) as typeof reading;
    expect(ofManager.acts.map(({ act }) => act)).toEqual(expect.arrayContaining(['NUDGE', 'WITHDRAW']));
    expect(ofManager.acts.map(({ act }) => act)).not.toContain('APPROVE');
    expect((await client('wu-tao').get(`${stream}/reading`)).status).toBe(404);
    // What an act says to send is taken as it is.
    const approve = reading.acts.find(({ act }) => act === 'APPROVE');
    await client('luo-ping').command(stream, approve?.command as never);
    expect((await listOf('luo-ping', 'list=done&q=C-LIST')).map(({ id }) => id)).toEqual(['QH-01~C-LIST']);
  });

  it('are agreed to several at once where the step allows it; each is answered by itself, and a repeat counts once', async () => {
    const [one, two] = [await apply('C-B1'), await apply('C-B2')];
    await once(two, ({ status }) => status === 'OPEN');
    const decisions = await Promise.all(
      [one, two].map(async (stream) => {
        const { contentHash, round, step } = await once(stream, ({ status }) => status === 'OPEN');
        return { approval: stream.slice('approval/'.length), round, step, seen: contentHash };
      }),
    );
    const [first, other] = decisions;
    const body = {
      reason: '价格合理，同意。',
      decisions: [
        first,
        { ...other, seen: '0'.repeat(64) },
        first,
        { approval: 'QH-01.FSR', round: 1, step: 0, seen: '0'.repeat(64) },
        { ...first, approval: 'NO.SUCH' },
      ],
    };
    const luo = client('luo-ping');
    const key = `batch-${Date.now()}`;
    const { results } = (await json(luo.post('approvals/batch', body, key))) as {
      results: { recorded: boolean; status: string | null; problem: { code: string } | null }[];
    };
    expect(results.map(({ recorded, problem }) => [recorded, problem?.code ?? null])).toEqual([
      [true, null],
      [false, 'SUPERSEDED'],
      [false, 'DUPLICATE'],
      [false, 'NOT_FOUND'],
      [false, 'NOT_FOUND'],
    ]);
    const again = await luo.post('approvals/batch', body, key);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await once(one, ({ step }) => step === 1)).toMatchObject({ decisions: [{ person: 'luo-ping', choice: 'APPROVE', door: 'api' }] });
    // The step after it does not allow it.
    const { contentHash, round, step } = await once(one, () => true);
    const refused = (await json(
      client('chen-zhuo').post(
        'approvals/batch',
        { decisions: [{ approval: first?.approval, round, step, seen: contentHash }] },
        `batch-${Date.now()}`,
      ),
    )) as { results: unknown[] };
    expect(refused.results).toMatchObject([{ recorded: false, problem: { code: 'NOT_ALLOWED_BY_ROUTE' } }]);
    expect((await luo.post('approvals/batch', { decisions: [] }, `batch-${Date.now()}`)).status).toBe(422);
  });

  it('take phrases for opinions: those shipped, then one’s own, on the page behind a link too', async () => {
    const luo = client('luo-ping');
    expect(await json(luo.get('me/presets'))).toMatchObject({ own: false, items: [{ text: '同意。', for: 'APPROVE' }, {}, {}, {}, {}, {}, {}, {}] });
    expect((await luo.post('me/presets', { items: [{ text: '' }] })).status).toBe(422);
    expect(await json(luo.post('me/presets', { items: [{ text: '经现场核查，同意。' }] }))).toEqual({
      own: true,
      items: [{ text: '经现场核查，同意。', for: null }],
    });
    const stream = await apply('C-PHRASE');
    await once(stream, ({ status }) => status === 'OPEN');
    const answer = await act('luo-ping', 'C-PHRASE', { choice: 'APPROVE', preset: '经现场核查，同意。', reason: '另请保留单据。' });
    expect(answer.status).toBe(303);
    const { decisions } = await once(stream, ({ step }) => step === 1);
    expect(decisions).toMatchObject([{ reason: '经现场核查，同意。\n另请保留单据。', door: 'link' }]);
    expect(await json(luo.post('me/presets', { items: null }))).toMatchObject({ own: false });
  });

  it('are written into a form: checked as a whole, shown with its labels, hidden from whoever may not see a field', async () => {
    const form = [
      { key: 'amount', label: '采购金额', type: 'MONEY', required: true, fact: 'amountFen' },
      { key: 'why', label: '事由', type: 'LONG_TEXT', required: true },
      { key: 'floor', label: '底价', type: 'MONEY', seenBy: { steps: ['HEAD'] } },
    ];
    await officer.adoptRoute('QH', { route: { ...ROUTE, code: 'CONSOLE_FORM', form }, basis: '青托组发〔2026〕18号' }, second);
    const draft = { type: 'Draft', project: 'QH-01', key: 'C-FORM', route: 'CONSOLE_FORM', title: '器材 C-FORM' };
    const empty = { summary: [], documents: [] };
    const wrong = (await json(manager.post('approvals', { ...draft, content: { ...empty, values: { amount: -1, other: 'x' } } }))) as {
      faults: string[];
    };
    expect(wrong.faults).toHaveLength(2);
    const dry = (await json(manager.post('programme/QH/routes/dry-run', { route: 'CONSOLE_FORM', project: 'QH-01', from: '2026-11-24' }))) as {
      form: object[];
      formFaults: { en: string }[];
    };
    if (dry.form !== undefined) expect([dry.form.length, dry.formFaults.length]).toEqual([3, 2]);
    const values = { amount: 5_600_000, why: '更新活动室器材', floor: 5_000_000 };
    expect((await manager.post('approvals', { ...draft, content: { ...empty, values: { amount: 5_600_000 } } })).status).toBe(200);
    const stream = 'approval/QH-01~C-FORM';
    expect(await manager.refused(stream, { type: 'Submit' })).toBe('FORM_FAULTS');
    await manager.command(stream, { type: 'SaveDraft', content: { ...empty, values } });
    await manager.command(stream, { type: 'Submit' });
    await once(stream, ({ status }) => status === 'OPEN');
    const shown = async (person: string) => {
      const answers = await Promise.all(['', '/reading', '/events'].map(async (part) => (await client(person).get(`${stream}${part}`)).text()));
      return answers.map((answer) => answer.includes('5000000'));
    };
    expect(await shown('luo-ping')).toEqual([false, false, false]);
    expect(await shown('gao-lin')).toEqual([true, true, true]);
    const reading = (await json(client('luo-ping').get(`${stream}/reading`))) as { lines: { label: { zh: string }; value: { zh: string } }[] };
    expect(reading.lines.map(({ label, value }) => `${label.zh} ${value.zh}`)).toEqual(['采购金额 5.6 万元', '事由 更新活动室器材']);
    const opened = await openLink(await mailTo('luo-ping', 'C-FORM'));
    expect(opened.page).toContain('更新活动室器材');
    expect(opened.page).not.toContain('底价');
  });

  it('are filled in by those who decide, behind a link and in the console, and corrected with a supplement; all read it', async () => {
    const form = [
      { key: 'amount', label: '采购金额', type: 'MONEY', required: true, fact: 'amountFen' },
      { key: 'why', label: '事由', type: 'LONG_TEXT' },
      { key: 'approved', label: '核定金额', type: 'MONEY', required: true, filledAt: ['CHECK', 'HEAD'] },
    ];
    const steps = ROUTE.steps.map(({ batch: _, ...step }) => ({ ...step, may: ['APPROVE', 'REJECT', 'RETURN', 'SUPPLEMENT'] }));
    await officer.adoptRoute('QH', { route: { ...ROUTE, code: 'CONSOLE_FILL', steps, form }, basis: '青托组发〔2026〕19号' }, second);
    const content = { summary: [], documents: [], values: { amount: 5_600_000, why: '更新' } };
    await json(manager.post('approvals', { type: 'Draft', project: 'QH-01', key: 'C-FILL', route: 'CONSOLE_FILL', title: '器材 C-FILL', content }));
    const stream = 'approval/QH-01~C-FILL';
    await manager.command(stream, { type: 'Submit' });
    await once(stream, ({ status }) => status === 'OPEN');
    const asks = await act('luo-ping', 'C-FILL', { choice: 'SUPPLEMENT', reason: '事由请写具体', 'fields.why': '1' });
    expect(asks.status).toBe(303);
    await once(stream, ({ status }) => status === 'PAUSED');
    expect(await manager.refused(stream, { type: 'Supplement', documents: [], note: '', values: { amount: 1 } })).toBe('FORM_FAULTS');
    await manager.command(stream, { type: 'Supplement', documents: [], note: '', values: { why: '更新活动室旧器材' } });
    await once(stream, ({ status }) => status === 'OPEN');
    // The link of before asks for what has changed; its mail comes in a moment.
    const links = async () =>
      (await mailsAfter(outboxUrl, 0)).filter((mail) => mail.to.startsWith('luo-ping@') && mail.subject.includes('C-FILL') && linkIn(mail) !== null);
    await expect.poll(async () => (await links()).length, { timeout: 10_000 }).toBeGreaterThan(1);
    expect((await act('luo-ping', 'C-FILL', { choice: 'APPROVE' })).page).toContain('核定金额：须填写');
    const unread = await act('luo-ping', 'C-FILL', { choice: 'APPROVE', 'values.approved': '五万元' });
    expect(unread.page).toContain('核定金额：须为金额，单位是元');
    expect(unread.page).toContain('value="五万元"');
    expect((await act('luo-ping', 'C-FILL', { choice: 'APPROVE', 'values.approved': '５0,000.50' })).status).toBe(303);
    await once(stream, ({ step }) => step === 1);
    expect((await mailTo('chen-zhuo', 'C-FILL')).text).toContain('核定金额');
    type Reading = {
      acts: { act: string; command: object; fields: { name: string; required: boolean; choices?: string[] }[] }[];
      filled: { key: string; value: number; person: string }[];
    };
    const read = async (person: string) => (await json(client(person).get(`${stream}/reading`))) as unknown as Reading;
    const approve = (await read('chen-zhuo')).acts.find((one) => one.act === 'APPROVE');
    expect(approve?.fields[0]).toEqual({ name: 'values', kind: 'FIELDS', required: false, choices: ['approved'] });
    expect(await client('chen-zhuo').refused(stream, { ...approve?.command, values: { approved: -1 } })).toBe('FORM_FAULTS');
    await client('chen-zhuo').command(stream, { ...approve?.command, values: { approved: 4_800_000 } });
    await once(stream, ({ status }) => status === 'APPROVED');
    expect((await read('gao-lin')).filled).toMatchObject([{ key: 'approved', value: 4_800_000, person: 'chen-zhuo' }]);
    const { lines } = (await json(manager.get(`${stream}/history`))) as unknown as { lines: { text: { zh: string } }[] };
    const told = lines.map(({ text }) => text.zh).join('\n');
    expect(told).toContain('更正：事由 更新活动室旧器材（原 更新）');
    expect(told).toContain('罗平同意：核定金额 5.00005 万元');
    expect(told).toContain('陈卓同意：核定金额 4.8 万元（原 5.00005 万元）');
    expect((await manager.get(`${stream}/sheet.pdf`)).status).toBe(200);
  });
});
