/**
 * A part that runs until it is told to stop: one that ends before is started again, at once where it had run for a while, and
 * after growing pauses where it ends again and again; one that hangs is ended first (docs/adr/0114, 0130). Deliberately absent:
 * how a part is started, and what those who use it do while it is away.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { OwnPart } from '../domain/office.ts';
import { partEnds } from '../telemetry/metrics.ts';
import { StoppedEarly } from '../worker/stop-list.ts';

export type RunningPart = {
  /** Settles when it has ended and nobody told it to: how, in words. Never fails. */
  readonly ended: Promise<string>;
  stop(): Promise<unknown>;
  /** Ends it at once, also one that hangs; safe to call when it has ended. */
  kill(): void;
  /** Whether it says anything within so many milliseconds, be it a refusal. Absent: it does not hang unless this process does. */
  answers?(limitMs: number): Promise<boolean>;
};

/** After how much silence a part counts as hanging: so many looks in a row, each `everyMs` after the one before and as long as `limitMs`. */
export type Patience = { readonly everyMs: number; readonly limitMs: number; readonly looks: number };

export type KeptOptions<T> = {
  readonly part: OwnPart['part'];
  /** As a sentence begins with it. */
  readonly name: string;
  /** `spawned` is told how to end what is there before it is known whether it works; `again`: it ran before. */
  readonly start: (spawned: (kill: () => void) => void, again: boolean) => Promise<T>;
  readonly log: Pick<Logger, 'error' | 'warn'>;
  /** A minute unless given. */
  readonly patience?: Patience | undefined;
};

/**
 * Looks are counted and not time, because a machine that slept wakes with all its time gone by. No pause that a service lives
 * through by itself is as long: a disk that is full, processors that others use up, 30 s without a processor (docs/faults.md).
 */
const PATIENCE: Patience = { everyMs: 10_000, limitMs: 5_000, looks: 4 };

const PAUSE_MS = 1_000;
const PAUSE_MAX_MS = 60_000;
/** One that ran for so long has not ended again and again. */
const SOUND_MS = 60_000;

export class Kept<T extends RunningPart> {
  readonly #options: KeptOptions<T>;
  readonly #stopping = new AbortController();
  #running: T | null = null;
  #latest: T | null = null;
  #kill: () => void = () => undefined;
  #ends = 0;
  #endedAt: string | null = null;
  #watching: Promise<void> = Promise.resolve();

  constructor(options: KeptOptions<T>) {
    this.#options = options;
    // One that has not ended yet is there all the same: whoever watches sees 0, and not nothing.
    partEnds.inc({ part: options.part }, 0);
  }

  /** Starts it for the first time, or anew after it was stopped by hand, and keeps it running. Error: that of the start. */
  async begin(): Promise<T> {
    const running = await this.#start(false);
    this.#watching = this.#keep(running);
    return running;
  }

  /** Null: it is away. */
  get running(): T | null {
    return this.#running;
  }

  /** The one that runs, or ran last. Error: it was never begun. */
  get latest(): T {
    if (this.#latest === null) throw new Error(`${this.#options.name} was not begun`);
    return this.#latest;
  }

  get standing(): OwnPart {
    return { part: this.#options.part, runs: this.#running !== null, ends: this.#ends, endedAt: this.#endedAt };
  }

  /** It is not started again any more. */
  async stop(): Promise<unknown> {
    this.#stopping.abort();
    if (this.#running !== null) return this.#running.stop();
    this.#kill();
    return this.#watching;
  }

  kill(): void {
    this.#stopping.abort();
    this.#kill();
    this.#running?.kill();
  }

  async #start(again: boolean): Promise<T> {
    const spawned = (kill: () => void): void => {
      this.#kill = kill;
      if (this.#stopping.signal.aborted) kill();
    };
    const running = await this.#options.start(spawned, again);
    if (this.#stopping.signal.aborted) {
      await running.stop();
      throw new StoppedEarly();
    }
    [this.#running, this.#latest] = [running, running];
    return running;
  }

  async #keep(first: T): Promise<void> {
    let quick = 0;
    for (let running: T | null = first; running !== null; ) {
      const since = Date.now();
      const why: string = await this.#endOf(running);
      if (this.#stopping.signal.aborted) return;
      this.#running = null;
      this.#ends += 1;
      this.#endedAt = new Date().toISOString();
      partEnds.inc({ part: this.#options.part });
      quick = Date.now() - since < SOUND_MS ? quick + 1 : 0;
      running = await this.#startAgain(why, quick);
    }
  }

  /** How it ended, by itself or because it hung. */
  async #endOf(running: T): Promise<string> {
    const { patience = PATIENCE } = this.#options;
    const over = new AbortController();
    let hung = false;
    void untilSilent(running, patience, AbortSignal.any([over.signal, this.#stopping.signal])).then((silent) => {
      hung = silent;
      if (silent) running.kill();
    });
    const how = await running.ended;
    over.abort();
    return hung ? `has not answered for ${secondsOf(patience)} s and was ended` : `has ended by itself (${how})`;
  }

  /** Until it runs; null: it was stopped meanwhile. */
  async #startAgain(why: string, quick: number): Promise<T | null> {
    const { part, name, log } = this.#options;
    const { signal } = this.#stopping;
    let said = why;
    for (let tries = quick; !signal.aborted; tries += 1) {
      const pauseMs = pauseBefore(tries);
      log.error({ part }, `${name} ${said}; it is started again ${pauseMs === 0 ? 'at once' : `in ${pauseMs / 1_000} s`}`);
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined); // a stop ends the pause
      if (signal.aborted) return null;
      try {
        const running = await this.#start(true);
        log.warn({ part }, `${name} runs again`);
        return running;
      } catch (error) {
        said = `could not be started again: ${error instanceof Error ? error.message : String(error)}`;
      }
    }
    return null;
  }
}

/** Milliseconds; `quick`: how often it ended or failed shortly before. */
export const pauseBefore = (quick: number): number => (quick === 0 ? 0 : Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** (quick - 1)));

const secondsOf = ({ everyMs, limitMs, looks }: Patience): number => Math.round(((everyMs + limitMs) * looks) / 1_000);

/** True: it hangs. False: nobody needs to know any more. */
async function untilSilent({ answers }: RunningPart, { everyMs, limitMs, looks }: Patience, over: AbortSignal): Promise<boolean> {
  if (answers === undefined) return false;
  for (let silent = 0; silent < looks; ) {
    await sleep(everyMs, undefined, { signal: over }).catch(() => undefined); // an end ends the pause
    if (over.aborted) return false;
    silent = (await answers(limitMs)) ? 0 : silent + 1;
  }
  return !over.aborted;
}
