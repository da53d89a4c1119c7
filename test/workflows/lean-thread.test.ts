import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TURN_MS } from '../../temporal/turn.ts';
import { leanWorkflowThreads } from '../../worker/lean-thread.ts';
import { plainCalendar, world } from '../setup/builders.ts';
import { MemoryRecord } from '../setup/memory-record.ts';
import { type SkippedTime, startSkippedTime } from '../setup/time.ts';
import { question } from './hard-workflows.ts';

let time: SkippedTime;

/** `limitMs`: what the SDK's own watchdog is told, which the service's threads do without. The SDK reads it, but its type does not name it. */
async function workerOn(taskQueue: string, limitMs: number): Promise<Worker> {
  const workflowsPath = fileURLToPath(new URL('./hard-workflows.ts', import.meta.url));
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  return Worker.create({ connection: time.env.nativeConnection, taskQueue, workflowBundle, ...{ isolateExecutionTimeout: limitMs } });
}

beforeAll(async () => {
  time = await startSkippedTime(new MemoryRecord(world(plainCalendar)));
});
afterAll(async () => {
  leanWorkflowThreads({ turnMs: TURN_MS });
  await time.stop();
});

it('has no watchdog of the SDK, which would have cut this turn off', async () => {
  leanWorkflowThreads({ turnMs: TURN_MS });
  const worker = await workerOn('busy', 10);
  const done = worker.runUntil(time.env.client.workflow.execute('busy', { workflowId: 'busy', taskQueue: 'busy', workflowTaskTimeout: '1 minute' }));
  await expect(done).resolves.toBe('done true');
});

it('ends a turn that does not end together with its thread, and the worker says why', async () => {
  leanWorkflowThreads({ turnMs: 1_000 });
  const worker = await workerOn('endless', 600_000);
  await time.env.client.workflow.start('endless', { workflowId: 'endless', taskQueue: 'endless' });
  await expect(worker.run()).rejects.toThrow('a turn of a workflow took more than 1 s');
});

it('fails no first task that brings an Update', async () => {
  leanWorkflowThreads({ turnMs: TURN_MS });
  const worker = await workerOn('first', 600_000);
  const handle = await time.env.client.workflow.start('asked', { workflowId: 'first', taskQueue: 'first' });
  expect(await worker.runUntil(handle.executeUpdate(question))).toBe('answer');
  const { events } = await handle.fetchHistory();
  expect((events ?? []).filter(({ workflowTaskFailedEventAttributes: failed }) => failed != null)).toEqual([]);
});

it('holds no stack trace for each promise', async () => {
  leanWorkflowThreads({ turnMs: TURN_MS });
  const worker = await workerOn('asked', 600_000);
  const handle = await time.env.client.workflow.start('busy', { workflowId: 'asked', taskQueue: 'asked', workflowTaskTimeout: '1 minute' });
  const asked = worker.runUntil(handle.result().then(() => handle.query('__stack_trace')));
  await expect(asked).rejects.toThrow('stack traces are not enabled');
});
