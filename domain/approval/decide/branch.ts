/** A return that stays in its branch: earlier steps of that branch are asked anew, the other branches go on. */
import { seatsIn } from '../ballot.ts';
import { branchAt, branchesOf } from '../branches.ts';
import { blankSeating, type Task } from '../facts.ts';
import { asking, type Drafts, where } from '../flow.ts';
import { rulesAt } from '../route.ts';
import { holders, votesOf } from '../tasks.ts';

type Return = { readonly task: Task; readonly person: string; readonly reason: string; readonly to: string };

/** `to`: the key of an earlier step of the branch in which the task is (entitlement.ts has seen to that). */
export function returnInBranch(drafts: Drafts, { task, person, reason, to }: Return): void {
  const { state } = drafts;
  const { opening } = state;
  const branch = opening === null ? null : branchAt(opening.ballot, task.seat);
  const route = branchesOf(state.route.steps[state.step]?.who ?? { agree: 'ALL', members: [] }).find(({ key }) => key === branch?.key);
  if (opening === null || branch === null || route === undefined) throw new Error(`task ${task.task} is in no branch`);
  const anew = seatsIn({ ...branch, members: branch.members.slice(branch.members.findIndex((m) => typeof m !== 'number' && m.key === to)) });
  const here = state.tasks.filter((one) => one.kind === 'DECIDE' && one.opening === opening.opening);
  // One seat a person in a step: whoever sits in another branch, or stays in this one, is not asked again here.
  const seats = holders(state.tasks, opening.opening);
  const staying = seatsIn(opening.ballot).filter((seat) => !anew.includes(seat) && votesOf(seats)(seat) !== 'ABSENT');
  const stay = staying.flatMap((seat) => {
    const holder = seats[seat];
    return holder === undefined ? [] : [holder.person, ...(holder.onBehalfOf === null ? [] : [holder.onBehalfOf])];
  });
  const members = route.members.slice(route.members.findIndex((member) => 'group' in member && member.group.key === to));
  const { nobody } = rulesAt(state.route, state.step);
  const ask = asking(
    state,
    { agree: 'IN_ORDER', members },
    // Whoever returns wants an answer: a place without anybody must not pass by itself.
    { not: [...new Set([...state.recused, ...stay])], nobody: nobody === 'REFUSE' ? 'REFUSE' : 'ASK_SUBSTITUTE' },
  );
  const again = here.filter(({ seat }) => anew.includes(seat)).map((one) => one.task);
  drafts.add({
    type: 'BranchReturned',
    data: { ...where(state), task: task.task, person, reason, branch: branch.key, to, again, ask, ...blankSeating },
  });
}
