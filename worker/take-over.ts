/**
 * When a worker's build becomes the current one by itself (docs/adr/0120): the first time that it comes, unless it is older
 * than what is current, or whenever nobody works for what is current. Everything else is for people (`tuojian workers use`,
 * `back`), and stays as they left it over restarts. Deliberately absent: what is asked of Temporal (temporal/deployment.ts).
 */
import type { Connection } from '@temporalio/client';
import { keepDoing } from '../jobs/keep-doing.ts';
import { type Deployment, deploymentIn, makeCurrent, newerRelease } from '../temporal/deployment.ts';
import { TASK_QUEUE } from '../workflows/contract.ts';

/** `TAKE`: it makes itself the current one now. `WAIT`: another one is, and does the work. */
export type Place = 'CURRENT' | 'TAKE' | 'WAIT';

/** `own` null: a worker without a build. `waits`: it was told to wait for a person. */
export function placeOf({ current, builds, unversioned }: Deployment, own: string | null, waits: boolean): Place {
  if (own === current) return 'CURRENT';
  const atWork = current === null ? unversioned : (builds.find(({ buildId }) => buildId === current)?.workers ?? 0);
  if (atWork === 0) return 'TAKE';
  const wasCurrent = own !== null && builds.some(({ buildId, wasCurrent: was }) => buildId === own && was);
  if (waits || own === null || wasCurrent) return 'WAIT';
  return current === null || !newerRelease(current, own) ? 'TAKE' : 'WAIT';
}

export type TakeOverOptions = {
  readonly server: Connection['workflowService'];
  readonly namespace: string;
  readonly own: string | null;
  readonly waits: boolean;
  /** Told when its place has changed. */
  readonly onPlace: (told: { readonly place: 'CURRENT' | 'WAIT'; readonly own: string | null; readonly current: string | null }) => void;
  /** Told once until it can look again. */
  readonly onFault: (error: unknown) => void;
};

/** A build is known to Temporal a moment after its first worker asked for work. Milliseconds. */
const LOOK_MS = 1_000;
/** Between two looks once its place is known. Milliseconds. */
const SETTLED_MS = 15_000;

/** Takes its place, and looks from time to time whether it still is the right one. */
export function keepPlace(options: TakeOverOptions): { stop(limitMs?: number): Promise<void> } {
  const { server, namespace, own, waits, onPlace } = options;
  let said = '';
  let lookAgainAt = 0;
  return keepDoing({
    everyMs: LOOK_MS,
    atOnce: true,
    onFault: options.onFault,
    async work() {
      if (Date.now() < lookAgainAt) return;
      const deployment = await deploymentIn(server, namespace, TASK_QUEUE);
      // Its own poll is not counted yet: nobody could be sent to it.
      if (own !== null && !deployment.builds.some(({ buildId, workers }) => buildId === own && workers > 0)) return;
      const found = placeOf(deployment, own, waits);
      if (found === 'TAKE') await makeCurrent(server, namespace, own, `${own ?? 'a worker without a build'}, by itself`);
      lookAgainAt = Date.now() + SETTLED_MS;
      const place = found === 'TAKE' ? 'CURRENT' : found;
      const current = place === 'CURRENT' ? own : deployment.current;
      if (said === `${place} ${current}`) return;
      said = `${place} ${current}`;
      onPlace({ place, own, current });
    },
  });
}
