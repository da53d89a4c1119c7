/** What the clock will ask an approval for next. Deliberately absent: waiting for it (workflows/). */
import type { Deadline, Mark } from '../calendar/deadline.ts';
import type { AgendaItem } from '../kernel/case.ts';
import { isClosed, isOver } from './entitlement.ts';
import type { ApprovalState, Opening } from './facts.ts';
import { needsSettling } from './flow.ts';
import type { ApprovalCommand, WhichClock } from './messages.ts';

type Item = AgendaItem<ApprovalCommand>;

/** Earliest first. */
export function agendaOf(state: ApprovalState): readonly Item[] {
  if (isClosed(state)) return isOver(state) || state.readersUntil === null ? [] : [{ at: state.readersUntil, command: { type: 'EndReading' } }];
  // The project is suspended, and nothing happens by itself until it goes on.
  if (state.suspension !== undefined) return [];
  const items: Item[] = [];
  const mark = (clock: WhichClock, which: Mark, at: string): void => {
    items.push({ at, command: { type: 'ReachMark', clock, round: state.round, step: state.step, mark: which } });
  };
  const marks = (clock: WhichClock, deadline: Deadline, reached: readonly Mark[]): void => {
    for (const { mark: which, at } of deadline.marks) if (!reached.includes(which)) mark(clock, which, at);
  };
  /** Lights and answers by themselves count from the first notice: before the first of them the ledger is asked (decide/clock.ts). */
  const stepMarks = (opening: Opening, deadline: Deadline): void => {
    const first = deadline.marks.find(({ mark: which }) => !opening.marksReached.includes(which));
    if (opening.fromNotice !== true || opening.notice?.at != null) marks('STEP', deadline, opening.marksReached);
    else if (first !== undefined) items.push({ at: opening.notice?.next ?? first.at, command: { type: 'CheckNotice', opening: opening.opening } });
  };
  const { opening, clock, pause, deficiency, status } = state;
  if (status === 'OPEN' && opening !== null) {
    if (needsSettling(state)) items.push({ at: opening.openedAt, command: { type: 'Settle', opening: opening.opening } });
    if (opening.deadline !== null) stepMarks(opening, opening.deadline);
    if (clock !== null) marks('CASE', clock.deadline, clock.marksReached);
  }
  if (status === 'PAUSED' && pause?.until?.dueAt != null) mark('PAUSE', 'RED', pause.until.dueAt);
  const waitsForDeficiency = status === 'OPEN' || status === 'WITHHELD' || (status === 'PAUSED' && deficiency?.overdue === true);
  if (deficiency?.deadline.dueAt != null && waitsForDeficiency) mark('DEFICIENCY', 'RED', deficiency.deadline.dueAt);
  return items.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
