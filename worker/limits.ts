/**
 * How much a worker holds and does at once, by the processors of its machine. Measured on two cores (docs/figures.md); what
 * more cores get is in proportion and was not measured. Deliberately absent: limits of time (create-worker.ts).
 */
import { availableParallelism } from 'node:os';

/**
 * A case that is held is not read again when something happens to it, and takes about a megabyte meanwhile; one that sleeps
 * for months should take none. The SDK by itself would hold as many as fill half of the heap.
 */
const HELD_PER_CORE = 100;
const HELD = { least: 200, most: 1_600 } as const;
/** Activities wait, mostly for other servers. */
const ACTIVITIES = 20;

const within = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value));

export const limitsFor = (cores: number = availableParallelism()) => ({
  maxCachedWorkflows: within(HELD.least, HELD_PER_CORE * cores, HELD.most),
  maxConcurrentActivityTaskExecutions: ACTIVITIES,
});
