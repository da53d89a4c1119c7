/** How a limit that runs is shown. */
import { day, flag, nullable, oneOf, optional, plain, record, whole } from '../kernel/shape.ts';
import { listOf } from '../kernel/view.ts';

export const limitShown = record({ n: whole, unit: oneOf(['WD', 'CD', 'MONTH']) });
export const deadlineShown = record({
  from: day,
  limit: limitShown,
  pauses: listOf(record({ from: day, to: nullable(day) })),
  dueOn: nullable(day),
  dueAt: nullable(plain),
  marks: listOf(record({ mark: plain, at: plain })),
  calendar: nullable(plain),
  provisional: flag,
  movedFrom: optional(day),
  entered: optional(day),
});
