/** What a notice about an approval tells of it as it stands. Deliberately absent: who is told of what (notices.ts), words. */
import { type AskedFacts, type Ending, type MatterFacts, untilOf } from '../notice-facts.ts';
import { type ApprovalState, closedFor, deadlineOf, type Task } from './facts.ts';
import { filledNow } from './filled.ts';
import { EVERYBODY, sees } from './form.ts';
import { type FieldValue, peopleInFields } from './form-shape.ts';
import { wayOf } from './way.ts';

/** What is told of every matter, and asks for nothing. */
export const matterTold = (state: ApprovalState): MatterFacts => ({
  applicant: state.applicant,
  content: state.contentHash,
  until: untilOf(deadlineOf(state)),
  ...filledTold(state),
  waiting: [...new Set(state.tasks.filter((task) => task.status === 'PENDING' && task.kind !== 'READ').map((task) => task.person))],
});

/** No files and no table are filled in by deciders (form.ts). */
const isPlain = (value: FieldValue): value is string | number | readonly string[] =>
  !Array.isArray(value) || value.every((one) => typeof one === 'string');

/** Of what deciders filled in, that which is hidden from nobody: others may read a mail over a shoulder. */
function filledTold(state: ApprovalState): Pick<MatterFacts, 'filled'> {
  const { form = [] } = state.route;
  const open = filledNow(state).filter(({ key }) => form.some((field) => field.key === key && sees(field, EVERYBODY)));
  if (open.length === 0) return {};
  const values = open.flatMap(({ key, value, person }) => (isPlain(value) ? [{ key, value, person }] : []));
  const named = peopleInFields({ values: Object.fromEntries(open.map(({ key, value }) => [key, value])) }, form);
  return { filled: { values, people: [...new Set([...open.map(({ person }) => person), ...named])] } };
}

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
