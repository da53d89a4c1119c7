/** How sure a number of the rules is, and its unit, in words. */
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
