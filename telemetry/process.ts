/**
 * What a process uses, looked at when somebody asks and never between: prom-client's own collection keeps a timer of ten
 * milliseconds and an observer of each garbage collection, which cost a service at rest more than all it does.
 */
import { performance } from 'node:perf_hooks';
import { buildInfo, cpuSeconds, heapBytes, loopUtilization, memoryBytes, startTime, whenAsked } from './metrics.ts';

/** Which parts a process holds. */
export type PartName = 'api' | 'worker' | 'all';

/** Begins to offer it; returns how to end that. */
export function watchProcess(part: PartName, version: string): () => void {
  buildInfo.set({ version, node: process.versions.node, part }, 1);
  startTime.set(performance.timeOrigin / 1_000);
  let before = performance.eventLoopUtilization();
  return whenAsked(() => {
    const { user, system } = process.cpuUsage();
    cpuSeconds.reset();
    cpuSeconds.inc((user + system) / 1e6);
    const { rss, heapUsed } = process.memoryUsage();
    memoryBytes.set(rss);
    heapBytes.set(heapUsed);
    loopUtilization.set(performance.eventLoopUtilization(before).utilization);
    before = performance.eventLoopUtilization();
  });
}
