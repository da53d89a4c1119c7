/**
 * A long work in slices of a few milliseconds, between which everybody else is served: the event loop is never held for long
 * by what one person asks. Deliberately absent: the work.
 */
import { setImmediate as turn } from 'node:timers/promises';

/** Far below the tenth of a second that a request may hold up others. */
const SLICE_MS = 15;

export async function inSlices<T>(steps: Generator<undefined, T>): Promise<T> {
  let until = performance.now() + SLICE_MS;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() < until) continue;
    await turn();
    until = performance.now() + SLICE_MS;
  }
}

/** Makes something of each item, in slices. */
export const eachInSlices = <T, R>(items: readonly T[], make: (item: T) => R): Promise<R[]> =>
  inSlices(
    (function* () {
      const made: R[] = [];
      for (const item of items) {
        made.push(make(item));
        yield;
      }
      return made;
    })(),
  );
