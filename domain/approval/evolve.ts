/** The fold: what an event makes of an approval. Total and without judgement: whatever is recorded has happened. */
import { addDays, dayAt, at as instantAt } from '../calendar/calendar.ts';
import { type Deadline, pausedFrom } from '../calendar/deadline.ts';
import type { Recorded } from '../case.ts';
import { addBeside, type Ballot, replaceSeat } from './ballot.ts';
import { type ApprovalState, isActive, type Opening, type Remark, type Task, type TaskStatus } from './facts.ts';
import type { ApprovalEvent, ApprovalEventOf } from './messages.ts';
import { type Choice, isIntake, rulesAt } from './route.ts';
import { archive, changeTask, closeTasks, EMPTY_BALLOT, endOpening, nextAfter, taskFor, withTurns } from './tasks.ts';

type Of<T extends ApprovalEvent['type']> = Recorded<ApprovalEventOf<T>>;

const STATUS_AFTER: Record<Choice, TaskStatus> = {
  APPROVE: 'APPROVED',
  APPROVE_WITH_CONDITIONS: 'APPROVED',
  REJECT: 'REJECTED',
  RETURN: 'RETURNED',
  SUPPLEMENT: 'PENDING',
};

/** How long a copy of an outcome may be marked as read before the case is put away; default of this product. */
const READING_DAYS = 30;

const ORIGINS = { HAND_OVER: 'HANDED_OVER', STAND_IN: 'STAND_IN', GIVEN_BACK: 'GIVEN_BACK', LEFT: 'HANDED_OVER' } as const;

/** What somebody else did after a decision: it can no longer be taken back. */
const ACTS_ON: readonly ApprovalEvent['type'][] = [
  'OpinionAsked',
  'OpinionGiven',
  'ApproversAdded',
  'ApproverRemoved',
  'Recused',
  'QuestionAsked',
  'QuestionAnswered',
  'SupplementRequested',
  'Supplemented',
  'ClockPaused',
  'ContentResubmitted',
  'TimeRanOut',
  'DecidedAutomatically',
];

export function evolve(state: ApprovalState | null, event: Recorded<ApprovalEvent>): ApprovalState {
  if (event.type === 'ApprovalOpened') return opened(event);
  if (state === null) throw new Error(`${event.type} before ApprovalOpened`);
  const next = apply(state, event);
  const handedByPerson = event.type === 'TaskHandedOver' && event.data.why === 'HAND_OVER';
  return next.takeBack !== null && (handedByPerson || ACTS_ON.includes(event.type)) ? { ...next, takeBack: null } : next;
}

function opened({ data }: Of<'ApprovalOpened'>): ApprovalState {
  const { draft, ...matter } = data;
  return {
    ...matter,
    named: data.named ?? {},
    draft: null,
    acceptedOn: null,
    status: draft ? 'DRAFT' : 'OPEN',
    round: 1,
    step: 0,
    openings: 0,
    nextTask: 1,
    opening: null,
    before: null,
    tasks: [],
    past: [],
    trail: [],
    backTo: null,
    stoppedClocks: {},
    clock: null,
    pause: null,
    extended: false,
    supplements: 0,
    supplementList: null,
    undertaking: null,
    deficiency: null,
    decisions: [],
    conditions: [],
    remarks: [],
    recused: [],
    takeBack: null,
    returned: null,
    nudgeFrom: null,
    closedAt: null,
    closedBy: null,
    closeReason: null,
    stepByRule: false,
    automatic: false,
    readersUntil: null,
  };
}

