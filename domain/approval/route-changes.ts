/**
 * What two versions of a route differ in, place by place, for people who look at both. Steps are told apart by their keys, so
 * that one that moves is not told as two that changed. Pure. Deliberately absent: words of places, which a form has.
 */
import type { Route } from './route.ts';

/** `was` or `will` absent: it is not there. `step`: the key of the step in which it lies. */
export type RouteChange = { readonly step: string | null; readonly at: string; readonly was?: unknown; readonly will?: unknown };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const sameAs = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

/** Records are looked into, one level of names at a time; lists and the groups of who is asked are told whole. */
const WHOLE = ['who', 'when', 'next', 'may', 'returnTo', 'copyTo', 'limit', 'form', 'name'];

function within(step: string | null, at: string, was: unknown, will: unknown): readonly RouteChange[] {
  if (sameAs(was, will)) return [];
  const last = at.split('.').at(-1) ?? '';
  // Rules that are absent are none that are set.
  const looked = last === 'rules' || (isRecord(was) && isRecord(will) && !WHOLE.includes(last));
  if (!looked) return [{ step, at, ...(was === undefined ? {} : { was }), ...(will === undefined ? {} : { will }) }];
  const [before, after] = [isRecord(was) ? was : {}, isRecord(will) ? will : {}];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    within(step, at === '' ? key : `${at}.${key}`, before[key], after[key]),
  );
}

/** What a version says of itself is none of what it says of the way. */
const own = ({ version: _, adoptedBy: __, voteEnds: ___, steps: ____, ...rest }: Route): Readonly<Record<string, unknown>> => rest;

export function routeChanges(was: Route, will: Route): readonly RouteChange[] {
  const keys = (route: Route): readonly string[] => route.steps.map(({ key }) => key);
  const all = [...new Set([...keys(was), ...keys(will)])];
  const stepOf = (route: Route, key: string) => route.steps.find((step) => step.key === key);
  const kept = (route: Route, other: Route): readonly string[] => keys(route).filter((key) => keys(other).includes(key));
  const order = kept(was, will);
  const moved = sameAs(order, kept(will, was)) ? [] : [{ step: null, at: 'steps', was: order, will: kept(will, was) }];
  return [
    ...within(null, '', own(was), own(will)),
    ...moved,
    ...all.flatMap((key) => {
      const [before, after] = [stepOf(was, key), stepOf(will, key)];
      if (before === undefined || after === undefined)
        return [{ step: key, at: '', ...(before === undefined ? {} : { was: before }), ...(after === undefined ? {} : { will: after }) }];
      return within(key, '', { ...before }, { ...after });
    }),
  ];
}
