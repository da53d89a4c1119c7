/**
 * What a project played in peace does not come to, for the histories of a release: a way that a run takes only where something
 * broke or came at once, or that only a run of an earlier release takes (workflows/versions.ts).
 */
import { setTimeout } from 'node:timers/promises';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { RecordAnswer, RecordRequest } from '../../domain/kernel/record.ts';
import { untilKnown } from '../../scripts/demo/until-known.ts';
import { type CommandAnswer, inputOf, synchroniseSignal, TASK_QUEUE, WORKFLOW_TYPES } from '../../workflows/contract.ts';
import { choose, openApproval, person, plainCalendar, route, system, world } from '../setup/builders.ts';
import { MemoryRecord } from '../setup/memory-record.ts';
import { type SkippedTime, startSkippedTime } from '../setup/time.ts';

class AwayRecord extends MemoryRecord {
  readonly away = new Set<string>();
  override async record(request: RecordRequest): Promise<RecordAnswer> {
    if (this.away.has(request.stream)) throw new Error('connection refused');
    return super.record(request);
  }
}

/** Approvals by a worker that has room for three, on Temporal's own server. */
export type Scene = { readonly time: SkippedTime; readonly record: AwayRecord };

/** How long the record of two cases is away, if the others do not come to an end before. */
const OUTAGE_MS = 20_000;

export async function startScene(): Promise<Scene> {
  const record = new AwayRecord(world(plainCalendar));
  return { record, time: await startSkippedTime(record, { maxCachedWorkflows: 3, inRealTime: true }) };
}

const note = ({ time }: Scene, stream: string, nth: number): Promise<CommandAnswer> =>
  time.command(stream, { type: 'Comment', text: `${nth}` } as AnyCommand, person('ann')); // of an approval

async function opened({ record }: Scene, stream: string): Promise<void> {
  const events = async (): Promise<void> => {
    if (record.types(stream).length < 3) throw new Error(`${record.types(stream).length} events`);
  };
  await untilKnown(`the opening of ${stream}`, events, { limitMs: 20_000, everyMs: 25 });
}

async function opening({ time }: Scene): Promise<AnyCommand> {
  const acceptedOn = dayAt(new Date(await time.env.currentTimeMs()).toISOString());
  return openApproval(route({ agree: 'ALL', people: ['ann', 'ben'] }), { acceptedOn });
}

/**
 * The worker needs the room of cases whose record does not answer: Temporal Core ends what they wait for as cancelled, and
 * tells them so. One was asked for a decision, the other told to look at its record; `others` need the room again and again.
 */
export async function cutOff(
  scene: Scene,
): Promise<{ readonly cut: readonly string[]; readonly others: readonly string[]; readonly answer: CommandAnswer }> {
  const { time, record } = scene;
  const [asked = '', told = '', ...others] = Array.from({ length: 7 }, (_, nth) => `approval/CUT-${nth}`);
  const streams = [asked, told, ...others];
  const open = await opening(scene);
  for (const stream of streams) await time.open(stream, open, system);
  for (const stream of streams) await opened(scene, stream);
  for (const stream of [asked, told]) record.away.add(stream);
  const answer = time.command(asked, choose(record.state(asked), 'APPROVE'), person('ann'));
  answer.catch(() => undefined);
  await time.env.client.workflow.getHandle(told).signal(synchroniseSignal);
  // Each turn that the two take the room of can cost the ten seconds of a workflow task: what presses ends after the outage.
  const pressing = (async () => {
    for (let nth = 0; nth < 6; nth += 1) for (const stream of others) await note(scene, stream, nth);
  })();
  pressing.catch(() => undefined);
  await Promise.race([pressing, setTimeout(OUTAGE_MS, undefined, { ref: false })]);
  record.away.clear();
  const answered = await answer;
  await pressing;
  await note(scene, told, 0);
  return { cut: [asked, told], others, answer: answered };
}

/** Two people decide at once, one of them twice: what is refused is so in its turn, and not at the door. */
export async function refusedInItsTurn(scene: Scene): Promise<string> {
  const { time, record } = scene;
  const stream = 'approval/TURNS-1';
  await time.open(stream, await opening(scene), system);
  await opened(scene, stream);
  const vote = choose(record.state(stream), 'APPROVE');
  await Promise.allSettled(['ann', 'ann', 'ann', 'ben'].map((who) => time.command(stream, vote, person(who))));
  return stream;
}

/**
 * A run with the lock of releases before 0.5.0, whose state is of an earlier shape: it folds the record, then takes commands,
 * and goes on as new without the lock in its first quiet moment.
 */
export async function leftTheLock(scene: Scene): Promise<{ readonly stream: string; readonly runId: string }> {
  const { time, record } = scene;
  const { workflow } = time.env.client;
  const stream = 'approval/LOCKED-1';
  await time.open(stream, await opening(scene), system);
  await opened(scene, stream);
  await workflow.getHandle(stream).terminate('begins again as a release before 0.5.0 would have handed it on');
  const resumed = { version: record.types(stream).length, state: null, answered: [], notices: [], consequences: [] };
  const args = [{ ...inputOf({ stream, resumed }), v: 1 as const }];
  const { firstExecutionRunId } = await workflow.start(WORKFLOW_TYPES.approval, { workflowId: stream, taskQueue: TASK_QUEUE, args });
  await note(scene, stream, 1);
  return { stream, runId: firstExecutionRunId };
}
