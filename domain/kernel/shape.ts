/**
 * What a command holds or a view shows, told as data: the compiler derives its type from it, the API its schema (api/schemas/shapes.ts), so
 * that the two cannot part. Pure. Deliberately absent: the check itself, and its sentences.
 */
import type { IsoDate } from './values.ts';

/** Never there at run time: it carries the type of what a shape describes. */
declare const holds: unique symbol;
type Holding<T> = { readonly [holds]?: T };

type Description =
  | { readonly is: 'text' | 'line'; readonly most: number; readonly asked: boolean }
  | { readonly is: 'code' | 'day' | 'month' | 'fen' | 'count' | 'whole' | 'sha256' | 'flag' }
  | { readonly is: 'number'; readonly least: number; readonly most: number }
  | { readonly is: 'oneOf'; readonly of: readonly string[] }
  | { readonly is: 'list'; readonly of: Shape; readonly least: number | null; readonly most: number }
  | { readonly is: 'record'; readonly of: Fields }
  | { readonly is: 'table'; readonly key: Shape; readonly of: Shape }
  | { readonly is: 'plain' | 'data' }
  | { readonly is: 'nullable'; readonly of: Shape };

export type Shape<T = unknown> = Description & Holding<T>;
/** A field that may be left out. */
export type Optional<T = unknown> = { readonly is: 'optional'; readonly of: Shape } & Holding<T>;
export type Fields = Readonly<Record<string, Shape | Optional>>;

type ValueOf<S> = S extends Holding<infer T> ? T : never;
type LeftOut<F extends Fields> = { [K in keyof F]: F[K] extends { readonly is: 'optional' } ? K : never }[keyof F];
type Flat<T> = { [K in keyof T]: T[K] };
/** The type of a record with these fields. */
export type FieldsOf<F extends Fields> = Flat<
  { readonly [K in Exclude<keyof F, LeftOut<F>>]: ValueOf<F[K]> } & { readonly [K in LeftOut<F>]?: ValueOf<F[K]> }
>;

/** Text of a person, which may be empty; at most `most` characters as a browser counts them. */
const textOf = (most: number): Shape<string> => ({ is: 'text', most, asked: false });
export const text = textOf(2_000);
/** One line of at most `most` characters, which may not be empty. */
export const line = (most: number): Shape<string> => ({ is: 'line', most, asked: true });
/** A code, reference or document number. */
export const code: Shape<string> = { is: 'code' };
/** A day in Asia/Shanghai. */
export const day: Shape<IsoDate> = { is: 'day' };
/** A month, `2026-11`. */
export const month: Shape<string> = { is: 'month' };
/** Money, whole 分, not negative. */
export const fen: Shape<number> = { is: 'fen' };
/** A whole number, not negative. */
export const count: Shape<number> = { is: 'count' };
export const whole: Shape<number> = { is: 'whole' };
/** Of a document, in lower-case hex. */
export const sha256: Shape<string> = { is: 'sha256' };
export const flag: Shape<boolean> = { is: 'flag' };
export const number = (least: number, most: number): Shape<number> => ({ is: 'number', least, most });
export const oneOf = <const T extends string>(of: readonly T[]): Shape<T> => ({ is: 'oneOf', of });
/** At most `most` of them; `least` where there must be some. */
export const list = <T>(of: Shape<T>, size: { readonly least?: number; readonly most: number }): Shape<readonly T[]> => ({
  is: 'list',
  of,
  least: size.least ?? null,
  most: size.most,
});
export const record = <const F extends Fields>(of: F): Shape<FieldsOf<F>> => ({ is: 'record', of });
/** Any number of entries by name. */
export const table = <T>(key: Shape<string>, of: Shape<T>): Shape<Readonly<Record<string, T>>> => ({ is: 'table', key, of });
/** Text that is shown: ids, instants, codes, what people wrote. */
export const plain: Shape<string> = { is: 'plain' };
/** JSON that has a schema of its own elsewhere; shown whole. */
export const data = <T extends object>(): Shape<T> => ({ is: 'data' });
export const nullable = <T>(of: Shape<T>): Shape<T | null> => ({ is: 'nullable', of });
export const optional = <T>(of: Shape<T>): Optional<T> => ({ is: 'optional', of });
