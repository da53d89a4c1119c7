/**
 * As which build a worker works, and which changes of the workflows it begins. A change that is in `patched()` goes out by two
 * releases: one that knows both ways and goes the old one, and the next, which begins the new one; so the way back by one
 * release meets no history that it cannot replay (docs/adr/0120). Deliberately absent: when a build becomes the current one
 * (take-over.ts).
 */
import type { Connection } from '@temporalio/client';
import { VersioningBehavior } from '@temporalio/common';
import type { WorkerOptions } from '@temporalio/worker';
import { buildIdOf, DEPLOYMENT, knowsDeployments } from '../temporal/deployment.ts';
import { keepPlace, type TakeOverOptions } from './take-over.ts';
import { codeOf, type Workflows } from './workflow-bundle.ts';

/** By the names of workflows/versions.ts; empty where this release begins all that it knows. */
const NOT_BEGUN: readonly string[] = [];

export type BuildSettings = {
  /** Of this service; null: the worker says no build, for a Temporal that belongs to it alone. */
  readonly release: string | null;
  /** A new build becomes the current one when a person says so, and not by itself. */
  readonly waits: boolean;
  /** Changes that it leaves to a later build; those of this release unless given. */
  readonly notBegun?: readonly string[];
  readonly onPlace: TakeOverOptions['onPlace'];
  /** Told when Temporal knows no builds, and the worker works as one without. */
  readonly onUnversioned: () => void;
};

export type Build = {
  readonly options: Pick<WorkerOptions, 'workerDeploymentOptions' | 'patchActivationCallback'>;
  /** From when the worker runs. */
  keepPlace(onFault: TakeOverOptions['onFault']): { stop(limitMs?: number): Promise<void> };
};

/** Absent settings: as a worker that knows nothing of builds. Error: Temporal does not answer. */
export async function buildOf(
  settings: BuildSettings | undefined,
  bundle: Workflows,
  { server, namespace }: { readonly server: Connection['workflowService']; readonly namespace: string },
): Promise<Build> {
  const notBegun = new Set(settings?.notBegun ?? NOT_BEGUN);
  const begins = { patchActivationCallback: ({ patchId }: { readonly patchId: string }) => !notBegun.has(patchId) };
  if (settings === undefined) return { options: begins, keepPlace: () => ({ stop: async () => undefined }) };
  const { release, waits, onPlace, onUnversioned } = settings;
  if (!(await knowsDeployments(server, namespace))) {
    if (release !== null) onUnversioned();
    return { options: begins, keepPlace: () => ({ stop: async () => undefined }) };
  }
  const own = release === null ? null : buildIdOf(release, { code: codeOf(bundle) });
  const said = {
    version: { deploymentName: DEPLOYMENT, buildId: own ?? '' },
    useWorkerVersioning: true,
    // A case lives for years, and goes on with its next task wherever the current build is.
    defaultVersioningBehavior: VersioningBehavior.AUTO_UPGRADE,
  } as const;
  return {
    options: { ...begins, ...(own === null ? {} : { workerDeploymentOptions: said }) },
    keepPlace: (onFault) => keepPlace({ server, namespace, own, waits, onPlace, onFault }),
  };
}
