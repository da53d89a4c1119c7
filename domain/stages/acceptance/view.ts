/** What readers are shown of this stage. */
import { deadlineShown } from '../../calendar/view.ts';
import { day, flag, nullable, plain, record, table, whole } from '../../kernel/shape.ts';
import { listOf, numeric } from '../../kernel/view.ts';

/** Beside what all stages show. */
export const shown = {
  inputs: record({ panel: listOf(plain) }),
  round: whole,
  items: table(plain, record({ met: flag, proof: plain })),
  air: nullable(record({ on: day, faults: listOf(plain) })),
  score: nullable(numeric),
  ordered: listOf(whole),
  notice: whole,
  overdue: flag,
  deadline: nullable(deadlineShown),
};
