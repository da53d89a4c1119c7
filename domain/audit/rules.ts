/**
 * What auditors look for, as checks over a project's record (domain facts 4.2, with the law that each one rests on). A
 * breach that happened is a finding with its evidence, never a block. Pure. Deliberately absent: what people make of it
 * (domain/findings), and checks for which the record holds no facts: design contracts, tenders, wages' own account.
 */
import { asksSuperior } from '../approval/route.ts';
import { isWorkday } from '../calendar/calendar.ts';
import type { FindingFacts } from '../findings/ledger.ts';
import { addDays, addMonths, dayAt } from '../kernel/days.ts';
import type { Text } from '../kernel/values.ts';
import { noticeTooEarly } from '../project/handover.ts';
import { valuesIn } from '../rule-table/table.ts';
import { notedWords } from '../stages/construction/finding-words.ts';
import { ACCEPTANCE } from '../standards/acceptance.ts';
import { estimateExceedsFsr, PATH_RULES, STEP_NAMES } from '../standards/approval-paths.ts';
import { CHANGES } from '../standards/changes.ts';
import { CLASSES } from '../standards/classes.ts';
import { DUES } from '../standards/dues.ts';
import { FUNDS } from '../standards/funds.ts';
import { HANDOVER } from '../standards/handover.ts';
import { MANAGEMENT } from '../standards/management-rules.ts';
import { PAYMENTS } from '../standards/payments.ts';
import { PUBLICITY } from '../standards/publicity.ts';
import { REPLANNING } from '../standards/replanning.ts';
import { SETTLEMENT } from '../standards/settlement.ts';
import { SITE } from '../standards/site.ts';
import { SMALL_FIRMS } from '../standards/small-firms.ts';
import { STEP_RULES } from '../standards/steps.ts';
import { SUPERVISION } from '../standards/supervision.ts';
import { TENDER } from '../standards/tender.ts';
import { WAGES } from '../standards/wages.ts';
import { numberTerm } from '../text/document-number.ts';
import { dayWords, monthWords } from '../words/days.ts';
import type { FINDING_NAMES } from '../words/findings.ts';
import type { FUNDS_FINDINGS } from '../words/funds.ts';
import { money } from '../words/money.ts';
import { ruleWords } from '../words/rules.ts';
import { changedBeforeApproval, datedBeforeApproval, papersOfBefore, type Seen } from './before-approval.ts';
import { centralOverShare, centralPerPlace } from './central-money.ts';
import { both, type Dated, datedPapers, newest, of, type ProjectRecord, ref, standardsOf } from './project-record.ts';
import {
  activityWithoutFile,
  consentWithoutPaper,
  noticeTooShort,
  revisionOverdue,
  rosterLate,
  rosterShort,
  ruleNotFollowed,
} from './staff-rules.ts';

/** The order that the law asks for (domain facts 4.2): each not after the next. START after its permit has a rule of its own. */
const ORDER = [
  'DEVPLAN',
  'PLAN',
  'PROPOSAL',
  'LAND_PRE',
  'FSR',
  'PRELIM',
  'PLAN_ESTIMATE',
  'FISCAL',
  'CONTRACT',
  'CONSTRUCTION_PERMIT',
  'START',
  'FOUNDATION',
  'DEMOLITION_REINFORCEMENT',
  'STRUCTURE',
  'SERVICES',
  'FIT_OUT',
  'OUTDOOR_EQUIPMENT',
  'FIRE_CHECK',
  'TESTS',
  'PRE_ACCEPTANCE',
  'COMPLETION',
  'COMPLETION_FILED',
  'FINAL_ACCOUNTS',
];

type Rule = (record: ProjectRecord, dated: readonly Dated[]) => readonly FindingFacts[];

