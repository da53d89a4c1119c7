/**
 * What a breach that was noted says in both languages: made of its code and its facts whenever it is shown, so that a reader
 * has it in theirs and a better sentence holds for what was noted before. Deliberately absent: when one is noted (findings.ts).
 */
import type { IsoDate, Text } from '../../kernel/values.ts';
import { INSPECTION_NAMES, type InspectionKind } from '../../standards/closed-lists.ts';
import { MILESTONE_NAMES } from '../../standards/milestones.ts';
import { PERMIT_NAMES, PERMITS, type PermitKind } from '../../standards/permits.ts';
import { CONTRACT_NAMES } from '../../standards/tender.ts';
import { dayWords, monthWords } from '../../words/days.ts';
import { money } from '../../words/money.ts';
import type { Noted, NotedFacts } from './facts.ts';
import { PARTY_NAMES } from './site/facts.ts';

/** What may be dated before what it rests on, beside milestones and inspections. */
const OTHER_NAMES: Readonly<Record<string, Text>> = {
  SETTLEMENT: { zh: '结算', en: 'the settlement' },
  COMPLETION_FILED: { zh: '竣工验收备案', en: 'the completion filing' },
  AWARD_NOTICE: { zh: '中标通知书', en: 'the award notice' },
  CANDIDATES: { zh: '中标候选人公示', en: 'the publication of candidates' },
  CONTRACT_SIGNED: { zh: '签订合同', en: 'the contract' },
};

const REPORTED_NAMES: Readonly<Record<string, Text>> = {
  PAID: { zh: '累计支付', en: 'paid in all' },
  RECEIVED: { zh: '累计到位资金', en: 'received in all' },
  TOTAL: { zh: '累计完成投资', en: 'of works done in all' },
};

const isInspection = (key: string): key is InspectionKind => Object.hasOwn(INSPECTION_NAMES, key);
const nameOf = (key = ''): Text => MILESTONE_NAMES[key] ?? (isInspection(key) ? INSPECTION_NAMES[key] : OTHER_NAMES[key]) ?? { zh: key, en: key };
const dayOf = (day: IsoDate | undefined): Text => (day === undefined ? { zh: '', en: '' } : dayWords(day));
const sumOf = (fen: number | undefined): Text => money(fen ?? 0);

function papers(permits: readonly PermitKind[] = []): Text {
  const named = (language: keyof Text) =>
    permits.map(
      (kind) => `${PERMIT_NAMES[kind][language]}${language === 'zh' ? '（' : ' ('}${PERMITS.rows[kind].document}${language === 'zh' ? '）' : ')'}`,
    );
  return { zh: named('zh').join('、'), en: named('en').join(', ') };
}

/** `A超过 B`, of sums. */
const over = (what: Text, most: Text, { sumFen, limitFen }: NotedFacts): Text => ({
  zh: `${what.zh} ${sumOf(sumFen).zh}超过${most.zh} ${sumOf(limitFen).zh}`,
  en: `${what.en} of ${sumOf(sumFen).en} exceeds ${most.en}, ${sumOf(limitFen).en}`,
});

const AGREED: Text = { zh: '合同加已批变更', en: 'contract and approved changes' };

