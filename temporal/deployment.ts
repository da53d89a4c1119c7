/**
 * Which build of the workflows is at work where several know the queue (Temporal's Worker Versioning): every worker says its
 * build, one build is the current one, and cases move to it with their next task. Deliberately absent: when a worker makes
 * itself the current one (worker/take-over.ts), and words for people (cli/).
 */
import { createHash } from 'node:crypto';
import type { Connection } from '@temporalio/client';
import { askServer, type TemporalServer } from './connect.ts';

/** One name for all workers of the queue. */
export const DEPLOYMENT = 'tuojian';

export type BuildStanding = {
  /** `0.7.0-3f9a1c20b7de`: the release, and the digest of its workflows. */
  readonly buildId: string;
  /** When its first worker came. */
  readonly since: string | null;
  /** Whether cases were ever sent to it. */
  readonly wasCurrent: boolean;
  /** When it was the current one for the last time; null: it is, or never was. */
  readonly until: string | null;
  /** Workers of it that asked for work in the last minute. */
  readonly workers: number;
};
/** `current` null: no build is; workers that say no build (those up to 0.6.0) do what there is to do. */
export type Deployment = {
  readonly current: string | null;
  readonly ramping: { readonly buildId: string; readonly percent: number } | null;
  /** Newest first. */
  readonly builds: readonly BuildStanding[];
  /** Workers without a build. */
  readonly unversioned: number;
};

/** The source map tells of paths; what is done is the same with and without it. */
const withoutMap = (code: string): string => code.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '');

export const buildIdOf = (release: string, bundle: { readonly code: string }): string =>
  `${release}-${createHash('sha256').update(withoutMap(bundle.code)).digest('hex').slice(0, 12)}`;

type Server = Connection['workflowService'];
const NOT_FOUND = 5;
const hasCode = (error: unknown, code: number): boolean => error instanceof Error && 'code' in error && error.code === code;

/** `taskQueue`: whose workers are counted. */
export async function deploymentIn(server: Server, namespace: string, taskQueue: string): Promise<Deployment> {
  const [described, polled] = await Promise.all([
    server.describeWorkerDeployment({ namespace, deploymentName: DEPLOYMENT }).catch((error: unknown) => {
      if (hasCode(error, NOT_FOUND)) return null;
      throw error;
    }),
    pollersOf(server, namespace, taskQueue),
  ]);
  const info = described?.workerDeploymentInfo;
  const routing = info?.routingConfig;
  const current = routing?.currentDeploymentVersion?.buildId || null;
  const ramping = routing?.rampingDeploymentVersion?.buildId || null;
  const workersOf = (buildId: string | null): number => polled.filter((own) => own === buildId).length;
  const builds = (info?.versionSummaries ?? []).map((summary) => {
    const buildId = summary.deploymentVersion?.buildId ?? '';
    return {
      buildId,
      since: instant(summary.createTime),
      wasCurrent: summary.firstActivationTime != null,
      until: instant(summary.lastDeactivationTime),
      workers: workersOf(buildId),
    };
  });
  return {
    current,
    ramping: ramping === null ? null : { buildId: ramping, percent: routing?.rampingVersionPercentage ?? 0 },
    builds: builds.sort((a, b) => (b.since ?? '').localeCompare(a.since ?? '')),
    unversioned: workersOf(null),
  };
}

/** Of each worker that waits for workflow tasks: its build; null: it says none. */
async function pollersOf(server: Server, namespace: string, taskQueue: string): Promise<readonly (string | null)[]> {
  const { pollers } = await server.describeTaskQueue({ namespace, taskQueue: { name: taskQueue }, taskQueueType: WORKFLOW_QUEUE });
  const since = Date.now() / 1_000 - LATELY_S;
  const lately = (pollers ?? []).filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) > since);
  return lately.map(({ deploymentOptions }) => (deploymentOptions?.workerVersioningMode === VERSIONED ? (deploymentOptions.buildId ?? null) : null));
}
/** TASK_QUEUE_TYPE_WORKFLOW and WORKER_VERSIONING_MODE_VERSIONED of Temporal's API. */
const [WORKFLOW_QUEUE, VERSIONED] = [1, 2];
/** Whoever waits for work asks again once a minute. */
const LATELY_S = 75;

