/** Whatever an office does with a file, on a running service: over the API, behind links, with real mails. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Route } from '../../domain/approval/route.ts';
import { addDays } from '../../domain/kernel/days.ts';
import { openDatabase } from '../../prisma/database.ts';
import { openLink } from '../../scripts/demo/http.ts';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { act, asked, client, json, mailTo, once, today } from '../setup/office.ts';

const { databaseUrl } = inject('service');
const [officer, manager, second] = [client('xu-jianing'), client('gao-lin'), client('he-jing')];
const text = (zh: string) => ({ zh, en: zh });
/** The first bytes of a picture, as far as its kind is told by them. */
const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');
const PDF = new Uint8Array(Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n'));

/** The county's own route: checked by one, voted on by three, a head above 400万 (example of this test). */
const COUNTY: Omit<Route, 'version'> & { readonly version: number } = {
  code: 'MEETING_CHANGE',
  version: 1,
  name: { zh: '变更会审', en: 'Joint review of a change' },
  basis: '青托组发〔2026〕7号',
  steps: [
    {
      key: 'CHECK',
      name: text('初审'),
      who: { agree: 'ANY', members: [{ person: 'luo-ping' }] },
      limit: { n: 3, unit: 'WD' },
      may: ['APPROVE', 'REJECT', 'RETURN', 'HAND_OVER', 'ASK_OPINION', 'ADD_APPROVERS', 'ASK', 'COMMENT', 'COPY', 'PAUSE', 'TAKE_BACK'],
      rules: { extension: { by: ['NDRC_HEAD'], most: 3 } },
    },
    {
      key: 'VOTE',
      name: text('会审'),
      who: {
        agree: 'VOTE',
        vote: { count: 'HEADS', threshold: { part: 1, of: 2 }, compare: 'MORE_THAN' },
        members: [{ person: 'zheng-yan' }, { person: 'su-mei' }, { person: 'han-dong' }],
      },
      limit: { n: 5, unit: 'WD' },
      may: ['APPROVE', 'REJECT', 'RETURN', 'ADD_APPROVERS', 'COPY', 'COMMENT', 'TAKE_BACK'],
      returnTo: ['APPLICANT', 'PREVIOUS'],
    },
    {
      key: 'HEAD',
      name: text('局长审定'),
      who: { agree: 'ANY', members: [{ role: 'NDRC_HEAD' }] },
      limit: { n: 5, unit: 'WD' },
      when: { fact: 'amountFen', atLeast: 400_000_000 },
    },
  ],
};

/** Handed in by QH-01's manager. */
let paper = '';
const content = (wan: number, more: object = {}) => ({
  summary: [{ label: text('金额'), value: text(`${wan} 万元`) }],
  amountFen: wan * 1_000_000,
  documents: [{ title: '变更说明', number: 'BG-1', sha256: paper }],
  ...more,
});

/** An application of QH-01's manager on that route, handed in; its title makes its mails easy to find. */
async function apply(key: string, wan: number): Promise<string> {
  const draft = { type: 'Draft', programme: 'QH', project: 'QH-01', key, route: 'MEETING_CHANGE', title: text(`变更 ${key}`), content: content(wan) };
  const answer = await manager.post('approvals', draft);
  expect(await answer.json()).toMatchObject({ status: 'DRAFT', stream: `approval/QH-01~${key}` });
  await manager.command(`approval/QH-01~${key}`, { type: 'Submit', on: today() });
  return `approval/QH-01~${key}`;
}
const decideBy = async (person: string, stream: string, choice: string, more: object = {}) => {
  const { contentHash } = (await json(client(person).get(`${stream}/offers`))) as { contentHash: string };
  return client(person).refused(stream, { type: 'Decide', choice, seen: contentHash, ...more });
};

beforeAll(async () => {
  await officer.until('project/QH-01', () => true);
  paper = await manager.handIn('变更说明.pdf', onePagePdf('BG-1'));
  await officer.adoptRoute('QH', { route: COUNTY, basis: '青托组发〔2026〕7号' }, second);
});

describe('routes', () => {
  it('are checked with every fault in one report: unreachable step, no way out, a role that nobody holds', async () => {
    const bad = {
      ...COUNTY,
      steps: [
        { ...COUNTY.steps[0], next: [{ to: 'HEAD' }] },
        COUNTY.steps[1],
        { ...COUNTY.steps[2], who: { agree: 'ALL', members: [{ role: 'TRADING_CENTRE' }, { person: 'nobody-here' }] }, limit: { n: 0, unit: 'WD' } },
      ],
    };
    const { faults } = (await json(officer.post('programme/QH/routes/check', bad))) as { faults: string[] };
    expect(faults.join('\n')).toMatch(/(?=[\s\S]*VOTE)(?=[\s\S]*TRADING_CENTRE)(?=[\s\S]*nobody-here)(?=[\s\S]*limit)/);
    expect(await officer.refused('programme/QH', { type: 'AdoptRoute', route: bad, basis: 'x' })).toBe('ROUTE_FAULTS');
    expect(await json(officer.post('programme/QH/routes/check', COUNTY))).toMatchObject({ faults: [] });
  });

  it('of a county stand before those that are shipped, with a number of their own', async () => {
    const { items } = (await json(officer.get('programme/QH/routes'))) as { items: Route[] };
    expect(items.length).toBeGreaterThan(24);
    expect(items.find(({ code }) => code === 'MEETING_CHANGE')).toMatchObject({ version: 1, adoptedBy: 'QH' });
    expect(await client('luo-ping').refused('programme/QH', { type: 'AdoptRoute', route: COUNTY, basis: 'x' })).toBe('NOT_YOURS');
    expect(await client('gao-lin').refused('programme/QH', { type: 'AdoptRoute', route: COUNTY, basis: 'x' })).toBe('NOT_FOUND');
  });

  it('say in a dry run who would be asked and until when, and which step is skipped, by which values', async () => {
    const ask = (wan: number) =>
      json(
        officer.post('programme/QH/routes/dry-run', {
          route: 'MEETING_CHANGE',
          project: 'QH-01',
          applicant: 'gao-lin',
          content: { amountFen: wan * 1_000_000 },
          from: '2026-09-24',
        }),
      );
    const small = (await ask(120)) as {
      steps: { key: string; result: string; people: { person: string }[]; dueOn: string | null; values: object }[];
    };
    expect(small.steps.map(({ key, result, people }) => [key, result, people.map(({ person }) => person)])).toEqual([
      ['CHECK', 'ASKED', ['luo-ping']],
      ['VOTE', 'ASKED', ['zheng-yan', 'su-mei', 'han-dong']],
      ['HEAD', 'SKIPPED', []],
    ]);
    // 2026-09-24 does not count; 09-25 to 09-27 are the Mid-Autumn holiday (国办发明电〔2025〕7号).
    expect(small.steps[0]?.dueOn).toBe('2026-09-30');
    expect(small.steps[2]?.values).toEqual({ amountFen: 120_000_000 });
    expect(((await ask(400)) as typeof small).steps[2]).toMatchObject({ result: 'ASKED', people: [{ person: 'chen-zhuo' }] });
  });
});

describe('an application', () => {
  it('is drafted, saved, handed in, voted on, and closed when the vote is certain; the record says why in words', async () => {
    const stream = await (async () => {
      const draft = {
        type: 'Draft',
        programme: 'QH',
        project: 'QH-01',
        key: 'T-VOTE',
        route: 'MEETING_CHANGE',
        title: text('变更 T-VOTE'),
        content: content(90),
      };
      expect((await manager.post('approvals', draft)).status).toBe(200);
      const stream = 'approval/QH-01~T-VOTE';
      await manager.command(stream, { type: 'SaveDraft', content: content(120) });
      // A draft is its writer's: nobody is asked, nobody else can hand it in.
      expect(asked(await once(stream, ({ status }) => status === 'DRAFT'))).toEqual([]);
      expect(await client('wu-tao').refused(stream, { type: 'Submit', on: today() })).toBe('NOT_FOUND');
      await manager.command(stream, { type: 'Submit', on: today() });
      return stream;
    })();
    expect(asked(await once(stream, ({ status }) => status === 'OPEN'))).toEqual(['luo-ping']);
    expect(await decideBy('luo-ping', stream, 'APPROVE')).toBeNull();
    expect(asked(await once(stream, ({ step }) => step === 1))).toEqual(['han-dong', 'su-mei', 'zheng-yan']);
    expect(await decideBy('chen-zhuo', stream, 'APPROVE')).toBe('NOT_ASKED');
    expect(await decideBy('zheng-yan', stream, 'APPROVE')).toBeNull();
    expect(await decideBy('su-mei', stream, 'APPROVE')).toBeNull();
    expect(await decideBy('han-dong', stream, 'REJECT', { reason: '晚了' })).toMatch(/CLOSED|NOT_ASKED|ALREADY_DECIDED|SUPERSEDED/);
    const { status, decisions } = await once(stream, (state) => state.status !== 'OPEN');
    expect(status).toBe('APPROVED');
    expect(decisions).toHaveLength(3);

    const { lines, refused } = (await json(officer.get(`${stream}/history`))) as {
      lines: { text: { zh: string; en: string }; person: string | null; door: string; seen: string | null; route: string | null }[];
      refused: { person: string; code: string }[];
    };
    const told = lines.map((line) => line.text.zh).join('\n');
    expect(told).toMatch(/2.*票/);
    expect(told).toContain('苏梅');
    expect(lines.filter(({ seen }) => seen !== null)).toHaveLength(3);
    expect(new Set(lines.flatMap(({ route }) => (route === null ? [] : [route])))).toEqual(new Set(['MEETING_CHANGE/QH.1']));
    expect(refused).toMatchObject([{ person: 'chen-zhuo', code: 'NOT_ASKED' }, { person: 'han-dong' }]);
  });

  it('is printed as a sheet (审批表) with and without its trail, for those who may see it', async () => {
    const stream = 'approval/QH-01~T-VOTE';
    const whole = await officer.get(`${stream}/sheet.pdf`);
    expect(whole.headers.get('content-type')).toContain('application/pdf');
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const short = Buffer.from(await (await officer.get(`${stream}/sheet.pdf?trail=false&lang=en`)).arrayBuffer());
    expect(short.length).toBeLessThan(bytes.length);
    expect((await client('wu-tao').get(`${stream}/sheet.pdf`)).status).toBe(404);
    expect((await officer.get(`${stream}/sheet.pdf?lang=fr`)).status).toBe(422);
  });

  it('keeps to its route although the county adopts a new version meanwhile', async () => {
    const stream = await apply('T-PIN', 100);
    await officer.adoptRoute('QH', { route: { ...COUNTY, steps: COUNTY.steps.slice(0, 1) }, basis: '青托组发〔2026〕8号' }, second);
    expect(await decideBy('luo-ping', stream, 'APPROVE')).toBeNull();
    expect(asked(await once(stream, ({ step }) => step === 1))).toHaveLength(3);
    await officer.adoptRoute('QH', { route: COUNTY, basis: '青托组发〔2026〕9号' }, second);
    await manager.command(stream, { type: 'Withdraw', reason: '试验完毕' });
    expect((await once(stream, ({ status }) => status !== 'OPEN')).status).toBe('WITHDRAWN');
  });

  it('takes its day from the server; the office alone enters an earlier one, with its number, and nothing happens by itself', async () => {
    const draft = {
      type: 'Draft',
      programme: 'QH',
      project: 'QH-01',
      key: 'T-DAY',
      route: 'MEETING_CHANGE',
      title: text('补录'),
      content: content(100),
    };
    expect((await manager.post('approvals', draft)).ok).toBe(true);
    const stream = 'approval/QH-01~T-DAY';
    const on = addDays(today(), -20);
    expect(await manager.refused(stream, { type: 'Submit', on })).toBe('EARLIER_DAY');
    expect(await manager.refused(stream, { type: 'Submit', on, document: '收〔2026〕7号' })).toBe('EARLIER_DAY');
    expect(await officer.refused(stream, { type: 'Submit', on })).toBe('EARLIER_DAY');
    expect(await officer.refused(stream, { type: 'Submit', on, document: '收〔2026〕7号' })).toBeNull();
    // The mail goes out, and lights would come in the same second.
    await mailTo('luo-ping', '补录');
    const { items } = (await json(officer.get(`${stream}/events`))) as { items: { type: string }[] };
    expect(items.map(({ type }) => type)).toEqual(['ApprovalOpened', 'ApplicationSubmitted', 'ApplicationAccepted', 'StepOpened']);
    expect(JSON.stringify(await json(officer.get(`${stream}/history`)))).toContain('办公室补录，凭 收〔2026〕7号');
  });

  it('that has ended says to whom it may concern how it ended, although its workflow is gone', async () => {
    const stream = await apply('T-LATE', 100);
    expect(await client('luo-ping').refused(stream, { type: 'MarkSeen' })).toBeNull();
    expect((await mailTo('gao-lin', '已阅未批', 'T-LATE')).subject).toContain('T-LATE');
    await manager.command(stream, { type: 'Withdraw', reason: '试验完毕' });
    const decide = { type: 'Decide', choice: 'APPROVE', seen: 'a'.repeat(64) };
    const said = async (): Promise<Record<string, unknown>> => json(client('luo-ping').post(`${stream}/commands`, decide));
    expect(await said()).toMatchObject({ code: 'ALREADY_DECIDED', title: expect.stringContaining('withdrawn by the applicant') });
  });

  it('is nudged by its applicant at most once in four working hours', async () => {
    const stream = await apply('T-NUDGE', 100);
    expect(await manager.refused(stream, { type: 'Nudge' })).toBeNull();
    await mailTo('luo-ping', '催办', 'T-NUDGE');
    expect(await manager.refused(stream, { type: 'Nudge' })).toBe('TOO_SOON');
  });

  it('of a department, about no project, is seen by whoever applies and by nobody beside those asked', async () => {
    const draft = {
      type: 'Draft',
      programme: 'QH',
      project: null,
      key: 'T-DEPT',
      route: 'MEETING_CHANGE',
      title: text('部门申请'),
      content: content(1),
    };
    expect((await client('su-mei').post('approvals', draft)).status).toBe(200);
    expect(await client('su-mei').find('approval/QH~T-DEPT')).toMatchObject({ status: 'DRAFT' });
    expect(await client('han-dong').find('approval/QH~T-DEPT')).toBeNull();
    await client('su-mei').command('approval/QH~T-DEPT', { type: 'Submit', on: today() });
    expect(asked(await once('approval/QH~T-DEPT', ({ status }) => status === 'OPEN'))).toEqual(['luo-ping']);
    expect((await mailTo('luo-ping', '部门申请')).text).toMatch(/核对码：\d{4}/);
  });

  it('with several faults is refused with all of them, and nothing is begun', async () => {
    const answer = await manager.post('approvals', {
      type: 'Draft',
      programme: 'QH',
      project: 'QH-01',
      key: 'a/b',
      route: 'x',
      title: { zh: '' },
      content: {},
    });
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { faults: string[] }).faults.length).toBeGreaterThanOrEqual(5);
    const unknown = { type: 'Draft', programme: 'QH', project: 'QH-01', key: 'T-NO', route: 'NO_SUCH', title: text('x'), content: content(1) };
    expect(await json(manager.post('approvals', unknown))).toMatchObject({ status: 422, code: 'ROUTE_UNKNOWN' });
    expect(await manager.find('approval/QH-01~T-NO')).toBeNull();
  });
});

