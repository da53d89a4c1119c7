/**
 * The one loop for work that comes round: one round at a time, a round that is due while one runs is left out, and a round
 * that fails is heard of once until one succeeds. Deliberately absent: what is done, and what becomes of one item that
 * fails (job.ts).
 */
import { jobFailures, jobLastRun, jobRuns } from '../telemetry/metrics.ts';
import { inTime } from './in-time.ts';

export type KeepDoingOptions = {
  /** Milliseconds from one beginning to the next. */
  readonly everyMs: number;
  /** One round. `stopping` is aborted when the loop is stopped; the round may end early then. */
  readonly work: (stopping: AbortSignal) => Promise<void>;
  /** Told of the first of several rounds that fail one after the other. */
  readonly onFault: (error: unknown) => void;
  /** The first round begins at once and not after `everyMs`. */
  readonly atOnce?: boolean;
  /** As what its rounds are counted, where its jobs are not counted by themselves (job.ts). */
  readonly seenAs?: { readonly loop: string; readonly job: string };
};

export type Doing = {
  /** Does something else between two rounds; its error is the caller's alone. */
  between<T>(work: () => Promise<T>): Promise<T>;
  /** No round begins any more; waits for the one that runs, no longer than `limitMs` where given. */
  stop(limitMs?: number): Promise<void>;
};

export function keepDoing({ everyMs, work, onFault, atOnce = false, seenAs }: KeepDoingOptions): Doing {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  let failing = false;
  const round = async (): Promise<void> => {
    if (stopping.signal.aborted) return;
    try {
      await work(stopping.signal);
      failing = false;
      if (seenAs === undefined) return;
      jobRuns.inc(seenAs);
      jobLastRun.set(seenAs, Date.now() / 1_000);
    } catch (error) {
      // What a stop broke off has not failed.
      if (seenAs !== undefined && !stopping.signal.aborted) jobFailures.inc(seenAs);
      if (!failing && !stopping.signal.aborted) onFault(error);
      failing = true;
    }
  };
  const begin = (): void => {
    if (busy) return;
    busy = true;
    running = running.then(round).finally(() => {
      busy = false;
    });
  };
  if (atOnce) begin();
  const timer = setInterval(begin, everyMs);
  return {
    async between(own) {
      const mine = running.then(own);
      running = mine.then(
        () => undefined,
        () => undefined, // told to whoever asked for it
      );
      return mine;
    },
    async stop(limitMs) {
      stopping.abort();
      clearInterval(timer);
      await (limitMs === undefined ? running : inTime(running, limitMs, () => undefined));
    },
  };
}
