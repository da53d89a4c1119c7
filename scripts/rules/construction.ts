/** The gates of construction. */
import { approvalId } from '../../domain/approval/case.ts';
import type { PaymentKind } from '../../domain/standards/closed-lists.ts';
import { milestonesOf } from '../../domain/standards/milestones.ts';
import type { Gate, Tried } from './gate.ts';
import { PlayedCase, person, system } from './played-case.ts';
import { COMMITTED, stageBase, tendered, WAN } from './samples.ts';

const NOW = '2024-06-03T02:00:00.000Z';
const PAPERS = ['LAND_PERMIT', 'BUILD_PERMIT', 'DRAWINGS_REVIEW', 'FIRE_DESIGN_REVIEW', 'CONSTRUCTION_PERMIT'] as const;
const opened = () =>
  new PlayedCase('construction', NOW).must({ type: 'Open', ...stageBase({ estimateFen: 2_680 * WAN, landPreOn: null, plan: null }) }, system);
const contracted = () =>
  opened()
    .must(tendered())
    .must({ type: 'RecordContract', contractor: '青禾建筑', amountFen: 2_000 * WAN, on: '2023-09-01', tender: 'SG-1' });
const permitted = (on = '2023-09-10') =>
  contracted().must({ type: 'RecordPermits', permits: PAPERS.map((permit, index) => ({ permit, number: `P${index}`, on })) });
const START = { type: 'RecordMilestone', key: 'START', on: '2023-09-12', evidence: '开工令' } as const;
const committed = () => COMMITTED.reduce((works, command) => works.must(command), permitted());
const started = () => committed().must(START);
/** Accepted and filed. */
const filed = () => {
  const works = started();
  works.now = '2024-06-03T02:00:00.000Z';
  for (const { key } of milestonesOf('NEW').slice(1, -1)) works.must({ type: 'RecordMilestone', key, on: '2024-05-20', evidence: '签认' });
  return works
    .must({ type: 'AcceptCompletion', on: '2024-05-31', parties: PARTIES.map((party) => ({ party, passed: true })) })
    .must({ type: 'FileCompletion', number: 'B1', on: '2024-06-03' });
};
const settled = () => filed().must({ type: 'RecordSettlement', amountFen: 1_990 * WAN, number: 'JS-1', on: '2024-06-03' });
const PAY_SETTLEMENT = { type: 'RequestPayment', key: '1', amountFen: 1_990 * 970_000, confirmedValueFen: 2_000 * WAN, kind: 'SETTLEMENT' } as const;
const handedOn = () => settled().must({ type: 'ChangeManager', from: 'manager', to: 'carl', basis: '青卫人〔2024〕9号' }, system);
const late =
  (kind: PaymentKind, amountFen: number, on = '2024-06-03') =>
  () => {
    const works = settled();
    works.now = `${on}T02:00:00.000Z`;
    return works.send({ type: 'RequestPayment', key: '1', amountFen, confirmedValueFen: 2_000 * WAN, kind });
  };
/** Completion is told of a day two years before the last milestone; the finding stands, and retention waits all the same. */
const datedBack = () => {
  const works = started();
  for (const { key } of milestonesOf('NEW').slice(1, -1)) works.must({ type: 'RecordMilestone', key, on: '2024-05-20', evidence: '签认' });
  return works
    .must({ type: 'AcceptCompletion', on: '2022-05-20', parties: PARTIES.map((party) => ({ party, passed: true })) })
    .must({ type: 'FileCompletion', number: 'B1', on: '2024-06-03' })
    .must({ type: 'RecordSettlement', amountFen: 1_990 * WAN, number: 'JS-1', on: '2024-06-03' })
    .send({ type: 'RequestPayment', key: '1', amountFen: 1, confirmedValueFen: 2_000 * WAN, kind: 'RETENTION' });
};
type Kind = 'ADVANCE' | 'PROGRESS';
const pay =
  (amountFen: number, confirmedValueFen: number, kind: Kind = 'PROGRESS', on = started) =>
  () =>
    on().send({ type: 'RequestPayment', key: '1', amountFen, confirmedValueFen, kind });
const again = (cause: string, sameAs?: string) => () =>
  started()
    .must({ type: 'RequestChange', key: 'A', amountFen: 9 * WAN, cause: '地质条件变化' })
    .send({ type: 'RequestChange', key: 'B', amountFen: 9 * WAN, cause, ...(sameAs === undefined ? {} : { sameAs }) });