describe('behind the link, an approver', () => {
  it('hands over (转办): the other is asked by a mail of his own, and the first link says so', async () => {
    const stream = await apply('L-HAND', 100);
    const first = await mailTo('luo-ping', 'L-HAND');
    const nobody = await act('luo-ping', 'L-HAND', { choice: 'HAND_OVER', reason: '分工调整' });
    expect(nobody).toMatchObject({ status: 422, page: expect.stringContaining('请选择') });
    expect((await act('luo-ping', 'L-HAND', { choice: 'HAND_OVER', person: 'duan-wei', reason: '分工调整' })).status).toBe(303);
    expect(asked(await once(stream, (state) => asked(state).includes('duan-wei')))).toEqual(['duan-wei']);
    // Reading ends with the reason for it: the first link tells how, and nothing of the content.
    const { page } = await openLink(first);
    expect(page).toContain('已转交他人');
    expect(page).not.toContain('变更说明');
    expect(page).not.toContain('duan-wei');
    expect((await act('duan-wei', 'L-HAND', { choice: 'APPROVE' })).status).toBe(303);
    await once(stream, ({ step }) => step === 1);
  });

  it('hands over, and is told that it is recorded when he asks again, although he sees the case no more', async () => {
    const stream = await apply('A-OVER-TWICE', 100);
    const asks = () => client('luo-ping').post(`${stream}/commands`, { type: 'HandOver', to: 'bai-lan', reason: '分工' }, 'handed-over-twice');
    const first = await asks();
    expect(first.status).toBe(200);
    const { events } = (await first.json()) as { events: object[] };
    expect((await client('luo-ping').get(stream)).status).toBe(404);
    const again = await asks();
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(((await again.json()) as { events: object[] }).events).toEqual(events);
    // Nobody else's key leads there.
    expect(
      (await client('zheng-yan').post(`${stream}/commands`, { type: 'HandOver', to: 'bai-lan', reason: '分工' }, 'handed-over-twice')).status,
    ).toBe(404);
  });

  it('asks for an opinion (委派) and gets it back before he decides', async () => {
    const stream = await apply('L-OPINION', 100);
    await act('luo-ping', 'L-OPINION', { choice: 'ASK_OPINION', person: 'duan-wei', reason: '结构是否安全？' });
    expect(asked(await once(stream, (state) => asked(state, 'OPINION').length > 0), 'OPINION')).toEqual(['duan-wei']);
    const page = await openLink(await mailTo('duan-wei', '征求意见', 'L-OPINION'));
    expect(page.page).toContain('结构是否安全？');
    await act('duan-wei', 'L-OPINION', { choice: 'GIVE_OPINION', reason: '结构安全', recommends: 'APPROVE' });
    await once(stream, (state) => asked(state).includes('luo-ping'));
    expect((await openLink(await mailTo('luo-ping', '意见已回', 'L-OPINION'))).page).toContain('结构安全');
  });

  it('adds approvers (加签), who decide first, and removes them (减签)', async () => {
    const stream = await apply('L-ADD', 100);
    await act('luo-ping', 'L-ADD', { choice: 'ADD_APPROVERS', person: 'duan-wei', where: 'BEFORE', reason: '请住建先看' });
    expect(asked(await once(stream, (state) => asked(state).includes('duan-wei')))).toEqual(['duan-wei']);
    expect(await client('wu-tao').refused(stream, { type: 'RemoveApprover', task: 2, reason: '不需要' })).toBe('NOT_FOUND');
    await client('luo-ping').command(stream, { type: 'RemoveApprover', task: 2, reason: '已电话确认' });
    expect(asked(await once(stream, (state) => asked(state).includes('luo-ping')))).toEqual(['luo-ping']);
  });

  it('asks the applicant, who answers by his link with a file that only people of this case can read', async () => {
    const stream = await apply('L-ASK', 100);
    await act('luo-ping', 'L-ASK', { choice: 'ASK', reason: '有现场照片吗？' });
    await once(stream, (state) => asked(state, 'QUESTION').length > 0);
    const wrong = await act('gao-lin', ['提问', 'L-ASK'], { choice: 'ANSWER', reason: '见附件' }, [new File(['MZ this is a program'], '照片.pdf')]);
    expect(wrong.status).toBe(422);
    expect(wrong.page).toContain('照片.pdf：文件内容不是');
    const right = await act('gao-lin', ['提问', 'L-ASK'], { choice: 'ANSWER', reason: '见附件' }, [new File([PDF], '现场 照片.pdf')]);
    expect(right.status).toBe(303);
    const sha256 = createHash('sha256').update(PDF).digest('hex');
    const { remarks } = await once(stream, (state) => state.remarks.length === 2);
    expect(remarks[1]).toMatchObject({ kind: 'ANSWER', text: '见附件', documents: [{ title: '现场 照片.pdf', sha256 }] });
    const opened = await openLink(await mailTo('luo-ping', '答复', 'L-ASK'));
    const link = new RegExp(`href="([^"]+/files/${sha256})"`).exec(opened.page)?.[1] ?? '';
    const file = await fetch(new URL(link, opened.url), { headers: { cookie: opened.cookie } });
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; .*%E7%8E%B0/);
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(PDF))).toBe(true);
    expect((await fetch(new URL(link, opened.url))).status).toBe(404);
    expect((await officer.get(`${stream}/files/${sha256}`)).status).toBe(200);
    expect((await client('wu-tao').get(`${stream}/files/${sha256}`)).status).toBe(404);
    expect((await officer.get(`approval/QH-01~L-ADD/files/${sha256}`)).status).toBe(404);
  });

  it('returns to the applicant with reasons; resubmitted, it comes back to him as round 2', async () => {
    const stream = await apply('L-RETURN', 100);
    expect((await act('luo-ping', 'L-RETURN', { choice: 'RETURN', to: 'APPLICANT' })).status).toBe(422);
    await act('luo-ping', 'L-RETURN', { choice: 'RETURN', to: 'APPLICANT', reason: '缺造价' });
    await once(stream, ({ status }) => status === 'RETURNED');
    await mailTo('gao-lin', '退回修改', 'L-RETURN');
    await manager.command(stream, { type: 'Resubmit', content: content(110), on: today() });
    expect(asked(await once(stream, ({ round }) => round === 2))).toEqual(['luo-ping']);
  });

  it('takes his decision back before anybody acted on it (拿回)', async () => {
    const stream = await apply('L-BACK', 100);
    await act('luo-ping', 'L-BACK', { choice: 'APPROVE' });
    await once(stream, ({ step }) => step === 1);
    expect((await act('luo-ping', 'L-BACK', { choice: 'TAKE_BACK' })).status).toBe(303);
    const state = await once(stream, ({ step }) => step === 0);
    expect(asked(state)).toEqual(['luo-ping']);
    expect(state.decisions).toMatchObject([{ person: 'luo-ping', takenBack: true }]);
  });

  it('recuses himself (回避): his seat goes to a substitute, and he is not asked again', async () => {
    const stream = await apply('L-RECUSE', 100);
    const link = await mailTo('luo-ping', 'L-RECUSE');
    expect((await openLink(link)).page).toContain('变更说明');
    await act('luo-ping', 'L-RECUSE', { choice: 'RECUSE', reason: '申请人是近亲属' });
    expect(asked(await once(stream, (state) => !asked(state).includes('luo-ping')))).toEqual(['he-jing', 'xu-jianing']);
    const { page } = await openLink(link);
    expect(page).toContain('已就此事项回避');
    expect(page).not.toContain('变更说明');
    expect(await officer.refused(stream, { type: 'HandOver', to: 'luo-ping', reason: '请办' })).toBe('PERSON_NOT_ELIGIBLE');
  });

  it('sends a copy (抄送), whose reader marks it as read (已阅)', async () => {
    const stream = await apply('L-COPY', 100);
    await act('luo-ping', 'L-COPY', { choice: 'COPY', person: 'bai-lan', reason: '请知悉' });
    await once(stream, (state) => asked(state, 'READ').length > 0);
    expect((await act('bai-lan', 'L-COPY', { choice: 'MARK_READ' })).status).toBe(303);
    const { tasks } = await once(stream, (state) => asked(state, 'READ').length === 0);
    expect(tasks.find(({ kind }) => kind === 'READ')).toMatchObject({ person: 'bai-lan', status: 'READ' });
    expect(asked({ tasks } as never)).toEqual(['luo-ping']);
  });

  it('stops the clock for a site check and starts it again; the head extends the limit once, with reasons', async () => {
    const stream = await apply('L-PAUSE', 100);
    await act('luo-ping', 'L-PAUSE', { choice: 'PAUSE', pause: 'SITE_CHECK', reason: '现场核查通知书 1 号' });
    await once(stream, ({ status }) => status === 'PAUSED');
    expect(await decideBy('luo-ping', stream, 'APPROVE')).toBe('PAUSED');
    await client('luo-ping').command(stream, { type: 'ResumeClock', on: today() });
    await once(stream, ({ status }) => status === 'OPEN');
    expect(await officer.refused(stream, { type: 'ExtendLimit', by: 3, reason: '现场复杂' })).toBe('NOT_YOURS');
    await client('chen-zhuo').command(stream, { type: 'ExtendLimit', by: 3, reason: '现场复杂' });
    expect(await client('chen-zhuo').refused(stream, { type: 'ExtendLimit', by: 3, reason: '再延' })).toMatch(/WRONG_STATE|ALREADY/);
  });
});

