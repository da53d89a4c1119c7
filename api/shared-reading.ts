/**
 * One reading for all who ask for the same at once. Whoever asks while it is being read waits for the next reading, which begins
 * after they asked: nobody is shown what stood before. Deliberately absent: keeping an answer for later.
 */
type Slot<T> = { readonly running: Promise<T>; next: Promise<T> | null };

/** Rejects as `read` does, for all who share that reading; the next begins anew. */
export function createSharedReading<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const slots = new Map<string, Slot<T>>();
  const begin = (key: string): Promise<T> => {
    const slot: Slot<T> = { running: read(key), next: null };
    slots.set(key, slot);
    const done = (): void => {
      if (slot.next === null) slots.delete(key);
    };
    slot.running.then(done, done);
    return slot.running;
  };
  return (key) => {
    const slot = slots.get(key);
    if (slot === undefined) return begin(key);
    slot.next ??= slot.running.then(
      () => begin(key),
      () => begin(key),
    );
    return slot.next;
  };
}
