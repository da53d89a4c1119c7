/** Who decides on a change order. Deliberately absent: which changes have one cause (stages/construction/causes.ts). */
import { count, fen, flag, nullable, number } from '../kernel/shape.ts';
import { row, ruleTable, shippedValues, type ValuesOf } from '../rule-table/table.ts';

const WAN = 1_000_000; // 1 万元 in 分
const WHOLE = 1_000; // per mille

export const CHANGE_LADDER = ['UNIT', 'CHANGE_DEPARTMENT', 'CHANGE_JOINT', 'CHANGE_ESTIMATE'] as const;
export type ChangeRung = (typeof CHANGE_LADDER)[number];

const ladder = '工程变更分级（本产品默认值）';
export const CHANGES = ruleTable(
  'CHANGES',
  {
    name: { zh: '工程变更', en: 'Change orders' },
    explanation: { zh: '变更由谁审批；同一原因的变更合并计算。', en: 'Who decides on a change; changes of one cause are summed.' },
  },
  {
    departmentFen: row(fen, 10 * WAN, {
      name: { zh: '主管部门审批的单项金额', en: 'the department decides from' },
      unit: 'FEN',
      document: ladder,
      mark: 'DEFAULT',
    }),
    departmentPerMille: row(number(0, 1_000), 50, {
      name: { zh: '主管部门审批的累计占合同价', en: 'the department decides above this share of the contract' },
      unit: 'PER_MILLE',
      document: ladder,
      mark: 'DEFAULT',
    }),
    jointFen: row(fen, 50 * WAN, { name: { zh: '联合审批的单项金额', en: 'a joint review from' }, unit: 'FEN', document: ladder, mark: 'DEFAULT' }),
    jointPerMille: row(number(0, 1_000), 100, {
      name: { zh: '联合审批的累计占合同价', en: 'a joint review above this share of the contract' },
      unit: 'PER_MILLE',
      document: ladder,
      mark: 'DEFAULT',
    }),
    splitDays: row(nullable(count), 30, {
      name: { zh: '同一原因变更合并计算的天数', en: 'changes of one cause are summed within' },
      explanation: {
        zh: '这些天内同一原因的变更合并确定审批层级；空：不限。',
        en: 'Within these days they are decided as one; empty: without limit.',
      },
      unit: 'CD',
      document: ladder,
      mark: 'DEFAULT',
      first: { value: null },
    }),
    likePerMille: row(nullable(number(0, 1_000)), 600, {
      name: { zh: '原因相近程度', en: 'causes that are alike' },
      explanation: {
        zh: '两个原因的字词相同超过此数的，提请审批人判断是否同一原因；空：不比较。',
        en: 'Causes that share more of their words are shown to whoever decides; empty: not compared.',
      },
      unit: 'PER_MILLE',
      document: ladder,
      mark: 'DEFAULT',
      first: { value: null },
    }),
    emergencyDays: row(nullable(count), 1, {
      name: { zh: '应急变更先行实施后登记', en: 'an emergency change is recorded after it was done within' },
      explanation: {
        zh: '“先批后变”的例外：24 小时内登记并补办审批；逾期记为问题。',
        en: 'The exception: recorded within 24 hours, then approved; later is a finding.',
      },
      unit: 'CD',
      document: ladder,
      mark: 'DEFAULT',
      first: { value: null },
    }),
    scopeToApprover: row(flag, true, {
      name: { zh: '规模、地点、内容变更报原审批部门', en: 'changes of scale, site or content go to the original approver' },
      explanation: { zh: '不论金额。', en: 'Whatever they cost.' },
      document: '政府投资条例 第二十一条',
      mark: 'LAW',
      first: { value: false },
    }),
  },
  ({ departmentFen, jointFen, departmentPerMille, jointPerMille }) =>
    departmentFen <= jointFen && departmentPerMille <= jointPerMille
      ? []
      : [{ zh: '联合审批的限额不得低于主管部门的限额', en: 'limits of the joint review must not be below the department’s' }],
);
export type ChangeRules = ValuesOf<typeof CHANGES.rows>;

/** By its amount and the share of all changes in the contract. Without rules: as they are shipped. */
export function changeRung(
  facts: { readonly amountFen: number; readonly cumulativeFen: number; readonly contractFen: number; readonly estimateFen: number },
  rules: ChangeRules = shippedValues(CHANGES),
): ChangeRung {
  const share = (facts.cumulativeFen / facts.contractFen) * WHOLE;
  if (facts.contractFen + facts.cumulativeFen > facts.estimateFen) return 'CHANGE_ESTIMATE';
  if (facts.amountFen >= rules.jointFen || share > rules.jointPerMille) return 'CHANGE_JOINT';
  if (facts.amountFen >= rules.departmentFen || share > rules.departmentPerMille) return 'CHANGE_DEPARTMENT';
  return 'UNIT';
}
