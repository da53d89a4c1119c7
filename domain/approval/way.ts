/**
 * The way of an application, step by step, for whoever decides: what was decided, where it stands, what is still to come
 * with who decides and how long they have, as far as its present content tells. Deliberately absent: words.
 */

import type { Limit } from '../calendar/calendar.ts';
import type { Role } from '../kernel/role.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { WayStage } from '../words/lists.ts';
import { asksOn, partName } from './branches.ts';
import { evaluate } from './condition.ts';
import { isClosed } from './entitlement.ts';
import { type ApprovalState, type DecisionNote, factsOf, isActive, type Named, stands, type Task } from './facts.ts';
import { nextOf } from './flow.ts';
import type { Group } from './route.ts';

/** Who decides: a person, whoever holds a role, people whom the case will name (`panel`), or the applicant's superior. */
export type Decider = { readonly person: string } | { readonly role: Role } | { readonly named: string } | { readonly superior: number };

export type WayStep = {
  readonly step: number;
  readonly name: Text;
  readonly stage: WayStage;
  /** The answers that stand, in their order; DONE without one ended by a rule of the route. */
  readonly answers: readonly DecisionNote[];
  /** NOW: whose answer is waited for. TO_COME: who will be asked. */
  readonly deciders: readonly Decider[];
  /** NOW: the last day; null: no limit, or the clock stands still. */
  readonly dueOn: IsoDate | null;
  /** TO_COME: how long they will have. */
  readonly limit: Limit | null;
};

/** Done in this round, then where it stands, then what comes if everybody agrees and nothing changes. */
export function wayOf(state: ApprovalState): readonly WayStep[] {
  const done = state.trail.map((step): WayStep => ({ ...blank(state, step), stage: 'DONE', answers: answersAt(state, step) }));
  if (isClosed(state) || state.status === 'WITHHELD') return done;
  const { opening } = state;
  const now: readonly WayStep[] =
    opening === null
      ? []
      : [
          {
            ...blank(state, opening.step),
            name: nowName(state, opening.step),
            stage: 'NOW',
            answers: answersAt(state, opening.step),
            deciders: waitedFor(state.tasks.filter((task) => task.kind === 'DECIDE' && task.opening === opening.opening)),
            dueOn: opening.deadline?.dueOn ?? null,
          },
        ];
  return [...done, ...now, ...toCome(state)];
}

const blank = ({ route }: ApprovalState, step: number): WayStep => ({
  step,
  name: route.steps[step]?.name ?? { zh: '', en: '' },
  stage: 'TO_COME',
  answers: [],
  deciders: [],
  dueOn: null,
  limit: route.steps[step]?.limit ?? null,
});

/** With the steps at which its branches are. */
function nowName({ route, tasks, opening }: ApprovalState, step: number): Text {
  const name = route.steps[step]?.name ?? { zh: '', en: '' };
  const turns = tasks.filter(
    ({ kind, status, opening: of }) => kind === 'DECIDE' && of === opening?.opening && (status === 'PENDING' || status === 'ASKING'),
  );
  const parts = [...new Set(turns.map(({ part }) => part))].flatMap((part) => partName(route, step, part) ?? []);
  if (parts.length === 0) return name;
  return { zh: `${name.zh}（${parts.map(({ zh }) => zh).join('；')}）`, en: `${name.en} (${parts.map(({ en }) => en).join('; ')})` };
}

const answersAt = ({ decisions, round }: ApprovalState, step: number): readonly DecisionNote[] =>
  decisions.filter((d) => d.step === step && d.round === round && stands(d) && !d.advisory && d.choice !== 'SUPPLEMENT');

const waitedFor = (tasks: readonly Task[]): readonly Decider[] =>
  [...new Set(tasks.filter(isActive).map(({ person }) => person))].map((person) => ({ person }));

/** Steps still to come, skipping those whose condition does not hold on the content as it is. */
function toCome(state: ApprovalState): readonly WayStep[] {
  const { route, opening, content } = state;
  const steps: WayStep[] = [];
  let step = opening === null ? firstOf(state) : (state.backTo ?? nextOf(state, opening.step).step);
  while (steps.length < route.steps.length && step < route.steps.length && step >= 0) {
    const definition = route.steps[step];
    if (definition === undefined) break;
    const { group } = asksOn(definition.who, factsOf(content));
    if (group !== null && evaluate(definition.when, factsOf(content)).holds)
      steps.push({ ...blank(state, step), deciders: decidersOf(group, state.named) });
    step = nextOf(state, step).step;
  }
  return steps;
}

/** Where a draft begins, or a returned application goes on. */
const firstOf = ({ returned }: ApprovalState): number => (returned?.afterwards === 'BACK' ? returned.step : 0);

function decidersOf(group: Group, named: Named): readonly Decider[] {
  return group.members.flatMap((member): readonly Decider[] => {
    if ('group' in member) return decidersOf(member.group, named);
    if ('person' in member) return [{ person: member.person }];
    if ('role' in member) return [{ role: member.role }];
    if ('superior' in member) return [{ superior: member.superior }];
    const people = named[member.named];
    return people === undefined ? [{ named: member.named }] : people.map((person) => ({ person }));
  });
}
