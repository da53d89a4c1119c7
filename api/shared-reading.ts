/**
 * One reading for all who ask for the same at once. Whoever asks while it is being read waits for the next reading, which begins
 * after they asked: nobody is shown what stood before. Deliberately absent: keeping an answer for later (kept-reading.ts).
 */
type Slot<T> = { readonly running: Promise<T>; next: Promise<T> | null };

/** Rejects as `read` does, for all who share that reading; the next begins anew. `keyOf`: the same for those who ask for the same. */
export function createSharedReading<A, T>(read: (asked: A) => Promise<T>, keyOf: (asked: A) => string): (asked: A) => Promise<T> {
  const slots = new Map<string, Slot<T>>();
  const begin = (asked: A, key: string): Promise<T> => {
    const slot: Slot<T> = { running: read(asked), next: null };
    slots.set(key, slot);
    const done = (): void => {
      if (slot.next === null) slots.delete(key);
    };
    slot.running.then(done, done);
    return slot.running;
  };
  return (asked) => {
    const key = keyOf(asked);
    const slot = slots.get(key);
    if (slot === undefined) return begin(asked, key);
    slot.next ??= slot.running.then(
      () => begin(asked, key),
      () => begin(asked, key),
    );
    return slot.next;
  };
}
