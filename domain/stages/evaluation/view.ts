/** What readers are shown of this stage. */
import { day, nullable, oneOf, optional, plain, record, table } from '../../kernel/shape.ts';
import { numeric } from '../../kernel/view.ts';
import { RATES } from './rates.ts';

/** Beside what all stages show. */
export const shown = {
  /** Points by the record; nobody types them. */
  byRecord: table(plain, numeric),
  selfTotal: nullable(numeric),
  selfBy: optional(plain),
  total: nullable(numeric),
  band: nullable(oneOf(['EXCELLENT', 'GOOD', 'FAIR', 'POOR'])),
  measures: table(
    plain,
    record({
      problem: plain,
      measure: plain,
      owner: plain,
      dueOn: day,
      status: oneOf(['OPEN', 'DONE', 'VERIFIED']),
      evidence: nullable(plain),
      indicator: optional(plain),
      by: optional(plain),
    }),
  ),
  reasons: optional(table(plain, plain)),
  /** What people counted, and whether somebody else has verified it. */
  rates: optional(
    table(
      oneOf(RATES),
      record({ on: day, have: numeric, of: numeric, evidence: plain, by: nullable(plain), status: oneOf(['REPORTED', 'VERIFIED', 'REFUSED']) }),
    ),
  ),
};
