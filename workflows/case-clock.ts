/** When a case looks at its agenda. Deliberately absent: what stands there (domain/), and what is done then (case-loop.ts). */
import { sleep } from '@temporalio/workflow';

/** A clock command that was refused is not asked again at once. */
const PAUSE_MS = 600_000;

export class CaseClock {
  readonly #ring: () => void;
  #alarm: number | null = null;
  #pausedUntil = 0;

  constructor(ring: () => void) {
    this.#ring = ring;
  }

  /** When that which is on the agenda for `at` is to be asked, in milliseconds. */
  moment = (at: string): number => Math.max(Date.parse(at), this.#pausedUntil);

  /** What was asked was refused: it waits, and everything behind it. */
  pause(): void {
    this.#pausedUntil = Date.now() + PAUSE_MS;
  }

  /** Rings at the moment, or now. Keeps one timer at the earliest moment asked for; a later agenda is looked at when it rings. Saves history. */
  wind(at: string): void {
    const moment = this.moment(at);
    if (moment <= Date.now()) {
      this.#ring();
      return;
    }
    if (this.#alarm !== null && this.#alarm <= moment) return;
    this.#alarm = moment;
    void sleep(Math.max(1, moment - Date.now()))
      .then(() => {
        if (this.#alarm === moment) this.#alarm = null;
        this.#ring();
      })
      .catch(() => undefined);
  }
}
