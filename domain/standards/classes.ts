/** Class sizes and carer ratios (托育机构设置标准、管理规范). Deliberately absent: who may work as a carer (training.ts). */
import { number } from '../kernel/shape.ts';
import type { Text } from '../kernel/values.ts';
import { CLASS_KINDS, type ClassKind, type ClassPlan, type ProjectProfile } from '../profile/profile.ts';
import { row, ruleTable, type ValuesOf } from '../rule-table/table.ts';

const STANDARD = '国卫人口发〔2019〕58号';
const SINCE = '2019-10-08';
const sizeOf = (value: number, zh: string, en: string) =>
  row(number(1, 60), value, { name: { zh: `${zh}最多`, en: `${en}: at most` }, unit: 'PERSON', document: STANDARD, since: SINCE, mark: 'LAW' });
const perCarer = (value: number, zh: string, en: string) =>
  row(number(1, 60), value, {
    name: { zh: `${zh}每名保育人员照护`, en: `${en}: children per carer` },
    unit: 'PERSON',
    document: STANDARD,
    since: SINCE,
    mark: 'LAW',
  });

export const CLASSES = ruleTable(
  'CLASSES',
  {
    name: { zh: '班级规模与照护比', en: 'Class sizes and carers' },
    explanation: {
      zh: '每班人数上限和每名保育人员照护人数，按班取整。',
      en: 'How many children a class holds and a carer looks after, rounded up per class.',
    },
  },
  {
    infantSize: sizeOf(10, '乳儿班', 'infants'),
    toddlerSize: sizeOf(15, '托小班', 'toddlers'),
    olderSize: sizeOf(20, '托大班', 'older'),
    mixedSize: sizeOf(18, '混合班', 'mixed'),
    infantPerCarer: perCarer(3, '乳儿班', 'infants'),
    toddlerPerCarer: perCarer(5, '托小班', 'toddlers'),
    olderPerCarer: perCarer(7, '托大班', 'older'),
    mixedPerCarer: row(number(1, 60), 5, {
      name: { zh: '混合班每名保育人员照护', en: 'mixed: children per carer' },
      unit: 'PERSON',
      document: `${STANDARD}未规定；本产品默认值`,
      mark: 'DEFAULT',
    }),
  },
);
export type ClassRules = ValuesOf<typeof CLASSES.rows>;

/** What a class of a kind holds, and how many children one carer looks after. */
function classOf(kind: ClassKind, rules: ClassRules): { readonly size: number; readonly perCarer: number } {
  switch (kind) {
    case 'INFANT':
      return { size: rules.infantSize, perCarer: rules.infantPerCarer };
    case 'TODDLER':
      return { size: rules.toddlerSize, perCarer: rules.toddlerPerCarer };
    case 'OLDER':
      return { size: rules.olderSize, perCarer: rules.olderPerCarer };
    case 'MIXED':
      return { size: rules.mixedSize, perCarer: rules.mixedPerCarer };
  }
}

/** Carers for all classes filled, rounded up per class and not per centre. 1 INFANT + 4 TODDLER + 4 OLDER need 28. */
export const requiredCarers = (plan: ClassPlan, rules: ClassRules): number =>
  CLASS_KINDS.reduce((sum, kind) => sum + carersOfClass(kind, plan, rules), 0);

/** The same of all classes of one kind. */
export function carersOfClass(kind: ClassKind, plan: ClassPlan, rules: ClassRules): number {
  const { size, perCarer } = classOf(kind, rules);
  return plan[kind] * Math.ceil(size / perCarer);
}

/** What is wrong with a project's classes: they must hold the places that are planned. */
export function classFaults({ classes, places }: Pick<ProjectProfile, 'classes' | 'places'>, rules: ClassRules): readonly Text[] {
  const room = CLASS_KINDS.reduce((sum, kind) => sum + classes[kind] * classOf(kind, rules).size, 0);
  if (places <= room) return [];
  return [
    {
      zh: `classes：班级最多容纳 ${room} 人，须不少于计划托位 ${places} 个（${STANDARD}）`,
      en: `classes: must hold the ${places} places that are planned, and hold ${room} children at most (${STANDARD})`,
    },
  ];
}