describe('absence', () => {
  it('moves what lies on the desk to the stand-in, prints "on behalf of" everywhere, and gives it back at the end', async () => {
    const stream = await apply('A-AWAY', 100);
    await mailTo('luo-ping', 'A-AWAY');
    const grant = { type: 'GrantMandate', principal: 'luo-ping', delegate: 'duan-wei', from: today(), to: '2099-12-31', basis: '青资函〔2026〕12号' };
    expect(await client('duan-wei').refused('programme/QH', grant)).toBe('NOT_YOURS');
    expect(await officer.refused('programme/QH', { ...grant, delegate: 'luo-ping' })).toBe('MANDATE_INVALID');
    await client('luo-ping').command('programme/QH', grant);
    expect(asked(await once(stream, (state) => asked(state).length > 0 && !asked(state).includes('luo-ping')))).toEqual(['duan-wei for luo-ping']);
    const mail = await mailTo('duan-wei', 'A-AWAY', '代');
    expect(mail.subject).toContain('（代 罗平）');
    await mailTo('luo-ping', '代理告知', 'A-AWAY');
    expect((await openLink(mail)).page).toMatch(/代 罗/);
    // New work goes to the stand-in at once.
    const later = await apply('A-LATER', 100);
    expect(asked(await once(later, ({ status }) => status === 'OPEN'))).toEqual(['duan-wei for luo-ping']);
    await act('duan-wei', 'A-AWAY', { choice: 'APPROVE' });
    const { decisions } = await once(stream, ({ step }) => step === 1);
    expect(decisions).toMatchObject([{ person: 'duan-wei', onBehalfOf: 'luo-ping', choice: 'APPROVE', door: 'link' }]);
    const { lines } = (await json(officer.get(`${stream}/history`))) as { lines: { text: { zh: string; en: string } }[] };
    expect(lines.map((line) => line.text.zh).join('\n')).toContain('段炜（代 罗平）');
    expect(lines.map((line) => line.text.en).join('\n')).toMatch(/on behalf of/);

    const programme = (await officer.find('programme/QH')) as { mandates: Record<string, { principal: string }> };
    const [mandate] = Object.entries(programme.mandates).find(([, { principal }]) => principal === 'luo-ping') ?? [];
    await officer.command('programme/QH', { type: 'RevokeMandate', mandate, reason: '提前返岗' });
    expect(asked(await once(later, (state) => asked(state).includes('luo-ping')))).toEqual(['luo-ping']);
    await mailTo('luo-ping', '代理结束', 'A-LATER');
  });

  it('of an applicant’s own stand-in: who applies is never asked to decide for somebody else', async () => {
    const grant = { type: 'GrantMandate', principal: 'luo-ping', delegate: 'gao-lin', from: today(), to: '2099-12-31', basis: '青资函〔2026〕13号' };
    await client('luo-ping').command('programme/QH', grant);
    const stream = await apply('A-OWN', 100);
    expect(asked(await once(stream, ({ status }) => status === 'OPEN'))).toEqual(['luo-ping']);
    const programme = (await officer.find('programme/QH')) as { mandates: Record<string, { principal: string }> };
    const [mandate] = Object.entries(programme.mandates).find(([, { principal }]) => principal === 'luo-ping') ?? [];
    await officer.command('programme/QH', { type: 'RevokeMandate', mandate, reason: '结束' });
  });

  it('for good: everything on the desk of somebody who leaves goes to another in one act (离职转办)', async () => {
    const [one, two] = [await apply('A-LEFT-1', 100), await apply('A-LEFT-2', 100)];
    for (const stream of [one, two]) await client('luo-ping').command(stream, { type: 'HandOver', to: 'bai-lan', reason: '分工' });
    for (const stream of [one, two]) await once(stream, (state) => asked(state).includes('bai-lan'));
    await officer.command('programme/QH', { type: 'HandOverDesk', from: 'bai-lan', to: 'duan-wei', roles: true, basis: '青妇任〔2026〕3号' });
    for (const stream of [one, two]) expect(asked(await once(stream, (state) => asked(state).includes('duan-wei')))).toEqual(['duan-wei']);
    expect(await client('luo-ping').refused(await apply('A-LEFT-3', 100), { type: 'HandOver', to: 'bai-lan', reason: 'x' })).toBe('PERSON_UNKNOWN');
    expect((await officer.find('programme/QH'))?.roles).toMatchObject({ MATERNAL_HEALTH: ['duan-wei'] });
    await mailTo('duan-wei', '离职转办');
  });

  it('unknown to the programme: an approver whose mail bounces is replaced, and the applicant and the office are told', async () => {
    const db = openDatabase(databaseUrl);
    const { email } = await db.prisma.person.findUniqueOrThrow({ where: { id: 'luo-ping' } });
    await db.prisma.person.update({ where: { id: 'luo-ping' }, data: { email: 'luo-ping@gone.invalid' } });
    try {
      const stream = await apply('A-BOUNCE', 100);
      expect(asked(await once(stream, (state) => !asked(state).includes('luo-ping')))).toEqual(['he-jing', 'xu-jianing']);
      await mailTo('gao-lin', '无法送达', 'A-BOUNCE');
      const { lines } = (await json(officer.get(`${stream}/history`))) as { lines: { text: { zh: string } }[] };
      expect(lines.map((line) => line.text.zh).join('\n')).toContain('550');
    } finally {
      await db.prisma.person.update({ where: { id: 'luo-ping' }, data: { email } });
      await db.close();
    }
  });
});

