/**
 * What readers are shown of a case: the fields of its state that it names, and no other, so that the fold does not leave the
 * service. Pure. Deliberately absent: any case, and who may read (permission/).
 */
import { type Fields, type FieldsOf, list, number, plain, record, type Shape } from './shape.ts';
import type { Text } from './values.ts';

/** `derives`: what is worked out of a state when it is shown, and stands in none. */
export type View = { readonly fields: Fields; readonly derives?: (state: object) => object };

/** Fields that a state of type `S` has in just that form; else nothing is assignable to it. */
export type FieldsIn<S, F extends Fields> = F & ([S] extends [FieldsOf<F>] ? unknown : { readonly differs: S });

/** The view of a state of type `S`; a field that the state does not have as it is shown here does not compile. */
export const viewOf =
  <S extends object, D extends object = object>(derives?: (state: S) => D) =>
  <const F extends Fields>(fields: FieldsIn<S & D, F>): View => ({
    fields,
    ...(derives === undefined ? {} : { derives: (state) => derives(state as S) }), // shown with a state of its own kind (case-views.ts)
  });

/** Text in both languages. */
export const bilingual: Shape<Text> = record({ zh: plain, en: plain });
/** Any number, fractions and negative ones among them. */
export const numeric = number(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
/** As many as there are. */
export const listOf = <T>(of: Shape<T>): Shape<readonly T[]> => list(of, { most: Number.MAX_SAFE_INTEGER });

/** What is shown of a state: what its view names, as deep as it names it. */
export const shown = ({ fields, derives }: View, state: object): Readonly<Record<string, unknown>> =>
  pick(fields, derives === undefined ? state : { ...state, ...derives(state) });

function pick(fields: Fields, value: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]): readonly (readonly [string, unknown])[] => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return field === undefined ? [] : [[name, shownAs(field.is === 'optional' ? field.of : field, held)]];
    }),
  );
}

/** A state of an older release may hold something else; it is shown as it is. */
function shownAs(shape: Shape, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (shape.is === 'nullable') return shownAs(shape.of, value);
  if (shape.is === 'record') return pick(shape.of, value);
  if (shape.is === 'list' && Array.isArray(value)) return value.map((one) => shownAs(shape.of, one));
  if (shape.is === 'table') return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shownAs(shape.of, one)]));
  return value;
}
