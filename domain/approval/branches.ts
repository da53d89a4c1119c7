/**
 * Branches that run side by side within a step (并行分支): a group that is named, whose members are its own steps in their
 * order. What its step asks (`agree`, `vote`, `refusal`) says when the branches have joined. Pure. Deliberately absent:
 * what a return in one leads to (decide/branch.ts), and whether a route's branches are right (branch-faults.ts).
 */
import type { Text } from '../kernel/values.ts';
import { type Ballot, seatsIn } from './ballot.ts';
import { type Condition, evaluate, type Facts } from './condition.ts';
import type { Group, Member, Route } from './route.ts';

/** A group that has a name of its own: a branch, or a step of one. */
export type NamedGroup = Group & { readonly key: string };
const isNamed = (group: Group): group is NamedGroup => group.key !== undefined;
const namedIn = (members: readonly Member[]): readonly NamedGroup[] =>
  members.flatMap((member) => ('group' in member && isNamed(member.group) ? [member.group] : []));

/** The branches of who is asked; none: there is one way through it. */
export const branchesOf = (who: Group): readonly NamedGroup[] => namedIn(who.members);
/** The steps of a branch, in their order. */
export const partsOf = (branch: Group): readonly NamedGroup[] => namedIn(branch.members);

type Values = Readonly<Record<string, string | number | boolean | null>>;

/** Who is asked on these facts (条件并行): branches whose condition does not hold are left out. Null: no branch is left. */
export function asksOn(who: Group, facts: Facts): { readonly group: Group | null; readonly values: Values } {
  const conditional = branchesOf(who).filter(({ when }) => when !== undefined);
  if (conditional.length === 0) return { group: who, values: {} };
  let values: Values = {};
  const left = conditional.flatMap(({ key, when }) => {
    const condition = evaluate(when as Condition | undefined, facts); // checked when the route was adopted
    values = { ...values, ...condition.values };
    return condition.holds ? [] : [key];
  });
  const members = who.members.filter((member) => !('group' in member && isNamed(member.group) && left.includes(member.group.key)));
  return { group: members.length === 0 ? null : { ...who, members }, values };
}

type NamedBallot = Ballot & { readonly key: string };
const namedBallots = ({ members }: Ballot): readonly NamedBallot[] =>
  members.flatMap((member) => (typeof member !== 'number' && member.key !== undefined ? [{ ...member, key: member.key }] : []));

/** Branches of a step that is being decided; none: it has no branches. */
export const branchBallots = namedBallots;
/** The branch in which a seat is; null: it is in none. */
export const branchAt = (ballot: Ballot, seat: number): NamedBallot | null =>
  namedBallots(ballot).find((branch) => seatsIn(branch).includes(seat)) ?? null;
/** The step of its branch at which a seat is. */
export function partAt(ballot: Ballot, seat: number): NamedBallot | null {
  const branch = branchAt(ballot, seat);
  return branch === null ? null : (namedBallots(branch).find((part) => seatsIn(part).includes(seat)) ?? null);
}

/**
 * Steps of its own branch that lie before the one at which a seat is, by key: where a return that stays in the branch may
 * lead. None where somebody's one place counts in another branch too, as it can be where substitutes were found for both.
 */
export function earlierParts(ballot: Ballot, seat: number): readonly string[] {
  const branch = branchAt(ballot, seat);
  const here = partAt(ballot, seat);
  if (branch === null || here === null) return [];
  const others = namedBallots(ballot).flatMap((other) => (other.key === branch.key ? [] : seatsIn(other)));
  if (seatsIn(branch).some((one) => others.includes(one))) return [];
  const keys = namedBallots(branch).map(({ key }) => key);
  return keys.slice(0, keys.indexOf(here.key));
}

/** `土建 · 复核`: a step of a branch by its key, with the branch; null: the route has none of that key there. */
export function partName(route: Pick<Route, 'steps'>, step: number, key: string | undefined): Text | null {
  if (key === undefined) return null;
  for (const branch of branchesOf(route.steps[step]?.who ?? { agree: 'ALL', members: [] })) {
    const part = partsOf(branch).find((one) => one.key === key);
    if (part === undefined && branch.key !== key) continue;
    const [of, is] = [nameOf(branch), part === undefined ? null : nameOf(part)];
    return is === null ? of : { zh: `${of.zh} · ${is.zh}`, en: `${of.en} · ${is.en}` };
  }
  return null;
}

export const nameOf = ({ key, name }: NamedGroup): Text => name ?? { zh: key, en: key };

/** The step's name, and where in its branches. */
export function placeName(route: Pick<Route, 'steps'>, step: number, key: string | undefined): Text {
  const name = route.steps[step]?.name ?? { zh: '', en: '' };
  const part = partName(route, step, key);
  return part === null ? name : { zh: `${name.zh}（${part.zh}）`, en: `${name.en} (${part.en})` };
}
