/**
 * A rectification whose limit is near; that it has run out, its own clock tells. Papers that end, also of a centre that has
 * passed. Deliberately absent: that clock (stage.ts).
 */
import { addDays, dayAt } from '../../kernel/days.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { DUES } from '../../standards/dues.ts';
import { underWay } from '../stage.ts';
import type { DueDay } from '../watch.ts';
import { type AcceptanceState, PAPER_ENDS, PAPERS, type PaperKey } from './facts.ts';
import { toRectify } from './rectification-words.ts';

export function rectificationDues(state: AcceptanceState): readonly DueDay[] {
  const { standards, status, deadline, ordered, notice, overdue } = state;
  if (valuesIn(standards, DUES).warnDays === null || status !== 'OPEN' || ordered.length === 0 || overdue) return [];
  const yellow = deadline?.marks.find(({ mark }) => mark === 'YELLOW')?.at;
  // Reported, it waits for the inspectors.
  if (deadline?.dueOn == null || yellow === undefined || underWay(state, 'REINSPECTION')) return [];
  return [{ key: `RECTIFICATION.${notice}`, what: toRectify(state), on: deadline.dueOn, from: dayAt(yellow), after: [] }];
}

export function paperDues({ standards, lapses = {} }: AcceptanceState): readonly DueDay[] {
  const { warnDays, foodWarnDays, leaseWarnDays } = valuesIn(standards, DUES);
  const before: Readonly<Record<string, number | null>> = { FOOD: foodWarnDays, LEASE: leaseWarnDays };
  return Object.entries(lapses).flatMap(([key, on]) => {
    const days = Object.hasOwn(before, key) ? before[key] : warnDays;
    if (warnDays === null || days == null) return [];
    const what = isPaper(key) ? PAPER_ENDS[key] : { zh: `验收项 ${key} 的证照到期`, en: `the paper of item ${key} ends` };
    return [{ key: `PAPER.${key}`, what, on, from: addDays(on, -days), after: ['PROGRAMME_OFFICER' as const] }];
  });
}
const isPaper = (key: string): key is PaperKey => PAPERS.some((paper) => paper === key);
