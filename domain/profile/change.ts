/**
 * What of a profile may change, and what of it does. Pure. Deliberately absent: who may change it, until when, and what
 * follows (project/change.ts).
 */
import type { ProjectProfile } from './profile.ts';

/** When it is to be built. */
export type Schedule = Pick<ProjectProfile, 'startOn' | 'finishOn' | 'milestones' | 'opensOn'>;
/** The rest of the profile, but for its code, which stands for ever, and its manager, whom the programme changes. */
export type ProfileFacts = Omit<ProjectProfile, 'code' | 'manager' | keyof Schedule>;

/** The same value, in whatever order its fields stand. */
export function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return Array.isArray(a) === Array.isArray(b) && left.size === right.size && [...left].every(([key, value]) => same(value, right.get(key)));
}

/** Of these facts, those that are not so already. */
export function differing<T extends object>(now: T, wanted: Partial<T>): Partial<T> {
  const known = new Map<string, unknown>(Object.entries(now));
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => !same(value, known.get(key)))) as Partial<T>; // some of its own entries
}

/** What these fields held before. */
export function before<T extends object>(now: T, facts: Partial<T>): Partial<T> {
  return Object.fromEntries(Object.entries(now).filter(([key]) => key in facts)) as Partial<T>; // some of its own entries
}