function apply(state: ApprovalState, event: Recorded<Exclude<ApprovalEvent, { type: 'ApprovalOpened' }>>): ApprovalState {
  switch (event.type) {
    case 'DraftSaved': {
      const { content, contentHash, title } = event.data;
      return state.status === 'DRAFT' ? { ...state, content, contentHash, title } : { ...state, draft: content, title };
    }
    case 'ApplicationSubmitted':
      return { ...state, status: 'OPEN', receivedOn: event.data.on, undertaking: event.data.undertaking };
    case 'ApplicationAccepted': {
      const { on, missing, deadline, caseDeadline } = event.data;
      const deficiency = missing.length === 0 || deadline === null ? null : { items: missing, deadline, overdue: false };
      return { ...state, acceptedOn: on, deficiency, clock: caseDeadline === null ? null : { deadline: caseDeadline, marksReached: [] } };
    }
    case 'StepSkipped':
      return state;
    case 'StepOpened':
      return stepOpened(state, event);
    case 'DecisionMade':
      return decisionMade(state, event);
    case 'DecidedAutomatically':
      return withTurns({
        ...state,
        tasks: state.tasks.map((task) =>
          event.data.tasks.includes(task.task) ? { ...task, status: 'AUTOMATIC', decidedAt: event.occurredAt } : task,
        ),
      });
    case 'TurnPassed':
      return { ...state, tasks: state.tasks.map((task) => (event.data.tasks.includes(task.task) ? { ...task, openedAt: event.occurredAt } : task)) };
    case 'StepClosed':
      return stepClosed(state, event);
    case 'DecisionTakenBack':
      return takenBack(state, event);
    case 'TaskHandedOver':
    case 'OpinionAsked':
    case 'OpinionGiven':
    case 'OpinionRecalled':
    case 'ApproversAdded':
    case 'ApproverRemoved':
    case 'Recused':
    case 'ApproverUnreachable':
    case 'SubstitutesAsked':
    case 'HandOverRefused':
      return peopleChanged(state, event);
    case 'QuestionAsked':
    case 'QuestionAnswered':
    case 'Commented':
    case 'CopySent':
    case 'ReadMarked':
    case 'ReadingEnded':
      return said(state, event);
    case 'SupplementRequested':
    case 'Supplemented':
    case 'ClockPaused':
    case 'ClockResumed':
    case 'LimitExtended':
    case 'ClocksReworked':
    case 'MarkReached':
    case 'DeficiencyOverdue':
    case 'Nudged':
      return clockChanged(state, event);
    case 'TimeRanOut':
      return state;
    case 'ContentReturned':
      return returned(state, event);
    case 'ContentResubmitted': {
      const { content, contentHash, round, back, caseDeadline } = event.data;
      const clock = caseDeadline === null ? state.clock : { deadline: caseDeadline, marksReached: [] };
      const trail = back ? state.trail : [];
      return { ...state, status: 'OPEN', content, contentHash, round, trail, draft: null, closeReason: null, returned: null, clock };
    }
    case 'OutcomeWithheld':
      return { ...state, status: 'WITHHELD' };
    case 'ApprovalClosed':
      return closed(state, event);
  }
}

function stepOpened(state: ApprovalState, { data, occurredAt }: Of<'StepOpened'>): ApprovalState {
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
  };
  const { tasks, past } = archive(state);
  const { [state.route.steps[step]?.key ?? '']: _, ...stoppedClocks } = state.stoppedClocks;
  const fresh = seats.map((seat) => {
    const aside = seat.origin === 'OWN' || repeats(state, step, round, seat.onBehalfOf ?? seat.person);
    return taskFor(state, seat, { kind: 'DECIDE', opening, by: null, at: occurredAt, status: aside ? 'SET_ASIDE' : 'WAITING' });
  });
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

/** Whether this approver agreed to the same content earlier in this round, and the route does not ask him again (去重). */
function repeats(state: ApprovalState, step: number, round: number, person: string): boolean {
  const { repeated } = rulesAt(state.route, step);
  if (repeated === 'ASK_AGAIN') return false;
  return state.decisions.some(
    (d) =>
      (d.onBehalfOf ?? d.person) === person &&
      d.round === round &&
      (d.choice === 'APPROVE' || d.choice === 'APPROVE_WITH_CONDITIONS') &&
      !d.takenBack &&
      !d.advisory &&
      d.seen === state.contentHash &&
      !isIntake(state.route, d.step) &&
      (repeated === 'SKIP_ANY' || d.step === state.trail.at(-1)),
  );
}

function decisionMade(state: ApprovalState, { data, occurredAt, actor }: Of<'DecisionMade'>): ApprovalState {
  const { route: _, ...decision } = data;
  const own = state.tasks.find((task) => task.task === data.task);
  const advisory = own !== undefined && state.opening !== null && isAdvisory(state.opening.ballot, own.seat);
  const note = { ...decision, at: occurredAt, door: actor.door, takenBack: false, advisory };
  const decided = {
    status: STATUS_AFTER[data.choice],
    decidedAt: data.choice === 'SUPPLEMENT' ? null : occurredAt,
    person: data.person,
    onBehalfOf: data.onBehalfOf,
  };
  return withTurns({
    ...state,
    decisions: [...state.decisions, note],
    takeBack: data.choice === 'SUPPLEMENT' ? null : data.task,
    tasks: changeTask(state.tasks, data.task, data.choice === 'SUPPLEMENT' ? { status: 'PENDING' } : decided),
  });
}

export function isAdvisory(ballot: Ballot, seat: number): boolean {
  return ballot.members.some((member) => {
    if (typeof member === 'number') return member === seat && ballot.advisory === true;
    return isAdvisory(ballot.advisory === true ? { ...member, advisory: true } : member, seat);
  });
}