const WORDS: Readonly<Record<string, (facts: NotedFacts) => Text>> = {
  STARTED_WITHOUT_PERMIT: ({ on, permits }) => ({
    zh: `${dayOf(on).zh}开工，未登记：${papers(permits).zh}`,
    en: `Works began on ${dayOf(on).en}; not on record: ${papers(permits).en}`,
  }),
  STARTED_WITHOUT_CONTRACT: ({ on }) => ({
    zh: `${dayOf(on).zh}开工，未登记施工合同`,
    en: `Works began on ${dayOf(on).en}; the construction contract is not on record`,
  }),
  STARTED_BEFORE_PERMIT: ({ on, permits: [permit = 'CONSTRUCTION_PERMIT'] = [], number = '', earlierOn }) => ({
    zh: `${dayOf(on).zh}开工，${PERMIT_NAMES[permit].zh} ${number} ${dayOf(earlierOn).zh}才取得`,
    en: `Works began on ${dayOf(on).en}; ${PERMIT_NAMES[permit].en} ${number} was given only on ${dayOf(earlierOn).en}`,
  }),
  PERMIT_LAPSED: ({ on, permits: [permit = 'CONSTRUCTION_PERMIT'] = [], number = '', earlierOn }) => ({
    zh: `${dayOf(on).zh}开工，${PERMIT_NAMES[permit].zh} ${number} 已于${dayOf(earlierOn).zh}届满`,
    en: `Works began on ${dayOf(on).en}; ${PERMIT_NAMES[permit].en} ${number} had ended on ${dayOf(earlierOn).en}`,
  }),
  STARTED_BEFORE_CONTRACT: ({ on, earlierOn }) => ({
    zh: `${dayOf(on).zh}开工，施工合同${dayOf(earlierOn).zh}才签订`,
    en: `Works began on ${dayOf(on).en}; the contract was signed only on ${dayOf(earlierOn).en}`,
  }),
  ORDER_INVERTED: ({ on, what, earlier, earlierOn }) => ({
    zh: `${nameOf(what).zh}（${dayOf(on).zh}）早于${nameOf(earlier).zh}（${dayOf(earlierOn).zh}）`,
    en: `${nameOf(what).en} (${dayOf(on).en}) came before ${nameOf(earlier).en} (${dayOf(earlierOn).en})`,
  }),
  COMPLETION_FILED_LATE: ({ days = 0, earlierOn }) => ({
    zh: `${dayOf(earlierOn).zh}竣工验收，${days} 日后才备案`,
    en: `Filed ${days} days after completion was accepted on ${dayOf(earlierOn).en}`,
  }),
  VALUE_OVER_CONTRACT: (facts) => over({ zh: '累计确认产值', en: 'The confirmed value' }, AGREED, facts),
  ADVANCE_OVER_SHARE: (facts) =>
    over({ zh: '预付款累计', en: 'The sum of advances' }, { zh: '合同价的规定比例', en: 'the set share of the contract' }, facts),
  REPORT_DIFFERS: ({ what = '', month = '', sumFen, limitFen }) => {
    const source = /^PAID\.(.+)$/u.exec(what)?.[1];
    const of = source === undefined ? (REPORTED_NAMES[what] ?? { zh: what, en: what }) : { zh: `从 ${source} 支付`, en: `paid from ${source}` };
    const when = monthWords(month);
    return {
      zh: `${when.zh}月报${of.zh} ${sumOf(sumFen).zh}，系统记录为 ${sumOf(limitFen).zh}`,
      en: `The report for ${when.en} says ${sumOf(sumFen).en} ${of.en}; on record here is ${sumOf(limitFen).en}`,
    };
  },
  PAID_OVER_ALLOCATION: (facts) => over({ zh: '累计付款', en: 'The sum of payments' }, { zh: '已下达资金', en: 'what was allocated' }, facts),
  PAID_OVER_SOURCE: ({ number = '', ...facts }) =>
    over({ zh: `从 ${number} 的付款`, en: `The sum paid from ${number}` }, { zh: '该来源的下达', en: 'what it allocated' }, facts),
  SETTLED_OVER_CONTRACT: (facts) => over({ zh: '结算', en: 'The settlement' }, AGREED, facts),
  PAID_OVER_SETTLEMENT: ({ days = 0, ...facts }) => {
    const { zh, en } = over({ zh: '已付', en: 'The sum paid' }, { zh: '结算', en: 'the settlement' }, facts);
    return { zh: `${zh}，多付款须在 ${days} 日内退回`, en: `${en}; what was paid too much comes back within ${days} days` };
  },
};

