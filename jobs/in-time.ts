/**
 * Work that is waited for no longer than so long. It goes on by itself, and what becomes of it then is told to nobody.
 * Deliberately absent: ending it, which whoever began it may do (worker/stop-list.ts).
 */

/** What `work` gives, or fails with, within `limitMs` milliseconds; else what `otherwise` gives, or throws. */
export async function inTime<T>(work: Promise<T>, limitMs: number, otherwise: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  try {
    return await Promise.race([work, late.then(otherwise)]);
  } finally {
    clearTimeout(timer);
  }
}