/** Every rule by its code, for the docs and for `tuojian audit rules`. */
export const AUDIT_RULES = {
  ORDER_INVERTED: { rule: '政府投资条例 第九条（程序倒置）', check: orderInverted },
  DATED_BEFORE_APPROVAL: { rule: '先批后发（程序倒置）', check: seen('DATED_BEFORE_APPROVAL', datedBeforeApproval) },
  PAPERS_OF_BEFORE: { rule: '接续办理（此前在纸面办理的，应按接续登记）', check: seen('PAPERS_OF_BEFORE', papersOfBefore) },
  STARTED_WITHOUT_PERMIT: { rule: '建筑法 第七条', check: noted('STARTED_WITHOUT_PERMIT') },
  STARTED_WITHOUT_CONTRACT: { rule: '程序倒置', check: noted('STARTED_WITHOUT_CONTRACT') },
  STARTED_BEFORE_PERMIT: { rule: '建筑法 第七条', check: noted('STARTED_BEFORE_PERMIT') },
  PERMIT_LAPSED: { rule: DUES.rows.startWithinMonths.document, check: noted('PERMIT_LAPSED') },
  STARTED_BEFORE_CONTRACT: { rule: '程序倒置', check: noted('STARTED_BEFORE_CONTRACT') },
  COMPLETION_FILED_LATE: { rule: '建设工程质量管理条例 第四十九条', check: noted('COMPLETION_FILED_LATE') },
  PAID_OVER_ALLOCATION: { rule: FUNDS.rows.paymentGate.document, check: noted('PAID_OVER_ALLOCATION') },
  PAID_OVER_SOURCE: {
    rule: FUNDS.rows.paymentGate.document,
    check: (record, dated) => [...noted('PAID_OVER_SOURCE')(record, dated), ...ofMoney('PAID_OVER_SOURCE')(record, dated)],
  },
  SOURCES_MISSING: { rule: FUNDS.rows.missingRed.document, check: ofMoney('SOURCES_MISSING') },
  ALLOCATED_OVER_SOURCE: { rule: FUNDS.rows.allocationGate.document, check: ofMoney('ALLOCATED_OVER_SOURCE') },
  ALLOCATED_OVER_LEVEL: { rule: FUNDS.rows.allocationGate.document, check: ofMoney('ALLOCATED_OVER_LEVEL') },
  BUDGET_OVER_SOURCE: { rule: '金额勾稽', check: ofMoney('BUDGET_OVER_SOURCE') },
  ALLOCATED_OVER_BUDGET: { rule: '金额勾稽', check: ofMoney('ALLOCATED_OVER_BUDGET') },
  ALLOCATED_OVER_PLAN: { rule: '金额勾稽', check: ofMoney('ALLOCATED_OVER_PLAN') },
  PAID_OVER_ALLOCATED: { rule: FUNDS.rows.paymentGate.document, check: ofMoney('PAID_OVER_ALLOCATED') },
  NOT_ALLOCATED: { rule: FUNDS.rows.paymentGate.document, check: ofMoney('NOT_ALLOCATED') },
  COUNTY_BEHIND: { rule: FUNDS.rows.countyBehindRed.document, check: ofMoney('COUNTY_BEHIND') },
  SURPLUS_DUE: { rule: FUNDS.rows.surplusDays.document, check: ofMoney('SURPLUS_DUE') },
  NOT_COUNTED: { rule: '金额勾稽', check: ofMoney('NOT_COUNTED') },
  CENTRAL_PER_PLACE: { rule: FUNDS.rows.centralPerPlaceFen.document, check: seen('CENTRAL_PER_PLACE', centralPerPlace) },
  CENTRAL_OVER_SHARE: { rule: FUNDS.rows.centralSharePercent.document, check: seen('CENTRAL_OVER_SHARE', centralOverShare) },
  REPORT_DIFFERS: { rule: '月报与台账核对（金额勾稽）', check: noted('REPORT_DIFFERS') },
  PAID_OVER_SETTLEMENT: { rule: PAYMENTS.rows.overpaidDays.document, check: noted('PAID_OVER_SETTLEMENT') },
  VALUE_OVER_CONTRACT: { rule: '财建〔2022〕183号（确认产值不超过合同加已批变更）', check: noted('VALUE_OVER_CONTRACT') },
  ADVANCE_OVER_SHARE: { rule: '预付款比例（县级规定，待确认）', check: noted('ADVANCE_OVER_SHARE') },
  CONTRACT_WITHOUT_TENDER: { rule: TENDER.rows.asked.document, check: noted('CONTRACT_WITHOUT_TENDER') },
  CONTRACT_SIGNED_LATE: { rule: TENDER.rows.signWithinDays.document, check: noted('CONTRACT_SIGNED_LATE') },
  CONTRACT_NOT_AS_AWARDED: { rule: TENDER.rows.signWithinDays.document, check: noted('CONTRACT_NOT_AS_AWARDED') },
  PERFORMANCE_BOND_OVER: { rule: TENDER.rows.performanceBondPerMille.document, check: noted('PERFORMANCE_BOND_OVER') },
  BID_BOND_OVER: { rule: TENDER.rows.bidBondPerMille.document, check: noted('BID_BOND_OVER') },
  CANDIDATES_NOT_PUBLISHED: { rule: TENDER.rows.candidatesDays.document, check: noted('CANDIDATES_NOT_PUBLISHED') },
  CANDIDATES_LATE: { rule: TENDER.rows.candidatesWithinDays.document, check: noted('CANDIDATES_LATE') },
  CANDIDATES_SHORT: { rule: TENDER.rows.candidatesDays.document, check: noted('CANDIDATES_SHORT') },
  SMALL_FIRM_TERM_LONG: { rule: SMALL_FIRMS.rows.agreedMostDays.document, check: noted('SMALL_FIRM_TERM_LONG') },
  SMALL_FIRM_UNPAID: { rule: SMALL_FIRMS.rows.payDays.document, check: noted('SMALL_FIRM_UNPAID') },
  SETTLEMENT_REVIEW_LATE: { rule: SETTLEMENT.rows.review.document, check: noted('SETTLEMENT_REVIEW_LATE') },
  SETTLEMENT_UNPAID: { rule: SMALL_FIRMS.rows.payDays.document, check: noted('SETTLEMENT_UNPAID') },
  RETENTION_NOT_RELEASED: { rule: SETTLEMENT.rows.retentionReturnDays.document, check: noted('RETENTION_NOT_RELEASED') },
  REPORT_MISSING: { rule: SUPERVISION.rows.reportsByWorkday.document, check: seen('REPORT_MISSING', reportMissing) },
  STARTED_WITHOUT_COMMITMENT: { rule: SITE.rows.commitments.document, check: noted('STARTED_WITHOUT_COMMITMENT') },
  COMMITTED_AFTER_START: { rule: SITE.rows.commitments.document, check: noted('COMMITTED_AFTER_START') },
  INCIDENT_REPORTED_LATE: { rule: SITE.rows.incidentHours.document, check: noted('INCIDENT_REPORTED_LATE') },
  INCIDENT_NOT_REPORTED: { rule: SITE.rows.incidentHours.document, check: noted('INCIDENT_NOT_REPORTED') },
  WAGES_NOT_PROVEN: { rule: WAGES.rows.proofDays.document, check: noted('WAGES_NOT_PROVEN') },
  WAGES_IN_ARREARS: { rule: WAGES.rows.arrearsBlock.document, check: wagesInArrears },
  WAGE_DEPOSIT_SHORT: { rule: WAGES.rows.depositPerMille.document, check: noted('WAGE_DEPOSIT_SHORT') },
  REPLANNED_BEYOND_PLAN: { rule: REPLANNING.rows.beyondPlanToGroup.document, check: noted('REPLANNED_BEYOND_PLAN') },
  REPLANNED_UNEXCUSED: { rule: REPLANNING.rows.unexcusedToGroup.document, check: noted('REPLANNED_UNEXCUSED') },
  REPLAN_ASKED_LATE: { rule: REPLANNING.rows.warnDays.document, check: noted('REPLAN_ASKED_LATE') },
  EMERGENCY_RECORDED_LATE: { rule: CHANGES.rows.emergencyDays.document, check: noted('EMERGENCY_RECORDED_LATE') },
  CHANGED_AND_REFUSED: { rule: '先批后变（财建〔2022〕183号）', check: noted('CHANGED_AND_REFUSED') },
  CHANGED_BEFORE_APPROVAL: { rule: '先批后变（财建〔2022〕183号）', check: seen('CHANGED_BEFORE_APPROVAL', changedBeforeApproval) },
  SPLIT_CONTRACTS: { rule: '招标投标法 第四条；国家发展改革委令第16号', check: splitContracts },
  PAYMENT_OVER_VALUE: { rule: PAYMENTS.rows.retentionPerMille.document, check: paymentOverValue },
  PAYMENT_BELOW_LEAST: { rule: `${PAYMENTS.rows.leastPerMille.document}（不低于已完成工程价款的 80%）`, check: paymentBelowLeast },
  SELF_APPROVAL: { rule: '回避；不相容职务分离', check: selfApproval },
  NUMBER_TWICE: { rule: '文号一件一号', check: numberTwice },
  TWO_NUMBERS: { rule: '同一批复两个文号', check: twoNumbers },
  REPLY_DIFFERS: { rule: '金额勾稽', check: replyDiffers },
  ESTIMATE_OVER_FSR: { rule: '政府投资条例 第十二条', check: estimateOverFsr },
  NOTICE_BEFORE_ACCEPTANCE: { rule: '验收结果先作出后公示', check: noticeBeforeAcceptance },
  SETTLED_OVER_CONTRACT: { rule: '结算超合同无依据', check: settledOverContract },
  ACCOUNTS_REPLY_LATE: { rule: `${HANDOVER.rows.accountsReview.document}（待县级确认）`, check: accountsReplyLate },
  FINAL_ACCOUNTS_LATE: { rule: '财建〔2016〕503号（竣工后 3 个月内编报决算）', check: finalAccountsLate },
  DATED_ON_DAY_OFF: { rule: '文书日期为非工作日', check: datedOnDayOff },
  LEASE_TOO_SHORT: { rule: ACCEPTANCE.rows.leaseMonths.document, check: leaseTooShort },
  TAKEN_OVER_BREACH: { rule: '接续办理核对（各项依据见问题内容）', check: takenOverBreach },
  ROSTER_LATE: { rule: '师资培训（开托前 30 日配齐，县级规定）', check: seen('ROSTER_LATE', rosterLate) },
  ROSTER_SHORT: { rule: CLASSES.rows.infantPerCarer.document, check: seen('ROSTER_SHORT', rosterShort) },
  REVISION_OVERDUE: { rule: MANAGEMENT.rows.reviseMonths.document, check: seen('REVISION_OVERDUE', revisionOverdue) },
  RULE_NOT_FOLLOWED: { rule: MANAGEMENT.rows.rules.document, check: seen('RULE_NOT_FOLLOWED', ruleNotFollowed) },
  CONSENT_WITHOUT_PAPER: { rule: PUBLICITY.rows.consentPaper.document, check: seen('CONSENT_WITHOUT_PAPER', consentWithoutPaper) },
  ACTIVITY_WITHOUT_FILE: { rule: '宣传活动须有佐证材料', check: seen('ACTIVITY_WITHOUT_FILE', activityWithoutFile) },
  NOTICE_TOO_SHORT: { rule: PUBLICITY.rows.noticeDays.document, check: seen('NOTICE_TOO_SHORT', noticeTooShort) },
  SUPERIOR_MISSING: { rule: '上级审批（组织机构空缺）', check: superiorMissing },
  OVER_ENROLLED: { rule: '国卫人口发〔2019〕58号（班额）', check: overEnrolled },
} as const satisfies Record<keyof typeof FINDING_NAMES, { readonly rule: string; readonly check: Rule }>;
export type RuleCode = keyof typeof AUDIT_RULES;

