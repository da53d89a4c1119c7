/**
 * Turns at work that takes long: so many at a time, one of each person, and whoever asks for much waits behind whoever asks
 * for little. Deliberately absent: the work.
 */
export type Turns = {
  /** Null: its turn did not come in time. */
  take<T>(who: string, work: () => Promise<T>, waitMs: number): Promise<T | null>;
};

export function createTurns({ atOnce }: { readonly atOnce: number }): Turns {
  /** In the order in which people came; each with what they wait for. */
  const waiting = new Map<string, (() => void)[]>();
  const busy = new Set<string>();
  const next = (): void => {
    for (const [who, mine] of waiting) {
      if (busy.size >= atOnce) return;
      if (busy.has(who)) continue;
      const start = mine.shift();
      // To the end of the row: the next of the same person comes after one of everybody else's.
      waiting.delete(who);
      if (mine.length > 0) waiting.set(who, mine);
      if (start === undefined) continue;
      busy.add(who);
      start();
    }
  };
  return {
    take: (who, work, waitMs) =>
      new Promise((resolve, reject) => {
        const mine = waiting.get(who) ?? [];
        const start = (): void => {
          clearTimeout(late);
          work()
            .then(resolve, reject)
            .finally(() => {
              busy.delete(who);
              next();
            });
        };
        const late = setTimeout(() => {
          const at = mine.indexOf(start);
          if (at >= 0) mine.splice(at, 1);
          resolve(null);
        }, waitMs);
        mine.push(start);
        waiting.set(who, mine);
        next();
      }),
  };
}
