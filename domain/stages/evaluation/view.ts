/** What readers are shown of this stage. */
import { day, nullable, oneOf, optional, plain, record, table } from '../../kernel/shape.ts';
import { numeric } from '../../kernel/view.ts';

/** Beside what all stages show. */
export const shown = {
  /** Points by the record; nobody types them. */
  byRecord: table(plain, numeric),
  selfTotal: nullable(numeric),
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
    }),
  ),
  reasons: optional(table(plain, plain)),
};
