/** By which money comes, in words. */
import type { Text } from '../kernel/values.ts';

export const FUND_SOURCE_WORDS: Readonly<Record<'CENTRAL' | 'COUNTY' | 'OTHER', Text>> = {
  CENTRAL: { zh: '中央资金', en: 'central funds' },
  COUNTY: { zh: '县级资金', en: 'county funds' },
  OTHER: { zh: '其他资金', en: 'other funds' },
};

/** 中央, 省, 市, 县, 其他. */
export const FUND_LEVELS = ['CENTRAL', 'PROVINCE', 'CITY', 'COUNTY', 'OTHER'] as const;
export type FundLevel = (typeof FUND_LEVELS)[number];
export const FUND_LEVEL_WORDS: Readonly<Record<FundLevel, Text>> = {
  ...FUND_SOURCE_WORDS,
  PROVINCE: { zh: '省级资金', en: 'provincial funds' },
  CITY: { zh: '市级资金', en: 'city funds' },
};

/** How money goes back. */
export const RETURN_WORDS: Readonly<Record<'WITHDRAWN' | 'SURPLUS', Text>> = {
  WITHDRAWN: { zh: '收回', en: 'taken back to its source' },
  SURPLUS: { zh: '结余上缴', en: 'surplus returned to the treasury' },
};

/** What may not agree in a programme's money, or be late (funds/findings.ts). */
export const FUNDS_FINDINGS = [
  'SOURCES_MISSING',
  'ALLOCATED_OVER_SOURCE',
  'ALLOCATED_OVER_LEVEL',
  'BUDGET_OVER_SOURCE',
  'ALLOCATED_OVER_BUDGET',
  'ALLOCATED_OVER_PLAN',
  'PAID_OVER_ALLOCATED',
  'PAID_OVER_SOURCE',
  'NOT_ALLOCATED',
  'COUNTY_BEHIND',
  'SURPLUS_DUE',
  'NOT_COUNTED',
] as const;