/** Everything that the rules find in a project now. */
export function findingsIn(record: ProjectRecord): readonly FindingFacts[] {
  const dated = datedPapers(record.events);
  return Object.values(AUDIT_RULES).flatMap(({ check }) => check(record, dated));
}

const found = (code: RuleCode, key: string, evidence: Text, events: readonly string[]): FindingFacts => ({
  id: `${code}.${key}`.replaceAll(/[^\p{L}\p{N}._~-]/gu, '-').slice(0, 100),
  code,
  rule: AUDIT_RULES[code].rule,
  evidence,
  events,
});

function orderInverted(record: ProjectRecord, dated: readonly Dated[]): readonly FindingFacts[] {
  const papers = ORDER.map((key) => newest(dated, key)).filter((paper) => paper !== undefined);
  const ofPapers = papers.slice(1).flatMap((later, index) => {
    const earlier = papers[index];
    if (earlier === undefined || earlier.on <= later.on || later.key === 'START') return [];
    const evidence = both(
      `${later.name.zh}（${later.on}）早于${earlier.name.zh}（${earlier.on}）`,
      `${later.name.en} (${later.on}) came before ${earlier.name.en} (${earlier.on})`,
    );
    return [found('ORDER_INVERTED', `${later.key}-${earlier.key}`, evidence, [later.event, earlier.event])];
  });
  return [...ofPapers, ...invertedOthers(record)];
}

