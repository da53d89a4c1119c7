/** The forms of construction: what each of its commands asks for. Deliberately absent: what may happen (decide.ts). */
import { addDays, addMonths, monthOf } from '../../kernel/days.ts';
import type { Text } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { CHANGES } from '../../standards/changes.ts';
import { PAYMENT_TITLES, type PaymentKind } from '../../standards/closed-lists.ts';
import { CONSTRUCTION } from '../../standards/construction.ts';
import { DUES } from '../../standards/dues.ts';
import { MILESTONE_NAMES, MILESTONES, milestonesOf } from '../../standards/milestones.ts';
import { PAYMENTS } from '../../standards/payments.ts';
import { PERMIT_KINDS, PERMIT_NAMES } from '../../standards/permits.ts';
import { SETTLEMENT } from '../../standards/settlement.ts';
import { NO_FILE, type Option, optionsOf, stageForms } from '../form.ts';
import { contractForms, contractsIn } from './contracts/form.ts';
import type { ConstructionState, commands } from './facts.ts';
import { GROUPS } from './groups.ts';
import { LETTER_NAMES, LETTERS } from './letter-words.ts';
import { LIGHT_KINDS, LIGHT_NAMES, type LightKind } from './light-words.ts';
import { lightIn } from './lights.ts';
import { deliveriesLeft, owedForms } from './owed/form.ts';
import { startUntil, toApplyFor } from './permits.ts';
import { replanForms } from './replanning/form.ts';
import { ALTERATION_NAMES } from './requests.ts';
import { retentionFrom } from './settlement.ts';
import { PARTIES, PARTY_NAMES } from './site/facts.ts';
import { siteForms } from './site/form.ts';
import { SOURCES_FIELD, sourceForms } from './sources-form.ts';
import { sumOf } from './sums.ts';

const text = (zh: string, en: string): Text => ({ zh, en });
const ON = text('日期', 'Day');
const NUMBER = text('文号', 'Document number');

/** Those that are still to come; completion has an act of its own. */
const milestonesLeft = (state: ConstructionState): readonly Option[] =>
  milestonesOf(state.profile.buildKind, valuesIn(state.standards, MILESTONES))
    .filter(({ key }) => key !== 'COMPLETION' && state.reached[key] === undefined)
    .map(({ key, weight }) => {
      const { zh, en } = MILESTONE_NAMES[key] ?? { zh: key, en: key };
      return { value: key, label: text(`${zh}（${weight}%）`, `${en} (${weight} %)`) };
    });

/** A key that is not taken: `P3`. */
const nextKey = (letter: string, known: Readonly<Record<string, unknown>>): string => {
  let n = Object.keys(known).length + 1;
  while (Object.hasOwn(known, `${letter}${n}`)) n += 1;
  return `${letter}${n}`;
};

const litNow = (state: ConstructionState): readonly LightKind[] => LIGHT_KINDS.filter((of) => lightIn(state, of) !== 'GREEN');
const explainedNow = ({ explained = {} }: ConstructionState): readonly LightKind[] => LIGHT_KINDS.filter((of) => explained[of] !== undefined);
const lightOption = (value: LightKind): Option => ({ value, label: LIGHT_NAMES[value] });
const lettersOpen = ({ letters = {} }: ConstructionState): readonly Option[] =>
  Object.values(letters)
    .filter(({ answeredOn }) => answeredOn === undefined)
    .map(({ letter, number }) => ({ value: number, label: text(`${LETTER_NAMES[letter].zh} ${number}`, `${LETTER_NAMES[letter].en} ${number}`) }));

const monthBefore = (today: string): string => monthOf(addMonths(`${monthOf(today)}-01`, -1));
/** The first month that is over and not reported; null: none. */
function monthDue({ reached, reportedMonths, reportsFrom }: ConstructionState, today: string): string | null {
  const { START: start } = reached;
  if (start === undefined) return null;
  const last = monthBefore(today);
  for (let month = reportsFrom ?? monthOf(start); month <= last; month = monthOf(addMonths(`${month}-01`, 1)))
    if (!reportedMonths.includes(month)) return month;
  return null;
}

