/**
 * Free text as an index can find it: every pair of neighbouring characters, in any script, so that a word of two Chinese
 * characters inside a sentence is found (pg_trgm needs three, and a locale that knows them as letters). Pure.
 */

import { normalised } from '../text/normalised.ts';

/** What stands between words: spaces, punctuation, symbols, controls. */
const BETWEEN = /[\s\p{P}\p{S}\p{Z}\p{C}]+/u;
const HAN = /\p{Script=Han}/u;

/** Runs of letters and digits of a normalised text. */
export const runsOf = (text: string): readonly string[] => text.split(BETWEEN).filter(Boolean);

/** Whether a question holds anything that can be looked for: a letter or a digit of any script. */
export const holdsWord = (words: string): boolean => /[\p{L}\p{N}]/u.test(normalised(words));

/** Terms of a normalised text: pairs, and each Chinese character by itself. */
export function gramsOf(text: string): readonly string[] {
  const grams = new Set<string>();
  for (const run of runsOf(text)) {
    const characters = [...run];
    for (const [index, character] of characters.entries()) {
      if (HAN.test(character) || characters.length === 1) grams.add(`g:${character}`);
      const next = characters[index + 1];
      if (next !== undefined) grams.add(`g:${character}${next}`);
    }
  }
  return [...grams];
}

/** Terms that a text must have to hold these words; and the runs that are then compared with it. */
export function askedGrams(words: string): { readonly terms: readonly string[]; readonly runs: readonly string[] } {
  const runs = runsOf(normalised(words));
  const terms = runs.flatMap((run) => {
    const characters = [...run];
    return characters.length === 1 ? [`g:${run}`] : characters.slice(1).map((character, index) => `g:${characters[index]}${character}`);
  });
  return { terms: [...new Set(terms)], runs };
}
