/**
 * A route while it is changed: a value is put at its place and nothing else is touched, so that what no field shows stays as
 * it was. And which field a fault belongs to. Pure. Deliberately absent: the fields themselves, and whether the route is right.
 */
import type { Route } from '../../../domain/approval/route.ts';

/** `steps[1].limit` as `steps.1.limit`. */
export const fieldPath = (at: string): string =>
  at
    .replaceAll(/ \([^)]*\)/g, '')
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .replace(/^\./, '');

/** A copy with this value at that place; undefined takes it away. */
export function put<T>(whole: T, path: string, value: unknown): T {
  const [head = '', ...rest] = path.split('.');
  const inside = rest.length === 0 ? value : put(Reflect.get(Object(whole), head) ?? (/^\d+$/.test(rest[0] ?? '') ? [] : {}), rest.join('.'), value);
  if (Array.isArray(whole)) return whole.map((each, index) => (String(index) === head ? inside : each)) as T; // the same list
  const { [head]: _, ...others } = Object(whole);
  if (inside === undefined) return others as T; // the same record without what may be left out
  return { ...Object(whole), [head]: inside } as T; // the same record
}

/** The places that have a field of their own; `*`: any of a list or any name. What lies deeper is shown at the nearest. */
export const FIELDS = [
  'code',
  'name',
  'basis',
  'limit',
  'suspended',
  'copyTo',
  'steps',
  'steps.*',
  'steps.*.key',
  'steps.*.name',
  'steps.*.kind',
  'steps.*.who',
  'steps.*.may',
  'steps.*.returnTo',
  'steps.*.asksScore',
  'steps.*.batch',
  'steps.*.limit',
  'steps.*.when',
  'steps.*.next',

  'steps.*.copyTo',
  'steps.*.rules',
  'steps.*.rules.*',
  'rules',
  'rules.*',
  'form',
  'form.*',
] as const;

const fits = (pattern: string, path: readonly string[]): boolean => {
  const parts = pattern.split('.');
  return parts.length <= path.length && parts.every((part, index) => part === '*' || part === path[index]);
};

/** The nearest field of a place; null: it is no field's. */
export function fieldOf(place: string): string | null {
  const path = fieldPath(place).split('.');
  const found = FIELDS.filter((pattern) => fits(pattern, path)).sort((a, b) => b.split('.').length - a.split('.').length)[0];
  return found === undefined ? null : path.slice(0, found.split('.').length).join('.');
}

/** As the page sends it: what the product sets by itself is left out. */
export function toSend({ adoptedBy: _, voteEnds: __, ...route }: Route): Omit<Route, 'adoptedBy' | 'voteEnds'> {
  return route;
}

/** A step that somebody adds: nobody is asked yet, which is said at once. */
export function newStep(route: Route): Route['steps'][number] {
  const taken = route.steps.map(({ key }) => key);
  const n = Array.from({ length: taken.length + 2 }, (_, index) => index + 1).find((each) => !taken.includes(`step${each}`)) ?? taken.length + 1;
  return { key: `step${n}`, name: { zh: '', en: '' }, who: { agree: 'ANY', members: [] }, limit: { n: 5, unit: 'WD' } };
}

export const emptyRoute = (code: string): Route => ({ code, version: 1, name: { zh: '', en: '' }, steps: [] });

export function moved<T>(list: readonly T[], index: number, by: 1 | -1): readonly T[] {
  const other = index + by;
  return list.map((each, n) => (n === index ? (list[other] ?? each) : n === other ? (list[index] ?? each) : each));
}