/** What the gates of the stages found in what was taken over, when that was closed (takeover/findings.ts). */
function takenOverBreach({ events }: ProjectRecord): readonly FindingFacts[] {
  return of(events, 'TakeoverClosed').flatMap((event) =>
    event.data.findings.map(({ code, rule, evidence, facts }) =>
      found(
        'TAKEN_OVER_BREACH',
        [code, ...facts].join('.'),
        both(`${evidence.zh}（${rule}；接续前）`, `${evidence.en} (${ruleWords(rule).en}; before it was taken over)`),
        [ref(event)],
      ),
    ),
  );
}

/** Breaches that a stage noted itself in the moment of recording. */
function noted(code: string): Rule {
  return ({ events }) =>
    of(events, 'FindingNoted')
      .filter(({ data }) => data.code === code)
      .map((event) => found(code as RuleCode, String(event.version), notedWords(event.data), [ref(event)])); // its own name in the table above
}

/** What of the programme's ledger does not agree; that of no project stands in the programme's own ledger of findings. */
function ofMoney(code: (typeof FUNDS_FINDINGS)[number]): Rule {
  return ({ money: found = [] }) => found.filter((one) => one.code === code);
}

function seen(code: keyof typeof FINDING_NAMES, look: (record: ProjectRecord, dated: readonly Dated[]) => readonly Seen[]): Rule {
  return (record, dated) => look(record, dated).map(({ key, evidence, events }) => found(code, key, evidence, events));
}

