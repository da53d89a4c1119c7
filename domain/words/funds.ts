/** By which money comes, in words. */
import type { Text } from '../kernel/values.ts';

export const FUND_SOURCE_WORDS: Readonly<Record<'CENTRAL' | 'COUNTY' | 'OTHER', Text>> = {
  CENTRAL: { zh: '中央资金', en: 'central funds' },
  COUNTY: { zh: '县级资金', en: 'county funds' },
  OTHER: { zh: '其他资金', en: 'other funds' },
};
