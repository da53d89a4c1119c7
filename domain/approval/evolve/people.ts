/** What a task handed over, an opinion asked, an approver added, removed or replaced make of an approval. */

import type { TaskStatus } from '../../words/lists.ts';
import { addBeside, type Ballot, replaceSeat } from '../ballot.ts';
import type { RecordedAs } from '../events.ts';
import { type ApprovalState, isActive, type Remark, type Seat, type Task } from '../facts.ts';
import { changeTask, closeTasks, nextAfter, taskFor, withTurns } from '../tasks.ts';
import { branchReturned } from './branch.ts';

const ORIGINS = { HAND_OVER: 'HANDED_OVER', STAND_IN: 'STAND_IN', GIVEN_BACK: 'GIVEN_BACK', LEFT: 'HANDED_OVER' } as const;

type PeopleEvent = RecordedAs<
  | 'TaskHandedOver'
  | 'OpinionAsked'
  | 'OpinionGiven'
  | 'OpinionRecalled'
  | 'ApproversAdded'
  | 'ApproverRemoved'
  | 'Recused'
  | 'ApproverUnreachable'
  | 'SubstitutesAsked'
  | 'TasksEscalated'
  | 'BranchReturned'
  | 'HandOverRefused'
>;

export function peopleChanged(state: ApprovalState, event: PeopleEvent): ApprovalState {
  const at = event.occurredAt;
  /** An end to a task, and with it to the opinion that it waits for. */
  const endIn = (now: ApprovalState, task: number, status: TaskStatus): readonly Task[] => {
    const seat = now.tasks.find((t) => t.task === task && t.kind === 'DECIDE')?.seat;
    return closeTasks(changeTask(now.tasks, task, { status, decidedAt: at }), (t) => t.kind === 'OPINION' && t.seat === seat);
  };
  const end = (task: number, status: TaskStatus): readonly Task[] => endIn(state, task, status);
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
    case 'TasksEscalated':
      return escalated(state, event, endIn);
    case 'BranchReturned':
      return branchReturned(state, event);
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

/** Those who lose their task, each with the seats that take its place. */
export function shared(tasks: readonly number[], seats: readonly Seat[]): readonly { readonly task: number; readonly seats: readonly Seat[] }[] {
  const moved = tasks.slice(0, seats.length);
  return moved.map((task, turn) => ({ task, seats: seats.filter((_, index) => index % moved.length === turn) }));
}

function escalated(
  state: ApprovalState,
  { data, occurredAt }: RecordedAs<'TasksEscalated'>,
  end: (state: ApprovalState, task: number, status: TaskStatus) => readonly Task[],
): ApprovalState {
  const { opening } = state;
  if (opening === null || data.seats.length === 0) return state;
  let now = state;
  let { ballot } = opening;
  for (const { task, seats } of shared(data.tasks, data.seats)) {
    const seat = now.tasks.find((one) => one.task === task)?.seat;
    if (seat === undefined) continue;
    const made = seats.map((found) => ({
      ...taskFor(state, found, { kind: 'DECIDE', opening, by: null, at: occurredAt, status: 'WAITING' }),
      origin: 'ESCALATED' as const,
    }));
    const members = seats.map((one) => one.task);
    ballot = replaceSeat(ballot, seat, (leaf) => (members.length > 1 ? { agree: 'ANY', refusal: 'VETO', members } : (members[0] ?? leaf)));
    now = { ...now, tasks: [...end(now, task, 'ESCALATED'), ...made] };
  }
  return withTurns({ ...now, opening: { ...opening, ballot }, nextTask: nextAfter(state, data.seats) });
}

function approversAdded(state: ApprovalState, { data, occurredAt }: RecordedAs<'ApproversAdded'>): ApprovalState {
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
