/**
 * Where what was just recorded goes out at once, a few at a time; what waits here too long, fails, or is lost with the
 * process is found by the next look at what is due (docs/adr/0017). Deliberately absent: what a notice says.
 */

/** As many as the mail server is spoken to at once (notices/smtp-mailer.ts). */
const LANES = 3;
/** More than these wait for the next look. */
const WAITING_MAX = 500;

export function openCounter(deliver: (stream: string, versions: readonly number[]) => Promise<void>): {
  wake(stream: string, versions: readonly number[]): void;
  stop(): Promise<void>;
} {
  const waiting: { readonly stream: string; readonly versions: readonly number[] }[] = [];
  const lanes = new Set<Promise<void>>();
  let stopped = false;
  const work = async (): Promise<void> => {
    // A failure is no loss: the ledger is looked at every two seconds anyway, and tells of it.
    for (let next = waiting.shift(); next !== undefined && !stopped; next = waiting.shift())
      await deliver(next.stream, next.versions).catch(() => undefined);
  };
  return {
    wake(stream, versions) {
      if (stopped || versions.length === 0 || waiting.length >= WAITING_MAX) return;
      waiting.push({ stream, versions });
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
