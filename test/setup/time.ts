/** A Temporal server whose time can be skipped, with a worker on it; one a test file, because skipping is global to it. */

import type { Duration } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/index.ts';
import type { CasePost } from '../../activities/ports.ts';
import { readSettings } from '../../config/env.ts';
import { caseKindOf } from '../../domain/cases.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { findTemporalCli } from '../../local/temporal-cli.ts';
import { findTimeSkippingServer } from '../../scripts/time-skipping-server.ts';
import { createCasePost } from '../../temporal/case-post.ts';
import { createSealer } from '../../temporal/seal.ts';
import { TURN } from '../../temporal/turn.ts';
import { createLog } from '../../worker/service-log.ts';
import { installTemporalRuntime } from '../../worker/temporal-runtime.ts';
import { bundleWorkflows } from '../../worker/workflow-bundle.ts';
import { type CommandAnswer, commandUpdate, inputOf, TASK_QUEUE, WORKFLOW_TYPES } from '../../workflows/contract.ts';
import type { MemoryRecord } from './memory-record.ts';

/** The SDK gives a server five seconds to start, which a Java one can miss on a busy machine. */
async function startServer(inRealTime: boolean): Promise<TestWorkflowEnvironment> {
  const { cacheDir, temporal } = readSettings();
  const path = inRealTime ? await findTemporalCli({ cliPath: temporal.cliPath, cacheDir }) : await findTimeSkippingServer(cacheDir);
  const server = { executable: { type: 'existing-path', path } } as const;
  for (let tries = 1; ; tries += 1) {
    try {
      return await (inRealTime ? TestWorkflowEnvironment.createLocal({ server }) : TestWorkflowEnvironment.createTimeSkipping({ server }));
    } catch (error) {
      if (tries === 6) throw error;
    }
  }
}

/** What a play of a whole project asks of the time it runs in. */
export type PlayTime = {
  readonly env: { currentTimeMs(): Promise<number> };
  open(stream: string, command: AnyCommand, actor: Actor): Promise<void>;
  command(stream: string, command: AnyCommand, actor: Actor): Promise<CommandAnswer>;
  /** Lets so much time pass, with all timers in it. */
  sleep(duration: '90 days' | '40 days' | '8 days' | '3 days' | '2 days' | '1 day' | '3 hours'): Promise<void>;
};

export type SkippedTime = {
  readonly env: TestWorkflowEnvironment;
  open(stream: string, command: AnyCommand, actor: Actor): Promise<void>;
  command(stream: string, command: AnyCommand, actor: Actor): Promise<CommandAnswer>;
  /** Lets so much time pass, with all timers in it. */
  sleep(duration: Duration): Promise<void>;
  /** A worker on a task queue of its own, until something has happened. */
  workOn<T>(taskQueue: string, until: Promise<T>): Promise<T>;
  stop(): Promise<void>;
};

export type TimeOptions = {
  readonly maxCachedWorkflows?: number;
  /** Temporal's own server, where no time is skipped. */
  readonly inRealTime?: true;
  /** Stands between cases, to see or delay what one tells another. */
  readonly between?: (post: CasePost) => CasePost;
  /** The workflows; those of the product unless given. */
  readonly bundle?: { readonly code: string };
};

export async function startSkippedTime(record: MemoryRecord, options: TimeOptions = {}): Promise<SkippedTime> {
  installTemporalRuntime(createLog('silent'));
  const { between = (post) => post, bundle, inRealTime = false, ...limits } = options;
  const env = await startServer(inRealTime);
  const workflowBundle = bundle ?? (await bundleWorkflows());
  // Seals have a test of their own, on a real stack (test/trouble/forged.test.ts).
  const guard = { mustBeLocal: () => undefined, mustBeGenuine: async () => undefined };
  const sealer = createSealer({ newest: { id: 'test', secret: Buffer.alloc(32) }, find: () => null });
  const workerOn = (taskQueue: string) =>
    Worker.create({
      connection: env.nativeConnection,
      taskQueue,
      workflowBundle,
      activities: createActivities({ recorder: record, courier: record.courier, cases: between(createCasePost(env.client, sealer)), guard }),
      ...TURN,
      ...limits,
    });
  const worker = await workerOn(TASK_QUEUE);
  const done = worker.run();
  let count = 0;
  const envelope = (command: AnyCommand, actor: Actor) => {
    count += 1;
    // As the gateway sends them.
    return { command, actor, commandId: `test-${count}`, rules: RULES };
  };
  return {
    env,
    async open(stream, command, actor) {
      const input = inputOf({ stream, open: envelope(command, actor) });
      await env.client.workflow.start(WORKFLOW_TYPES[caseKindOf(stream)], { workflowId: stream, taskQueue: TASK_QUEUE, args: [input] });
    },
    command: (stream, command, actor) => env.client.workflow.getHandle(stream).executeUpdate(commandUpdate, { args: [envelope(command, actor)] }),
    sleep: (duration) => env.sleep(duration),
    workOn: async (taskQueue, until) => (await workerOn(taskQueue)).runUntil(until),
    async stop() {
      worker.shutdown();
      await done;
      await env.teardown();
    },
  };
}