/** As `WORDS` names contracts: 设计合同 SJ-1. */
const contractOf = ({ contract, number = '' }: NotedFacts): Text => {
  const { zh, en } = contract === undefined ? { zh: '合同', en: 'contract' } : CONTRACT_NAMES[contract];
  return number === '' ? { zh, en: `the ${en}` } : { zh: `${zh} ${number}`, en: `the ${en} ${number}` };
};
const partiesIn = ({ parties = [] }: NotedFacts): Text => ({
  zh: parties.map((party) => PARTY_NAMES[party].zh).join('、'),
  en: parties.map((party) => PARTY_NAMES[party].en).join(', '),
});

/** Of tenders, contracts, the site, wages and deliveries. */
const OF_WORKS: Readonly<Record<string, (facts: NotedFacts) => Text>> = {
  CONTRACT_WITHOUT_TENDER: ({ on, ...facts }) => ({
    zh: `${contractOf(facts).zh}（${dayOf(on).zh}）未经招标，合计 ${sumOf(facts.sumFen).zh}，达到必须招标的 ${sumOf(facts.limitFen).zh}`,
    en: `${contractOf(facts).en} of ${dayOf(on).en} was not tendered; it comes to ${sumOf(facts.sumFen).en}, and from ${sumOf(facts.limitFen).en} on it must be`,
  }),
  CONTRACT_SIGNED_LATE: ({ on, earlierOn, days = 0, ...facts }) => ({
    zh: `${contractOf(facts).zh}${dayOf(on).zh}签订，中标通知书${dayOf(earlierOn).zh}发出，超过 ${days} 日`,
    en: `${contractOf(facts).en} was signed on ${dayOf(on).en}, more than ${days} days after the award notice of ${dayOf(earlierOn).en}`,
  }),
  CONTRACT_NOT_AS_AWARDED: (facts) => ({
    zh: `${contractOf(facts).zh} ${sumOf(facts.sumFen).zh}与中标价 ${sumOf(facts.limitFen).zh}不符`,
    en: `${contractOf(facts).en} of ${sumOf(facts.sumFen).en} is not what was awarded, ${sumOf(facts.limitFen).en}`,
  }),
  PERFORMANCE_BOND_OVER: (facts) =>
    over({ zh: `${contractOf(facts).zh}履约保证金`, en: `The performance bond of ${contractOf(facts).en}` }, { zh: '上限', en: 'its limit' }, facts),
  BID_BOND_OVER: ({ number = '', ...facts }) =>
    over({ zh: `标段 ${number} 投标保证金`, en: `The bid bond of the tender ${number}` }, { zh: '上限', en: 'its limit' }, facts),
  CANDIDATES_NOT_PUBLISHED: ({ number = '' }) => ({
    zh: `标段 ${number} 未登记中标候选人公示`,
    en: `No publication of the candidates is on record for the tender ${number}`,
  }),
  CANDIDATES_LATE: ({ number = '', on, earlierOn, days = 0 }) => ({
    zh: `标段 ${number} ${dayOf(earlierOn).zh}收到评标报告，${dayOf(on).zh}才公示候选人，超过 ${days} 日`,
    en: `Candidates of the tender ${number} were published on ${dayOf(on).en}, more than ${days} days after the report of ${dayOf(earlierOn).en}`,
  }),
  CANDIDATES_SHORT: ({ number = '', on, earlierOn, days = 0 }) => ({
    zh: `标段 ${number} 候选人公示自${dayOf(earlierOn).zh}至${dayOf(on).zh}，少于 ${days} 日`,
    en: `Candidates of the tender ${number} were published from ${dayOf(earlierOn).en} to ${dayOf(on).en}, less than ${days} days`,
  }),
  SMALL_FIRM_TERM_LONG: ({ days = 0, ...facts }) => ({
    zh: `${contractOf(facts).zh}约定支付期限 ${days} 日，长于条例所许`,
    en: `${contractOf(facts).en} sets ${days} days for payment, more than the law lets it`,
  }),
  SMALL_FIRM_UNPAID: ({ number = '', on, sumFen }) => ({
    zh: `中小企业交付单 ${number} 应于${dayOf(on).zh}付清，尚欠 ${sumOf(sumFen).zh}`,
    en: `The delivery ${number} of a small firm was to be paid by ${dayOf(on).en}; ${sumOf(sumFen).en} are owed`,
  }),
  SETTLEMENT_REVIEW_LATE: ({ number = '', on, earlierOn, days = 0, sumFen }) => ({
    zh: `结算 ${number}（${sumOf(sumFen).zh}）${dayOf(earlierOn).zh}送审，${days} 个工作日应于${dayOf(on).zh}审结`,
    en: `The settlement ${number} of ${sumOf(sumFen).en} was handed in on ${dayOf(earlierOn).en}; its ${days} working days ended on ${dayOf(on).en}`,
  }),
  SETTLEMENT_UNPAID: ({ number = '', on, sumFen }) => ({
    zh: `结算 ${number} 应于${dayOf(on).zh}付清，尚欠 ${sumOf(sumFen).zh}`,
    en: `The settlement ${number} was to be paid by ${dayOf(on).en}; ${sumOf(sumFen).en} are owed`,
  }),
  RETENTION_NOT_RELEASED: ({ on, earlierOn, sumFen }) => ({
    zh: `缺陷责任期${dayOf(earlierOn).zh}届满，质保金 ${sumOf(sumFen).zh} 应于${dayOf(on).zh}前返还`,
    en: `The defects period ended on ${dayOf(earlierOn).en}; retention of ${sumOf(sumFen).en} was to be returned by ${dayOf(on).en}`,
  }),
  STARTED_WITHOUT_COMMITMENT: ({ on, ...facts }) => ({
    zh: `${dayOf(on).zh}开工，未登记质量终身责任承诺书：${partiesIn(facts).zh}`,
    en: `Works began on ${dayOf(on).en}; no commitment is on record of: ${partiesIn(facts).en}`,
  }),
  COMMITTED_AFTER_START: ({ on, earlierOn, ...facts }) => ({
    zh: `${dayOf(on).zh}开工，${partiesIn(facts).zh}${dayOf(earlierOn).zh}才签署承诺书`,
    en: `Works began on ${dayOf(on).en}; ${partiesIn(facts).en} committed themselves only on ${dayOf(earlierOn).en}`,
  }),
  INCIDENT_REPORTED_LATE: ({ number = '', on, earlierOn, days = 0 }) => ({
    zh: `${dayOf(earlierOn).zh}的事故 ${number} ${dayOf(on).zh}才上报，超过 ${days} 小时`,
    en: `The incident ${number} of ${dayOf(earlierOn).en} was reported on ${dayOf(on).en}, after more than ${days} hours`,
  }),
  INCIDENT_NOT_REPORTED: ({ number = '', on, days = 0 }) => ({
    zh: `${dayOf(on).zh}的事故 ${number} ${days} 小时内未登记上报主管部门`,
    en: `No report to the authority within ${days} hours is on record of the incident ${number} of ${dayOf(on).en}`,
  }),
  WAGES_NOT_PROVEN: ({ number = '', on }) => ({
    zh: `${monthWords(number).zh}农民工工资支付证明${dayOf(on).zh}前未登记`,
    en: `No proof of the wages of ${monthWords(number).en} was recorded by ${dayOf(on).en}`,
  }),
  WAGES_IN_ARREARS: ({ number = '', sumFen }) => ({
    zh: `${monthWords(number).zh}拖欠农民工工资 ${sumOf(sumFen).zh}`,
    en: `Wages of ${monthWords(number).en} are in arrears: ${sumOf(sumFen).en}`,
  }),
  WAGE_DEPOSIT_SHORT: ({ sumFen, limitFen }) => ({
    zh: `农民工工资保证金 ${sumOf(sumFen).zh}，少于 ${sumOf(limitFen).zh}`,
    en: `The deposit for wages is ${sumOf(sumFen).en}, less than ${sumOf(limitFen).en}`,
  }),
  EMERGENCY_RECORDED_LATE: ({ number = '', on, earlierOn, days = 0 }) => ({
    zh: `应急变更 ${number} ${dayOf(earlierOn).zh}实施，${dayOf(on).zh}才登记，超过 ${days} 日`,
    en: `The emergency change ${number} was done on ${dayOf(earlierOn).en} and recorded on ${dayOf(on).en}, more than ${days} days later`,
  }),
  REPLANNED_BEYOND_PLAN: ({ number = '', on, earlierOn }) => ({
    zh: `计划调整 ${number} 竣工日为${dayOf(on).zh}，超过印发方案的开托日${dayOf(earlierOn).zh}`,
    en: `By ${number} completion is planned on ${dayOf(on).en}, and opening after ${dayOf(earlierOn).en}, which the issued plan sets`,
  }),
  REPLANNED_UNEXCUSED: ({ number = '', on, days = 0 }) => ({
    zh: `计划调整 ${number} 无正当理由，竣工推迟 ${days} 天至${dayOf(on).zh}`,
    en: `By ${number} completion is ${days} days later, on ${dayOf(on).en}, without a valid reason`,
  }),
  REPLAN_ASKED_LATE: ({ number = '', on, earlierOn }) => ({
    zh: `计划竣工日${dayOf(earlierOn).zh}已过，${dayOf(on).zh}才申请计划调整 ${number}`,
    en: `Other days (${number}) were asked for on ${dayOf(on).en}, after the planned completion of ${dayOf(earlierOn).en}`,
  }),
  CHANGED_AND_REFUSED: ({ number = '', earlierOn }) => ({
    zh: `应急变更 ${number} ${dayOf(earlierOn).zh}已实施，事后未获批准`,
    en: `The emergency change ${number} was done on ${dayOf(earlierOn).en} and not approved afterwards`,
  }),
};

