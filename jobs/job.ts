/**
 * One job of a loop that has several: it fails alone, rests longer after each failure, is told once until it works again,
 * and is set aside meanwhile, so that people see it. Deliberately absent: how often it is asked.
 */
import type { Loop } from '../domain/aside.ts';
import { setAside, settleAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import { jobFailures, jobLastRun, jobRuns } from '../telemetry/metrics.ts';

export type Job = {
  /** Null: done, or it rests (`now`: no rest). Otherwise the error. */
  run(work: () => Promise<void>, now?: 'now'): Promise<{ readonly error: unknown } | null>;
};

const REST_MS = 1_000;
const REST_MAX_MS = 60_000;

/** `name`: what the job does, as people read it in `tuojian aside list`. */
export function createJob(db: Database, loop: Loop, name: string, onFault: (error: unknown) => void): Job {
  let failures = 0;
  let restUntil = 0;
  /** A process that ended left it set aside, perhaps. */
  let known = false;
  const labels = { loop, job: name };
  // A job that has not failed yet is there all the same: whoever watches sees 0, and not nothing.
  jobFailures.inc(labels, 0);
  return {
    async run(work, now) {
      if (now === undefined && Date.now() < restUntil) return null;
      try {
        await work();
        if (failures > 0 || !known) known = await settled();
        failures = 0;
        restUntil = 0;
        jobRuns.inc(labels);
        jobLastRun.set(labels, Date.now() / 1_000);
        return null;
      } catch (error) {
        failures += 1;
        jobFailures.inc(labels);
        known = false;
        restUntil = Date.now() + Math.min(REST_MAX_MS, REST_MS * 2 ** (failures - 1));
        if (failures === 1) onFault(error);
        await setAside(db, { loop, item: name, about: null, reason: error });
        return { error };
      }
    },
  };
  async function settled(): Promise<boolean> {
    await settleAside(db, loop, name);
    return true;
  }
}
