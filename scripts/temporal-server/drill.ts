/**
 * What a service of ours does on a real Temporal server: a project through its stages, a server that is killed, and one whose
 * store fails. Then record and workflows are compared. Deliberately absent: how the server is started (server.ts), who applies
 * and decides (people.ts).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { issueApiToken } from '../../prisma/people/people.ts';
import { rebuild } from '../../prisma/record/rebuild.ts';
import { headByWorkflow } from '../../temporal/case-head.ts';
import type { CaseOutcome } from '../../workflows/contract.ts';
import { startApprovers } from '../demo/approvers.ts';
import { ApiClient, mailsAfter } from '../demo/http.ts';
import { playProject } from '../demo/play-project.ts';
import type { OwnService } from '../own-service.ts';
import type { StoreFaults } from './config.ts';
import type { People } from './people.ts';
import type { RealServer } from './server.ts';

/** Applications at once. */
const IN_FLIGHT = 3;
/** Issue 17, FI-11. */
export const DECISION_P99_MS = 3_000;
/** A machine that needs longer without any fault has other work, and says nothing of what faults cost. */
export const CALM_P99_MS = 1_500;

/** As the demo plays it; `code`: of the example's projects. Seconds. Error: it did not end as told. */
export async function projectThrough({ stack, programme, settings }: OwnService, code: string): Promise<number> {
  const began = performance.now();
  const planned = programme.file.projects.find(({ profile }) => profile.code === code);
  if (planned === undefined) throw new Error(`the example has no project ${code}`);
  const clientOf = async (person: string) => new ApiClient(stack.apiUrl, await issueApiToken(stack.database, person, 1));
  const officer = programme.file.programme.roles.find(({ role }) => role === 'PROGRAMME_OFFICER')?.person ?? '';
  const outboxUrl = stack.outboxUrl ?? '';
  const readingMs = settings.leastReadingMs + 50;
  const approvers = startApprovers(outboxUrl, { readingMs, after: (await mailsAfter(outboxUrl, 0)).length, about: new Set([code]) });
  try {
    const players = { manager: await clientOf(planned.profile.manager), officer: await clientOf(officer), batch: programme.batches[0]?.id ?? '' };
    await playProject(planned.profile, players, () => undefined);
  } finally {
    await approvers.stop();
  }
  if (approvers.failures().length > 0) throw new Error(approvers.failures().join('\n'));
  return Math.round((performance.now() - began) / 100) / 10;
}

type Killing = { readonly name: string; readonly approvals: number; readonly awayMs: number };

/** Ends the server at once while people decide, for `awayMs`. Milliseconds from its return until somebody's next decision was mailed on. */
export async function killed(server: RealServer, people: People, { name, approvals, awayMs }: Killing): Promise<number> {
  const going = people.approveMany(name, approvals, IN_FLIGHT);
  going.catch(() => undefined); // told below
  await sleep(1_500);
  await server.kill();
  await sleep(awayMs);
  await server.start();
  const back = performance.now();
  await people.approve(`${name}0`);
  const goesOnMs = Math.round(performance.now() - back);
  await going;
  return goesOnMs;
}

/** Faults of each kind that the server's store has told. */
async function faultsTold(server: RealServer): Promise<number> {
  const page = await (await fetch(server.metricsUrl)).text();
  return page
    .split('\n')
    .filter((line) => /^(temporal_)?persistence_errors?_with_type(_total)?\{/.test(line) && /Timeout|ResourceExhausted/.test(line))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

export type UnderFaults = {
  readonly approvals: number;
  readonly faults: number;
  readonly decisionP50Ms: number;
  readonly decisionP99Ms: number;
  readonly notConfirmed: number;
};

/** Decides while calls of the server's store fail; then the server runs without faults again. */
export async function underFaults(
  server: RealServer,
  people: People,
  { name, approvals, faults }: { readonly name: string; readonly approvals: number; readonly faults: StoreFaults },
): Promise<UnderFaults> {
  await server.kill();
  await server.start(faults);
  await people.approve(`${name}0`);
  const [from, before] = [people.decisionMs.length, people.notConfirmed()];
  await people.approveMany(name, approvals, IN_FLIGHT);
  const told = await faultsTold(server);
  const times = people.decisionMs.slice(from).toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(times[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)] ?? Number.NaN);
  await server.kill();
  await server.start();
  return { approvals, faults: told, decisionP50Ms: at(0.5), decisionP99Ms: at(0.99), notConfirmed: people.notConfirmed() - before };
}

export type Compared = {
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly behind: readonly string[];
  readonly wrong: readonly string[];
};

/**
 * After everything: O1 what anybody was told is done is recorded, once; O2 one decision of a person in a step; O3 workflows
 * know what the record holds; none has failed; chains hold, and read tables are what events give.
 */
export async function compared({ stack }: OwnService, server: Pick<RealServer, 'address' | 'namespace'>, people: People): Promise<Compared> {
  const { database } = stack;
  const { rows } = await database.pool.query<{ told: string; n: number }>(
    `SELECT told, count(*)::int AS n FROM (
       SELECT CASE type WHEN 'DecisionMade' THEN type || ' ' || split_part(stream, '~', 2) || ' ' || actor
                        ELSE type || ' ' || split_part(stream, '~', 2) END AS told
       FROM event WHERE stream LIKE 'approval/QH-05~%' AND type IN ('ApplicationSubmitted', 'DecisionMade')) e GROUP BY 1`,
  );
  const recorded = new Set(rows.map(({ told }) => told));
  const connection = await Connection.connect({ address: server.address });
  const client = new Client({ connection, namespace: server.namespace, dataConverter: stack.payloads.converter });
  const heads = await database.prisma.caseState.findMany({ where: { kind: 'approval' }, select: { stream: true, version: true } });
  let behind: string[] = [];
  for (let tries = 0; tries < 60; tries += 1) {
    behind = [];
    for (const { stream, version } of heads) {
      const known = await knownTo(client, stream).catch(() => null);
      if (known !== version) behind.push(`${stream}: its workflow knows ${known ?? 'nothing'} of ${version}`);
    }
    if (behind.length === 0) break;
    await sleep(2_000);
  }
  const failed = await client.workflow.count("ExecutionStatus='Failed' OR ExecutionStatus='Terminated' OR ExecutionStatus='TimedOut'");
  await connection.close();
  const { chainOk, differences } = await rebuild(database, { apply: false });
  return {
    lost: [...people.acknowledged].filter((told) => !recorded.has(told)),
    twice: rows.filter(({ n }) => n !== 1).map(({ told }) => told),
    behind,
    wrong: [
      ...(failed.count === 0 ? [] : [`${failed.count} workflows failed`]),
      ...(chainOk ? [] : ['a chain is broken']),
      ...differences.map((difference) => `a read table differs: ${JSON.stringify(difference)}`),
    ],
  };
}

/** The version that a workflow knows of its case, or knew when it ended. */
async function knownTo(client: Client, stream: string): Promise<number> {
  const head = await headByWorkflow(client, stream);
  if (head !== null) return head.version;
  const outcome: CaseOutcome = await client.workflow.getHandle(stream).result();
  return outcome.version;
}
