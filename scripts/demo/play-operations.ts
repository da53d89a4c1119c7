/**
 * Whatever an office does with a file, done once: an application of a department on a route of the county's own, through
 * votes, returns, stand-ins and all the rest, over the API and behind mail links. Each operation is checked on the record.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { dayAt } from '../../domain/kernel/days.ts';
import { type ApiClient, actByLink, type Fields, type Mail, mailsAfter } from './http.ts';
import type { Told } from './player.ts';

export type OperationPlayers = {
  /** A client for whoever it is. */
  readonly client: (person: string) => ApiClient;
  readonly programme: string;
  readonly outboxUrl: string;
  readonly readingMs: number;
  /** Number of the last mail that was there before. */
  readonly after: number;
};

type Task = { readonly task: number; readonly kind: string; readonly person: string; readonly onBehalfOf: string | null; readonly status: string };
type State = {
  readonly status: string;
  readonly round: number;
  readonly step: number;
  readonly contentHash: string;
  readonly tasks: readonly Task[];
  readonly decisions: readonly { readonly person: string; readonly onBehalfOf: string | null; readonly takenBack: boolean }[];
  readonly conditions: readonly string[];
  readonly extended: boolean;
  readonly remarks: readonly { readonly kind: string; readonly documents: readonly object[] }[];
};

const both = (zh: string, en: string) => ({ zh, en });
const TITLE = '托育设备统一采购';
const PERSON = (person: string) => ({ person });

/** The county's own route: acceptance, joint signing, a vote of three, a head above 300万, the leader. */
const ROUTE = {
  code: 'JOINT_PURCHASE',
  version: 1,
  name: both('设备统一采购', 'Joint purchase of equipment'),
  basis: '青托组发〔2026〕7号',
  steps: [
    {
      key: 'INTAKE',
      kind: 'INTAKE',
      name: both('受理', 'Acceptance'),
      who: { agree: 'ANY', members: [PERSON('zheng-yan')] },
      limit: { n: 5, unit: 'WD' },
    },
    {
      key: 'CHECK',
      name: both('初审', 'First review'),
      who: { agree: 'ANY', members: [PERSON('luo-ping')] },
      limit: { n: 3, unit: 'WD' },
      may: [
        'APPROVE',
        'APPROVE_WITH_CONDITIONS',
        'REJECT',
        'RETURN',
        'SUPPLEMENT',
        'TAKE_BACK',
        'HAND_OVER',
        'ASK_OPINION',
        'ADD_APPROVERS',
        'ASK',
        'COMMENT',
        'COPY',
        'PAUSE',
      ],
      rules: { extension: { by: ['NDRC_HEAD'], most: 3 } },
    },
    {
      key: 'VOTE',
      name: both('票签', 'Vote'),
      who: {
        agree: 'VOTE',
        vote: { count: 'HEADS', threshold: { part: 2, of: 3 } },
        members: [PERSON('duan-wei'), PERSON('han-dong'), PERSON('qian-ning')],
      },
      limit: { n: 5, unit: 'WD' },
    },
    {
      key: 'HEAD',
      name: both('局长审定', 'Head of bureau'),
      who: { agree: 'ANY', members: [{ role: 'NDRC_HEAD' }] },
      limit: { n: 5, unit: 'WD' },
      when: { fact: 'amountFen', atLeast: 300_000_000 },
    },
    {
      key: 'LEADER',
      name: both('分管领导审批', 'Deputy leader'),
      who: { agree: 'ANY', members: [{ role: 'DEPUTY_LEADER' }] },
      limit: { n: 5, unit: 'WD' },
      may: ['APPROVE', 'APPROVE_WITH_CONDITIONS', 'REJECT', 'RETURN'],
    },
  ],
};

const content = (wan: number) => ({
  summary: [{ label: both('采购金额', 'Amount'), value: both(`${wan} 万元`, `CNY ${wan * 10_000}`) }],
  amountFen: wan * 1_000_000,
  documents: [{ title: '采购清单' }],
});
const today = (): string => dayAt(new Date().toISOString());
const expectThat = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`not as told: ${what}`);
};

