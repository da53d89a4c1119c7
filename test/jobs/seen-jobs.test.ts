/** Loops as they are counted for whoever watches from outside. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createJob } from '../../jobs/job.ts';
import { keepDoing } from '../../jobs/keep-doing.ts';
import { openCounter } from '../../jobs/mail-counter.ts';
import type { Database } from '../../prisma/database.ts';
import { METRICS } from '../../telemetry/metrics.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** Takes what is noted, and has no rows. */
const database = { pool: { query: async () => ({ rows: [], rowCount: 0 }) } } as unknown as Database; // what a job asks of it

async function figureOf(name: string, job: string): Promise<number | undefined> {
  const metric = await METRICS.getSingleMetric(name)?.get();
  return metric?.values.find(({ labels }) => labels.job === job)?.value;
}

describe('a job', () => {
  it('is 0 before it fails, and then one more each time; when it last worked is known', async () => {
    const job = createJob(database, 'JOURNAL', 'a job of the test', () => undefined);
    expect(await figureOf('tuojian_job_failures_total', 'a job of the test')).toBe(0);
    await job.run(async () => undefined);
    expect(await figureOf('tuojian_job_last_run_timestamp_seconds', 'a job of the test')).toBe(1_000);
    vi.setSystemTime(2_000_000);
    await job.run(() => Promise.reject(new Error('no')), 'now');
    expect(await figureOf('tuojian_job_failures_total', 'a job of the test')).toBe(1);
    expect(await figureOf('tuojian_job_runs_total', 'a job of the test')).toBe(1);
    expect(await figureOf('tuojian_job_last_run_timestamp_seconds', 'a job of the test')).toBe(1_000);
  });

  it('that is a loop of its own is counted by its rounds', async () => {
    let works = true;
    const seenAs = { loop: 'ALARM', job: 'a loop of the test' };
    const work = async (): Promise<void> => {
      if (!works) throw new Error('no');
    };
    const doing = keepDoing({ everyMs: 10, work, seenAs, onFault: () => undefined });
    await vi.advanceTimersByTimeAsync(25);
    works = false;
    await vi.advanceTimersByTimeAsync(10);
    await doing.stop();
    expect(await figureOf('tuojian_job_runs_total', 'a loop of the test')).toBe(2);
    expect(await figureOf('tuojian_job_failures_total', 'a loop of the test')).toBe(1);
  });
});

it('a mail that waits at the counter goes out in the trace of what was recorded, whichever lane takes it', async () => {
  const trace = new AsyncLocalStorage<string>();
  const seen: string[] = [];
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const counter = openCounter(async (stream) => {
    await held;
    seen.push(`${stream} ${trace.getStore()}`);
  });
  for (let nth = 0; nth < 5; nth += 1) trace.run(`trace-${nth}`, () => counter.wake(`approval/${nth}`, [1]));
  go();
  await vi.waitFor(() => expect(seen).toHaveLength(5));
  expect(seen.sort()).toEqual([0, 1, 2, 3, 4].map((nth) => `approval/${nth} trace-${nth}`));
  await counter.stop();
});
