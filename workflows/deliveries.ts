/**
 * Mails on their way. Nobody waits for them: a mail server that is down must not hold up the next decision. Deliberately
 * absent: which notices are due (domain/), and what is told of them (notices/).
 */
import { log } from '@temporalio/workflow';
import type { DeliveryReport } from '../activities/ports.ts';
import { deliverNotices } from './case-work.ts';

export class Deliveries {
  readonly #underWay = new Set<string>();
  readonly #stream: string;
  readonly #onReport: (report: DeliveryReport) => void;

  /** `onReport`: told how each delivery ended. */
  constructor(stream: string, onReport: (report: DeliveryReport) => void) {
    this.#stream = stream;
    this.#onReport = onReport;
  }

  /** Notices of which nobody knows yet how they ended. */
  get underWay(): ReadonlySet<string> {
    return this.#underWay;
  }

  start(notices: readonly string[]): void {
    for (const id of notices) this.#underWay.add(id);
    const ended = (): void => {
      for (const id of notices) this.#underWay.delete(id);
    };
    void deliverNotices({ notices })
      .then((report) => {
        ended();
        this.#onReport(report);
        // What could not be handed over yet is asked for anew; those delivered already are left alone.
        if (report.waiting > 0) this.start(notices);
      })
      .catch((failure: unknown) => {
        ended();
        log.warn('notices given up', { stream: this.#stream, failure: String(failure) });
      });
  }
}
