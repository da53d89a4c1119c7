/**
 * When a message is sent again that did not arrive, and when nobody tries any more: the gaps that Standard Webhooks
 * recommends (https://www.standardwebhooks.com, "Retries"), ten tries over about three days. Pure; times in milliseconds.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** After the first try, the second, and so on. */
const GAPS_MS: readonly number[] = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
/** How often a message is tried in all. */
export const TRIES = GAPS_MS.length + 1;
/** An address that took nothing for so long is switched off. */
export const OFF_AFTER_MS = 5 * 24 * HOUR;
/** The old secret still signs for so long after a new one was made. */
export const BOTH_SIGN_MS = 24 * HOUR;
/** The longest wait that an answer may ask for (Retry-After). */
export const ASKED_WAIT_MAX_MS = HOUR;

/** A tenth more or less, so that many that failed together do not come together again. */
const SPREAD = 0.1;

/**
 * When the try after this many is due; null: it was the last. `chance`: from 0 to 1; `askedMs`: what the answer asked to wait.
 */
export function nextTry(tries: number, now: number, chance: number, askedMs = 0): number | null {
  const gap = GAPS_MS[tries - 1];
  if (gap === undefined) return null;
  return now + Math.max(Math.round(gap * (1 + SPREAD * (2 * chance - 1))), Math.min(askedMs, ASKED_WAIT_MAX_MS));
}

const REST_MS = 5 * SECOND;
const REST_MAX_MS = 5 * MINUTE;
/**
 * How long an address is left alone after so many failures in a row, whatever waits for it. `askedMs`: what the answer asked
 * to wait; nobody who answers can keep us away for longer than an hour by it.
 */
export const restAfter = (failures: number, askedMs = 0): number =>
  Math.max(Math.min(REST_MAX_MS, REST_MS * 2 ** Math.min(failures - 1, 12)), Math.min(askedMs, ASKED_WAIT_MAX_MS));

/** DELIVERED: it was taken. GONE: nobody is there any more (410). LATER: anything else; a way that leads elsewhere is none. */
export type Verdict = 'DELIVERED' | 'GONE' | 'LATER';
export const verdictOf = (status: number): Verdict => (status >= 200 && status < 300 ? 'DELIVERED' : status === 410 ? 'GONE' : 'LATER');
