/** Milestones of works and their weights, and the progress that is planned by them. Deliberately absent: lights (lights.ts). */
import { daysBetween } from '../kernel/days.ts';
import { list, number, oneOf, record } from '../kernel/shape.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { BuildKind, Milestone } from '../profile/profile.ts';
import { row, ruleTable, shippedValues, type ValuesOf } from '../rule-table/table.ts';

const BUILD = ['START', 'FOUNDATION', 'STRUCTURE', 'SERVICES', 'FIT_OUT', 'OUTDOOR_EQUIPMENT', 'FIRE_CHECK', 'PRE_ACCEPTANCE', 'COMPLETION'] as const;
const CONVERT = ['START', 'DEMOLITION_REINFORCEMENT', 'SERVICES', 'FIT_OUT', 'TESTS', 'COMPLETION'] as const;

export const MILESTONE_NAMES: Readonly<Record<string, Text>> = {
  START: { zh: '开工', en: 'Start of works' },
  FOUNDATION: { zh: '地基与基础验收', en: 'Foundation acceptance' },
  STRUCTURE: { zh: '主体封顶', en: 'Structure topped out' },
  SERVICES: { zh: '二次结构与机电', en: 'Secondary structure and services' },
  FIT_OUT: { zh: '装饰装修', en: 'Fit-out' },
  OUTDOOR_EQUIPMENT: { zh: '室外与设备', en: 'Outdoor works and equipment' },
  FIRE_CHECK: { zh: '消防检测', en: 'Fire check' },
  PRE_ACCEPTANCE: { zh: '竣工预验收', en: 'Completion pre-acceptance' },
  DEMOLITION_REINFORCEMENT: { zh: '拆改加固', en: 'Demolition and reinforcement' },
  TESTS: { zh: '检测', en: 'Tests' },
  COMPLETION: { zh: '竣工验收', en: 'Completion acceptance' },
};

const weights = (keys: readonly string[], cumulative: readonly number[]) => keys.map((key, index) => ({ key, weight: cumulative[index] ?? 0 }));
const shape = (keys: readonly string[]) => list(record({ key: oneOf(keys), weight: number(0, 100) }), { least: keys.length, most: keys.length });

export const MILESTONES = ruleTable(
  'MILESTONES',
  {
    name: { zh: '形象进度', en: 'Physical progress' },
    explanation: { zh: '到达每个节点时的累计形象进度。', en: 'How much of the works is done, cumulatively, with each milestone.' },
  },
  {
    build: row(shape(BUILD), weights(BUILD, [5, 20, 45, 60, 80, 88, 93, 96, 100]), {
      name: { zh: '新建、扩建', en: 'new build and expansion' },
      unit: 'PERCENT',
      document: '形象进度权重（本产品默认值）',
      mark: 'DEFAULT',
    }),
    convert: row(shape(CONVERT), weights(CONVERT, [0, 25, 50, 80, 92, 100]), {
      name: { zh: '改建', en: 'conversion' },
      unit: 'PERCENT',
      document: '形象进度权重（本产品默认值）',
      mark: 'DEFAULT',
    }),
  },
  (values) => [...faultsOf('build', values.build, BUILD), ...faultsOf('convert', values.convert, CONVERT)],
);
export type MilestoneRules = ValuesOf<typeof MILESTONES.rows>;

function faultsOf(name: string, rows: readonly { readonly key: string; readonly weight: number }[], keys: readonly string[]): readonly Text[] {
  const faults: Text[] = [];
  if (!keys.every((key, index) => rows[index]?.key === key))
    faults.push({ zh: `${name}：节点须依次为 ${keys.join('、')}`, en: `${name}: milestones must be, in this order, ${keys.join(', ')}` });
  if (rows.some(({ weight }, index) => index > 0 && weight <= (rows[index - 1]?.weight ?? 0)))
    faults.push({ zh: `${name}：权重须逐个递增`, en: `${name}: weights must rise from one milestone to the next` });
  if (rows.at(-1)?.weight !== WHOLE) faults.push({ zh: `${name}：最后一个节点须为 100 %`, en: `${name}: the last milestone must be 100 %` });
  return faults;
}
const WHOLE = 100; // percent

const SHIPPED = shippedValues(MILESTONES);
/** In their order; `weight`: cumulative, in percent. Without rules: as they are shipped; their keys are the same in every version. */
export const milestonesOf = (buildKind: BuildKind, rules: MilestoneRules = SHIPPED): MilestoneRules['build'] =>
  buildKind === 'CONVERT' ? rules.convert : rules.build;

/** Planned progress (%) on a day: linear between the planned milestones. 0 before the first, 100 after the last. */
export function plannedProgress(buildKind: BuildKind, plan: readonly Milestone[], day: IsoDate, rules: MilestoneRules = SHIPPED): number {
  const weightOf = new Map(milestonesOf(buildKind, rules).map(({ key, weight }) => [key, weight]));
  let [fromDay, fromWeight] = [plan[0]?.plannedOn ?? day, 0];
  for (const { key, plannedOn } of plan) {
    const weight = weightOf.get(key) ?? fromWeight;
    if (day < plannedOn) {
      const whole = daysBetween(fromDay, plannedOn);
      const part = daysBetween(fromDay, day);
      return part <= 0 || whole <= 0 ? fromWeight : fromWeight + ((weight - fromWeight) * part) / whole;
    }
    [fromDay, fromWeight] = [plannedOn, weight];
  }
  return fromWeight;
}
