/** What a return, a resubmission, a decision taken back and an outcome make of an approval. */
import { clocksOf } from '../../calendar/clock-rules.ts';
import { addDays, dayAt, at as instantAt } from '../../kernel/days.ts';
import type { IsoDate, IsoInstant } from '../../kernel/values.ts';
import type { RecordedAs } from '../events.ts';
import { type ApprovalState, isActive, type Task } from '../facts.ts';
import { archive, closeTasks, endOpening, withTurns } from '../tasks.ts';
import { stopClock } from './steps.ts';

export function takenBack(state: ApprovalState, { data, occurredAt }: RecordedAs<'DecisionTakenBack'>): ApprovalState {
  const decisions = state.decisions.map((d) => (d.task === data.task ? { ...d, takenBack: true } : d));
  const again = (task: Task): Task => ({
    ...task,
    task: data.newTask,
    status: 'WAITING',
    origin: 'TAKEN_BACK',
    by: data.person,
    openedAt: occurredAt,
    decidedAt: null,
  });
  const renew = (tasks: readonly Task[]): readonly Task[] =>
    tasks.flatMap((task) => (task.task === data.task ? [{ ...task, status: 'TAKEN_BACK' as const }, again(task)] : [task]));
  const nextTask = Math.max(state.nextTask, data.newTask + 1);
  if (data.reopened === null) return withTurns({ ...state, decisions, takeBack: null, nextTask, tasks: renew(state.tasks) });
  const opening = state.before;
  if (opening === null) return state;
  const { tasks, past } = archive(state);
  const { [state.route.steps[opening.step]?.key ?? '']: _, ...stoppedClocks } = state.stoppedClocks;
  const isBack = (task: Task): boolean => task.opening === data.reopened && task.kind === 'DECIDE';
  const back = past
    .filter(isBack)
    .map((task) => (task.status === 'RETURNED' && task.task !== data.task ? { ...task, status: 'CLOSED' as const } : task));
  return withTurns({
    ...state,
    status: 'OPEN',
    decisions,
    takeBack: null,
    nextTask,
    opening,
    before: null,
    step: opening.step,
    round: opening.round,
    returned: null,
    closeReason: null,
    trail: opening.trail,
    backTo: opening.backTo,
    stoppedClocks,
    clock: state.clock === null || data.caseDeadline === null ? state.clock : { ...state.clock, deadline: data.caseDeadline },
    tasks: [...tasks, ...renew(back)],
    past: past.filter((task) => !isBack(task)),
  });
}

export function returned(state: ApprovalState, { data, occurredAt }: RecordedAs<'ContentReturned'>): ApprovalState {
  const { to, afterwards, person, reason, step, caseDeadline, on } = data;
  const stoppedClocks = stopClock(state, step, state.opening?.deadline ?? null, occurredAt);
  const clock = state.clock === null || caseDeadline === null ? state.clock : { ...state.clock, deadline: caseDeadline };
  const left = { ...state, opening: null, before: state.opening, tasks: endOpening(state.tasks), stoppedClocks, clock };
  if (to === null)
    return {
      ...left,
      status: 'RETURNED',
      closeReason: reason,
      backTo: null,
      returned: { by: person, step, afterwards, ...(on === undefined ? {} : { on }) },
    };
  const index = state.trail.indexOf(to);
  return {
    ...left,
    round: state.round + 1,
    backTo: afterwards === 'BACK' ? step : null,
    closeReason: null,
    trail: index < 0 ? state.trail : state.trail.slice(0, index),
  };
}

export function resubmitted(state: ApprovalState, { data }: RecordedAs<'ContentResubmitted'>): ApprovalState {
  const { content, contentHash, round, back, caseDeadline, deficiencyEnds } = data;
  const clock = caseDeadline === null ? state.clock : { deadline: caseDeadline, marksReached: [] };
  const trail = back ? state.trail : [];
  const ended = deficiencyEnds === true ? { deficiency: null, pause: null, supplementList: null } : {};
  return { ...state, status: 'OPEN', content, contentHash, round, trail, draft: null, closeReason: null, returned: null, clock, ...ended };
}

export function approvalClosed(state: ApprovalState, { data }: RecordedAs<'ApprovalClosed'>): ApprovalState {
  const { outcome, by, reason, conditions, automatic, at } = data;
  const unread = (task: Task): boolean => task.kind !== 'READ';
  return {
    ...state,
    status: outcome,
    opening: null,
    before: null,
    tasks: closeTasks(state.tasks, unread),
    takeBack: null,
    pause: null,
    conditions,
    automatic,
    closedAt: at,
    closedBy: by,
    closeReason: reason,
    readersUntil: state.tasks.some((task) => task.kind === 'READ' && isActive(task)) ? putAwayAt(state, dayAt(at)) : null,
  };
}

/** So long a copy of an outcome may be marked as read. */
const putAwayAt = ({ standards }: ApprovalState, day: IsoDate): IsoInstant => instantAt(addDays(day, clocksOf(standards).readingDays), 24);
