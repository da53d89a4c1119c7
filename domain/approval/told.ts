/** What a notice about an approval tells of it as it stands. Deliberately absent: who is told of what (notices.ts), words. */
import { type AskedFacts, type Ending, type MatterFacts, untilOf } from '../notice-facts.ts';
import { type ApprovalState, closedFor, deadlineOf, type Task } from './facts.ts';
import { wayOf } from './way.ts';

/** What is told of every matter, and asks for nothing. */
export const matterTold = (state: ApprovalState): MatterFacts => ({
  applicant: state.applicant,
  content: state.contentHash,
  until: untilOf(deadlineOf(state)),
  waiting: [...new Set(state.tasks.filter((task) => task.status === 'PENDING' && task.kind !== 'READ').map((task) => task.person))],
});

/** What whoever is asked must know to answer. */
export function askedTold(state: ApprovalState, { kind, by, onBehalfOf, question }: Task): AskedFacts {
  const way = kind === 'DECIDE' ? wayOf(state).map(({ name, stage }) => ({ name, stage })) : [];
  return { ...matterTold(state), task: { kind, by, onBehalfOf, question: question ?? null }, round: state.round, way };
}

/** How it stands, or ended: with the conditions, and by whom. */
export const endingTold = (state: ApprovalState): Ending => ({
  status: state.status,
  automatic: state.automatic,
  conditions: state.conditions,
  by: state.closedBy,
  onBehalfOf: closedFor(state),
});