/** The names of the operations that were done, in order. Errors: what did not come out as told. */
export async function playOperations(players: OperationPlayers, tell: Told): Promise<readonly string[]> {
  const { client, programme } = players;
  const stream = `approval/${programme}~CG-1`;
  const [applicant, officer] = [client('su-mei'), client('xu-jianing')];
  const done: string[] = [];
  const operation = async (name: string, play: () => Promise<unknown>): Promise<void> => {
    await play();
    done.push(name);
    tell(name);
  };
  const until = (holds: (state: State) => boolean): Promise<State> =>
    officer.until(stream, (state) => (holds(state as State) ? (state as State) : null), 40);
  const open = ({ tasks }: State, kind = 'DECIDE'): readonly string[] =>
    tasks.filter((task) => task.kind === kind && task.status === 'PENDING').map(({ person }) => person);
  const asked = (person: string, kind = 'DECIDE') => until((state) => open(state, kind).includes(person));
  /** A mail is acted on once; whoever is asked again gets a new one. */
  const used = new Map<string, number>();
  const mailTo = async (person: string, word: string): Promise<Mail> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const mails = await mailsAfter(players.outboxUrl, used.get(person) ?? players.after);
      const found = mails.findLast(({ to, subject }) => to.startsWith(`${person}@`) && subject.includes(TITLE) && subject.includes(word));
      if (found !== undefined) {
        used.set(person, found.id);
        return found;
      }
      await sleep(100);
    }
    throw new Error(`no mail to ${person} about ${TITLE} (${word})`);
  };
  const act = async (person: string, word: string, fields: Fields, files: readonly File[] = []): Promise<void> => {
    // A mail about what is over by now shows no form; the newer one is on its way.
    for (let tries = 0; tries < 10; tries += 1) {
      const { status, page } = await actByLink(await mailTo(person, word), fields, players.readingMs, files);
      if (status === 303) return;
      expectThat(status === 200, `${person} ${fields.choice}: ${status} ${/<li>(.*?)<\/li>/.exec(page)?.[1] ?? ''}`);
    }
    throw new Error(`${person} found nothing to do about ${TITLE} (${word})`);
  };

  await operation('路线入库、试跑 route adopted, dry run', async () => {
    await officer.adoptRoute(programme, { route: ROUTE, basis: ROUTE.basis }, client('he-jing'));
    const ask = { route: ROUTE.code, content: { amountFen: 120_000_000 }, applicant: 'su-mei', from: today() };
    const dry = (await (await officer.post(`programme/${programme}/routes/dry-run`, ask)).json()) as { steps: { key: string; result: string }[] };
    expectThat(dry.steps.find(({ key }) => key === 'HEAD')?.result === 'SKIPPED', 'a small purchase skips the head');
  });
  await operation('暂存、提交 draft, save, hand in', async () => {
    const draft = {
      type: 'Draft',
      programme,
      project: null,
      key: 'CG-1',
      route: ROUTE.code,
      title: both(TITLE, 'Joint purchase of equipment'),
      content: content(90),
    };
    const answer = await applicant.post('approvals', draft);
    expectThat(answer.ok, `draft ${answer.status} ${await answer.text()}`);
    await applicant.command(stream, { type: 'SaveDraft', content: content(120) });
    await applicant.command(stream, { type: 'Submit' });
  });
  await operation('受理 accepted for handling', async () => {
    await act('zheng-yan', '待办', { choice: 'APPROVE' });
    await asked('luo-ping');
  });
  await operation('催办（四个工作小时内限一次） nudge, once in four working hours', async () => {
    await applicant.command(stream, { type: 'Nudge' });
    expectThat((await applicant.refused(stream, { type: 'Nudge' })) === 'TOO_SOON', 'a second nudge is refused');
  });
  await operation('提问、答复并附件 question, answer with a file', async () => {
    await act('luo-ping', '催办', { choice: 'ASK', reason: '清单是否含安装费？' });
    await asked('su-mei', 'QUESTION');
    await act('su-mei', '提问', { choice: 'ANSWER', reason: '含安装费，见报价单。' }, [new File(['%PDF-1.7\n%%EOF\n'], '报价单.pdf')]);
    const { remarks } = await until((state) => state.remarks.length === 2);
    expectThat(remarks[1]?.documents.length === 1, 'the answer has its file');
  });
  await operation('委派并收回意见 opinion asked and given', async () => {
    await client('luo-ping').command(stream, { type: 'AskOpinion', of: 'bai-lan', question: '规格是否适合 3 岁以下？' });
    await act('bai-lan', '征求意见', { choice: 'GIVE_OPINION', reason: '适合', recommends: 'APPROVE' });
    await asked('luo-ping');
  });
  await operation('加签、减签 approver added before, and removed', async () => {
    await client('luo-ping').command(stream, { type: 'AddApprovers', people: ['ma-yue'], where: 'BEFORE', reason: '请核对数量' });
    const task = (await asked('ma-yue')).tasks.find(({ person }) => person === 'ma-yue')?.task;
    await client('luo-ping').command(stream, { type: 'RemoveApprover', task, reason: '已电话核对' });
    await asked('luo-ping');
  });
  await operation('抄送、已阅 copy, marked as read', async () => {
    await client('luo-ping').command(stream, { type: 'Copy', people: ['ma-yue'], note: '请知悉' });
    await act('ma-yue', '抄送', { choice: 'MARK_READ' });
    await until(({ tasks }) => tasks.some(({ kind, status }) => kind === 'READ' && status === 'READ'));
  });
  await operation('暂停计时、恢复 clock stopped for a site check, running again', async () => {
    await client('luo-ping').command(stream, { type: 'Pause', reason: 'SITE_CHECK', notice: '现场核查通知书 1 号' });
    await until(({ status }) => status === 'PAUSED');
    await client('luo-ping').command(stream, { type: 'ResumeClock' });
  });
  await operation('延期一次 limit extended by the head, once', async () => {
    await client('chen-zhuo').command(stream, { type: 'ExtendLimit', by: 2, reason: '数量较多' });
    expectThat((await client('chen-zhuo').refused(stream, { type: 'ExtendLimit', by: 1, reason: '再延' })) !== null, 'a second extension is refused');
  });
  await operation('退回、改后直接回到退回人 returned, back to whoever returned it', async () => {
    await client('luo-ping').command(
      stream,
      await choice(client('luo-ping'), stream, { choice: 'RETURN', to: 'APPLICANT', afterwards: 'BACK', reason: '请改为公开招标' }),
    );
    await until(({ status }) => status === 'RETURNED');
    await applicant.command(stream, { type: 'Resubmit', content: content(150) });
    const { round } = await asked('luo-ping');
    expectThat(round === 2, 'it is the second round');
  });
  await operation('转办 handed over', async () => {
    await act('luo-ping', '待办', { choice: 'HAND_OVER', person: 'fang-yuan', reason: '分工调整' });
    await asked('fang-yuan');
  });
  await operation('附条件同意、拿回 approved with conditions, taken back, approved again', async () => {
    await act('fang-yuan', '转办', { choice: 'APPROVE_WITH_CONDITIONS', conditions: '质保不少于五年', reason: '同意' });
    await until(({ step }) => step === 2);
    await client('fang-yuan').command(stream, { type: 'TakeBack' });
    await asked('fang-yuan');
    await client('fang-yuan').command(
      stream,
      await choice(client('fang-yuan'), stream, { choice: 'APPROVE_WITH_CONDITIONS', conditions: ['质保不少于三年'] }),
    );
    await until(({ step }) => step === 2);
  });
  await operation('代理（代 qian-ning） stand-in decides on behalf, and it is given back', async () => {
    const grant = {
      type: 'GrantMandate',
      principal: 'qian-ning',
      delegate: 'bai-lan',
      from: today(),
      to: '2099-12-31',
      scope: { routes: [ROUTE.code] },
      basis: '青财评函〔2026〕3号',
    };
    await client('qian-ning').command(`programme/${programme}`, grant);
    await until(({ tasks }) => tasks.some(({ person, onBehalfOf }) => person === 'bai-lan' && onBehalfOf === 'qian-ning'));
    await act('bai-lan', '代 钱宁', { choice: 'APPROVE', reason: '同意' });
    const { decisions } = await until((state) => state.decisions.some(({ onBehalfOf }) => onBehalfOf === 'qian-ning'));
    expectThat(
      decisions.some(({ person, onBehalfOf }) => person === 'bai-lan' && onBehalfOf === 'qian-ning'),
      'decided on behalf',
    );
    const { mandates } = (await officer.find(`programme/${programme}`)) as { mandates: Record<string, { principal: string }> };
    const mandate = Object.keys(mandates).find((id) => mandates[id]?.principal === 'qian-ning');
    await client('qian-ning').command(`programme/${programme}`, { type: 'RevokeMandate', mandate, reason: '已返岗' });
  });
  await operation('回避 recused; somebody else is asked in his place', async () => {
    await client('han-dong').command(stream, { type: 'Recuse', reason: '供应商为近亲属所有' });
    await until((state) => !open(state).includes('han-dong'));
  });
  await operation('票签达到即止、按金额跳过一步 vote certain, a step skipped by its amount', async () => {
    await act('duan-wei', '待办', { choice: 'APPROVE', reason: '同意' });
    await until(({ step }) => step === 4);
  });
  await operation('未被要求者的尝试被拒绝并留痕 a stranger is refused, on record', async () => {
    expectThat((await client('duan-wei').refused(stream, await choice(client('duan-wei'), stream, { choice: 'APPROVE' }))) !== null, 'refused');
    const { refused } = (await (await officer.get(`${stream}/history`)).json()) as { refused: { person: string }[] };
    expectThat(
      refused.some(({ person }) => person === 'duan-wei'),
      'on record',
    );
  });
  await operation('办结，条件随结果 closed, with its conditions', async () => {
    await act('lin-ruolan', '待办', { choice: 'APPROVE', reason: '同意' });
    const { status, conditions } = await until((state) => state.status !== 'OPEN');
    expectThat(status === 'APPROVED' && conditions.length === 1, `${status} with ${conditions.length} conditions`);
  });
  await operation('打印审批表 approval sheet printed', async () => {
    const pdf = Buffer.from(await (await officer.get(`${stream}/sheet.pdf`)).arrayBuffer());
    expectThat(pdf.subarray(0, 5).toString() === '%PDF-', 'a PDF');
  });
  return done;
}

/** A decision on what lies there now. */
async function choice(by: ApiClient, stream: string, fields: object): Promise<object> {
  const { contentHash } = (await (await by.get(`${stream}/offers`)).json()) as { contentHash: string };
  return { type: 'Decide', seen: contentHash, ...fields };
}
