/**
 * Conditions as data, over the facts of an application (kind, money, region …). Evaluated once, when a step opens, with
 * the values that were used kept in the event. Deliberately absent: expressions in text, which nobody can check.
 */

/** What conditions may ask of an application: its amount (`amountFen`, 分) and whatever its content names as a fact. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

export type Condition =
  | { readonly fact: string; readonly is: string | number | boolean }
  | { readonly fact: string; readonly in: readonly (string | number)[] }
  | { readonly fact: string; readonly atLeast: number }
  | { readonly fact: string; readonly moreThan: number }
  | { readonly fact: string; readonly atMost: number }
  | { readonly fact: string; readonly lessThan: number }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

export type Evaluation = {
  readonly holds: boolean;
  /** The facts that were looked at and what they were; null: the application does not name that fact. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
};

/** Total: a fact that is not there makes every question about it false. */
export function evaluate(condition: Condition | undefined, facts: Facts): Evaluation {
  if (condition === undefined) return { holds: true, values: {} };
  const values: Record<string, string | number | boolean | null> = {};
  const holds = (c: Condition): boolean => {
    // Every part is looked at, so that the values kept do not depend on the order in which they are written.
    if ('all' in c) return c.all.map(holds).every(Boolean);
    if ('any' in c) return c.any.map(holds).some(Boolean);
    if ('not' in c) return !holds(c.not);
    const value = facts[c.fact] ?? null;
    values[c.fact] = value;
    if (value === null) return false;
    if ('is' in c) return value === c.is;
    if ('in' in c) return c.in.some((candidate) => candidate === value);
    if (typeof value !== 'number') return false;
    if ('atLeast' in c) return value >= c.atLeast;
    if ('moreThan' in c) return value > c.moreThan;
    if ('atMost' in c) return value <= c.atMost;
    return value < c.lessThan;
  };
  return { holds: holds(condition), values };
}

/** Every fact that a condition asks about. */
export function factsAskedBy(condition: Condition | undefined): readonly string[] {
  if (condition === undefined) return [];
  if ('all' in condition) return condition.all.flatMap(factsAskedBy);
  if ('any' in condition) return condition.any.flatMap(factsAskedBy);
  if ('not' in condition) return factsAskedBy(condition.not);
  return [condition.fact];
}

/**
 * Facts at which a condition can change its answer: each constant that it names, and a little beside it. A condition that
 * fails at every combination of these fails always.
 */
function probes(condition: Condition, into: Map<string, Set<string | number | boolean | null>>): void {
  const add = (fact: string, ...values: readonly (string | number | boolean | null)[]) => {
    const known = into.get(fact) ?? new Set<string | number | boolean | null>([null, '\u0000other', -1]);
    for (const value of values) known.add(value);
    into.set(fact, known);
  };
  if ('all' in condition) for (const c of condition.all) probes(c, into);
  else if ('any' in condition) for (const c of condition.any) probes(c, into);
  else if ('not' in condition) probes(condition.not, into);
  else if ('is' in condition) add(condition.fact, condition.is, typeof condition.is === 'boolean' ? !condition.is : '\u0000other');
  else if ('in' in condition) add(condition.fact, ...condition.in);
  else {
    const n =
      'atLeast' in condition
        ? condition.atLeast
        : 'moreThan' in condition
          ? condition.moreThan
          : 'atMost' in condition
            ? condition.atMost
            : condition.lessThan;
    add(condition.fact, n - 1, n, n + 1);
  }
}

/** At most so many combinations are tried; a condition with more is taken to be satisfiable. */
const COMBINATIONS_MAX = 20_000;

/** Whether any application at all could satisfy all of these together. */
export function canHold(conditions: readonly Condition[]): boolean {
  const condition: Condition = { all: conditions };
  const facts = new Map<string, Set<string | number | boolean | null>>();
  probes(condition, facts);
  const names = [...facts.keys()];
  const combinations = names.reduce((product, name) => product * (facts.get(name)?.size ?? 1), 1);
  if (combinations > COMBINATIONS_MAX) return true;
  const search = (index: number, chosen: Record<string, string | number | boolean>): boolean => {
    const name = names[index];
    if (name === undefined) return evaluate(condition, chosen).holds;
    for (const value of facts.get(name) ?? []) {
      const next = { ...chosen };
      if (value !== null) next[name] = value;
      if (search(index + 1, next)) return true;
    }
    return false;
  };
  return search(0, {});
}
