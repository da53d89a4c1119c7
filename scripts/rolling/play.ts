/**
 * A release and the way back, again and again, while people work: a worker of the next build comes beside the one that works,
 * cases go over to it, the old one stops; then the same the other way round. A real service with the example in it, whose
 * workers are told apart by Temporal's Worker Versioning. Deliberately absent: who asks meanwhile (load.ts).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { workerSettings } from '../../local/service-settings.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { plainServer } from '../../temporal/connect.ts';
import { buildIdOf, deploymentIn, makeCurrent } from '../../temporal/deployment.ts';
import { type RunningWorker, startWorker } from '../../worker/create-worker.ts';
import { createLog } from '../../worker/service-log.ts';
import { TASK_QUEUE } from '../../workflows/contract.ts';
import { bundleWith } from '../bundle-with.ts';
import { type OwnService, startOwnService } from '../own-service.ts';
import { type LoadReport, startLoad } from './load.ts';

const CHANGE = 'rolling-change';
/** N−1 knows the change and leaves it alone; N begins it. */
const BUILDS = { before: { release: '0.0.1', notBegun: [CHANGE] }, after: { release: '0.0.2', notBegun: [] } } as const;
type Which = keyof typeof BUILDS;
const PEOPLE = ['xu-jianing', 'he-jing', 'liu-chuan', 'han-dong', 'su-mei'];

export type RollingReport = Omit<LoadReport, 'approvals' | 'failed'> & {
  readonly times: number;
  readonly failed: number;
  readonly approvals: number;
  /** Workflow tasks that each build did. */
  readonly tasks: Readonly<Record<Which, number>>;
  /** Cases in which the change was begun, and of those the ones that the build before worked on afterwards. */
  readonly changed: number;
  readonly changedThenBefore: number;
  readonly nonDeterministic: number;
  readonly faults: readonly string[];
  readonly seconds: number;
};

export type RollingOptions = {
  readonly times: number;
  readonly clients: number;
  /** How long both builds are there, and how long the new one alone. Milliseconds. */
  readonly pauseMs: number;
  readonly say: (line: string) => void;
  /** Looks at the service at the end, while both workers are there. */
  readonly finally?: (service: OwnService) => Promise<void>;
};

export async function playRolling({ times, clients, pauseMs, say, finally: look }: RollingOptions): Promise<RollingReport> {
  const began = Date.now();
  const [bundle, service] = await Promise.all([
    bundleWith(new URL('./change.ts', import.meta.url)),
    startOwnService({ name: 'rolling', say: () => undefined, log: 'silent', overrides: { TUOJIAN_MAILS_PER_HOUR: '1000000' } }),
  ]);
  const { stack, settings } = service;
  const connection = await Connection.connect({ address: stack.temporalAddress });
  const running = new Map<Which, RunningWorker>();
  const ids = Object.fromEntries(Object.entries(BUILDS).map(([which, { release }]) => [which, buildIdOf(release, bundle)])) as Record<Which, string>; // of the same keys
  const start = async (which: Which): Promise<void> => {
    const { temporalAddress: address, payloads, sealer, database, smtpUrl } = stack;
    const worker = await startWorker({
      ...workerSettings(settings, createLog('silent')),
      temporal: { ...plainServer(address), payloads },
      ...{ sealer, database, smtpUrl, bundle },
      build: { ...BUILDS[which], waits: false, onPlace: () => undefined, onUnversioned: () => undefined },
    });
    running.set(which, worker);
  };
  const currentIs = async (which: Which): Promise<boolean> =>
    (await deploymentIn(connection.workflowService, 'default', TASK_QUEUE)).current === ids[which];
  /** Its first time it becomes the current one by itself; after that a person says so, as `tuojian workers use` does. */
  const goTo = async (which: Which, byItself: boolean): Promise<void> => {
    await start(which);
    for (let tries = 0; !(await currentIs(which)); tries += 1) {
      if (tries > 100) throw new Error(`${ids[which]} did not become the current build`);
      await sleep(200);
      if (!byItself) await makeCurrent(connection.workflowService, 'default', ids[which], 'the person who rolls').catch(() => undefined); // not polled yet
    }
  };
  try {
    await goTo('before', true);
    await stack.worker.stop();
    const tokens = Object.fromEntries(
      await Promise.all(PEOPLE.map(async (person) => [person, await issueApiToken(stack.database, person, 1)] as const)),
    );
    const load = await startLoad(stack.apiUrl, tokens, clients);
    for (let time = 1; time <= times; time += 1) {
      for (const [to, from] of [
        ['after', 'before'],
        ['before', 'after'],
      ] as const) {
        await goTo(to, time === 1 && to === 'after');
        await sleep(pauseMs);
        await running.get(from)?.stop();
        await sleep(pauseMs);
      }
      say(`${time} of ${times}: there and back, ${load.requests()} requests so far`);
    }
    const { approvals, failed, ...counts } = await load.stop();
    const told = await inHistories(new Client({ connection }), approvals, ids);
    await look?.(service);
    const faults = [...failed, ...told.faults].slice(0, 20);
    return {
      times,
      ...counts,
      ...told,
      failed: failed.length,
      approvals: approvals.length,
      faults,
      seconds: Math.round((Date.now() - began) / 1_000),
    };
  } finally {
    await Promise.all([...running.values()].map((worker) => worker.stop()));
    await connection.close();
    await service.stop();
  }
}

/** WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR and …_WORKFLOW_WORKER_UNHANDLED_FAILURE of Temporal's API. */
const BROKEN: readonly unknown[] = [24, 8];

/** What the histories tell: which build did each task, what failed, and where the change was begun. */
async function inHistories(client: Client, streams: readonly string[], ids: Readonly<Record<Which, string>>) {
  const tasks = { before: 0, after: 0 };
  const faults: string[] = [];
  let [changed, changedThenBefore, nonDeterministic] = [0, 0, 0];
  for (const stream of streams) {
    let [begun, before] = [false, false];
    for (const event of (await client.workflow.getHandle(stream).fetchHistory()).events ?? []) {
      const build = event.workflowTaskCompletedEventAttributes?.deploymentVersion?.buildId;
      if (build === ids.after) tasks.after += 1;
      if (build === ids.before) {
        tasks.before += 1;
        before ||= begun;
      }
      begun ||= event.markerRecordedEventAttributes?.markerName === 'core_patch';
      const cause = event.workflowTaskFailedEventAttributes?.cause;
      if (cause == null || !BROKEN.includes(cause)) continue;
      nonDeterministic += 1;
      faults.push(`${stream}: a workflow task failed, cause ${cause}`);
    }
    if (begun) changed += 1;
    if (begun && before) changedThenBefore += 1;
  }
  return { tasks, changed, changedThenBefore, nonDeterministic, faults };
}
