/** What all stages do with facts that were taken over, and corrected later. Deliberately absent: any one stage's. */
import type { TakenFact } from '../taken-fact/kinds.ts';

/** A table by key after a correction: what was taken over before gives way to what is now, what was recorded here stays. */
export function exchanged<V>(
  held: Readonly<Record<string, V>>,
  was: Readonly<Record<string, V>>,
  now: Readonly<Record<string, V>>,
): Readonly<Record<string, V>> {
  const own = Object.entries(held).filter(([key]) => !Object.hasOwn(was, key) || Object.hasOwn(now, key));
  const fresh = Object.entries(now).filter(([key, value]) => !Object.hasOwn(held, key) || !Object.hasOwn(was, key) || !same(value, was[key]));
  return { ...Object.fromEntries(own), ...Object.fromEntries(fresh) };
}

/** As a database gives them back, in whatever order. */
function same(one: unknown, other: unknown): boolean {
  const entries = (value: unknown): string =>
    typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([key, held]) => `${key}:${entries(held)}`)
          .sort()
          .join()
      : JSON.stringify(value);
  return entries(one) === entries(other);
}

/** By a key of each. */
export const tableOf = <F extends TakenFact, V>(facts: readonly F[], key: (fact: F) => string, value: (fact: F) => V): Readonly<Record<string, V>> =>
  Object.fromEntries(facts.map((fact) => [key(fact), value(fact)]));
