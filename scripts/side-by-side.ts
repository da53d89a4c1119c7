/** Work on many, so many at a time: the next is begun as soon as one has ended, in their order. Error: the first that one met. */
export async function sideBySide<T>(many: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...many];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** 1, 2, 3 … `last`. */
export const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, nth) => nth + 1);
