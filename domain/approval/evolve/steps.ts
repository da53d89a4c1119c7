/** What a step that opens, a decision in it and its end make of an approval. */
import { type Deadline, pausedFrom } from '../../calendar/deadline.ts';
import { dayAt } from '../../kernel/days.ts';
import type { IsoInstant } from '../../kernel/values.ts';
import type { Choice, TaskStatus } from '../../words/lists.ts';
import { isAdvisory } from '../ballot.ts';
import type { RecordedAs } from '../events.ts';
import { type ApprovalState, type DecisionNote, type Opening, type Seat, stands, type Task } from '../facts.ts';
import { isIntake, rulesAt } from '../route.ts';
import { archive, changeTask, EMPTY_BALLOT, endOpening, nextAfter, taskFor, withTurns } from '../tasks.ts';

const STATUS_AFTER: Record<Choice, TaskStatus> = {
  APPROVE: 'APPROVED',
  APPROVE_WITH_CONDITIONS: 'APPROVED',
  REJECT: 'REJECTED',
  RETURN: 'RETURNED',
  SUPPLEMENT: 'PENDING',
};

export function stepOpened(state: ApprovalState, { data, occurredAt }: RecordedAs<'StepOpened'>): ApprovalState {
  const { opening: number, step, round, deadline, seats, ballot } = data;
  const opening: Opening = {
    opening: number,
    step,
    round,
    ballot: ballot ?? EMPTY_BALLOT,
    openedAt: occurredAt,
    deadline,
    marksReached: [],
    nobody: ballot === null,
    trail: state.trail,
    backTo: step === state.backTo ? null : state.backTo,
    ...(data.fromNotice === undefined ? {} : { fromNotice: data.fromNotice }),
  };
  const { tasks, past } = archive(state);
  const { [state.route.steps[step]?.key ?? '']: _, ...stoppedClocks } = state.stoppedClocks;
  const fresh = seats.map((seat) => askedTask(state, seat, opening, occurredAt));
  return withTurns({
    ...state,
    status: 'OPEN',
    opening,
    // What has no clock is not handed on; the deadline of an opening that is over is of no use any more.
    before: state.opening === null ? state.before : { ...state.opening },
    openings: number,
    step,
    round,
    stoppedClocks,
    tasks: [...tasks, ...fresh],
    past,
    nextTask: nextAfter(state, seats),
    backTo: opening.backTo,
  });
}

/** The task of somebody whom the route asks, or a rule answers for. */
export function askedTask(state: ApprovalState, seat: Seat, opening: Opening, at: IsoInstant): Task {
  const aside = seat.origin === 'OWN' || repeats(state, opening.step, opening.round, seat.onBehalfOf ?? seat.person);
  return taskFor(state, seat, { kind: 'DECIDE', opening, by: null, at, status: aside ? 'SET_ASIDE' : 'WAITING' });
}

/** Whether this approver agreed to the same content earlier in this round, and the route does not ask him again (去重). */
function repeats(state: ApprovalState, step: number, round: number, person: string): boolean {
  const { repeated } = rulesAt(state.route, step);
  if (repeated === 'ASK_AGAIN') return false;
  return state.decisions.some(
    (d) =>
      (d.onBehalfOf ?? d.person) === person &&
      d.round === round &&
      (d.choice === 'APPROVE' || d.choice === 'APPROVE_WITH_CONDITIONS') &&
      stands(d) &&
      !d.advisory &&
      d.seen === state.contentHash &&
      !isIntake(state.route, d.step) &&
      (repeated === 'SKIP_ANY' || d.step === state.trail.at(-1)),
  );
}

export function decisionMade(state: ApprovalState, { data, occurredAt, actor }: RecordedAs<'DecisionMade'>): ApprovalState {
  const { opening, step, round, task, person, onBehalfOf, choice, reason, conditions, score, signature, filled, seen } = data;
  const own = state.tasks.find((candidate) => candidate.task === task);
  const advisory = own !== undefined && state.opening !== null && isAdvisory(state.opening.ballot, own.seat);
  const supplements = choice === 'SUPPLEMENT';
  const note: DecisionNote = {
    opening,
    step,
    round,
    task,
    person,
    onBehalfOf,
    choice,
    reason,
    conditions,
    score,
    ...(signature === undefined ? {} : { signature }),
    ...(filled === undefined ? {} : { filled }),
    seen,
    at: occurredAt,
    door: actor.door,
    takenBack: false,
    advisory,
  };
  const decided = { status: STATUS_AFTER[choice], decidedAt: occurredAt, person, onBehalfOf };
  return withTurns({
    ...state,
    decisions: [...state.decisions, note],
    takeBack: supplements ? null : task,
    tasks: changeTask(state.tasks, task, supplements ? { status: 'PENDING' } : decided),
  });
}

/** The clock of a step that is left, stopped so that it can go on (rule `reentryClock`). */
export function stopClock(state: ApprovalState, step: number, deadline: Deadline | null, at: string): ApprovalState['stoppedClocks'] {
  const key = state.route.steps[step]?.key;
  if (key === undefined || deadline === null || rulesAt(state.route, step).reentryClock === 'ANEW') return state.stoppedClocks;
  return { ...state.stoppedClocks, [key]: pausedFrom(deadline, dayAt(at), 'RETURNED') };
}

export function stepClosed(state: ApprovalState, { data, occurredAt }: RecordedAs<'StepClosed'>): ApprovalState {
  return {
    ...state,
    opening: null,
    before: state.opening,
    tasks: endOpening(state.tasks),
    trail: data.result === 'AGREED' ? [...state.trail, data.step] : state.trail,
    stepByRule: data.automatic,
    stoppedClocks: stopClock(state, data.step, state.opening?.deadline ?? null, occurredAt),
  };
}
