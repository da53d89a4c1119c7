/** What the page behind a link offers: what the case offers to the holder of the task, and what a person may do there besides. Deliberately absent: who may (domain/). */
import { holds, isClosed, offersFor, takeBackOf } from '../domain/approval/entitlement.ts';
import { type ApprovalState, isActive, type Task } from '../domain/approval/facts.ts';
import type { PageOffer } from '../domain/words/lists.ts';

/** What this link may be used for now: by its task, or to take back what was decided with it. */
export function pageOffers(state: ApprovalState, task: Task, person: string): readonly PageOffer[] {
  if (!isActive(task)) return takeBackOf(state, person)?.task === task.task && !isClosed(state) ? ['TAKE_BACK'] : [];
  if (!holds(state, task, person)) return [];
  const offers = offersFor(state, task);
  // Whoever reads a copy may say something to it while the case goes on.
  if (task.kind === 'READ' && !isClosed(state) && offers.length > 0) return [...offers, 'COMMENT'];
  const stopped = state.status === 'PAUSED' && state.pause !== null && state.pause.reason !== 'SUPPLEMENT' && state.suspension === undefined;
  return stopped && task.kind === 'DECIDE' && task.status === 'PENDING' ? ['RESUME_CLOCK', ...offers] : offers;
}
