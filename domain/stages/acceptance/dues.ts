/** A rectification whose limit is near; that it has run out, its own clock tells. Deliberately absent: that clock (stage.ts). */
import { dayAt } from '../../kernel/days.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { DUES } from '../../standards/dues.ts';
import { underWay } from '../stage.ts';
import type { DueDay } from '../watch.ts';
import type { AcceptanceState } from './facts.ts';
import { toRectify } from './rectification-words.ts';

export function rectificationDues(state: AcceptanceState): readonly DueDay[] {
  const { standards, status, deadline, ordered, notice, overdue } = state;
  if (valuesIn(standards, DUES).warnDays === null || status !== 'OPEN' || ordered.length === 0 || overdue) return [];
  const yellow = deadline?.marks.find(({ mark }) => mark === 'YELLOW')?.at;
  // Reported, it waits for the inspectors.
  if (deadline?.dueOn == null || yellow === undefined || underWay(state, 'REINSPECTION')) return [];
  return [{ key: `RECTIFICATION.${notice}`, what: toRectify(state), on: deadline.dueOn, from: dayAt(yellow), after: [] }];
}
