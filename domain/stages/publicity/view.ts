/** What readers are shown of this stage. */
import { day, flag, nullable, oneOf, optional, plain, record, table, whole } from '../../kernel/shape.ts';
import { listOf, numeric } from '../../kernel/view.ts';

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
      showsChildren: optional(flag),
      bare: optional(flag),
    }),
  ),
  surveys: optional(listOf(record({ on: day, asked: whole, aware: whole, method: optional(plain) }))),
  publicNotices: optional(table(plain, record({ title: plain, place: plain, from: day, to: day, objections: whole }))),
  awareness: nullable(numeric),
};
