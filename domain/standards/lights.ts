/** When a project's lights turn. Deliberately absent: who is told (stages/construction). */
import { number } from '../kernel/shape.ts';
import type { Light } from '../kernel/summary.ts';
import { row, ruleTable, shippedValues, type ValuesOf } from '../rule-table/table.ts';

const practice = '银川市 2025 年亮灯做法（本产品默认值）';

export const LIGHTS = ruleTable(
  'LIGHTS',
  {
    name: { zh: '项目亮灯', en: 'Lights of projects' },
    explanation: {
      zh: '进度灯何时变黄、变红。',
      en: 'When the light of progress turns.',
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
  },
  (v) => [...(v.behindYellow > v.behindRed ? [{ zh: 'behindYellow 不得大于 behindRed', en: 'behindYellow must not be above behindRed' }] : [])],
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
