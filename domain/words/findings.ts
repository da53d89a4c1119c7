/** What the checks of auditors are called, by their codes: a short name wherever findings are listed. Deliberately absent: the checks, and their evidence. */
import type { Text } from '../kernel/values.ts';

export const FINDING_NAMES = {
  ORDER_INVERTED: { zh: '程序倒置', en: 'out of order' },
  DATED_BEFORE_APPROVAL: { zh: '先发后批', en: 'dated before its approval' },
  PAPERS_OF_BEFORE: { zh: '此前文书未接续', en: 'papers of before, not taken over' },
  STARTED_WITHOUT_PERMIT: { zh: '手续不齐即开工', en: 'started without permits' },
  STARTED_WITHOUT_CONTRACT: { zh: '无合同即开工', en: 'started without a contract' },
  STARTED_BEFORE_PERMIT: { zh: '取得许可前开工', en: 'started before a permit' },
  PERMIT_LAPSED: { zh: '许可届满后开工', en: 'started on a permit that had ended' },
  STARTED_BEFORE_CONTRACT: { zh: '签订合同前开工', en: 'started before the contract' },
  COMPLETION_FILED_LATE: { zh: '逾期竣工备案', en: 'completion filed late' },
  PAID_OVER_SETTLEMENT: { zh: '付款超过结算', en: 'paid above the settlement' },
  VALUE_OVER_CONTRACT: { zh: '产值超过合同', en: 'value above the contract' },
  ADVANCE_OVER_SHARE: { zh: '预付款超比例', en: 'advance above its share' },
  CHANGED_BEFORE_APPROVAL: { zh: '未批先变', en: 'changed before approval' },
  SPLIT_CONTRACTS: { zh: '疑似肢解发包', en: 'contracts that look split' },
  PAYMENT_OVER_VALUE: { zh: '超产值付款', en: 'paid above the value' },
  PAYMENT_BELOW_LEAST: { zh: '付款低于下限', en: 'paid below the least' },
  SELF_APPROVAL: { zh: '自批', en: 'approved by its applicant' },
  NUMBER_TWICE: { zh: '一号两文', en: 'one number, two papers' },
  TWO_NUMBERS: { zh: '一文两号', en: 'two numbers for one paper' },
  REPLY_DIFFERS: { zh: '批复金额不符', en: 'reply differs' },
  ESTIMATE_OVER_FSR: { zh: '概算超可研', en: 'estimate above the study' },
  NOTICE_BEFORE_ACCEPTANCE: { zh: '先公示后验收', en: 'notice before acceptance' },
  SETTLED_OVER_CONTRACT: { zh: '结算超合同', en: 'settled above the contract' },
  FINAL_ACCOUNTS_LATE: { zh: '逾期决算', en: 'final accounts late' },
  DATED_ON_DAY_OFF: { zh: '非工作日文书', en: 'dated on a day off' },
  LEASE_TOO_SHORT: { zh: '租期不足', en: 'lease too short' },
  TAKEN_OVER_BREACH: { zh: '接续核对发现', en: 'found when taken over' },
  ROSTER_LATE: { zh: '人员配齐逾期', en: 'staff ready too late' },
  ROSTER_SHORT: { zh: '离岗缺员', en: 'short of staff' },
  REVISION_OVERDUE: { zh: '制度逾期未修订', en: 'rules not revised in time' },
  RULE_NOT_FOLLOWED: { zh: '制度未执行', en: 'a rule is not followed' },
  CONSENT_WITHOUT_PAPER: { zh: '肖像无同意书', en: 'portraits without a consent' },
  ACTIVITY_WITHOUT_FILE: { zh: '活动无佐证', en: 'activity not proved' },
  NOTICE_TOO_SHORT: { zh: '公示天数不足', en: 'notice too short' },
  SUPERIOR_MISSING: { zh: '上级席位空缺', en: 'no superior to ask' },
  OVER_ENROLLED: { zh: '超额收托', en: 'more children than places' },
} as const satisfies Readonly<Record<string, Text>>;

const isKnown = (code: string): code is keyof typeof FINDING_NAMES => Object.hasOwn(FINDING_NAMES, code);
/** A code that no check of this release has keeps standing for itself. */
export const findingName = (code: string): Text => (isKnown(code) ? FINDING_NAMES[code] : { zh: code, en: code });
