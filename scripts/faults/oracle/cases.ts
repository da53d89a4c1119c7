/**
 * O3 and O6: workflows, read tables and events say the same, and nothing is left hanging: no workflow has failed, no task is
 * tried again and again, no clock has run out unheard, nothing is set aside.
 */
import type { Client } from '@temporalio/client';
import { countAside, listAside } from '../../../prisma/aside.ts';
import type { Database } from '../../../prisma/database.ts';
import { rebuild } from '../../../prisma/record/rebuild.ts';
import { casesWithStatus } from '../../../prisma/record/streams.ts';
import { canonicalJson } from '../../../proof/event-format.ts';
import { headByWorkflow } from '../../../temporal/case-head.ts';
import { viewQuery } from '../../../workflows/contract.ts';
import type { Findings } from './findings.ts';

const AT_ONCE = 8;
const ATTEMPTS_MAX = 3;
/** All that is asked of one case. */
const ANSWER_MS = 60_000;

export type CasesReport = Findings & { readonly cases: number; readonly workflows: number; readonly continued: number };

/** `states`: also compares what every open workflow holds with what the events give. */
export async function casesAgree(db: Database, client: Client, { states }: { readonly states: boolean }): Promise<CasesReport> {
  const [stuck, wrong]: [string[], string[]] = [[], []];
  const { chainOk, differences, faults } = await rebuild(db, { apply: false });
  if (!chainOk) wrong.push(...faults.map((fault) => `chain: ${fault}`));
  wrong.push(...differences.map((one) => `read tables: ${one}`));
  const cases = await casesWithStatus(db);
  const open = cases.filter(({ closed }) => !closed);
  const looks = async ({ stream, version }: (typeof open)[number]): Promise<void> => {
    const known = await headByWorkflow(client, stream).catch((error: unknown) => String(error));
    if (typeof known === 'string') stuck.push(`${stream}: ${known}`);
    else if (known === null) stuck.push(`${stream}: open, and no workflow runs for it`);
    else if (known.version !== version) stuck.push(`${stream}: its workflow knows version ${known.version} of ${version}`);
    else if (states) await comparesState(db, client, stream, wrong);
    const { raw } = await client.workflow.getHandle(stream).describe();
    for (const { activityType, attempt } of raw.pendingActivities ?? [])
      if ((attempt ?? 0) > ATTEMPTS_MAX) stuck.push(`${stream}: ${activityType?.name} is tried for the ${attempt}th time`);
    if ((raw.pendingWorkflowTask?.attempt ?? 0) > ATTEMPTS_MAX)
      stuck.push(`${stream}: its workflow task is tried for the ${raw.pendingWorkflowTask?.attempt}th time`);
  };
  // Without a limit a question to a workflow that never answers is asked for ever, and the run with it.
  await each(open, (one) =>
    client.withDeadline(Date.now() + ANSWER_MS, () => looks(one)).catch((error: unknown) => void stuck.push(`${one.stream}: ${String(error)}`)),
  );
  let [workflows, continued] = [0, 0];
  const closed = new Set(cases.filter((one) => one.closed).map(({ stream }) => stream));
  for await (const { workflowId, status } of client.workflow.list()) {
    workflows += 1;
    if (status.name === 'CONTINUED_AS_NEW') continued += 1;
    if (['FAILED', 'TERMINATED', 'TIMED_OUT', 'CANCELLED'].includes(status.name)) wrong.push(`${workflowId}: its workflow has ${status.name}`);
    if (status.name === 'RUNNING' && closed.has(workflowId)) stuck.push(`${workflowId}: closed, and its workflow still runs`);
  }
  if (Object.values(await countAside(db)).some((n) => n > 0))
    for (const { loop, item, reason } of await listAside(db, { all: false })) stuck.push(`set aside by ${loop}: ${item} (${reason})`);
  return { lost: [], twice: [], stuck, wrong, cases: cases.length, workflows, continued };
}

async function comparesState(db: Database, client: Client, stream: string, wrong: string[]): Promise<void> {
  const [view, row] = await Promise.all([
    client.workflow.getHandle(stream).query(viewQuery),
    db.prisma.caseState.findUnique({ where: { stream }, select: { state: true, version: true } }),
  ]);
  if (row === null || view.version !== row.version) return;
  if (canonicalJson(view.state) !== canonicalJson(row.state)) wrong.push(`${stream}: its workflow holds another state than the events give`);
}

async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
    }),
  );
}
