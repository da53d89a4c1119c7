/** When a project's lights turn. Deliberately absent: who is told (stages/construction). */
import { count, flag, nullable, number } from '../kernel/shape.ts';
import type { Light } from '../kernel/summary.ts';
import { row, ruleTable, shippedValues, type ValuesOf } from '../rule-table/table.ts';

const practice = '银川市 2025 年亮灯做法（本产品默认值）';
const monthsRow = (value: number, zh: string, en: string) =>
  row(nullable(count), value, { name: { zh, en }, unit: 'MONTH', document: practice, mark: 'DEFAULT', first: { value: null } });

export const LIGHTS = ruleTable(
  'LIGHTS',
  {
    name: { zh: '项目亮灯', en: 'Lights of projects' },
    explanation: {
      zh: '开工、进度、支付、统计四灯何时变黄、变红；空：不亮。',
      en: 'When the lights of start, progress, payment and statistics turn; empty: never.',
    },
  },
  {
    behindYellow: row(number(0, 100), 10, {
      name: { zh: '进度滞后超过即黄灯', en: 'yellow when behind plan by more than' },
      unit: 'POINT',
      document: practice,
      mark: 'DEFAULT',
    }),
    behindRed: row(number(0, 100), 30, {
      name: { zh: '进度滞后超过即红灯', en: 'red when behind plan by more than' },
      unit: 'POINT',
      document: practice,
      mark: 'DEFAULT',
    }),
    startYellowMonths: monthsRow(0, '计划开工月过后未开工，满此月数黄灯', 'yellow when not started so many months after the planned month'),
    startRedMonths: monthsRow(3, '计划开工月过后未开工，满此月数红灯', 'red when not started so many months after the planned month'),
    reportYellowMonths: monthsRow(1, '月报缺报满此月数黄灯', 'yellow when a monthly report is missing for so many months'),
    reportRedMonths: monthsRow(2, '月报缺报满此月数红灯', 'red when a monthly report is missing for so many months'),
    paymentRed: row(flag, true, {
      name: { zh: '支付不足即红灯', en: 'red when too little is paid' },
      explanation: { zh: '累计支付低于进度款最低比例。', en: 'Less is paid in all than the least share of the confirmed value.' },
      document: practice,
      mark: 'DEFAULT',
      first: { value: false },
    }),
  },
  (v) => [
    ...(v.behindYellow > v.behindRed ? [{ zh: 'behindYellow 不得大于 behindRed', en: 'behindYellow must not be above behindRed' }] : []),
    ...((v.startYellowMonths ?? 0) > (v.startRedMonths ?? Number.POSITIVE_INFINITY)
      ? [{ zh: 'startYellowMonths 不得大于 startRedMonths', en: 'startYellowMonths must not be above startRedMonths' }]
      : []),
    ...((v.reportYellowMonths ?? 0) > (v.reportRedMonths ?? Number.POSITIVE_INFINITY)
      ? [{ zh: 'reportYellowMonths 不得大于 reportRedMonths', en: 'reportYellowMonths must not be above reportRedMonths' }]
      : []),
  ],
);
export type LightRules = ValuesOf<typeof LIGHTS.rows>;

/** By how far progress lies behind plan, in points. Without rules: as they are shipped. */
export function progressLight(
  plannedPercent: number,
  actualPercent: number,
  rules: Pick<LightRules, 'behindYellow' | 'behindRed'> = shippedValues(LIGHTS),
): Light {
  const behind = plannedPercent - actualPercent;
  return behind > rules.behindRed ? 'RED' : behind > rules.behindYellow ? 'YELLOW' : 'GREEN';
}