/** What construction noted of days that are of no paper: inspections and the settlement. */
const invertedOthers = ({ events }: ProjectRecord): readonly FindingFacts[] =>
  of(events, 'FindingNoted')
    .filter(({ data: { code, facts } }) => code === 'ORDER_INVERTED' && facts?.what !== undefined && !ORDER.includes(facts.what))
    .map((event) => found('ORDER_INVERTED', String(event.version), notedWords(event.data), [ref(event)]));

/** Of the months that are in arrears as they were told last: what was paid since is found no more. */
function wagesInArrears({ events }: ProjectRecord): readonly FindingFacts[] {
  const newest = new Map(of(events, 'WagesRecorded').map((event) => [event.data.month, event]));
  return [...newest.values()].flatMap((event) => {
    const { month, dueFen, paidFen } = event.data;
    const facts = { number: month, sumFen: dueFen - paidFen };
    return facts.sumFen <= 0 ? [] : [found('WAGES_IN_ARREARS', month, notedWords({ code: 'WAGES_IN_ARREARS', facts }), [ref(event)])];
  });
}

/** The newest lease of the premises, from the day on which it was signed. */
function leaseTooShort({ events }: ProjectRecord): readonly FindingFacts[] {
  const lease = of(events, 'PaperRecorded').findLast(({ data }) => data.paper === 'LEASE');
  const months = valuesIn(standardsOf(events, 'acceptance'), ACCEPTANCE).leaseMonths;
  if (lease === undefined || lease.data.until >= addDays(addMonths(lease.data.on, months), -1)) return [];
  const { on, until, number } = lease.data;
  const evidence = both(
    `租约 ${number} 自 ${on} 至 ${until}，不足 ${months} 个月`,
    `Lease ${number} from ${on} to ${until} is shorter than ${months} months`,
  );
  return [found('LEASE_TOO_SHORT', 'LEASE', evidence, [ref(lease)])];
}

/** A route asked for the applicant's superior, and the seat was empty: the office was asked instead. */
function superiorMissing({ events }: ProjectRecord): readonly FindingFacts[] {
  return of(events, 'StepOpened').flatMap((event) => {
    const { ask, fallback, step, round } = event.data;
    if (!fallback || !asksSuperior(ask.group)) return [];
    const evidence = both(
      `${event.stream} 第 ${round} 轮第 ${step + 1} 环节须由申请人的上级审批，组织机构中该席位空缺，由办公室代为审批`,
      `Step ${step + 1} of round ${round} of ${event.stream} asks for the applicant’s superior; the seat is empty, and the office was asked instead`,
    );
    return [found('SUPERIOR_MISSING', `${event.stream}.${event.version}`, evidence, [ref(event)])];
  });
}

/** The newest number of children says it; one that was put right says it no more. */
function overEnrolled({ events }: ProjectRecord): readonly FindingFacts[] {
  const counted = of(events, 'RateReported').findLast(({ data }) => data.rate === 'OCCUPANCY');
  if (counted === undefined || counted.data.have <= counted.data.of) return [];
  const { on, have, of: places } = counted.data;
  return [
    found('OVER_ENROLLED', on, both(`${on} 在托 ${have} 人，托位 ${places} 个`, `${have} children in ${places} places on ${on}`), [ref(counted)]),
  ];
}

/** However its blanks, brackets, width and case are typed, it is one contractor. */
const sameName = (one: string, other: string): boolean => nameTerm(one) === nameTerm(other);
const nameTerm = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\p{P}]+/gu, '')
    .toLowerCase();

/** Contracts with one contractor within some months, each under the limit and together at or over it. */
function splitContracts({ events, elsewhere, project }: ProjectRecord): readonly FindingFacts[] {
  const standards = standardsOf(events, 'project');
  const { tenderFromFen } = valuesIn(standards, STEP_RULES);
  const { splitMonths } = valuesIn(standards, SUPERVISION);
  return of(events, 'ContractRecorded').flatMap((event) => {
    const { contractor, amountFen, on } = event.data;
    const near = elsewhere.contracts.filter(
      (c) =>
        c.project !== project &&
        sameName(c.contractor, contractor) &&
        c.amountFen < tenderFromFen &&
        c.on >= addMonths(on, -splitMonths) &&
        c.on <= addMonths(on, splitMonths),
    );
    const total = near.reduce((sum, c) => sum + c.amountFen, amountFen);
    if (amountFen >= tenderFromFen || near.length === 0 || total < tenderFromFen) return [];
    const evidence = both(
      `与${contractor}${splitMonths} 个月内签订 ${near.length + 1} 份合同，单份均低于 ${money(tenderFromFen).zh}，合计 ${money(total).zh}`,
      `${near.length + 1} contracts with ${contractor} within ${splitMonths} months, each under ${money(tenderFromFen).en}, together ${money(total).en}`,
    );
    return [found('SPLIT_CONTRACTS', contractor, evidence, [ref(event), ...near.map((c) => c.event)])];
  });
}