/** Two payments for one value that was confirmed, and what becomes of one of them. */
const answered = (first: number, second: number, key: '1' | '2', outcome: 'APPROVED' | 'REJECTED') => (): Tried => {
  const payment = (name: string, amountFen: number) => ({ type: 'RequestPayment' as const, key: name, amountFen, confirmedValueFen: 1_000 });
  const works = started().must(payment('1', first)).must(payment('2', second));
  const approval = approvalId('QH-01', `PAYMENT.${key}`, 1);
  return works.send({ type: 'ApprovalDecided', approval, outcome, reason: null, conditions: [], scores: [] }, system);
};
/** A change of 120,000 for the ground was refused; one of 90,000 follows: taken where the unit approved it itself. */
const byUnit = (cause: string) => (): Tried => {
  const works = started()
    .must({ type: 'RequestChange', key: 'A', amountFen: 12 * WAN, cause: '地质条件变化' })
    .must(
      { type: 'ApprovalDecided', approval: approvalId('QH-01', 'CHANGE.A', 1), outcome: 'REJECTED', reason: '理由不足', conditions: [], scores: [] },
      system,
    );
  const { refused } = works.send({ type: 'RequestChange', key: 'B', amountFen: 9 * WAN, cause });
  const told = '须由主管部门审批';
  const asked =
    works.state.changes.B?.status === 'APPROVED' ? null : { code: 'NOT_YOURS' as const, message: { zh: told, en: 'The department decides.' } };
  return { refused: refused ?? asked, findings: [] };
};
const foundation = (on: string) => () => started().send({ type: 'RecordMilestone', key: 'FOUNDATION', on, evidence: '验收记录' });

const report =
  (month: string, more: object = {}, on = started) =>
  () =>
    on().send({ type: 'ReportProgress', month, actualPercent: 20, problems: '', next: '', ...more });
const PARTIES = ['OWNER', 'SURVEYOR', 'DESIGNER', 'CONTRACTOR', 'SUPERVISOR'] as const;
const WORKS = ['FOUNDATION', 'STRUCTURE', 'SERVICES', 'FIT_OUT', 'OUTDOOR_EQUIPMENT', 'FIRE_CHECK', 'PRE_ACCEPTANCE'];
const completed = () =>
  WORKS.reduce((played, key) => played.must({ type: 'RecordMilestone', key, on: '2024-04-01', evidence: '' }), started()).must({
    type: 'AcceptCompletion',
    on: '2024-05-01',
    parties: PARTIES.map((party) => ({ party, passed: true })),
  });
const finished = () => WORKS.reduce((played, key) => played.must({ type: 'RecordMilestone', key, on: '2024-04-01', evidence: '' }), started());
const COMPLETION = { type: 'AcceptCompletion' as const, on: '2024-05-01', parties: PARTIES.map((party) => ({ party, passed: true })) };
/** Inspections of the air one after the other as they are entered, then completion. */
const inspected =
  (...tests: readonly (readonly [on: string, passed: boolean])[]) =>
  () => {
    const works = finished();
    for (const [on, passed] of tests) works.must({ type: 'RecordInspection', inspection: 'AIR', passed, on });
    return works.send(COMPLETION);
  };
const FILING = { type: 'FileCompletion', number: '青建竣备〔2024〕1号' } as const;
const reported = () => started().must({ type: 'ReportProgress', month: '2023-10', actualPercent: 5, problems: '', next: '' });

