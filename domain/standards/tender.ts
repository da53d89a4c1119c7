/**
 * When a contract must be tendered, and what a tender and its contract keep to. Deliberately absent: the line of works, which
 * asks for a step of its own as well (steps.ts), and who decides on the approval of a tender (routes.ts).
 */
import { count, fen, flag, nullable, number } from '../kernel/shape.ts';
import type { Text } from '../kernel/values.ts';
import { investmentFen, type ProjectProfile } from '../profile/profile.ts';
import { row, ruleTable, type ValuesOf } from '../rule-table/table.ts';

const WAN = 1_000_000; // 1 万元 in 分
const WHOLE = 1_000; // per mille

export const OTHER_CONTRACT_KINDS = ['SURVEY', 'DESIGN', 'SUPERVISION', 'EQUIPMENT', 'OTHER'] as const;
export const CONTRACT_KINDS = ['WORKS', ...OTHER_CONTRACT_KINDS] as const;
export type ContractKind = (typeof CONTRACT_KINDS)[number];
export const CONTRACT_NAMES: Readonly<Record<ContractKind, Text>> = {
  WORKS: { zh: '施工合同', en: 'works contract' },
  SURVEY: { zh: '勘察合同', en: 'survey contract' },
  DESIGN: { zh: '设计合同', en: 'design contract' },
  SUPERVISION: { zh: '监理合同', en: 'supervision contract' },
  EQUIPMENT: { zh: '设备采购合同', en: 'equipment contract' },
  OTHER: { zh: '其他合同', en: 'other contract' },
};

export const TENDER_WAYS = ['OPEN', 'INVITED', 'CONSULTATION', 'NEGOTIATION', 'INQUIRY', 'SINGLE_SOURCE', 'DIRECT'] as const;
export type TenderWay = (typeof TENDER_WAYS)[number];
export const TENDER_WAY_NAMES: Readonly<Record<TenderWay, Text>> = {
  OPEN: { zh: '公开招标', en: 'open tender' },
  INVITED: { zh: '邀请招标', en: 'invited tender' },
  CONSULTATION: { zh: '竞争性磋商', en: 'competitive consultation' },
  NEGOTIATION: { zh: '竞争性谈判', en: 'competitive negotiation' },
  INQUIRY: { zh: '询价', en: 'request for quotations' },
  SINGLE_SOURCE: { zh: '单一来源', en: 'single source' },
  DIRECT: { zh: '直接发包', en: 'direct award' },
};
/** 招标: what the lines of must-tender ask for. */
export const isTender = (way: TenderWay): boolean => way === 'OPEN' || way === 'INVITED';

const LINES = '国家发展改革委令第16号 第五条';
const REGULATION = '招标投标法实施条例';
/** Cases of earlier releases know no line. */
const NONE = { value: null };

export const TENDER = ruleTable(
  'TENDER',
  {
    name: { zh: '招标与合同', en: 'Tender and contracts' },
    explanation: {
      zh: '达到限额的合同须招标；施工的限额见“审批步骤”。未招标的须写明依据，记为问题。',
      en: 'Contracts from their line on are tendered; the line of works stands with the steps. One without says why, and is a finding.',
    },
  },
  {
    asked: row(flag, true, {
      name: { zh: '必须招标的限额有效', en: 'the lines hold' },
      document: LINES,
      mark: 'LAW',
      first: { value: false },
    }),
    goodsFen: row(nullable(fen), 200 * WAN, {
      name: { zh: '货物须招标的单项合同额', en: 'goods are tendered from' },
      unit: 'FEN',
      document: LINES,
      mark: 'LAW',
      first: NONE,
    }),
    servicesFen: row(nullable(fen), 100 * WAN, {
      name: { zh: '勘察、设计、监理须招标的单项合同额', en: 'survey, design and supervision are tendered from' },
      unit: 'FEN',
      document: LINES,
      mark: 'LAW',
      first: NONE,
    }),
    budgetFen: row(fen, 200 * WAN, {
      name: { zh: '使用预算资金达到', en: 'where budget money comes to' },
      explanation: {
        zh: '预算资金达到此数且占投资比例达到下项的，限额有效。',
        en: 'The lines hold where both this and the share below are reached.',
      },
      unit: 'FEN',
      document: '国家发展改革委令第16号 第二条',
      mark: 'LAW',
    }),
    budgetPerMille: row(number(0, 1_000), 100, {
      name: { zh: '预算资金占投资达到', en: 'and budget money is this share of the investment' },
      unit: 'PER_MILLE',
      document: '国家发展改革委令第16号 第二条',
      mark: 'LAW',
    }),
    candidatesWithinDays: row(count, 3, {
      name: { zh: '收到评标报告后公示中标候选人', en: 'candidates are published after the report within' },
      unit: 'CD',
      document: `${REGULATION} 第五十四条`,
      mark: 'LAW',
    }),
    candidatesDays: row(count, 3, {
      name: { zh: '中标候选人公示至少', en: 'candidates are published for at least' },
      unit: 'CD',
      document: `${REGULATION} 第五十四条`,
      mark: 'LAW',
    }),
    bidBondPerMille: row(number(0, 1_000), 20, {
      name: { zh: '投标保证金上限', en: 'bid bond at most' },
      explanation: { zh: '占招标项目估算价的比例。', en: 'Of what the tender was estimated at.' },
      unit: 'PER_MILLE',
      document: `${REGULATION} 第二十六条`,
      mark: 'LAW',
    }),
    performanceBondPerMille: row(number(0, 1_000), 100, {
      name: { zh: '履约保证金上限', en: 'performance bond at most' },
      explanation: { zh: '占中标合同金额的比例。', en: 'Of the contract.' },
      unit: 'PER_MILLE',
      document: `${REGULATION} 第五十八条`,
      mark: 'LAW',
    }),
    signWithinDays: row(count, 30, {
      name: { zh: '中标通知书发出后签订合同', en: 'the contract is signed after the award notice within' },
      unit: 'CD',
      document: '招标投标法 第四十六条',
      mark: 'GK_H',
    }),
  },
);
export type TenderRules = ValuesOf<typeof TENDER.rows>;

/** From which sum on a contract of that kind must be tendered, in 分; null: no line. `worksFen`: that of works. */
export function tenderLine(kind: ContractKind, profile: ProjectProfile, rules: TenderRules, worksFen: number): number | null {
  const { centralFen, countyFen } = profile.funding;
  const budget = centralFen + countyFen;
  if (!rules.asked || budget < rules.budgetFen || budget * WHOLE < investmentFen(profile.funding) * rules.budgetPerMille) return null;
  if (kind === 'WORKS') return worksFen;
  if (kind === 'EQUIPMENT') return rules.goodsFen;
  return kind === 'OTHER' ? null : rules.servicesFen;
}