function paymentOverValue({ events }: ProjectRecord): readonly FindingFacts[] {
  const asked = new Map(of(events, 'PaymentRequested').map((event) => [event.data.key, event]));
  // Other contracts have no confirmed value; their payments stay within their sum where they are asked for.
  const { retentionPerMille } = valuesIn(standardsOf(events, 'construction'), PAYMENTS);
  let paid = 0;
  return of(events, 'PaymentApproved').flatMap((event) => {
    if (event.data.contract !== undefined) return [];
    paid += event.data.amountFen;
    const value = asked.get(event.data.key)?.data.confirmedValueFen ?? 0;
    const most = Math.floor((value * (1_000 - retentionPerMille)) / 1_000);
    if (paid <= most) return [];
    const evidence = both(
      `累计支付 ${money(paid).zh}，确认产值 ${money(value).zh}，扣质保金后可付 ${money(most).zh}`,
      `${money(paid).en} paid in all for a confirmed value of ${money(value).en}; ${money(most).en} may be paid`,
    );
    return [found('PAYMENT_OVER_VALUE', event.data.key, evidence, [ref(event)])];
  });
}

function paymentBelowLeast({ events }: ProjectRecord): readonly FindingFacts[] {
  return of(events, 'PaymentRequested')
    .filter(({ data }) => data.belowLeast)
    .map((event) => {
      const { key, confirmedValueFen } = event.data;
      const evidence = both(
        `第 ${key} 笔支付后累计付款不足确认产值 ${money(confirmedValueFen).zh} 的 80%`,
        `After payment ${key} less than 80 % of the confirmed value of ${money(confirmedValueFen).en} is paid`,
      );
      return found('PAYMENT_BELOW_LEAST', key, evidence, [ref(event)]);
    });
}

function selfApproval({ events }: ProjectRecord): readonly FindingFacts[] {
  const applicants = new Map(of(events, 'ApprovalOpened').map((event) => [event.stream, event.data.applicant]));
  return of(events, 'DecisionMade').flatMap((event) => {
    const { person, onBehalfOf, choice } = event.data;
    const applicant = applicants.get(event.stream);
    if (applicant === undefined || (choice !== 'APPROVE' && choice !== 'APPROVE_WITH_CONDITIONS')) return [];
    if (person !== applicant && onBehalfOf !== applicant) return [];
    const evidence = both(`申请人 ${applicant} 又作出同意决定`, `The applicant ${applicant} also approved it`);
    return [found('SELF_APPROVAL', `${event.stream}.${event.version}`, evidence, [ref(event)])];
  });
}

function numberTwice({ elsewhere }: ProjectRecord, dated: readonly Dated[]): readonly FindingFacts[] {
  return dated.flatMap((paper, index) => {
    if (paper.number === null || paper.number.trim() === '') return [];
    const number = numberTerm(paper.number);
    const same = (other: string | null): boolean => other !== null && numberTerm(other) === number;
    const within = dated.slice(0, index).filter((other) => same(other.number) && other.key !== paper.key);
    // One implementation plan may cover several projects of a county, under its one number.
    const outside = elsewhere.numbers.filter((other) => same(other.number) && !(paper.key === 'PLAN' && other.type === 'PlanIssued'));
    if (within.length + outside.length === 0) return [];
    const others = [...within.map(({ name }) => name.zh), ...outside.map(({ project }) => project ?? '')];
    const othersEn = [...within.map(({ name }) => name.en), ...outside.map(({ project }) => project ?? '')];
    const evidence = both(
      `文号 ${paper.number}（${paper.name.zh}）另见于：${others.join('、')}`,
      `Number ${paper.number} (${paper.name.en}) is also used by: ${othersEn.join(', ')}`,
    );
    return [
      found('NUMBER_TWICE', `${paper.key}.${paper.number.replaceAll(/\D/g, '')}`, evidence, [
        paper.event,
        ...within.map((o) => o.event),
        ...outside.map((o) => o.event),
      ]),
    ];
  });
}

function twoNumbers(_: ProjectRecord, dated: readonly Dated[]): readonly FindingFacts[] {
  return [...new Set(dated.map(({ key }) => key))].flatMap((key) => {
    const papers = dated.filter((paper) => paper.key === key && paper.number !== null);
    // As they were typed; the first of each is shown.
    const numbers = [...new Map(papers.map(({ number }) => [numberTerm(number ?? ''), number])).values()];
    if (numbers.length < 2) return [];
    const name = papers[0]?.name ?? both(key, key);
    return [
      found(
        'TWO_NUMBERS',
        key,
        both(`${name.zh}有两个文号：${numbers.join('、')}`, `${name.en} has two numbers: ${numbers.join(', ')}`),
        papers.map(({ event }) => event),
      ),
    ];
  });
}

