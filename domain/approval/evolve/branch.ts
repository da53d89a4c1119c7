/** What a return that stays in its branch makes of an approval. */
import type { Ballot } from '../ballot.ts';
import type { RecordedAs } from '../events.ts';
import type { ApprovalState } from '../facts.ts';
import { closeTasks, nextAfter, withTurns } from '../tasks.ts';
import { askedTask } from './steps.ts';

export function branchReturned(state: ApprovalState, { data, occurredAt }: RecordedAs<'BranchReturned'>): ApprovalState {
  const { branch, to, again, seats, ballot } = data;
  const { opening } = state;
  if (opening === null || ballot === null) return state;
  const anew = (one: Ballot): Ballot => {
    const at = one.members.findIndex((member) => typeof member !== 'number' && member.key === to);
    return at < 0 ? one : { ...one, members: [...one.members.slice(0, at), ...ballot.members] };
  };
  const members = opening.ballot.members.map((member) => (typeof member !== 'number' && member.key === branch ? anew(member) : member));
  const gone = state.tasks.filter(({ task }) => again.includes(task)).map(({ seat }) => seat);
  const mine = { ...state, decisions: state.decisions.map((d) => (again.includes(d.task) ? { ...d, anew: true as const } : d)) };
  const ended = closeTasks(
    state.tasks,
    (task) => task.opening === opening.opening && (task.kind === 'DECIDE' || task.kind === 'OPINION') && gone.includes(task.seat),
  );
  const asked = seats.map((seat) => askedTask(mine, seat, opening, occurredAt));
  return withTurns({
    ...mine,
    opening: { ...opening, ballot: { ...opening.ballot, members } },
    tasks: [...ended, ...asked],
    nextTask: nextAfter(state, seats),
  });
}