/** The sentences that release 0.4.0 kept, in English alone, as the facts that they hold. */
const OLDER: readonly (readonly [string, RegExp, (found: readonly string[]) => NotedFacts])[] = [
  [
    'STARTED_BEFORE_PERMIT',
    /^started (\d{4}-\d\d-\d\d), permit (.*) of (\d{4}-\d\d-\d\d)$/su,
    ([, on = '', number = '', earlierOn = '']) => ({ on, permits: ['CONSTRUCTION_PERMIT'], number, earlierOn }),
  ],
  ['STARTED_BEFORE_CONTRACT', /^started (\d{4}-\d\d-\d\d), contract of (\d{4}-\d\d-\d\d)$/u, ([, on = '', earlierOn = '']) => ({ on, earlierOn })],
  ['COMPLETION_FILED_LATE', /^(\d+) days after (\d{4}-\d\d-\d\d)$/u, ([, days = '0', earlierOn = '']) => ({ days: Number(days), earlierOn })],
];

function factsThen(code: string, evidence: string): NotedFacts | null {
  for (const [of, pattern, read] of OLDER) {
    const found = of === code ? pattern.exec(evidence) : null;
    if (found !== null) return read([...found]);
  }
  return null;
}

/** What it says, in both languages; a sentence that nobody can read as facts stays as it was kept. */
export function notedWords({ code, evidence = '', facts }: Noted): Text {
  const known = facts ?? factsThen(code, evidence);
  const words = Object.hasOwn(WORDS, code) ? WORDS[code] : Object.hasOwn(OF_WORKS, code) ? OF_WORKS[code] : undefined;
  return known === null || words === undefined ? { zh: evidence, en: evidence } : words(known);
}
