/** What a service takes of processors while nobody asks it anything. */
import { setTimeout as sleep } from 'node:timers/promises';
import { PROGRAMS, type Program, takenBy } from './approvals/processor-time.ts';

/** After the last request. */
export const REST_S = 60;
export const WATCH_S = 30;

export type Idle = Readonly<Record<Program, number>>;

/** Percent of a core, from a minute after now on. `watchSeconds`: what comes every five minutes is seen by who watches longer. */
export async function idleOf(pid: number, watchSeconds = WATCH_S): Promise<Idle> {
  await sleep(REST_S * 1_000);
  return busyOf(pid, watchSeconds);
}

async function busyOf(pid: number, seconds: number): Promise<Idle> {
  const [before, from] = [takenBy(pid).cpuMs, performance.now()];
  await sleep(seconds * 1_000);
  const [after, took] = [takenBy(pid).cpuMs, performance.now() - from];
  const percent = (program: Program): number => Math.max(0, ((after[program] - before[program]) / took) * 100);
  return { service: percent('service'), temporal: percent('temporal'), postgres: percent('postgres') };
}

/** Waits until what was begun is done: until all together take less than this of a core over five seconds. Error: they do not within the limit. */
export async function settled(pid: number, percent: number, limitSeconds: number): Promise<void> {
  for (const from = performance.now(); ; ) {
    const busy = await busyOf(pid, 5);
    const all = PROGRAMS.reduce((sum, program) => sum + busy[program], 0);
    if (all < percent) return;
    if (performance.now() - from > limitSeconds * 1_000) throw new Error(`after ${limitSeconds} s it still takes ${all.toFixed(0)} % of a core`);
  }
}
