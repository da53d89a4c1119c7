/** Who decides when planned days of works are moved, and for which reasons. Deliberately absent: which days fit (stages/construction/replanning). */
import { code, count, flag, list, nullable, number, record, text } from '../kernel/shape.ts';
import { row, ruleTable, shippedValues, type ValuesOf } from '../rule-table/table.ts';

export const REPLAN_LADDER = ['REPLAN_OFFICE', 'REPLAN_DEPARTMENT', 'REPLAN_GROUP'] as const;
export type ReplanRung = (typeof REPLAN_LADDER)[number];

const LADDER = '计划调整分级（本产品默认值）';
const EXCUSES = '亮灯“无正当理由”认定（银川市 2025 年做法；本产品默认值）';
const REASONS = [
  { key: 'FORCE_MAJEURE', zh: '不可抗力', en: 'force majeure', excused: true },
  { key: 'WEATHER', zh: '异常恶劣天气', en: 'exceptional weather', excused: true },
  { key: 'LAND', zh: '用地、拆迁未落实', en: 'land not handed over', excused: true },
  { key: 'PERMITS', zh: '审批手续未办结', en: 'permits still being decided', excused: true },
  { key: 'FUNDS', zh: '资金未到位', en: 'funds not received', excused: true },
  { key: 'CHANGE', zh: '已批准的工程变更', en: 'approved change orders', excused: true },
  { key: 'GROUND', zh: '地质条件与勘察不符', en: 'ground other than surveyed', excused: true },
  { key: 'UNEXCUSED', zh: '无正当理由', en: 'no valid reason', excused: false },
] as const;

export const REPLANNING = ruleTable(
  'REPLANNING',
  {
    name: { zh: '计划调整', en: 'Replanning' },
    explanation: {
      zh: '节点计划由谁同意调整，可用哪些理由，何时提醒；天数与实施方案印发的竣工日相比。',
      en: 'Who agrees to other planned days, for which reasons, and when people are told; days are counted from the completion that the issued plan sets.',
    },
  },
  {
    departmentDays: row(nullable(count), 30, {
      name: { zh: '竣工推迟超过即由主管部门审批', en: 'the department decides when completion is later by more than' },
      explanation: { zh: '未超过的由办公室审批；空：不由主管部门审批。', en: 'Up to it the office decides; empty: never the department.' },
      unit: 'CD',
      document: LADDER,
      mark: 'DEFAULT',
    }),
    groupDays: row(nullable(count), 90, {
      name: { zh: '竣工推迟超过即由领导小组审批', en: 'the leading group decides when completion is later by more than' },
      explanation: { zh: '空：不因天数报领导小组。', en: 'Empty: not because of the days.' },
      unit: 'CD',
      document: LADDER,
      mark: 'DEFAULT',
    }),
    beyondPlanToGroup: row(flag, true, {
      name: { zh: '超过方案开托日即由领导小组审批', en: 'the leading group decides beyond the opening that the plan sets' },
      explanation: {
        zh: '竣工或开托晚于印发方案的开托日；同意后记为问题。',
        en: 'Completion or opening after the opening that the issued plan sets; once agreed it is a finding.',
      },
      document: LADDER,
      mark: 'DEFAULT',
    }),
    unexcusedToGroup: row(flag, true, {
      name: { zh: '无正当理由即由领导小组审批', en: 'the leading group decides where there is no valid reason' },
      explanation: { zh: '不论天数；同意后记为问题。', en: 'Whatever the days; once agreed it is a finding.' },
      document: EXCUSES,
      mark: 'DEFAULT',
    }),
    reasons: row(list(record({ key: code, zh: text, en: text, excused: flag }), { least: 1, most: 40 }), REASONS, {
      name: { zh: '调整理由', en: 'reasons' },
      explanation: { zh: '“正当”的理由不上报领导小组。', en: 'One that excuses does not go to the leading group by itself.' },
      document: EXCUSES,
      mark: 'DEFAULT',
    }),
    warnDays: row(nullable(number(1, 180)), 30, {
      name: { zh: '计划竣工前提醒', en: 'told before the planned completion' },
      explanation: {
        zh: '不能按期竣工的，须在此前申请调整；空：不提醒。',
        en: 'Where it cannot be kept, other days are asked for before it; empty: nobody is told.',
      },
      unit: 'CD',
      document: LADDER,
      mark: 'DEFAULT',
    }),
  },
  ({ departmentDays, groupDays, reasons }) => {
    const keys = reasons.map(({ key }) => key);
    return [
      ...(departmentDays !== null && groupDays !== null && departmentDays > groupDays
        ? [{ zh: 'departmentDays 不得大于 groupDays', en: 'departmentDays must not be above groupDays' }]
        : []),
      ...(new Set(keys).size < keys.length ? [{ zh: 'reasons：每项只能出现一次', en: 'reasons: each must be there once' }] : []),
    ];
  },
);
export type ReplanRules = ValuesOf<typeof REPLANNING.rows>;

/** `laterDays`: completion after that of the issued plan, in calendar days; at most 0: it is not later. */
export function replanRung(
  facts: { readonly laterDays: number; readonly beyondPlan: boolean; readonly excused: boolean },
  rules: ReplanRules = shippedValues(REPLANNING),
): ReplanRung {
  const over = (most: number | null): boolean => most !== null && facts.laterDays > most;
  if ((facts.beyondPlan && rules.beyondPlanToGroup) || (!facts.excused && rules.unexcusedToGroup) || over(rules.groupDays)) return 'REPLAN_GROUP';
  return over(rules.departmentDays) ? 'REPLAN_DEPARTMENT' : 'REPLAN_OFFICE';
}
