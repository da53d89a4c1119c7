/**
 * Where what was just recorded goes out at once, a few at a time; what waits here too long, fails, or is lost with the
 * process is found by the next look at what is due (docs/adr/0017). Deliberately absent: what a notice says.
 */

import { AsyncResource } from 'node:async_hooks';

/** As many as the mail server is spoken to at once (notices/smtp-mailer.ts). */
const LANES = 3;
/** More than these wait for the next look. */
const WAITING_MAX = 500;

export function openCounter(deliver: (stream: string, versions: readonly number[]) => Promise<void>): {
  wake(stream: string, versions: readonly number[]): void;
  stop(): Promise<void>;
} {
  const waiting: (() => Promise<void>)[] = [];
  const lanes = new Set<Promise<void>>();
  let stopped = false;
  const work = async (): Promise<void> => {
    // A failure is no loss: the ledger is looked at every two seconds anyway, and tells of it.
    for (let next = waiting.shift(); next !== undefined && !stopped; next = waiting.shift()) await next().catch(() => undefined);
  };
  return {
    wake(stream, versions) {
      if (stopped || versions.length === 0 || waiting.length >= WAITING_MAX) return;
      // Each in the trace of what was recorded, whichever lane takes it.
      waiting.push(AsyncResource.bind(() => deliver(stream, versions)));
      if (lanes.size >= LANES) return;
      const lane = work().finally(() => lanes.delete(lane));
      lanes.add(lane);
    },
    async stop() {
      stopped = true;
      await Promise.all(lanes);
    },
  };
}
