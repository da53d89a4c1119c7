/**
 * Sentences of the console in both languages. Each room writes its own in `words.ts`, as `Text` or as functions that give
 * one; closed lists come from domain/words, never from here. Deliberately absent: choosing the language (locale.tsx).
 */
import { type Locale, pick } from '../../domain/kernel/locale.ts';
import type { Text } from '../../domain/kernel/values.ts';

export type Sentences = Readonly<Record<string, Text | ((...told: never[]) => Text)>>;
export type Spoken<S extends Sentences> = {
  readonly [K in keyof S]: S[K] extends (...told: infer A) => Text ? (...told: A) => string : string;
};

/** Holds a room's sentences to their shape, and keeps their names. */
export const sentences = <const S extends Sentences>(all: S): S => all;

const spoken = new WeakMap<Sentences, Map<Locale, unknown>>();

/** The same sentences in one language; made once for each. */
export function speak<S extends Sentences>(all: S, locale: Locale): Spoken<S> {
  const known = spoken.get(all) ?? new Map<Locale, unknown>();
  spoken.set(all, known);
  let made = known.get(locale);
  if (made === undefined) {
    made = Object.fromEntries(
      Object.entries(all).map(([name, text]) => [
        name,
        typeof text === 'function' ? (...told: never[]) => pick(text(...told), locale) : pick(text, locale),
      ]),
    );
    known.set(locale, made);
  }
  return made as Spoken<S>; // made of the same names just above
}