const instant = (time: { readonly seconds?: unknown } | null | undefined): string | null =>
  time == null ? null : new Date(Number(time.seconds) * 1_000).toISOString();

/** From now on tasks go to this build, or to workers without one (null). Error: no worker of it has ever come. */
export async function makeCurrent(server: Server, namespace: string, buildId: string | null, identity: string): Promise<void> {
  await server.setWorkerDeploymentCurrentVersion({
    namespace,
    deploymentName: DEPLOYMENT,
    buildId: buildId ?? '',
    version: buildId === null ? '__unversioned__' : `${DEPLOYMENT}.${buildId}`,
    identity,
  });
}

/** So many of a hundred cases go to this build; 0 ends it. Error: no worker of it has ever come. */
export async function ramp(server: Server, namespace: string, buildId: string, percent: number, identity: string): Promise<void> {
  await server.setWorkerDeploymentRampingVersion({
    namespace,
    deploymentName: DEPLOYMENT,
    buildId: percent === 0 ? '' : buildId,
    version: percent === 0 ? '' : `${DEPLOYMENT}.${buildId}`,
    percentage: percent,
    identity,
  });
}

/** Null: the server knows no builds. */
export const lookAtDeployment = (place: TemporalServer, taskQueue: string, timeoutMs: number): Promise<Deployment | null> =>
  askServer(place, timeoutMs, async (server) =>
    (await knowsDeployments(server, place.namespace)) ? deploymentIn(server, place.namespace, taskQueue) : null,
  );

/** Whether build `a` is of a later release than build `b`; two of one release are neither. */
export function newerRelease(a: string, b: string): boolean {
  const numbers = (buildId: string): readonly number[] => (/^(\d+)\.(\d+)\.(\d+)/.exec(buildId) ?? []).slice(1).map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  const differs = left.findIndex((part, index) => part !== right[index]);
  return differs !== -1 && (left[differs] ?? 0) > (right[differs] ?? 0);
}

/** Whether this server knows builds: from 1.29.1 on, and where nobody has switched it off. Error: it does not answer. */
export const knowsDeployments = (server: Server, namespace: string): Promise<boolean> =>
  server.describeWorkerDeployment({ namespace, deploymentName: DEPLOYMENT }).then(
    () => true,
    (error: unknown) => {
      if (hasCode(error, NOT_FOUND)) return true;
      // UNIMPLEMENTED, PERMISSION_DENIED, FAILED_PRECONDITION or INVALID_ARGUMENT: it does not know them, or will not say.
      if ([12, 7, 9, 3].some((code) => hasCode(error, code))) return false;
      throw error;
    },
  );

/** Why nobody does what is due, or part of it; null: somebody does. */
export function faultOf({ current, ramping, builds, unversioned }: Deployment): string | null {
  const atWork = (buildId: string): number => builds.find((one) => one.buildId === buildId)?.workers ?? 0;
  const others = builds.filter(({ workers }) => workers > 0).map(({ buildId }) => buildId);
  if (current === null && unversioned === 0)
    return others.length === 0 ? 'no worker is at work' : `no build is the current one, and ${others.join(', ')} waits`;
  if (current !== null && atWork(current) === 0) {
    const waiting = [...others, ...(unversioned > 0 ? ['workers without a build'] : [])];
    return `the current build ${current} has no worker${waiting.length === 0 ? '' : `, and ${waiting.join(', ')} may not do its work`}`;
  }
  if (ramping !== null && atWork(ramping.buildId) === 0) return `${ramping.percent} % of the cases go to ${ramping.buildId}, which has no worker`;
  return null;
}

/** Query for the open workflows that a worker of this build worked on last. */
export const openCasesOf = (buildId: string): string =>
  `ExecutionStatus = 'Running' AND TemporalWorkerDeploymentVersion = '${DEPLOYMENT}:${buildId.replaceAll("'", '')}'`;