/** The reply (批复) names another sum than was applied for and approved. */
function replyDiffers({ events }: ProjectRecord): readonly FindingFacts[] {
  const applied = new Map(of(events, 'StepApplied').map((event) => [event.data.step, event]));
  return of(events, 'ReplyRecorded').flatMap((event) => {
    const { step, amountFen } = event.data;
    const before = applied.get(step);
    if (before === undefined || amountFen === null || amountFen === before.data.amountFen) return [];
    const evidence = both(
      `${STEP_NAMES[step].zh}批复 ${money(amountFen).zh}，审批通过的是 ${money(before.data.amountFen).zh}`,
      `The reply on ${STEP_NAMES[step].en} names ${money(amountFen).en}; ${money(before.data.amountFen).en} was approved`,
    );
    return [found('REPLY_DIFFERS', step, evidence, [ref(event), ref(before)])];
  });
}

function estimateOverFsr({ events }: ProjectRecord): readonly FindingFacts[] {
  const replies = of(events, 'ReplyRecorded').filter(({ data }) => data.amountFen !== null);
  const fsr = replies.findLast(({ data }) => data.step === 'FSR');
  const estimate = replies.findLast(({ data }) => data.step === 'PRELIM');
  const [fsrFen, estimateFen] = [fsr?.data.amountFen ?? null, estimate?.data.amountFen ?? null];
  const standards = standardsOf(events, 'project');
  if (fsr === undefined || estimate === undefined || fsrFen === null || estimateFen === null) return [];
  if (!estimateExceedsFsr(estimateFen, fsrFen, standards)) return [];
  // Whoever approved the study was told of this sum and let it go on.
  const report = of(events, 'EstimateReported').findLast(({ data }) => data.studyFen === fsrFen && data.estimateFen >= estimateFen);
  const answer = of(events, 'EstimateReportAnswered').findLast(({ data }) => data.approval === report?.data.approval);
  if (answer?.data.answer === 'GO_ON') return [];
  const percent = valuesIn(standards, PATH_RULES).overStudyPercent;
  const [zh, en] =
    answer === undefined
      ? ['可研批准机关未答复', 'whoever approved the study has not answered']
      : ['批准机关要求重新报批可研而未办', 'the study was asked for again and not approved anew'];
  const evidence = both(
    `概算 ${money(estimateFen).zh} 超过可研估算 ${money(fsrFen).zh} 的 ${percent}%，${zh}`,
    `The estimate of ${money(estimateFen).en} exceeds the feasibility study's ${money(fsrFen).en} by more than ${percent} %: ${en}`,
  );
  return [found('ESTIMATE_OVER_FSR', 'PRELIM', evidence, [ref(estimate), ref(fsr)])];
}

/** The public notice of a handover that began before what it announces. */
function noticeBeforeAcceptance({ events }: ProjectRecord): readonly FindingFacts[] {
  const passed = of(events, 'StageFinished').findLast(({ data }) => data.stage === 'ACCEPTANCE' && data.outcome === 'DONE');
  const noticed = of(events, 'HandoverRecorded').findLast(({ data }) => data.facts.publicNotice != null);
  const from = noticed?.data.facts.publicNotice?.from;
  if (passed === undefined || noticed === undefined || from === undefined) return [];
  const { passedOn } = passed.data.result;
  const on = typeof passedOn === 'string' ? passedOn : dayAt(passed.occurredAt);
  return from >= on ? [] : [found('NOTICE_BEFORE_ACCEPTANCE', 'NOTICE', noticeTooEarly(from, on), [ref(noticed), ref(passed)])];
}

function settledOverContract({ events }: ProjectRecord): readonly FindingFacts[] {
  const contract = of(events, 'ContractRecorded').at(-1);
  const accounts = of(events, 'HandoverRecorded').findLast(({ data }) => data.facts.finalAccounts != null);
  const { worksFen, amountFen = 0 } = accounts?.data.facts.finalAccounts ?? {};
  const settled = worksFen ?? amountFen;
  // The settlement says it first; the accounts, once they are there, say it anew.
  const settlement = of(events, 'FindingNoted').findLast(({ data }) => data.code === 'SETTLED_OVER_CONTRACT');
  if (accounts === undefined && settlement !== undefined)
    return [found('SETTLED_OVER_CONTRACT', 'ACCOUNTS', notedWords(settlement.data), [ref(settlement)])];
  if (contract === undefined || accounts === undefined) return [];
  const changes = of(events, 'ChangeApproved').reduce((sum, { data }) => sum + data.amountFen, 0);
  const most = contract.data.amountFen + changes;
  if (settled <= most) return [];
  const evidence = both(
    `决算 ${money(settled).zh} 超过合同加已批变更 ${money(most).zh}`,
    `Final accounts of ${money(settled).en} exceed contract and approved changes, ${money(most).en}`,
  );
  return [found('SETTLED_OVER_CONTRACT', 'ACCOUNTS', evidence, [ref(accounts), ref(contract)])];
}

