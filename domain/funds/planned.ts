/** What a project plans of each level, as its profile names its funding. */
import type { Funding } from '../profile/profile.ts';
import type { FundLevel } from '../words/funds.ts';

/** In 分; null: a profile plans none of that level by itself. */
export function plannedFen({ centralFen, countyFen, otherFen }: Funding, level: FundLevel): number | null {
  if (level === 'CENTRAL') return centralFen;
  if (level === 'COUNTY') return countyFen;
  return level === 'OTHER' ? otherFen : null;
}
