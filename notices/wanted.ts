/**
 * Whether a notice is still wanted in the moment of sending: it tells what happened then, and asks only for what is still
 * asked now. Deliberately absent: hours, wishes and limits of its recipient (courier.ts).
 */
import { isActive, type Task } from '../domain/approval/facts.ts';
import { stateIn } from '../domain/cases.ts';
import type { DueNotice } from './notice-store.ts';
import { hasLines } from './overview.ts';

/** The task that a notice is about, as it stands now. Only approvals have tasks with links. */
export function taskOf({ task, about }: DueNotice): Task | null {
  if (task === null || about === null) return null;
  const state = stateIn('approval', about);
  return [...state.tasks, ...state.past].find((candidate) => candidate.task === task) ?? null;
}

/** Hash of the content that the case of a task has now. */
export const contentNow = ({ about }: DueNotice): string => (about === null ? '' : stateIn('approval', about).contentHash);

/** What is decided on has changed since: the link and the code of this mail would lead nowhere. */
export const isOutOfDate = (notice: DueNotice, { kind }: Task): boolean =>
  kind === 'DECIDE' && notice.facts.content !== undefined && notice.facts.content !== contentNow(notice);

/** A task that was decided, passed on or closed meanwhile, or whose turn it is not, needs no mail any more. */
export function stillWanted(notice: DueNotice, person: string): boolean {
  if (notice.overview !== null) return hasLines(notice.overview);
  if (notice.task === null || notice.about === null) return true;
  const task = taskOf(notice);
  if (task === null || task.person !== person) return false;
  // A later notice tells of content that has changed since; somebody's answer is told by this one alone, and has no link then.
  if (isOutOfDate(notice, task) && notice.template !== 'answer') return false;
  if (notice.template === 'code') return true;
  if (!isActive(task)) return false;
  if (notice.template === 'fresh-link') return true;
  if (task.status !== 'PENDING') return false;
  return task.kind !== 'DECIDE' || stateIn('approval', notice.about).status === 'OPEN';
}