export const CONSTRUCTION_GATES: readonly Gate[] = [
  {
    key: 'construction.start.papers',
    stage: 'CONSTRUCTION',
    name: { zh: '开工前手续', en: 'papers before works start' },
    rule: {
      zh: '开工前须有规划、施工许可等手续和施工合同；未取得即开工的照实登记，逐项记为问题。',
      en: 'Works start with their permits and a contract; a start without them is recorded as it was, with a finding that names each.',
    },
    document: '建筑法 第七条；政府投资条例 第二十条',
    rows: [...PAPERS, 'STRUCTURE_SAFETY', 'fireAreaM2', 'smallFen', 'smallM2'].map((name) => `PERMITS.${name}`),
    tries: [
      { what: { zh: '手续齐全', en: 'all papers' }, must: 'TAKEN', play: () => committed().send(START) },
      { what: { zh: '没有许可', en: 'no permit' }, must: 'FOUND', code: 'STARTED_WITHOUT_PERMIT', play: () => contracted().send(START) },
      { what: { zh: '什么都没有', en: 'nothing at all' }, must: 'FOUND', code: 'STARTED_WITHOUT_CONTRACT', play: () => opened().send(START) },
      {
        what: { zh: '许可晚于开工', en: 'permits of a later day' },
        must: 'FOUND',
        code: 'STARTED_BEFORE_PERMIT',
        play: () => permitted('2023-09-13').send(START),
      },
      {
        what: { zh: '未来的日期', en: 'a day that lies ahead' },
        must: 'REFUSED',
        code: 'DATE_IN_FUTURE',
        play: () => permitted().send({ ...START, on: '2024-06-04' }),
      },
      { what: { zh: '再次开工', en: 'a second time' }, must: 'REFUSED', code: 'DUPLICATE', play: () => started().send(START) },
    ],
  },
  {
    key: 'construction.milestones.order',
    stage: 'CONSTRUCTION',
    name: { zh: '节点先后', en: 'order of milestones' },
    rule: {
      zh: '节点依次登记；日期早于前一事实的，照实登记并记为问题。',
      en: 'Milestones are recorded one after the other; a day before an earlier fact is recorded as it was, with a finding.',
    },
    document: '程序倒置（政府投资条例 第九条）',
    rows: ['MILESTONES.build', 'MILESTONES.convert'],
    tries: [
      { what: { zh: '开工之后', en: 'after the start' }, must: 'TAKEN', play: foundation('2023-12-22') },
      { what: { zh: '开工前一天', en: 'the day before the start' }, must: 'FOUND', code: 'ORDER_INVERTED', play: foundation('2023-09-11') },
      {
        what: { zh: '跳过一个节点', en: 'one left out' },
        must: 'REFUSED',
        code: 'OUT_OF_ORDER',
        play: () => started().send({ type: 'RecordMilestone', key: 'STRUCTURE', on: '2024-05-01', evidence: '' }),
      },
    ],
  },
  {
    key: 'construction.report.month',
    stage: 'CONSTRUCTION',
    name: { zh: '月报', en: 'monthly reports' },
    rule: {
      zh: '月末之后、开工之月起逐月报送；更正作为新版本并写明理由；缺报由时钟亮灯。',
      en: 'Reports are of months that are over and not before the start; a correction is a new version with a reason; the clock lights missing ones.',
    },
    document: '亮灯做法（本产品默认值）',
    rows: ['behindYellow', 'behindRed', 'startYellowMonths', 'startRedMonths', 'reportYellowMonths', 'reportRedMonths', 'paymentRed'].map(
      (name) => `LIGHTS.${name}`,
    ),
    tries: [
      { what: { zh: '已过去的月份', en: 'a month that is over' }, must: 'TAKEN', play: report('2024-05') },
      { what: { zh: '更正并写明理由', en: 'a correction with a reason' }, must: 'TAKEN', play: report('2023-10', { reason: '误填' }, reported) },
      { what: { zh: '本月', en: 'this month' }, must: 'REFUSED', code: 'DATE_IN_FUTURE', play: report('2024-06') },
      { what: { zh: '开工之前', en: 'before the start' }, must: 'REFUSED', code: 'OUT_OF_ORDER', play: report('2023-08') },
      { what: { zh: '尚未开工', en: 'no start yet' }, must: 'REFUSED', code: 'OUT_OF_ORDER', play: report('2024-05', {}, permitted) },
      { what: { zh: '同月再报', en: 'twice' }, must: 'REFUSED', code: 'DUPLICATE', play: report('2023-10', {}, reported) },
    ],
  },
  {
    key: 'construction.filing.days',
    stage: 'CONSTRUCTION',
    name: { zh: '竣工验收备案', en: 'completion filing' },
    rule: { zh: '竣工验收合格后 15 日内备案，按日历日计；逾期记为问题。', en: 'Filed within 15 calendar days of completion; later is a finding.' },
    document: '建设工程质量管理条例 第四十九条',
    rows: ['CONSTRUCTION.filingDays'],
    tries: [
      { what: { zh: '第 15 日', en: 'on the 15th day' }, must: 'TAKEN', play: () => completed().send({ ...FILING, on: '2024-05-16' }) },
      {
        what: { zh: '第 16 日', en: 'on the 16th day' },
        must: 'FOUND',
        code: 'COMPLETION_FILED_LATE',
        play: () => completed().send({ ...FILING, on: '2024-05-17' }),
      },
      {
        what: { zh: '竣工之前', en: 'before completion' },
        must: 'FOUND',
        code: 'ORDER_INVERTED',
        play: () => completed().send({ ...FILING, on: '2024-04-30' }),
      },
      {
        what: { zh: '未竣工', en: 'not completed' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: () => started().send({ ...FILING, on: '2024-05-16' }),
      },
    ],
  },
  {
    key: 'construction.payment.limit',
    stage: 'CONSTRUCTION',
    name: { zh: '累计付款限额', en: 'limit of payments' },
    rule: {
      zh: '累计付款不得超过确认产值扣除质保金后的数额，也不得超过合同价加已批准变更和核定概算。',
      en: 'Payments in all stay within the confirmed value less retention, the contract with approved changes, and the approved estimate.',
    },
    document: '财建〔2022〕183号',
    rows: ['PAYMENTS.retentionPerMille'],
    tries: [
      { what: { zh: '产值的 97 %', en: '97 % of the value' }, must: 'TAKEN', play: pay(970 * WAN, 1_000 * WAN) },
      {
        what: { zh: '比 97 % 多 1 分', en: '1 分 more than 97 %' },
        must: 'REFUSED',
        code: 'PAYMENT_OVER_LIMIT',
        play: pay(970 * WAN + 1, 1_000 * WAN),
      },
      { what: { zh: '没有产值', en: 'no value confirmed' }, must: 'REFUSED', code: 'PAYMENT_OVER_LIMIT', play: pay(1, 0) },
      {
        what: { zh: '产值超过合同', en: 'a value above the contract' },
        must: 'FOUND',
        code: 'VALUE_OVER_CONTRACT',
        play: pay(1_700 * WAN, 2_001 * WAN),
      },
    ],
  },
  {
    key: 'construction.payment.light',
    stage: 'CONSTRUCTION',
    name: { zh: '支付亮灯', en: 'the light of payments' },
    rule: {
      zh: '已批准的支付低于其产值的最低比例即亮红灯；待批的不算已付。',
      en: 'Less approved than the least share of its value turns the light red; what is only asked for is not paid.',
    },
    document: '银川市 2025 年亮灯做法（本产品默认值）；财建〔2022〕183号',
    rows: ['LIGHTS.paymentRed', 'PAYMENTS.leastPerMille'],
    tries: [
      { what: { zh: '申请 80%', en: '80 % asked for' }, must: 'TAKEN', play: pay(800, 1_000) },
      { what: { zh: '申请不足 80%', en: 'less than 80 % asked for' }, must: 'FOUND', code: 'LIGHT_RED', play: pay(799, 1_000) },
      {
        what: { zh: '两笔合计 80%，批准大的一笔', en: 'the larger of two approved, 80 %' },
        must: 'TAKEN',
        play: answered(800, 100, '1', 'APPROVED'),
      },
      {
        what: { zh: '两笔合计 80%，只批准小的一笔', en: '80 % asked for by two, the smaller alone approved' },
        must: 'FOUND',
        code: 'LIGHT_RED',
        play: answered(500, 300, '2', 'APPROVED'),
      },
      { what: { zh: '不予批准', en: 'refused' }, must: 'FOUND', code: 'LIGHT_RED', play: answered(500, 300, '1', 'REJECTED') },
    ],
  },
  {
    key: 'construction.payment.advance',
    stage: 'CONSTRUCTION',
    name: { zh: '预付款', en: 'advance payments' },
    rule: {
      zh: '开工前只能支付预付款；预付款占合同价的比例由县里规定，确认前超过的记为问题。',
      en: 'Before works start only advances are paid; their share of the contract is the county’s, and until it is confirmed more is a finding.',
    },
    document: '财建〔2022〕183号；预付款比例（县级规定）',
    rows: ['PAYMENTS.advancePerMille'],
    tries: [
      { what: { zh: '开工前预付三成', en: 'three tenths before the start' }, must: 'TAKEN', play: pay(600 * WAN, 0, 'ADVANCE', contracted) },
      {
        what: { zh: '超过三成', en: 'more than three tenths' },
        must: 'FOUND',
        code: 'ADVANCE_OVER_SHARE',
        play: pay(600 * WAN + 1, 0, 'ADVANCE', contracted),
      },
      {
        what: { zh: '开工前付进度款', en: 'progress before the start' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: pay(1, 100 * WAN, 'PROGRESS', contracted),
      },
      { what: { zh: '没有合同', en: 'no contract' }, must: 'REFUSED', code: 'WRONG_STATE', play: pay(1, 0, 'ADVANCE', opened) },
      {
        what: { zh: '超过合同价', en: 'more than the contract' },
        must: 'REFUSED',
        code: 'PAYMENT_OVER_LIMIT',
        play: pay(2_001 * WAN, 0, 'ADVANCE', contracted),
      },
      {
        what: { zh: '以预付款名义付清质保金', en: 'retention as well, called an advance' },
        must: 'REFUSED',
        code: 'PAYMENT_OVER_LIMIT',
        play: pay(1_941 * WAN, 0, 'ADVANCE', contracted),
      },
      { what: { zh: '零元付款', en: 'a payment of nothing' }, must: 'REFUSED', code: 'INCOMPLETE', play: pay(0, 0, 'ADVANCE', contracted) },
      {
        what: { zh: '合同不写施工单位', en: 'a contract with nobody' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send({ type: 'RecordContract', contractor: '　', amountFen: 1, on: '2023-09-01' }),
      },
    ],
  },
  {
    key: 'construction.completion',
    stage: 'CONSTRUCTION',
    name: { zh: '竣工验收条件', en: 'conditions of completion' },
    rule: {
      zh: '各节点已到达、五方各一份意见且均通过、按日期最近一次各类检查（含空气）均合格，方可竣工验收。',
      en: 'All milestones reached, passed by all five parties, one opinion each, and the last inspection of each kind by its day, the air among them, passed.',
    },
    document: '建设工程质量管理条例 第十六条',
    rows: ['MILESTONES.build'],
    tries: [
      { what: { zh: '条件具备', en: 'as it must be' }, must: 'TAKEN', play: () => finished().send(COMPLETION) },
      { what: { zh: '节点未到齐', en: 'milestones missing' }, must: 'REFUSED', code: 'INCOMPLETE', play: () => started().send(COMPLETION) },
      {
        what: { zh: '监理未通过', en: 'not passed by the supervisor' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => finished().send({ ...COMPLETION, parties: PARTIES.map((party) => ({ party, passed: party !== 'SUPERVISOR' })) }),
      },
      {
        what: { zh: '缺一方意见', en: 'one opinion missing' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => finished().send({ ...COMPLETION, parties: COMPLETION.parties.slice(1) }),
      },
      {
        what: { zh: '空气检查不合格', en: 'the air failed' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => finished().must({ type: 'RecordInspection', inspection: 'AIR', passed: false, on: '2024-04-02' }).send(COMPLETION),
      },
      {
        what: { zh: '空气不合格之后复检合格', en: 'the air passed after it had failed' },
        must: 'TAKEN',
        play: inspected(['2024-04-02', false], ['2024-04-20', true]),
      },
      {
        what: { zh: '空气不合格之后补登更早的合格', en: 'a pass of an earlier day entered after the air had failed' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: inspected(['2024-04-20', false], ['2024-04-02', true]),
      },
      {
        what: { zh: '监理先通过、后不通过', en: 'passed and not passed by the supervisor' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => finished().send({ ...COMPLETION, parties: [...COMPLETION.parties.slice(1), { party: 'SUPERVISOR', passed: false }] }),
      },
      { what: { zh: '验收两次', en: 'a second time' }, must: 'REFUSED', code: 'DUPLICATE', play: () => completed().send(COMPLETION) },
    ],
  },
  {
    key: 'construction.settlement',
    stage: 'CONSTRUCTION',
    name: { zh: '结算与质保金', en: 'settlement and retention' },
    rule: {
      zh: '竣工备案后照常付款：结算后付结算款，缺陷责任期满付质保金；结算后不再付进度款。',
      en: 'Money runs on after the filing: settlement once it is reviewed, retention after the defects period, no progress any more.',
    },
    document: '财建〔2022〕183号',
    rows: ['PAYMENTS.runsOn', 'PAYMENTS.retentionMonths', 'PAYMENTS.retentionPerMille'],
    tries: [
      { what: { zh: '备案后的结算款', en: 'settlement after the filing' }, must: 'TAKEN', play: late('SETTLEMENT', 1_990 * 970_000) },
      {
        what: { zh: '超过结算的 97 %', en: 'more than 97 % of it' },
        must: 'REFUSED',
        code: 'PAYMENT_OVER_LIMIT',
        play: late('SETTLEMENT', 1_990 * 970_000 + 1),
      },
      { what: { zh: '结算后的进度款', en: 'progress after the settlement' }, must: 'REFUSED', code: 'WRONG_STATE', play: late('PROGRESS', 1) },
      {
        what: { zh: '缺陷责任期未满的质保金', en: 'retention too early' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: late('RETENTION', 1, '2026-05-30'),
      },
      {
        what: { zh: '竣工日期写早两年的质保金', en: 'retention, with completion dated back by two years' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: datedBack,
      },
      { what: { zh: '缺陷责任期满的质保金', en: 'retention in its time' }, must: 'TAKEN', play: late('RETENTION', 1_990 * WAN, '2026-05-31') },
      {
        what: { zh: '未登记结算', en: 'no settlement on record' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: () => filed().send({ type: 'RequestPayment', key: '1', amountFen: 1, confirmedValueFen: 2_000 * WAN, kind: 'SETTLEMENT' }),
      },
      {
        what: { zh: '结算超过合同加已批变更', en: 'settled above contract and changes' },
        must: 'FOUND',
        code: 'SETTLED_OVER_CONTRACT',
        play: () => filed().send({ type: 'RecordSettlement', amountFen: 2_000 * WAN + 1, number: 'JS-1', on: '2024-06-03' }),
      },
      {
        what: { zh: '实付不足且不写理由即付讫', en: 'closed with less paid and no reason' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: () => settled().send({ type: 'CloseAccounts' }),
      },
      {
        what: { zh: '新负责人申请结算款', en: 'asked for by the new manager' },
        must: 'TAKEN',
        play: () => handedOn().send(PAY_SETTLEMENT, person('carl')),
      },
      {
        what: { zh: '原负责人申请结算款', en: 'asked for by the manager before' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: () => handedOn().send(PAY_SETTLEMENT),
      },
      {
        what: { zh: '项目暂停期间申请', en: 'asked for while the project is suspended' },
        must: 'REFUSED',
        code: 'SUSPENDED',
        play: () => settled().must({ type: 'Suspend', reason: '资金未到位', by: 'officer' }, system).send(PAY_SETTLEMENT),
      },
    ],
  },
  {
    key: 'construction.change.cause',
    stage: 'CONSTRUCTION',
    name: { zh: '变更原因', en: 'causes of changes' },
    rule: {
      zh: '变更须写明原因；同一原因三十日内的变更合并确定由谁审批，其中不予批准过的再报主管部门，相近的由审批人判断。',
      en: 'A change names its cause; changes of one cause within 30 days are decided as one, what was refused among them goes to the department again, and alike ones are shown to whoever decides.',
    },
    document: '工程变更分级（本产品默认值）',
    rows: ['departmentFen', 'departmentPerMille', 'jointFen', 'jointPerMille', 'splitDays', 'likePerMille'].map((name) => `CHANGES.${name}`),
    tries: [
      { what: { zh: '新的原因', en: 'a new cause' }, must: 'TAKEN', play: again('外墙保温材料调整') },
      { what: { zh: '选择已有的原因', en: 'one that is there' }, must: 'TAKEN', play: again('', 'A') },
      { what: { zh: '小额变更由建设单位自行批准', en: 'a small one, approved by the unit itself' }, must: 'TAKEN', play: byUnit('保温层厚度调整') },
      {
        what: {
          zh: '主管部门不予批准后拆小再报，由建设单位自行批准',
          en: 'cut smaller after the department refused it, approved by the unit itself',
        },
        must: 'REFUSED',
        play: byUnit('地质条件 变化'),
      },
      { what: { zh: '没有原因', en: 'no cause' }, must: 'REFUSED', code: 'REASON_REQUIRED', play: again('。 ') },
      { what: { zh: '别处的变更', en: 'a change that is not there' }, must: 'REFUSED', code: 'UNKNOWN_ITEM', play: again('x', 'Z') },
    ],
  },
];
