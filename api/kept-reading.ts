/**
 * What was read, kept for as long as what it was read from stands: each time it is asked for, the version of that is asked
 * first, by a reading that begins after they asked. So nobody is shown what stood before. Deliberately absent: what a version is
 * (prisma/cases/version-of-cases.ts).
 */
import { createSharedReading } from './shared-reading.ts';

type Kept<T> = { readonly version: string; readonly value: Promise<T> };
type Reading<A, T> = {
  /** The same for those who are shown the same. */
  readonly keyOf: (asked: A) => string;
  readonly versionOf: (asked: A) => Promise<string>;
  readonly read: (asked: A) => Promise<T>;
  /** So many are kept, those that were asked for last. */
  readonly most: number;
};

/** Rejects as `versionOf` and `read` do; of a reading that failed nothing is kept. */
export function createKeptReading<A, T>({ keyOf, versionOf, read, most }: Reading<A, T>): (asked: A) => Promise<T> {
  const kept = new Map<string, Kept<T>>();
  const version = createSharedReading(versionOf, keyOf);
  return async (asked) => {
    const key = keyOf(asked);
    const stands = await version(asked);
    const found = kept.get(key);
    // What is being read under this version began after the version was taken: it holds no less.
    const given = found?.version === stands ? found : { version: stands, value: read(asked) };
    kept.delete(key);
    kept.set(key, given);
    given.value.catch(() => {
      if (kept.get(key) === given) kept.delete(key);
    });
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return given.value;
  };
}
