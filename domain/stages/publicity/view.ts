/** What readers are shown of this stage. */
import { day, flag, nullable, oneOf, plain, record, table, whole } from '../../kernel/shape.ts';
import { numeric } from '../../kernel/view.ts';

/** Beside what all stages show. */
export const shown = {
  activities: table(
    plain,
    record({
      channel: oneOf(['COMMUNITY_BOARD', 'OFFICIAL_ACCOUNT', 'MATERNITY_CLINIC', 'INDUSTRIAL_PARK', 'OPEN_DAY']),
      audience: plain,
      plannedOn: day,
      cleared: flag,
      doneOn: nullable(day),
      reached: whole,
    }),
  ),
  awareness: nullable(numeric),
};