/** The clock of a step that is left, stopped so that it can go on (rule `reentryClock`). */
function stopClock(state: ApprovalState, step: number, deadline: Deadline | null, at: string): ApprovalState['stoppedClocks'] {
  const key = state.route.steps[step]?.key;
  if (key === undefined || deadline === null || rulesAt(state.route, step).reentryClock === 'ANEW') return state.stoppedClocks;
  return { ...state.stoppedClocks, [key]: pausedFrom(deadline, dayAt(at), 'RETURNED') };
}

function stepClosed(state: ApprovalState, { data, occurredAt }: Of<'StepClosed'>): ApprovalState {
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

function takenBack(state: ApprovalState, { data, occurredAt }: Of<'DecisionTakenBack'>): ApprovalState {
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

type PeopleEvent = Of<
  | 'TaskHandedOver'
  | 'OpinionAsked'
  | 'OpinionGiven'
  | 'OpinionRecalled'
  | 'ApproversAdded'
  | 'ApproverRemoved'
  | 'Recused'
  | 'ApproverUnreachable'
  | 'SubstitutesAsked'
  | 'HandOverRefused'
>;

function peopleChanged(state: ApprovalState, event: PeopleEvent): ApprovalState {
  const at = event.occurredAt;
  /** An end to a task, and with it to the opinion that it waits for. */
  const end = (task: number, status: TaskStatus): readonly Task[] => {
    const seat = state.tasks.find((t) => t.task === task && t.kind === 'DECIDE')?.seat;
    return closeTasks(changeTask(state.tasks, task, { status, decidedAt: at }), (t) => t.kind === 'OPINION' && t.seat === seat);
  };
  switch (event.type) {
    case 'HandOverRefused':
      return state;
    case 'TaskHandedOver': {
      const { task, seats, by } = event.data;
      const [old, seat] = [state.tasks.find((t) => t.task === task), seats[0]];
      if (old === undefined || seat === undefined) return state;
      const status = old.status === 'ASKING' ? 'WAITING' : old.status;
      const found = {
        ...seat,
        onBehalfOf: event.data.onBehalfOf ?? seat.onBehalfOf,
        mandate: event.data.mandate ?? seat.mandate,
        origin: ORIGINS[event.data.why],
      };
      const { opening, step, round, dueAt } = old;
      const made = { ...taskFor(state, found, { kind: old.kind, seat: old.seat, opening: null, by, at, status }), opening, step, round, dueAt };
      const rest = end(task, 'HANDED_OVER');
      const moved = old.question === undefined ? made : { ...made, question: old.question };
      return withTurns({ ...state, nextTask: nextAfter(state, seats), tasks: [...rest, moved] });
    }
    case 'OpinionAsked': {
      const { task, seats, by, question } = event.data;
      const seat = state.tasks.find((t) => t.task === task)?.seat ?? task;
      const asked = seats.map((found) => taskFor(state, found, { kind: 'OPINION', seat, opening: state.opening, by, at, question }));
      return { ...state, nextTask: nextAfter(state, seats), tasks: [...changeTask(state.tasks, task, { status: 'ASKING' }), ...asked] };
    }
    case 'OpinionGiven': {
      const { task, of, person, opinion, recommends } = event.data;
      const to = state.tasks.find((t) => t.task === of)?.person ?? null;
      const tasks = changeTask(end(task, 'ANSWERED'), of, { status: 'PENDING' });
      const remark: Remark = { kind: 'OPINION', person, to, text: opinion, documents: [], at, recommends };
      return withTurns({ ...state, tasks, remarks: [...state.remarks, remark] });
    }
    case 'OpinionRecalled':
      return withTurns({ ...state, tasks: changeTask(end(event.data.task, 'CLOSED'), event.data.of, { status: 'PENDING' }) });
    case 'ApproversAdded':
      return approversAdded(state, event);
    case 'ApproverRemoved':
      return withTurns({ ...state, tasks: end(event.data.task, 'REMOVED') });
    case 'Recused': {
      const { task, person } = event.data;
      return withTurns({ ...state, tasks: end(task, 'RECUSED'), recused: [...new Set([...state.recused, person])] });
    }
    case 'ApproverUnreachable':
      return state;
    case 'SubstitutesAsked': {
      const { task, seats, ballot } = event.data;
      const { opening } = state;
      const old = state.tasks.find((t) => t.task === task);
      if (opening === null || ballot === null || old === undefined) return state;
      const made = seats.map((found) => taskFor(state, found, { kind: 'DECIDE', opening, by: null, at, status: 'WAITING' }));
      const changed = { ...opening, ballot: replaceSeat(opening.ballot, old.seat, () => ballot) };
      const tasks = isActive(old) ? end(task, 'UNREACHABLE') : state.tasks;
      return withTurns({ ...state, opening: changed, nextTask: nextAfter(state, seats), tasks: [...tasks, ...made] });
    }
  }
}

function approversAdded(state: ApprovalState, { data, occurredAt }: Of<'ApproversAdded'>): ApprovalState {
  const { task, seats, ballot, where, joins, counts, by } = data;
  const { opening } = state;
  const seat = state.tasks.find((t) => t.task === task)?.seat;
  if (opening === null || ballot === null || seat === undefined) return state;
  const made = seats.map((found) => ({
    ...taskFor(state, found, { kind: 'DECIDE', opening, by, at: occurredAt, status: 'WAITING' }),
    origin: 'ADDED' as const,
  }));
  const group = counts ? ballot : { ...ballot, advisory: true };
  const inOrder = (members: Ballot['members']): Ballot => ({ agree: 'IN_ORDER', refusal: 'VETO', members });
  const changed =
    where === 'BESIDE'
      ? addBeside(opening.ballot, seat, group, joins)
      : replaceSeat(opening.ballot, seat, (leaf) => inOrder(where === 'BEFORE' ? [group, leaf] : [leaf, group]));
  return withTurns({ ...state, opening: { ...opening, ballot: changed }, nextTask: nextAfter(state, seats), tasks: [...state.tasks, ...made] });
}

type SaidEvent = Of<'QuestionAsked' | 'QuestionAnswered' | 'Commented' | 'CopySent' | 'ReadMarked' | 'ReadingEnded'>;

function said(state: ApprovalState, event: SaidEvent): ApprovalState {
  const at = event.occurredAt;
  const remark = (note: Omit<Remark, 'at' | 'recommends'>): readonly Remark[] => [...state.remarks, { ...note, at, recommends: null }];
  switch (event.type) {
    case 'QuestionAsked': {
      const { by, question, seats } = event.data;
      const asked = seats.map((seat) => taskFor(state, { ...seat, origin: 'ASKED' }, { kind: 'QUESTION', opening: null, by, at, question }));
      const to = seats[0]?.person ?? null;
      const remarks = remark({ kind: 'QUESTION', person: by, to, text: question, documents: [] });
      return { ...state, nextTask: nextAfter(state, seats), tasks: [...state.tasks, ...asked], remarks };
    }
    case 'QuestionAnswered': {
      const { task, person, to, text, documents } = event.data;
      const tasks = changeTask(state.tasks, task, { status: 'ANSWERED', decidedAt: at });
      return { ...state, tasks, remarks: remark({ kind: 'ANSWER', person, to, text, documents }) };
    }
    case 'Commented': {
      const { person, text, documents } = event.data;
      return { ...state, remarks: remark({ kind: 'COMMENT', person, to: null, text, documents }) };
    }
    case 'CopySent': {
      const { by, seats } = event.data;
      const copies = seats.map((seat) => taskFor(state, { ...seat, origin: 'COPIED' }, { kind: 'READ', opening: null, by, at }));
      return { ...state, nextTask: nextAfter(state, seats), tasks: [...state.tasks, ...copies] };
    }
    case 'ReadMarked':
      return { ...state, tasks: changeTask(state.tasks, event.data.task, { status: 'READ', decidedAt: at }) };
    case 'ReadingEnded':
      return { ...state, tasks: closeTasks(state.tasks), readersUntil: null };
  }
}

type ClockEvent = Of<
  | 'SupplementRequested'
  | 'Supplemented'
  | 'ClockPaused'
  | 'ClockResumed'
  | 'LimitExtended'
  | 'ClocksReworked'
  | 'MarkReached'
  | 'DeficiencyOverdue'
  | 'Nudged'
>;

/** The two clocks as an event leaves them; tasks show the new day. */
function withClocks(
  state: ApprovalState,
  { deadline, caseDeadline }: { readonly deadline: Deadline | null; readonly caseDeadline: Deadline | null },
): ApprovalState {
  const opening = state.opening === null || deadline === null ? state.opening : { ...state.opening, deadline };
  const clock = state.clock === null || caseDeadline === null ? state.clock : { ...state.clock, deadline: caseDeadline };
  if (opening === state.opening) return { ...state, clock };
  const dueAt = opening?.deadline?.dueAt ?? null;
  return {
    ...state,
    opening,
    clock,
    tasks: state.tasks.map((task) => (task.opening === opening?.opening && task.kind === 'DECIDE' ? { ...task, dueAt } : task)),
  };
}

/** Lights that were on stay on record; those of days that now lie ahead again go out. */
function relit(state: ApprovalState, at: string): ApprovalState {
  const lit = (deadline: Deadline | null, reached: Opening['marksReached']) =>
    reached.filter((mark) => deadline === null || deadline.marks.some((m) => m.mark === mark && m.at <= at));
  const { opening, clock } = state;
  return {
    ...state,
    opening: opening === null ? null : { ...opening, marksReached: lit(opening.deadline, opening.marksReached) },
    clock: clock === null ? null : { ...clock, marksReached: lit(clock.deadline, clock.marksReached) },
  };
}

function clockChanged(state: ApprovalState, event: ClockEvent): ApprovalState {
  const at = event.occurredAt;
  switch (event.type) {
    case 'SupplementRequested': {
      const { list, person, on } = event.data;
      const pause = { reason: 'SUPPLEMENT' as const, by: person, notice: list, on, until: null };
      return { ...withClocks(state, event.data), status: 'PAUSED', supplements: state.supplements + 1, supplementList: list, pause };
    }
    case 'Supplemented': {
      const { content, contentHash } = event.data;
      const supplied = { ...relit(withClocks(state, event.data), at), content, contentHash, supplementList: null, deficiency: null };
      if (state.pause?.reason !== 'SUPPLEMENT') return supplied;
      return { ...supplied, status: state.status === 'PAUSED' ? 'OPEN' : state.status, pause: null };
    }
    case 'ClockPaused': {
      const { reason, by, notice, on, until } = event.data;
      return { ...withClocks(state, event.data), status: 'PAUSED', pause: { reason, by, notice, on, until } };
    }
    case 'DeficiencyOverdue': {
      const { deficiency } = state;
      const items = deficiency?.items ?? [];
      const pause = { reason: 'SUPPLEMENT' as const, by: null, notice: items.join('；'), on: event.data.on, until: null };
      const overdue = deficiency === null ? null : { ...deficiency, overdue: true, deadline: event.data.until };
      return {
        ...withClocks(state, event.data),
        status: state.status === 'WITHHELD' ? 'WITHHELD' : 'PAUSED',
        pause,
        deficiency: overdue,
        supplementList: items.join('；'),
      };
    }
    case 'ClockResumed':
      return { ...relit(withClocks(state, event.data), at), status: 'OPEN', pause: null };
    case 'LimitExtended':
      return { ...relit(withClocks(state, event.data), at), extended: true };
    case 'ClocksReworked': {
      const pause = state.pause === null ? null : { ...state.pause, until: event.data.until };
      return { ...relit(withClocks(state, event.data), at), pause };
    }
    case 'MarkReached': {
      const { clock, mark } = event.data;
      if (clock === 'CASE')
        return { ...state, clock: state.clock === null ? null : { ...state.clock, marksReached: [...state.clock.marksReached, mark] } };
      if (clock === 'PAUSE') return { ...state, pause: state.pause === null ? null : { ...state.pause, until: null } };
      if (clock === 'DEFICIENCY' || state.opening === null) return state;
      return { ...state, opening: { ...state.opening, marksReached: [...state.opening.marksReached, mark] } };
    }
    case 'Nudged':
      return { ...state, nudgeFrom: event.data.again.at };
  }
}

function returned(state: ApprovalState, { data, occurredAt }: Of<'ContentReturned'>): ApprovalState {
  const { to, afterwards, person, reason, step, caseDeadline } = data;
  const stoppedClocks = stopClock(state, step, state.opening?.deadline ?? null, occurredAt);
  const clock = state.clock === null || caseDeadline === null ? state.clock : { ...state.clock, deadline: caseDeadline };
  const left = { ...state, opening: null, before: state.opening, tasks: endOpening(state.tasks), stoppedClocks, clock };
  if (to === null) return { ...left, status: 'RETURNED', closeReason: reason, backTo: null, returned: { by: person, step, afterwards } };
  const index = state.trail.indexOf(to);
  return {
    ...left,
    round: state.round + 1,
    backTo: afterwards === 'BACK' ? step : null,
    closeReason: null,
    trail: index < 0 ? state.trail : state.trail.slice(0, index),
  };
}

function closed(state: ApprovalState, { data }: Of<'ApprovalClosed'>): ApprovalState {
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
    readersUntil: state.tasks.some((task) => task.kind === 'READ' && isActive(task)) ? instantAt(addDays(dayAt(at), READING_DAYS), 24) : null,
  };
}