describe('a title or a name', () => {
  it.each(['two\r\nBcc: x@evil.example', 'nul\u0000', 'turned\u202e', 'hidden\u200b'])('%j is refused, where it stands', async (zh) => {
    const draft = {
      type: 'Draft',
      programme: 'QH',
      project: 'QH-01',
      key: 'A-NAME',
      route: 'MEETING_CHANGE',
      title: { zh, en: 'x' },
      content: content(100),
    };
    const answer = await manager.post('approvals', draft);
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { faults: string[] }).faults.join()).toMatch(/^title\.zh: contains/);
  });
});

describe('a document', () => {
  const upload = async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
    const answer = await manager.upload(name, bytes);
    return { status: answer.status, ...((await answer.json()) as { faults?: string[]; sha256?: string; mediaType?: string }) };
  };
  it('is kept under its hash, told by its content and not by its name', async () => {
    expect(await upload('说明.pdf', PDF)).toMatchObject({
      status: 201,
      mediaType: 'application/pdf',
      sha256: createHash('sha256').update(PDF).digest('hex'),
    });
    expect(await upload('说明.png', PDF)).toMatchObject({ status: 422, faults: ['the name ends in .png, but the content is a pdf'] });
  });
  it.each([
    ['../../etc/passwd.pdf', PDF, 422],
    ['a\u202egpj.pdf', PDF, 422],
    ['empty.pdf', new Uint8Array(), 422],
    ['page.pdf', new Uint8Array(Buffer.from('<html><script>alert(1)</script></html>')), 422],
    ['large.pdf', new Uint8Array(30 * 1_048_576), 413],
    ['two things.pdf', new Uint8Array(Buffer.concat([PDF, Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)])), 422],
    ['two things.png', new Uint8Array(Buffer.concat([PNG, Buffer.from('%PDF-1.7 <script>')])), 422],
    ['a page.png', new Uint8Array(Buffer.concat([PNG, Buffer.from('<html><script>alert(1)</script>')])), 422],
  ])('named %j with what it holds is answered clearly and not kept', async (name, bytes, status) => {
    expect((await upload(name, bytes)).status).toBe(status);
  });
  it('behind a link: 30 MB are too many, and what was typed is not lost', async () => {
    const stream = await apply('A-LARGE', 100);
    await manager.command(stream, { type: 'Ask', to: 'luo-ping', question: '图纸在哪？' });
    const { status, page } = await act('luo-ping', ['提问', 'A-LARGE'], { choice: 'ANSWER', reason: '见附件' }, [
      new File([new Uint8Array(30 * 1_048_576)], '图纸.pdf'),
    ]);
    expect([status, page.includes('附件过大或过多')]).toEqual([422, true]);
    expect((await act('luo-ping', ['提问', 'A-LARGE'], { choice: 'ANSWER', reason: '见附件' })).status).toBe(303);
  });
  it('needs a sign-in', async () => {
    expect((await client('stranger').upload('a.pdf', PDF)).status).toBe(401);
  });
});
