/**
 * What an event means to whoever did not decide it: which of its fields name people, documents, money or an outcome, what is
 * free text, and what it is called. One table beside each kind's events, held by `satisfies EventFactsOf<Event>`: an event
 * without facts does not compile, nor does a field of text that nobody looked at. Types alone; how they are read stands in
 * domain/audit/facts.ts. Deliberately absent: guessing by the names of fields.
 */
import type { Text } from './values.ts';

/**
 * What a string in an event's data is.
 * - `person`: id of somebody whom it names; `acting`: of whoever did it, or on whose behalf,
 * - `document`: number of a document (文号) as it was typed; `file`: SHA-256 of one,
 * - `outcome`: how it came out, a word of a closed list; `stage`, `door`: which one, where the envelope does not say,
 * - `text`: what people wrote; `code`: a word of a list, a day, a key: found as text all the same,
 * - `unsearched`: what nobody looks for, such as the hash of what was shown.
 */
export type StringFact = 'person' | 'acting' | 'document' | 'file' | 'outcome' | 'stage' | 'door' | 'text' | 'code' | 'unsearched';
/** `amount`: money in 分; of several the first one counts. `percent`: shown as such. */
export type NumberFact = 'amount' | 'percent';

type Item<V> = V extends readonly (infer I)[] ? Item<I> : V;
type KeyOf<O> = O extends unknown ? keyof O : never;
type ValueOf<O, K> = O extends unknown ? (K extends keyof O ? O[K] : never) : never;
/** Numbers and flags may go unnamed; whatever can hold a string may not. */
type MustBeNamed<V> = [Extract<NonNullable<Item<V>>, string | object>] extends [never] ? false : true;

/** What a value holds; lists are looked through. */
export type FactsIn<V> = FactsOfItem<NonNullable<Item<V>>>;
type FactsOfItem<V> =
  | ([Extract<V, string>] extends [never] ? never : StringFact)
  | ([Extract<V, number>] extends [never] ? never : NumberFact)
  | ([Extract<V, object>] extends [never] ? never : FactsOfObject<Extract<V, object>>);
type FactsOfObject<O> =
  | 'unsearched'
  | (O extends Text ? 'text' : never)
  | (string extends KeyOf<O> ? { readonly each: FactsIn<ValueOf<O, string>> } : FieldFacts<O>);

/** What each field of an object holds, in any shape that releases gave it. */
export type FieldFacts<O> = {
  readonly [K in KeyOf<O> as MustBeNamed<ValueOf<O, K>> extends true ? K : never]: FactsIn<ValueOf<O, K>>;
} & {
  readonly [K in KeyOf<O> as MustBeNamed<ValueOf<O, K>> extends true ? never : K]?: FactsIn<ValueOf<O, K>>;
};

/** A code in words; a method's type, so that it is read without knowing the event. */
type Worded<D> = { of(code: string, data: D): Text }['of'];

/** The event in words, and what its data holds. */
export type EventFacts<D> = Text & {
  /** Fields that its sentence shows behind the words, in this order, as far as they are there. */
  readonly shows?: readonly KeyOf<D>[];
  /** How its sentence says a code that one of those fields holds. */
  readonly words?: { readonly [K in KeyOf<D>]?: Worded<D> };
  /** What the sentence says beside them. */
  also?(data: D): readonly Text[];
} & (string extends KeyOf<D> ? object : { readonly fields: FieldFacts<D> });

type Any = { readonly type: string; readonly data: object };
/** The facts of every event of a kind, by its type. */
export type EventFactsOf<E extends Any> = { readonly [T in E['type']]: EventFacts<Extract<E, { readonly type: T }>['data']> };
