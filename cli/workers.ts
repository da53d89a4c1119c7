/** What the commands `tuojian workers …` share: how builds are asked for, shown and judged. Deliberately absent: what is done (commands/workers/). */
import os from 'node:os';
import { SetupError } from '../local/setup-error.ts';
import type { Deployment } from '../temporal/deployment.ts';
import { whereIsTheService, withTemporal } from './connect.ts';
import { say, table } from './output.ts';

/** How workers that say no build are called. */
export const WITHOUT_BUILD = 'none';

type Stands = Deployment & {
  /** Open cases by the build that worked on them last. */
  readonly cases: Readonly<Record<string, number>>;
  /** Why nothing is done for cases; null: they are looked after. */
  readonly fault: string | null;
};
type Asking = {
  look(): Promise<Stands>;
  makeCurrent(own: string | null): Promise<void>;
  ramp(own: string, percent: number): Promise<void>;
};

/** Error: SetupError, also where Temporal knows no builds. */
export async function withDeployment<T>(work: (asking: Asking) => Promise<T>): Promise<T> {
  const where = await whereIsTheService();
  const deployments = await import('../temporal/deployment.ts');
  const { TASK_QUEUE } = await import('../workflows/contract.ts');
  return withTemporal(where, async (client) => {
    const server = client.connection.workflowService;
    const { namespace } = where.settings.temporal;
    if (!(await deployments.knowsDeployments(server, namespace)))
      throw new SetupError(
        'This Temporal knows no builds of workers.',
        'Builds need a server of 1.29.1 or later; without them the newest worker does the work.',
      );
    const who = `${os.userInfo().username}@${os.hostname()}, by tuojian workers`;
    return work({
      async look() {
        const stands = await deployments.deploymentIn(server, namespace, TASK_QUEUE);
        const counted = await Promise.all(
          stands.builds.map(async ({ buildId }) => [buildId, (await client.workflow.count(deployments.openCasesOf(buildId))).count] as const),
        );
        return { ...stands, cases: Object.fromEntries(counted), fault: deployments.faultOf(stands) };
      },
      makeCurrent: (own) => deployments.makeCurrent(server, namespace, own, who),
      ramp: (own, percent) => deployments.ramp(server, namespace, own, percent, who),
    });
  });
}

export function printDeployment({ current, ramping, builds, unversioned, cases, fault }: Stands): void {
  const placeOf = (buildId: string): string => {
    if (buildId === current) return 'current';
    if (ramping?.buildId === buildId) return `${ramping.percent} %`;
    return builds.some((one) => one.buildId === buildId && one.wasCurrent) ? 'before' : 'waits';
  };
  const atWork = (workers: number): string => `${workers} ${workers === 1 ? 'worker' : 'workers'}`;
  table([
    ...builds.map(({ buildId, workers, since }) => [buildId, placeOf(buildId), atWork(workers), `${cases[buildId] ?? 0} open cases`, since ?? '']),
    ...(unversioned > 0 || current === null ? [[WITHOUT_BUILD, current === null ? 'current' : 'waits', atWork(unversioned), '', '']] : []),
  ]);
  if (fault !== null) say(`✗ ${fault}`);
}

/** Error: SetupError when nobody would do what is sent there. */
export function mustBeAtWork({ builds, unversioned }: Deployment, own: string | null): void {
  const workers = own === null ? unversioned : (builds.find(({ buildId }) => buildId === own)?.workers ?? 0);
  if (workers > 0) return;
  throw new SetupError(
    own === null ? 'No worker without a build is at work.' : `No worker of build ${own} is at work; cases sent there would wait for ever.`,
    'Start one (`npx tuojian worker` of that release), then try again. `npx tuojian workers list` shows who is there.',
  );
}
