/** Cases that are asked how far they are while they record, on Temporal's own server, where what comes together comes as it does in service. */
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { RecordAnswer, RecordRequest } from '../../domain/kernel/record.ts';
import { headByWorkflow } from '../../temporal/case-head.ts';
import { TURN } from '../../temporal/turn.ts';
import { bundleWorkflows } from '../../worker/workflow-bundle.ts';
import { commandUpdate, inputOf, TASK_QUEUE, WORKFLOW_TYPES } from '../../workflows/contract.ts';
import { choose, openApproval, person, plainCalendar, route, system, world } from '../setup/builders.ts';
import { MemoryRecord } from '../setup/memory-record.ts';
import { type SkippedTime, startSkippedTime } from '../setup/time.ts';

const CASES = 60;
const SIDE_BY_SIDE = 8;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const within = (ms: number) => pause(Math.random() * ms);

/** As a database answers: each time after another while. */
class SlowRecord extends MemoryRecord {
  override async record(request: RecordRequest): Promise<RecordAnswer> {
    await within(15);
    return super.record(request);
  }
}

let time: SkippedTime;
const record = new SlowRecord(world(plainCalendar));
beforeAll(async () => {
  time = await startSkippedTime(record, { inRealTime: true });
});
afterAll(() => time.stop());

const codeOf = (error: unknown) =>
  error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure ? error.cause.type : String(error);

async function opened(stream: string): Promise<void> {
  const acceptedOn = dayAt(new Date().toISOString());
  const command: object = openApproval(route({ people: ['ann'] }, { people: ['ben'] }), { acceptedOn });
  const open = { command: command as AnyCommand, actor: system, commandId: `open-${stream}` };
  await time.env.client.workflow.start(WORKFLOW_TYPES.approval, { workflowId: stream, taskQueue: TASK_QUEUE, args: [inputOf({ stream, open })] });
  await expect.poll(() => record.types(stream).length, { timeout: 20_000, interval: 10 }).toBeGreaterThanOrEqual(3);
}

/** Opposite acts of one moment, and the question in between. Returns how often it was answered. */
async function raced(stream: string): Promise<number> {
  const state = record.state<ApprovalState>(stream);
  const handle = time.env.client.workflow.getHandle(stream);
  const acts = [
    ['ann', choose(state, 'APPROVE')],
    ['ann', choose(state, 'REJECT', 'no')],
    ['ann', { type: 'HandOver', to: 'ben', reason: 'x' }],
    ['manager', { type: 'Withdraw', reason: 'x' }],
  ] as const;
  const [ends, heads] = await Promise.all([
    Promise.all(
      acts.map(async ([who, command], nth) => {
        await within(40);
        const envelope = { command: command as AnyCommand, actor: person(who), commandId: `${stream}-${nth}`, rules: RULES };
        return handle.executeUpdate(commandUpdate, { args: [envelope] }).then(() => 'DONE', codeOf);
      }),
    ),
    Promise.all(Array.from({ length: 4 }, () => within(60).then(() => headByWorkflow(time.env.client, stream)))),
  ]);
  expect(ends).toContain('DONE');
  for (const head of heads) if (head !== null) expect(head.version).toBeGreaterThanOrEqual(3);
  return heads.filter((head) => head !== null).length;
}

it('answers without a trace, and leaves histories that can be replayed', async () => {
  const streams = Array.from({ length: CASES }, (_, nth) => `approval/ASKED-${nth}`);
  const waiting = [...streams];
  const answers: number[] = [];
  const lane = async (): Promise<void> => {
    for (let stream = waiting.shift(); stream !== undefined; stream = waiting.shift()) {
      await opened(stream);
      answers.push(await raced(stream));
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  expect(answers.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(CASES);
  const histories = await Promise.all(
    streams.map(async (workflowId) => ({ workflowId, history: await time.env.client.workflow.getHandle(workflowId).fetchHistory() })),
  );
  const failed: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: await bundleWorkflows(), ...TURN }, histories)) {
    if (error !== undefined) failed.push(`${workflowId}: ${error.message}`);
  }
  expect(failed).toEqual([]);
});

it('says of a case that has ended that nobody answers for it', async () => {
  expect(await headByWorkflow(time.env.client, 'approval/NEVER')).toBeNull();
});
