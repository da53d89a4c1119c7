import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payloadBytes } from '../../bench/large/large-step.ts';
import type { ApprovalState } from '../../domain/approval/facts.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import {
  type CaseInput,
  commandUpdate,
  inputOf,
  synchroniseSignal,
  TASK_QUEUE,
  tellSignal,
  viewQuery,
  WORKFLOW_TYPES,
} from '../../workflows/contract.ts';
import { choose, openApproval, person, plainCalendar, route, system, world } from '../setup/builders.ts';
import { MemoryRecord } from '../setup/memory-record.ts';
import { recordedBy010 } from '../setup/recorded-release.ts';
import { type SkippedTime, startSkippedTime } from '../setup/time.ts';

let time: SkippedTime;
const record = new MemoryRecord(world(plainCalendar));
beforeAll(async () => {
  time = await startSkippedTime(record);
});
afterAll(() => time.stop());

let count = 0;
async function opened(pinned = route({ agree: 'ANY' })): Promise<string> {
  count += 1;
  const stream = `approval/T-${count}`;
  const today = dayAt(new Date(await time.env.currentTimeMs()).toISOString());
  const opening: object = { ...openApproval(pinned), acceptedOn: today };
  await time.open(stream, opening as AnyCommand, system);
  for (let tries = 0; record.types(stream).length < 3 && tries < 100; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  return stream;
}
const stateOf = (stream: string) => record.state<ApprovalState>(stream);
const codeOf = (error: unknown) =>
  error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure ? error.cause.type : String(error);

/** Every run of a workflow, the newest first: how many events, and the largest payload in bytes. */
async function runsOf(stream: string): Promise<readonly { readonly events: number; readonly largest: number }[]> {
  const runs = [];
  for (let run: string | null | undefined = ''; run !== null && run !== undefined; ) {
    const { events } = await time.env.client.workflow.getHandle(stream, run === '' ? undefined : run).fetchHistory();
    runs.push({ events: events?.length ?? 0, largest: Math.max(...(events ?? []).flatMap(payloadBytes)) });
    run = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || null;
  }
  return runs;
}

describe('an approval in skipped time', () => {
  it('reminds, turns red and escalates in working days while nobody answers, and is still open for a late decision', async () => {
    const stream = await opened();
    const marks = stateOf(stream).opening?.deadline?.marks ?? [];
    expect(marks.map(({ mark }) => mark)).toEqual(['YELLOW', 'RED', 'RED_1', 'RED_3', ...Array.from({ length: 12 }, (_, i) => `RED_${(i + 1) * 5}`)]);
    // Ten working days of limit and sixty of reminders and escalations to three levels of the leading group.
    await time.sleep('100 days');
    expect(stateOf(stream).opening?.marksReached).toEqual(marks.map(({ mark }) => mark));
    const reached = (record.streams.get(stream)?.events ?? []).filter((event) => event.type === 'MarkReached').map((event) => event.occurredAt);
    reached.forEach((at, index) => {
      const late = Date.parse(at) - Date.parse(marks[index]?.at ?? '');
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(60_000);
    });
    await time.command(stream, choose(stateOf(stream), 'APPROVE') as AnyCommand, person('ann'));
    expect(stateOf(stream).status).toBe('APPROVED');
    await time.sleep('60 days');
    expect(record.types(stream).filter((type) => type === 'MarkReached')).toHaveLength(marks.length);
    const told = record.notices
      .filter((n) => n.stream === stream && 'role' in n.notice.to)
      .map((n) => ('role' in n.notice.to ? n.notice.to.role : ''));
    expect(told).toEqual(['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'DEPUTY_LEADER', 'GROUP_LEADER']);
  });

  it('counts one of two opposite decisions that arrive at once, and tells the other why it was not counted', async () => {
    for (let round = 0; round < 10; round += 1) {
      const stream = await opened();
      const state = stateOf(stream);
      const ends = await Promise.allSettled([
        time.command(stream, choose(state, 'APPROVE') as AnyCommand, person('ann')),
        time.command(stream, choose(state, 'REJECT', 'no') as AnyCommand, person('ben')),
      ]);
      expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1);
      expect(record.types(stream).filter((type) => type === 'DecisionMade')).toHaveLength(1);
    }
  });

  it('answers a repeated command with the first answer and records it once', async () => {
    const stream = await opened(route({ agree: 'ALL' }));
    const envelope = { command: choose(stateOf(stream), 'APPROVE') as AnyCommand, actor: person('ann'), commandId: `same-${stream}` };
    const handle = time.env.client.workflow.getHandle(stream);
    const first = await handle.executeUpdate(commandUpdate, { args: [envelope] });
    const second = await handle.executeUpdate(commandUpdate, { args: [envelope] });
    expect(second).toEqual(first);
    expect(stateOf(stream).decisions).toHaveLength(1);
  });

  it('counts a decision once although the reply of its COMMIT was lost', async () => {
    const stream = await opened(route({ agree: 'ALL' }));
    record.loseReplyOf = stream;
    const answer = await time.command(stream, choose(stateOf(stream), 'APPROVE') as AnyCommand, person('ann'));
    expect(answer.events).toHaveLength(1);
    expect(stateOf(stream).decisions).toHaveLength(1);
  });

  it('refuses with the code and sentence of the domain, and leaves no event', async () => {
    const stream = await opened();
    const before = record.types(stream).length;
    const failure = await time.command(stream, choose(stateOf(stream), 'REJECT') as AnyCommand, person('ann')).catch(codeOf);
    expect(failure).toBe('REASON_REQUIRED');
    expect(record.types(stream)).toHaveLength(before);
  });

  it('refuses, with nothing recorded, what the calendar or the roles cannot answer, and goes on afterwards', async () => {
    const stream = await opened(route({}, {}));
    record.refuseWith = 'CALENDAR_YEAR_UNKNOWN';
    const failure = await time.command(stream, choose(stateOf(stream), 'APPROVE') as AnyCommand, person('ann')).catch(codeOf);
    record.refuseWith = null;
    expect(failure).toBe('CALENDAR_YEAR_UNKNOWN');
    expect(stateOf(stream)).toMatchObject({ step: 0, decisions: [] });
    await time.command(stream, choose(stateOf(stream), 'APPROVE') as AnyCommand, person('ann'));
    expect(stateOf(stream).step).toBe(1);
  });

  it('of 200 approvers is decided by each, tells each, and closes, within 4,096 events and 256 KB a payload', async () => {
    const people = Array.from({ length: 200 }, (_, index) => `voter-${index}`);
    const stream = await opened(route({ agree: 'ALL', people }));
    for (const who of people) await time.command(stream, choose(stateOf(stream), 'APPROVE', '同意') as AnyCommand, person(who));
    expect(stateOf(stream).status).toBe('APPROVED');
    expect(record.notices.filter((n) => n.stream === stream && n.notice.template === 'task')).toHaveLength(200);
    const [run, ...before] = await runsOf(stream);
    expect(before).toHaveLength(0);
    expect(run?.events).toBeLessThan(4_096);
    expect(run?.largest).toBeLessThan(256 * 1_024);
  }, 120_000);

  it('in which 700 long remarks were made goes on in new runs, none with a payload over 256 KB, and nothing is lost', async () => {
    const stream = await opened();
    const text = '建议补充施工图纸'.repeat(60);
    for (let n = 0; n < 700; n += 1) await time.command(stream, { type: 'Comment', text: `${n} ${text}` } as AnyCommand, person('ann'));
    await time.command(stream, choose(stateOf(stream), 'APPROVE') as AnyCommand, person('ann'));
    expect(stateOf(stream)).toMatchObject({ status: 'APPROVED', decisions: [{ person: 'ann' }] });
    expect(stateOf(stream).remarks).toHaveLength(700);
    const runs = await runsOf(stream);
    expect(runs.length).toBeGreaterThan(1);
    for (const run of runs) {
      expect(run.events).toBeLessThan(4_096);
      expect(run.largest).toBeLessThan(256 * 1_024);
    }
  }, 120_000);

  it('goes on from a state that release 0.1.0 handed to its next run: made again from the record, in the shape of today', async () => {
    const stream = 'approval/QH-01.LAND_PRE';
    const old = recordedBy010().get(stream) ?? [];
    const until = old.slice(0, old.findIndex(({ type }) => type === 'StepOpened') + 1);
    record.keep(
      stream,
      until.map((event) => ({ ...event, schema: 1 })),
    );
    const resumed = { version: until.length, state: { of: 'another shape' }, answered: [], notices: [], consequences: [] };
    const input = inputOf({ stream, resumed: resumed as CaseInput['resumed'] & object /* a shape of long ago */ });
    await time.env.client.workflow.start(WORKFLOW_TYPES.approval, { workflowId: stream, taskQueue: TASK_QUEUE, args: [input] });
    await time.command(stream, choose(stateOf(stream), 'APPROVE') as AnyCommand, person('luo-ping'));
    expect(stateOf(stream)).toMatchObject({ status: 'APPROVED', decisions: [{ person: 'luo-ping', task: 1 }] });
  });

  it.each([
    ['of an older shape', { of: 'another shape' }],
    ['that was too large to be handed on', null],
  ])('takes no command before a state %s was made again, not even one that comes with its first task', async (what, state) => {
    const stream = `approval/QH-01.FOLD-${what.length}`;
    const old = recordedBy010().get('approval/QH-01.LAND_PRE') ?? [];
    const until = old.slice(0, old.findIndex(({ type }) => type === 'StepOpened') + 1);
    record.keep(
      stream,
      until.map((event) => ({ ...event, schema: 1 })),
    );
    const resumed = { version: until.length, state, answered: [], notices: [], consequences: [] };
    const input = inputOf({ stream, resumed: resumed as CaseInput['resumed'] & object /* a shape of long ago */ });
    // Nobody works on this queue yet, so that run and command come to the worker in one task.
    await time.env.client.workflow.start(WORKFLOW_TYPES.approval, { workflowId: stream, taskQueue: `late-${what.length}`, args: [input] });
    const command = choose(stateOf(stream), 'APPROVE') as AnyCommand;
    const envelope = { command, actor: person('luo-ping'), commandId: 'with-the-first-task' };
    const decided = time.env.client.workflow.getHandle(stream).executeUpdate(commandUpdate, { args: [envelope] });
    decided.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const answer = await time.workOn(`late-${what.length}`, decided);
    expect(answer).toMatchObject({ status: 'APPROVED' });
    expect(stateOf(stream)).toMatchObject({ status: 'APPROVED', decisions: [{ person: 'luo-ping', task: 1 }] });
  });

  /** A worker died between the commit and the end of its workflow task: the record alone knows of ann's decision. */
  const decidedUnseen = (stream: string, commandId: string) => {
    const whose = { opening: 1, step: 0, round: 1, task: 1, person: 'ann', onBehalfOf: null };
    const how = { choice: 'APPROVE', reason: null, conditions: [], score: null, seen: stateOf(stream).contentHash, route: 'TEST/1' };
    const events = [{ type: 'DecisionMade', data: { ...whose, ...how } }];
    return record.record({ stream, expectedVersion: 3, commandId, actor: person('ann'), occurredAt: new Date().toISOString(), events });
  };

  it('asks the record before it refuses what it is told: what it would refuse as it knows the case may be right as the case is', async () => {
    const stream = await opened(route({ agree: 'ALL', people: ['ann', 'ben'] }));
    await decidedUnseen(stream, 'unseen');
    const envelope = { command: { type: 'TakeBack' } as AnyCommand, actor: person('ann'), commandId: 'taken-back' };
    await time.env.client.workflow.getHandle(stream).signal(tellSignal, envelope);
    for (let tries = 0; record.types(stream).length < 5 && tries < 100; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(record.types(stream).slice(3)).toEqual(['DecisionMade', 'DecisionTakenBack']);
  });

  it('takes in what the record holds and it never learned of: before the next command, or when it is asked to look', async () => {
    for (const how of ['command', 'signal'] as const) {
      const stream = await opened(route({ agree: 'ALL', people: ['ann', 'ben', 'carl'] }));
      const state = stateOf(stream);
      await decidedUnseen(stream, `lost-${how}`);
      const handle = time.env.client.workflow.getHandle(stream);
      expect((await handle.query(viewQuery)).version).toBe(3);
      if (how === 'signal') {
        await handle.signal(synchroniseSignal);
        for (let tries = 0; (await handle.query(viewQuery)).version < 4 && tries < 100; tries += 1)
          await new Promise((resolve) => setTimeout(resolve, 50));
        expect((await handle.query(viewQuery)).version).toBe(4);
      } else {
        const answer = await time.command(stream, choose(state, 'APPROVE') as AnyCommand, person('ben'));
        expect(answer.version).toBe(5);
      }
      const again = await handle.executeUpdate(commandUpdate, {
        args: [{ command: choose(state, 'APPROVE') as AnyCommand, actor: person('ann'), commandId: `lost-${how}` }],
      });
      expect(again.events).toEqual([{ version: 4, type: 'DecisionMade' }]);
    }
  });
});
