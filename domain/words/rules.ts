/** How sure a number of the rules is, and its unit, in words; what a rule is called where no document names it. */
import type { Text } from '../kernel/values.ts';
import type { Mark, Unit } from '../rule-table/table.ts';

export const MARK_WORDS: Readonly<Record<Mark, Text>> = {
  LAW: { zh: '有原文', en: 'from the document' },
  GK_H: { zh: '行业通行，待核原文', en: 'known in the field, to be verified' },
  GK_M: { zh: '待县级确认', en: 'to be confirmed by the county' },
  GK_L: { zh: '待县级确认', en: 'to be confirmed by the county' },
  DEFAULT: { zh: '本产品默认值', en: 'default of this product' },
};

export const UNIT_WORDS: Readonly<Record<Unit, Text>> = {
  WD: { zh: '个工作日', en: 'working days' },
  CD: { zh: '日（自然日）', en: 'calendar days' },
  MONTH: { zh: '个月', en: 'months' },
  PERCENT: { zh: '%', en: '%' },
  PER_MILLE: { zh: '‰', en: '‰' },
  POINT: { zh: '分', en: 'points' },
  FEN: { zh: '分（人民币）', en: '(1/100 CNY)' },
  M2: { zh: '平方米', en: 'm²' },
  HOUR: { zh: '小时', en: 'hours' },
  MINUTE: { zh: '分钟', en: 'minutes' },
  SECOND: { zh: '秒', en: 'seconds' },
  PERSON: { zh: '人', en: 'people' },
  MG_M3: { zh: 'mg/m³', en: 'mg/m³' },
  BQ_M3: { zh: 'Bq/m³', en: 'Bq/m³' },
  CFU_M3: { zh: 'CFU/m³', en: 'CFU/m³' },
};

/** Rules of findings that no article names, and glosses of those that one does; numbers of documents stay as they are. */
const RULE_GLOSSES: Readonly<Record<string, string>> = {
  程序倒置: 'steps out of order',
  '政府投资条例 第九条（程序倒置）': '政府投资条例 第九条: steps out of order',
  '财建〔2022〕183号（确认产值不超过合同加已批变更）': '财建〔2022〕183号: the confirmed value stays within contract and approved changes',
  '预付款比例（县级规定，待确认）': 'share of advances, to be confirmed by the county',
  '预付款比例（县级规定）（待县级确认）': 'share of advances, to be confirmed by the county',
  '先批后变（财建〔2022〕183号）': '财建〔2022〕183号: approved first, changed then',
  '财建〔2022〕183号（不低于已完成工程价款的 80%）': '财建〔2022〕183号: no less than 80 % of finished work',
  '回避；不相容职务分离': 'recusal; nobody applies and approves',
  文号一件一号: 'one number, one document',
  同一批复两个文号: 'two numbers for one reply',
  金额勾稽: 'sums agree with each other',
  结算超合同无依据: 'settled beyond the contract without a basis',
  '财建〔2016〕503号（竣工后 3 个月内编报决算）': '财建〔2016〕503号: final accounts within 3 months of completion',
  文书日期为非工作日: 'dated on a day off',
  验收结果先作出后公示: 'a result is announced once there is one',
};

/** The rule that a finding rests on, for a reader of either language. */
export const ruleWords = (rule: string): Text => ({ zh: rule, en: Object.hasOwn(RULE_GLOSSES, rule) ? (RULE_GLOSSES[rule] ?? rule) : rule });
