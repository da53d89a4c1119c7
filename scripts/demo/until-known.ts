/** Asking again. Deliberately absent: what is asked, and what each answer means. */
import { setTimeout as sleep } from 'node:timers/promises';

export type Asking = {
  /** Milliseconds for which it is asked again. */
  readonly limitMs: number;
  readonly everyMs?: number;
  /** Told of each try after which it is not known. */
  readonly onMiss?: (error: unknown) => void;
};

/**
 * As a person or a program does who was told that it is not confirmed: the same again, until they know how it ended. `ask` throws
 * where it is not known yet, for whatever reason. Error: it was not known in time, with the last reason as its cause.
 */
export async function untilKnown<T>(what: string, ask: () => Promise<T>, { limitMs, everyMs = 250, onMiss }: Asking): Promise<T> {
  for (const end = Date.now() + limitMs; ; await sleep(everyMs)) {
    try {
      return await ask();
    } catch (error) {
      onMiss?.(error);
      if (Date.now() + everyMs >= end)
        throw new Error(
          `${what} was not confirmed within ${Math.round(limitMs / 1_000)} s: ${error instanceof Error ? error.message : String(error)}`,
          {
            cause: error,
          },
        );
    }
  }
}
