import { noopMetricMeter } from '@temporalio/common';
import { DefaultLogger } from '@temporalio/worker';
import { compileWorkerOptions } from '@temporalio/worker/lib/worker-options.js';
import { expect, it } from 'vitest';
import { TURN } from '../../temporal/turn.ts';

it('a turn of a workflow has a minute: the SDK takes over an option that its type does not name', () => {
  const { isolateExecutionTimeoutMs } = compileWorkerOptions({ taskQueue: 'tuojian', ...TURN }, new DefaultLogger('ERROR'), noopMetricMeter);
  expect(isolateExecutionTimeoutMs).toBe(60_000);
});
