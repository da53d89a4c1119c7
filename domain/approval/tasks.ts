/** Tasks and the ballot that they fill: whose turn it is, what is over. Deliberately absent: who may act (entitlement.ts). */
import type { IsoInstant } from '../kernel/values.ts';
import type { TaskKind, TaskStatus } from '../words/lists.ts';
import { active, type Ballot, countVotes, seatsIn, spare, type Vote, type VoteCount } from './ballot.ts';
import { branchBallots, partAt } from './branches.ts';
import { type ApprovalState, isActive, type Opening, type Seat, type Task } from './facts.ts';
import { type Rules, rulesAt } from './route.ts';

const VOTES: Readonly<Record<TaskStatus, Vote>> = {
  PENDING: 'OPEN',
  WAITING: 'OPEN',
  ASKING: 'OPEN',
  SET_ASIDE: 'OPEN',
  // Not needed any more is not an answer: the numbers stay those of the whole group.
  CLOSED: 'OPEN',
  RETURNED: 'OPEN',
  APPROVED: 'YES',
  AUTOMATIC: 'YES',
  REJECTED: 'NO',
  HANDED_OVER: 'ABSENT',
  TAKEN_BACK: 'ABSENT',
  RECUSED: 'ABSENT',
  REMOVED: 'ABSENT',
  UNREACHABLE: 'ABSENT',
  ESCALATED: 'ABSENT',
  ANSWERED: 'ABSENT',
  READ: 'ABSENT',
};

type Seats = readonly (Task | undefined)[];

/** The task that stands for each seat now, by the seat's number: the last in its chain. */
export function holders(tasks: readonly Task[], opening: number): Seats {
  const found: (Task | undefined)[] = [];
  for (const task of tasks) if (task.opening === opening && task.kind === 'DECIDE') found[task.seat] = task;
  return found;
}

export const votesOf =
  (seats: Seats) =>
  (seat: number): Vote => {
    const task = seats[seat];
    return task === undefined ? 'ABSENT' : VOTES[task.status];
  };

export function votesSoFar(state: ApprovalState): VoteCount | null {
  const { opening } = state;
  return opening === null ? null : countVotes(opening.ballot, votesOf(holders(state.tasks, opening.opening)));
}

/** Gives every seat its turn: who may act is PENDING, who comes later WAITING, who is not needed any more CLOSED. */
export function activate(tasks: readonly Task[], opening: Opening, rest: Rules['rest']): readonly Task[] {
  const seats = holders(tasks, opening.opening);
  const voteOf = votesOf(seats);
  const turn = active(opening.ballot, voteOf);
  const over = spare(opening.ballot, voteOf);
  // A return within a branch leaves places behind that are none any more.
  const places = branchBallots(opening.ballot).length === 0 ? null : seatsIn(opening.ballot);
  let changed = false;
  const given = tasks.map((task) => {
    if (places !== null && !places.includes(task.seat)) return task;
    if ((task.status !== 'PENDING' && task.status !== 'WAITING' && task.status !== 'CLOSED') || seats[task.seat] !== task) return task;
    const status = statusFor(task, turn[task.seat] === true, over[task.seat] === true, rest);
    if (status === task.status) return task;
    changed = true;
    return { ...task, status };
  });
  return changed ? given : tasks;
}

function statusFor(task: Task, hasTurn: boolean, isOver: boolean, rest: Rules['rest']): TaskStatus {
  if (hasTurn) return 'PENDING';
  if (!isOver) return 'WAITING';
  return rest === 'LEAVE_OPEN' && task.status === 'PENDING' ? 'PENDING' : 'CLOSED';
}

/** After something has changed in the present opening. */
export function withTurns(state: ApprovalState): ApprovalState {
  const { opening } = state;
  if (opening === null) return state;
  const tasks = placed(activate(state.tasks, opening, rulesAt(state.route, opening.step).rest), opening);
  return tasks === state.tasks ? state : { ...state, tasks };
}

/** Each task of a step with branches bears the step of its branch, for ever: ballots change. */
function placed(tasks: readonly Task[], { opening, ballot }: Opening): readonly Task[] {
  if (branchBallots(ballot).length === 0) return tasks;
  return tasks.map((task) => {
    if (task.opening !== opening || task.kind !== 'DECIDE' || task.part !== undefined) return task;
    const part = partAt(ballot, task.seat);
    return part === null ? task : { ...task, part: part.key };
  });
}

/** Everything of an opening that was still to be done is not needed any more. */
export const closeTasks = (tasks: readonly Task[], of: (task: Task) => boolean = () => true): readonly Task[] =>
  tasks.map((task) => (isActive(task) && of(task) ? { ...task, status: 'CLOSED' } : task));

const belongsToOpening = (task: Task): boolean => task.kind === 'DECIDE' || task.kind === 'OPINION';

/** The opening is over: what was open in it is closed. Questions and copies go on. */
export const endOpening = (tasks: readonly Task[]): readonly Task[] => closeTasks(tasks, belongsToOpening);

/** Puts away what is over; questions and copies that are still open stay at hand. */
export function archive(state: ApprovalState): Pick<ApprovalState, 'tasks' | 'past'> {
  const stays = (task: Task): boolean => !belongsToOpening(task) && isActive(task);
  return { tasks: state.tasks.filter(stays), past: [...state.past, ...endOpening(state.tasks.filter((task) => !stays(task)))] };
}

type TaskFacts = {
  readonly kind: TaskKind;
  readonly seat?: number;
  readonly opening: Pick<Opening, 'opening' | 'step' | 'round' | 'deadline'> | null;
  readonly by: string | null;
  readonly at: IsoInstant;
  readonly status?: TaskStatus;
  readonly question?: string;
};

/** A new task for a person who was found for it. */
export function taskFor(state: Pick<ApprovalState, 'openings' | 'step' | 'round'>, seat: Seat, facts: TaskFacts): Task {
  const { task, person, onBehalfOf, mandate, origin } = seat;
  const { opening, kind, by, at, question } = facts;
  return {
    task,
    kind,
    seat: facts.seat ?? task,
    opening: opening?.opening ?? state.openings,
    step: opening?.step ?? state.step,
    round: opening?.round ?? state.round,
    person,
    onBehalfOf,
    mandate,
    origin,
    by,
    status: facts.status ?? 'PENDING',
    openedAt: at,
    decidedAt: null,
    dueAt: opening?.deadline?.dueAt ?? null,
    ...(question === undefined ? {} : { question }),
  };
}

export const changeTask = (tasks: readonly Task[], task: number, to: Partial<Task>): readonly Task[] =>
  tasks.map((candidate) => (candidate.task === task ? { ...candidate, ...to } : candidate));

export const nextAfter = (state: Pick<ApprovalState, 'nextTask'>, seats: readonly Seat[]): number =>
  seats.reduce((next, seat) => Math.max(next, seat.task + 1), state.nextTask);

/** A ballot in which nobody sits. */
export const EMPTY_BALLOT: Ballot = { agree: 'ALL', refusal: 'VETO', members: [] };