/** What can be paid as it stands. */
function payableKind(state: ConstructionState, today: string): PaymentKind {
  if (state.settlement === undefined) return state.reached.START === undefined ? 'ADVANCE' : 'PROGRESS';
  return state.completionOn !== null && today >= retentionFrom(state, state.completionOn) ? 'RETENTION' : 'SETTLEMENT';
}

const agreedFen = (state: ConstructionState): number => (state.contract?.amountFen ?? 0) + sumOf(state.changes, 'APPROVED');
const changesIn = ({ changes }: ConstructionState): readonly Option[] =>
  Object.entries(changes).map(([value, { cause = '' }]) => ({ value, label: text(`${value} ${cause}`, `${value} ${cause}`) }));

export const constructionForms = stageForms<ConstructionState, typeof commands>()({
  ApplyForPermit: {
    name: text('申请许可', 'Apply for a permit'),
    how: text(
      '按用地、工程规划、施工图与消防、施工许可的顺序提请审批；批准后凭证登记许可。',
      'Land, construction planning, drawings and fire, works: asked for in this order; what is issued is then recorded.',
    ),
    fields: {
      permit: { label: text('许可', 'Permit'), options: (state) => toApplyFor(state).map((value) => ({ value, label: PERMIT_NAMES[value] })) },
      note: { label: text('说明', 'Note') },
      undertaking: {
        label: text('容缺受理承诺书', 'Undertaking'),
        help: text('主要材料齐备、次要材料后补的，由申请人签署', 'Signed where main papers are there and others follow'),
        basis: '容缺受理（县级规定）',
      },
      files: {
        label: text('申请材料', 'Papers of the application'),
        help: text('须附；容缺受理的可以承诺书代替', 'Needed, unless an undertaking stands for them'),
      },
    },
    probe: (state) => ({ permit: toApplyFor(state)[0] ?? 'LAND_PERMIT', files: [NO_FILE] }),
    start: (state) => ({ permit: toApplyFor(state)[0] ?? '' }),
  },
  ExtendPermit: {
    name: text('施工许可延期', 'Extend the construction permit'),
    how: text('不能按期开工的申请延期，以两次为限，每次不超过三个月。', 'Where works cannot start in time: at most twice, three months each.'),
    fields: {
      number: { label: NUMBER, basis: DUES.rows.startExtensions.document },
      on: { label: ON },
      until: { label: text('延期至', 'Until') },
      files: { label: text('准予延期的文件', 'The document that grants it'), needed: true },
    },
    probe: (state, today) => ({ number: '—', on: today, until: addDays(startUntil(state) ?? today, 1), files: [NO_FILE] }),
  },
  RecordPermits: {
    group: GROUPS.works,
    name: text('登记许可', 'Record permits'),
    how: text(
      '开工前须有的许可和审查；已开工后才取得的照实登记，系统记为问题。',
      'Papers that must be in hand before works start; one that came later is entered as it was, and noted as a finding.',
    ),
    fields: {
      permits: {
        label: text('许可', 'Permits'),
        fields: {
          permit: { label: text('种类', 'Kind'), options: optionsOf(PERMIT_NAMES, PERMIT_KINDS) },
          number: { label: NUMBER },
          on: { label: ON },
          by: { label: text('发证机关', 'Issued by') },
          until: { label: text('有效期至', 'Holds until'), help: text('证件写明的填写', 'Where it says one') },
        },
      },
      files: { label: text('许可扫描件', 'Scans') },
    },
    probe: (state, today) => ({
      permits: [{ permit: PERMIT_KINDS.find((kind) => state.permits[kind] === undefined) ?? 'CONSTRUCTION_PERMIT', number: '—', on: today }],
    }),
  },
  ...contractForms,
  RecordMilestone: {
    group: GROUPS.works,
    name: text('登记形象节点', 'Record a milestone'),
    how: text(
      '节点依次登记；竣工验收由五方共同验收另行登记。',
      'Milestones come in their order; completion is accepted by the five parties in an act of its own.',
    ),
    fields: {
      key: { label: text('节点', 'Milestone'), options: milestonesLeft, basis: MILESTONES.rows.build.document },
      on: { label: text('到达日期', 'Reached on') },
      evidence: {
        label: text('依据', 'Evidence'),
        needed: true,
        help: text('验收记录、监理日志等', 'Acceptance record, supervisor’s log and the like'),
      },
      files: { label: text('材料', 'Files') },
    },
    probe: (state, today) => ({ key: milestonesLeft(state)[0]?.value ?? 'COMPLETION', on: today, evidence: '—' }),
  },
  ...replanForms,
  ...siteForms,
  ...owedForms,
  ReportProgress: {
    group: GROUPS.works,
    name: text('报送月报', 'Report a month'),
    how: text(
      '每月结束后报送；已报送的可以更正，原版本保留。',
      'Reported once a month is over; a report may be corrected with a reason, and the version before stays.',
    ),
    fields: {
      month: { label: text('月份', 'Month') },
      actualPercent: { label: text('累计形象进度', 'Physical progress in all'), unit: text('%', '%') },
      problems: { label: text('存在问题', 'Problems') },
      next: { label: text('下月计划', 'Plan for next month') },
      reason: {
        label: text('更正理由', 'Reason of the correction'),
        help: text('只在更正已报送的月份时填写', 'Only to correct a month that was reported'),
      },
      monthFen: { label: text('本月完成投资', 'Works done this month') },
      totalFen: { label: text('累计完成投资', 'Works done in all'), help: text('等于上月累计加本月', 'Last month’s with this month’s') },
      receivedFen: { label: text('累计到位资金', 'Received in all'), help: text('与已下达资金核对', 'Held against what was allocated') },
      paidFen: { label: text('累计支付', 'Paid in all'), help: text('与已批准支付核对', 'Held against the payments that were approved') },
      paidFrom: { ...SOURCES_FIELD, label: text('累计支付按来源', 'Paid in all by source') },
      responsible: { label: text('责任领导、单位和责任人', 'Who is responsible'), short: true },
    },
    probe(state, today) {
      const due = monthDue(state, today);
      const known = state.reportedMonths.at(-1);
      const said = { actualPercent: 0, problems: '—', next: '—' };
      return due === null && known !== undefined ? { month: known, ...said, reason: '—' } : { month: due ?? monthBefore(today), ...said };
    },
    start: (state, today) => ({
      month: monthDue(state, today) ?? '',
    }),
  },
  ExplainLight: {
    name: text('说明亮灯理由', 'Give a reason for a light'),
    how: text(
      '非本单位原因的，写明理由和截止日期，由办公室认定；认定成立的转绿灯，历史保留。',
      'Where the unit could not help it: the reason, and until when it holds. The office judges; a valid reason turns the light green, and its history stays.',
    ),
    fields: {
      of: { label: text('灯', 'Light'), options: (state) => litNow(state).map(lightOption) },
      reason: { label: text('理由', 'Reason'), needed: true },
      until: { label: text('理由截至', 'Holds until') },
    },
    probe: (state, today) => ({ of: litNow(state)[0] ?? 'PROGRESS', reason: '—', until: addDays(today, 1) }),
  },
  AnswerExplanation: {
    name: text('认定亮灯理由', 'Judge a reason for a light'),
    fields: {
      of: { label: text('灯', 'Light'), options: (state) => explainedNow(state).map(lightOption) },
      accepted: { label: text('理由成立', 'The reason is valid') },
      answer: { label: text('认定意见', 'Why'), needed: true },
    },
    probe: (state) => ({ of: explainedNow(state)[0] ?? 'PROGRESS', accepted: true, answer: '—' }),
    nothing: (state) => (explainedNow(state).length > 0 ? null : text('没有待认定的亮灯理由。', 'No reason for a light waits to be judged.')),
  },
  IssueLetter: {
    name: text('发出督办文书', 'Issue a letter of supervision'),
    how: text(
      '提醒函、督办函、约谈、通报、会议议题、移交，逐级办理；需要回复的，写明期限。',
      'Reminder, supervision, talk, circular, meeting, transfer, one after another; with a day to answer by where an answer is asked for.',
    ),
    fields: {
      letter: { label: text('文书', 'Letter'), options: optionsOf(LETTER_NAMES, LETTERS) },
      number: { label: NUMBER },
      on: { label: ON },
      reason: { label: text('事由', 'What it is about'), needed: true },
      answerBy: { label: text('回复期限', 'Answer by') },
    },
    probe: (state, today) => ({ letter: 'REMINDER', number: `${Object.keys(state.letters ?? {}).length + 1}号`, on: today, reason: '—' }),
  },
  AnswerLetter: {
    name: text('回复督办文书', 'Answer a letter of supervision'),
    fields: {
      number: { label: NUMBER, options: lettersOpen },
      on: { label: ON },
      answer: { label: text('办理情况', 'What was done'), needed: true },
    },
    probe: (state, today) => ({ number: lettersOpen(state)[0]?.value ?? '—', on: today, answer: '—' }),
    nothing: (state) => (lettersOpen(state).length > 0 ? null : text('没有待回复的督办文书。', 'No letter of supervision waits for an answer.')),
  },
  RequestPayment: {
    group: GROUPS.money,
    name: text('申请支付', 'Ask for a payment'),
    how: text(
      '提请审批；按已确认产值、合同加已批准变更和核定概算核对可付金额。',
      'Asks for an approval; held to the confirmed value, contract with approved changes, and the approved estimate.',
    ),
    asks: ['PAYMENT'],
    fields: {
      key: { label: text('编号', 'Number'), help: text('本项目内不重复，如 P3', 'Once in this project, like P3') },
      kind: { label: text('款项', 'Kind'), options: optionsOf(PAYMENT_TITLES), basis: PAYMENTS.rows.retentionPerMille.document, needed: true },
      amountFen: { label: text('本次金额', 'This payment') },
      confirmedValueFen: {
        label: text('累计确认产值', 'Confirmed value in all'),
        help: text('含本次；预付款、结算款和质保金不改变它', 'With this one; advance, settlement and retention leave it as it is'),
        basis: PAYMENTS.rows.leastPerMille.document,
      },
      contract: { label: text('其他合同', 'Another contract'), options: contractsIn, help: text('不填为施工合同', 'Left out: that of works') },
      claim: { label: text('对应交付单', 'For the delivery'), options: deliveriesLeft, help: text('已登记交付的选择', 'Where one is recorded') },
      from: SOURCES_FIELD,
    },
    probe(state, today) {
      const kind = payableKind(state, today);
      const value = kind === 'PROGRESS' ? Math.max(state.confirmedValueFen, agreedFen(state)) : state.confirmedValueFen;
      return { key: nextKey('P', state.payments), kind, amountFen: 1, confirmedValueFen: value };
    },
    start: (state, today) => ({ key: nextKey('P', state.payments), kind: payableKind(state, today), confirmedValueFen: state.confirmedValueFen }),
  },
  ...sourceForms,
  RequestChange: {
    group: GROUPS.money,
    name: text('申请工程变更', 'Ask for a change order'),
    how: text(
      '先批后变，批准前不得施工；同一原因的变更合并计算，按金额确定审批层级。',
      'No work before approval. Changes of one cause are summed, and the sum decides who approves.',
    ),
    asks: ['CHANGE_DEPARTMENT', 'CHANGE_JOINT', 'CHANGE_ESTIMATE'],
    fields: {
      key: { label: text('编号', 'Number'), help: text('本项目内不重复，如 C2', 'Once in this project, like C2') },
      amountFen: { label: text('变更金额', 'Amount'), basis: CHANGES.rows.departmentFen.document },
      cause: { label: text('原因', 'Cause'), needed: true },
      sameAs: { label: text('与已有变更同一原因', 'Same cause as'), options: changesIn },
      alters: {
        label: text('变更建设规模、地点、内容', 'Changes scale, site or content'),
        options: optionsOf(ALTERATION_NAMES),
        help: text('报原审批部门，不论金额', 'Goes to whoever approved it, whatever it costs'),
        basis: CHANGES.rows.scopeToApprover.document,
      },
      doneOn: {
        label: text('应急先行实施的日期', 'Emergency: done on'),
        help: text('只在应急抢险等不能等待审批时填写', 'Only where it could not wait for its approval'),
        basis: CHANGES.rows.emergencyDays.document,
      },
      urgency: { label: text('为何不能等待', 'Why it could not wait'), short: true },
    },
    // A cause of signs alone is none.
    probe: (state) => ({ key: nextKey('C', state.changes), amountFen: 1, cause: '待填写的原因' }),
    start: (state) => ({ key: nextKey('C', state.changes) }),
  },
  AcceptCompletion: {
    group: GROUPS.after,
    name: text('登记五方竣工验收', 'Record the acceptance of completion'),
    how: text(
      '五方各有意见，全部通过；改建项目没有勘察单位的写明理由。',
      'Each of the five parties has passed it; a conversion without a surveyor says why.',
    ),
    final: text('登记后形象进度为 100%，不再登记节点。', 'Works are then at 100 %, and no milestone is recorded after it.'),
    fields: {
      on: { label: text('验收日期', 'Accepted on') },
      parties: {
        label: text('五方意见', 'The five parties'),
        basis: '建设工程质量管理条例 第十六条',
        needed: true,
        fields: {
          party: { label: text('单位', 'Party'), options: optionsOf(PARTY_NAMES, PARTIES) },
          passed: { label: text('是否通过', 'Passed') },
          notApplicable: { label: text('不适用的理由', 'Why not applicable'), short: true },
        },
      },
    },
    probe: (_state, today) => ({ on: today, parties: PARTIES.map((party) => ({ party, passed: true })) }),
    start: () => ({ parties: PARTIES.map((party) => ({ party })) }),
  },
  FileCompletion: {
    group: GROUPS.after,
    name: text('登记竣工验收备案', 'Record the completion filing'),
    final: text('设施建设随之办结；以后只办结算、质保金和保修。', 'Construction ends with it; what follows is settlement, retention and warranties.'),
    fields: {
      number: { label: text('备案号', 'Filing number'), basis: CONSTRUCTION.rows.filingDays.document },
      on: { label: text('备案日期', 'Filed on') },
    },
    probe: (_state, today) => ({ number: '—', on: today }),
  },
  SubmitSettlement: {
    group: GROUPS.money,
    name: text('结算送审', 'Hand in the settlement'),
    how: text(
      '送审资料齐全之日起计审核期限（工作日，按送审金额）；退回重报的写明理由。',
      'The review has its working days from the day on which its papers are there, by its sum; handed in anew, with a reason.',
    ),
    fields: {
      amountFen: { label: text('送审金额', 'Sum handed in'), basis: SETTLEMENT.rows.review.document },
      number: { label: text('送审编号', 'Number') },
      on: { label: text('资料齐全之日', 'Its papers were there on') },
      reason: { label: text('重新送审的理由', 'Why it is handed in anew'), help: text('首次送审不填', 'Leave empty the first time') },
    },
    probe: (state, today) => ({ amountFen: agreedFen(state) || 1, number: '—', on: today, reason: '—' }),
  },
  RecordSettlement: {
    group: GROUPS.money,
    name: text('登记结算', 'Record the settlement'),
    how: text('结算审核结论；登记后不再申请进度款。', 'What the review of the contract has come to; after it no progress is paid.'),
    final: text('结算登记后不能更改。', 'A settlement that is recorded stays as it is.'),
    fields: {
      amountFen: { label: text('结算价', 'Settled sum'), basis: PAYMENTS.rows.runsOn.document },
      number: { label: text('审核文号', 'Number of the review') },
      on: { label: ON },
    },
    probe: (state, today) => ({ amountFen: agreedFen(state), number: '—', on: today }),
  },
  CloseAccounts: {
    group: GROUPS.money,
    name: text('工程款付讫', 'Close the accounts'),
    final: text('此后不能再申请支付。', 'Nothing more can be paid after it.'),
    fields: {
      reason: {
        label: text('实付与结算不一致的理由', 'Why what was paid differs from the settlement'),
        help: text('一致的不填', 'Leave empty where it does not'),
      },
    },
    probe: () => ({ reason: '—' }),
  },
});
