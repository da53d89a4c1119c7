/** What may be paid to a contractor, and when (过程结算与质保金). Deliberately absent: who pays (routes.ts). */
import { flag, nullable, number } from '../kernel/shape.ts';
import { row, ruleTable, type ValuesOf } from '../rule-table/table.ts';

export const PAYMENTS = ruleTable(
  'PAYMENTS',
  {
    name: { zh: '工程款支付', en: 'Payments for works' },
    explanation: { zh: '进度款、结算款和质保金的限额。', en: 'Limits of progress payments, settlement and retention.' },
  },
  {
    retentionPerMille: row(number(0, 1_000), 30, {
      name: { zh: '质保金比例上限', en: 'retention at most' },
      explanation: { zh: '按确认产值预留的比例，缺陷责任期满后支付。', en: 'Kept back of the confirmed value until the defects period is over.' },
      unit: 'PER_MILLE',
      document: '财建〔2022〕183号',
      since: '2022-08-01',
      mark: 'LAW',
    }),
    leastPerMille: row(number(0, 1_000), 800, {
      name: { zh: '进度款最低比例', en: 'progress payments at least' },
      explanation: { zh: '低于已完工程价款的这一比例时提示。', en: 'Below this share of the finished work’s value there is a warning.' },
      unit: 'PER_MILLE',
      document: '财建〔2022〕183号',
      since: '2022-08-01',
      mark: 'LAW',
    }),
    advancePerMille: row(nullable(number(0, 1_000)), 300, {
      name: { zh: '预付款占合同价上限', en: 'advances at most' },
      explanation: { zh: '待县级确认；确认前超过的记为问题。', en: 'To be confirmed by the county; until then more is a finding.' },
      unit: 'PER_MILLE',
      document: '预付款比例（县级规定）',
      mark: 'GK_M',
      first: { value: null },
    }),
    runsOn: row(flag, true, {
      name: { zh: '竣工备案后继续办理付款', en: 'money runs on after the filing' },
      explanation: {
        zh: '结算后付结算款，缺陷责任期满付质保金；否则竣工备案后不能再付款。',
        en: 'Settlement once it is reviewed, retention after the defects period; else nothing is paid once completion is filed.',
      },
      document: '财建〔2022〕183号',
      mark: 'LAW',
      first: { value: false },
    }),
    overpaidDays: row(number(1, 365), 30, {
      name: { zh: '多付款退回期限', en: 'what was paid too much comes back within' },
      explanation: { zh: '结算少于已付时，差额在此期限内退回。', en: 'Where the settlement is less than what was paid.' },
      unit: 'CD',
      document: '财建〔2022〕183号',
      since: '2022-08-01',
      mark: 'LAW',
    }),
    retentionMonths: row(number(0, 24), 24, {
      name: { zh: '质保金返还期限', en: 'retention released after' },
      explanation: { zh: '竣工验收后满此月数方可支付质保金；合同可约定更短。', en: 'Months after completion; a contract may set fewer.' },
      unit: 'MONTH',
      document: '缺陷责任期最长 24 个月（待核原文）',
      mark: 'GK_H',
    }),
  },
);
export type PaymentRules = ValuesOf<typeof PAYMENTS.rows>;

/**
 * The most that may have been paid in all, in 分: min(contract + approved changes, approved estimate) and
 * (1 − retention) × confirmed value.
 */
export function payableFen(
  rules: Pick<PaymentRules, 'retentionPerMille'>,
  facts: {
    readonly contractFen: number;
    readonly approvedChangesFen: number;
    readonly estimateFen: number;
    readonly confirmedValueFen: number;
  },
): number {
  const ceiling = Math.min(facts.contractFen + facts.approvedChangesFen, facts.estimateFen);
  return Math.min(ceiling, Math.floor((facts.confirmedValueFen * (1_000 - rules.retentionPerMille)) / 1_000));
}
