/** What is told of many faults or warnings, in both languages: the first, and how many more. Deliberately absent: what they say. */
import type { Text } from '../domain/kernel/values.ts';

/** So many are told; the rest are counted. */
const TOLD = 50;

/** A sentence with what stands before it: the name of a file, the place of a cell. */
export const after = (before: string, { zh, en }: Text): Text => ({ zh: `${before}${zh}`, en: `${before}${en}` });

/** A file can have a million faults: no more of them are kept than are told. */
export class Sentences {
  readonly #first: Text[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(...sentences: readonly Text[]): void {
    for (const sentence of sentences) {
      this.#count += 1;
      if (this.#first.length < TOLD) this.#first.push(sentence);
    }
  }

  told(): readonly Text[] {
    const more = this.#count - this.#first.length;
    return more === 0 ? this.#first : [...this.#first, { zh: `……另有 ${more} 处`, en: `… and ${more} more` }];
  }
}