/** A month that was called in, whose day has passed, and which is not there yet. */
function reportMissing({ events }: ProjectRecord): readonly Seen[] {
  const reported = new Set(of(events, 'ProgressReported').map(({ data }) => data.month));
  return of(events, 'DueTold').flatMap((event) => {
    const month = /^REPORT\.([\d-]+)@/u.exec(event.data.due)?.[1];
    if (month === undefined || event.data.when !== 'PAST' || reported.has(month)) return [];
    const [of_, by] = [monthWords(month), dayWords(event.data.on)];
    return [
      {
        key: month,
        evidence: both(`${of_.zh}月报应于${by.zh}前报送，尚未报送`, `The report for ${of_.en} was due on ${by.en} and is not there`),
        events: [ref(event)],
      },
    ];
  });
}

/** Recorded after its months, or not at all when they had passed. */
function finalAccountsLate({ events }: ProjectRecord, dated: readonly Dated[]): readonly FindingFacts[] {
  const [completion, accounts] = [newest(dated, 'COMPLETION'), newest(dated, 'FINAL_ACCOUNTS')];
  const past = of(events, 'DueTold').findLast(({ data }) => data.when === 'PAST' && data.due.startsWith('FINAL_ACCOUNTS@'));
  if (accounts === undefined && past !== undefined) {
    const by = dayWords(past.data.on);
    return [
      found(
        'FINAL_ACCOUNTS_LATE',
        'ACCOUNTS',
        both(`竣工财务决算应于${by.zh}前编报，尚未登记`, `Final accounts were due on ${by.en} and are not on record`),
        [ref(past)],
      ),
    ];
  }
  const { finalAccountsMonths } = valuesIn(standardsOf(events, 'project'), SUPERVISION);
  if (completion === undefined || accounts === undefined || accounts.on <= addMonths(completion.on, finalAccountsMonths)) return [];
  const evidence = both(`${completion.on} 竣工，${accounts.on} 才编报决算`, `Completed on ${completion.on}, final accounts of ${accounts.on}`);
  return [found('FINAL_ACCOUNTS_LATE', 'ACCOUNTS', evidence, [accounts.event, completion.event])];
}

/** Finance replied after its days, or not yet when they had passed. A number of the county's own, which gates nothing. */
function accountsReplyLate({ events }: ProjectRecord): readonly FindingFacts[] {
  const recorded = of(events, 'HandoverRecorded').findLast(({ data }) => data.facts.finalAccounts != null);
  const past = of(events, 'DueTold').findLast(({ data }) => data.when === 'PAST' && data.due.startsWith('ACCOUNTS_REPLY@'));
  const { approval } = recorded?.data.facts.finalAccounts ?? {};
  const dueOn = recorded?.data.accountsDue?.dueOn ?? null;
  if (recorded === undefined || dueOn === null) return [];
  // Passed when the accounts were entered, no clock tells it.
  const late = approval === undefined ? past !== undefined || dueOn < dayAt(recorded.occurredAt) : approval.on > dueOn;
  if (!late) return [];
  const by = dayWords(dueOn);
  const evidence =
    approval === undefined
      ? both(`竣工财务决算应于${by.zh}前批复，尚未登记`, `The reply to the final accounts was due on ${by.en} and is not on record`)
      : both(
          `竣工财务决算${dayWords(approval.on).zh}才批复，应不晚于${by.zh}`,
          `The final accounts were replied to only on ${dayWords(approval.on).en}; due by ${by.en}`,
        );
  return [found('ACCOUNTS_REPLY_LATE', 'REPLY', evidence, [ref(recorded), ...(approval === undefined && past !== undefined ? [ref(past)] : [])])];
}

function datedOnDayOff({ calendar }: ProjectRecord, dated: readonly Dated[]): readonly FindingFacts[] {
  return dated.flatMap((paper) => {
    // Works start and end on any day; papers with a number are issued by offices.
    if (paper.number === null || !calendar.years[paper.on.slice(0, 4)] || isWorkday(paper.on, calendar)) return [];
    const evidence = both(
      `${paper.name.zh} ${paper.number} 的日期 ${paper.on} 是非工作日`,
      `${paper.name.en} ${paper.number} is dated ${paper.on}, a day off`,
    );
    return [found('DATED_ON_DAY_OFF', `${paper.key}.${paper.on}`, evidence, [paper.event])];
  });
}
