/**
 * A rectification whose limit is near; that it has run out, its own clock tells. Papers that end, also of a centre that has
 * passed. Deliberately absent: that clock (stage.ts).
 */
import { addDays, dayAt } from '../../kernel/days.ts';
import type { Text } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { DUES } from '../../standards/dues.ts';
import { underWay } from '../stage.ts';
import type { DueDay } from '../watch.ts';
import { type AcceptanceState, PAPERS, type PaperKey } from './facts.ts';
import { toRectify } from './rectification-words.ts';

export function rectificationDues(state: AcceptanceState): readonly DueDay[] {
  const { standards, status, deadline, ordered, notice, overdue } = state;
  if (valuesIn(standards, DUES).warnDays === null || status !== 'OPEN' || ordered.length === 0 || overdue) return [];
  const yellow = deadline?.marks.find(({ mark }) => mark === 'YELLOW')?.at;
  // Reported, it waits for the inspectors.
  if (deadline?.dueOn == null || yellow === undefined || underWay(state, 'REINSPECTION')) return [];
  return [{ key: `RECTIFICATION.${notice}`, what: toRectify(state), on: deadline.dueOn, from: dayAt(yellow), after: [] }];
}

const NAMES: Readonly<Record<PaperKey, Text>> = {
  FOOD: { zh: '食品经营许可证有效期届满，须申请延续并登记新的有效期', en: 'the food licence ends; it must be renewed and recorded' },
  LEASE: { zh: '场地租约到期，须续租或另有场地并登记', en: 'the lease of the premises ends; it must be renewed, or other premises recorded' },
};
export function paperDues({ standards, lapses = {} }: AcceptanceState): readonly DueDay[] {
  const { warnDays, foodWarnDays, leaseWarnDays } = valuesIn(standards, DUES);
  const before: Readonly<Record<string, number | null>> = { FOOD: foodWarnDays, LEASE: leaseWarnDays };
  return Object.entries(lapses).flatMap(([key, on]) => {
    const days = Object.hasOwn(before, key) ? before[key] : warnDays;
    if (warnDays === null || days == null) return [];
    const what = isPaper(key) ? NAMES[key] : { zh: `验收项 ${key} 的证照到期`, en: `the paper of item ${key} ends` };
    return [{ key: `PAPER.${key}`, what, on, from: addDays(on, -days), after: ['PROGRAMME_OFFICER' as const] }];
  });
}
const isPaper = (key: string): key is PaperKey => PAPERS.some((paper) => paper === key);
