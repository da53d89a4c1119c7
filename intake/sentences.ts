/** What is told of many faults or warnings: the first, and how many more there are. Deliberately absent: what they say. */

/** So many are told; the rest are counted. */
const TOLD = 50;

/** The first of a list, and how many more there are. `count`: where the list holds only the first already. */
export const firstOf = (sentences: readonly string[], count = sentences.length): readonly string[] =>
  count <= TOLD ? sentences : [...sentences.slice(0, TOLD), `… and ${count - TOLD} more`];

/** A file can have a million faults: no more of them are kept than are told. */
export class Sentences {
  readonly #first: string[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(...sentences: readonly string[]): void {
    for (const sentence of sentences) {
      this.#count += 1;
      if (this.#first.length < TOLD) this.#first.push(sentence);
    }
  }

  told(): readonly string[] {
    return firstOf(this.#first, this.#count);
  }
}
