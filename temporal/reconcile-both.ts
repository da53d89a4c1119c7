/**
 * Compares record and workflows in both directions: every open case has a live workflow, every live workflow an open case.
 * What can be mended is mended, and every repair is an event in the programme's journal. The record is right, always.
 */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { WorkflowIdReusePolicy } from '@temporalio/common';
import { caseKindOf, caseOf, isCaseKind } from '../domain/cases.ts';
import type { Recorder } from '../domain/kernel/record.ts';
import type { RepairKind } from '../domain/words/lists.ts';
import { asideAlready, setAside, settleAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import { noteInJournal } from '../prisma/record/ledgers.ts';
import { unlinked } from '../prisma/record/owners.ts';
import { casesWithStatus, lastMoment, settledVersion } from '../prisma/record/streams.ts';
import { inputOf, TASK_QUEUE, WORKFLOW_TYPES } from '../workflows/contract.ts';
import { headByWorkflow } from './case-head.ts';
import { askToCatchUp } from './tell-case.ts';

export type Repair = {
  readonly stream: string;
  readonly what: RepairKind;
  readonly why: string;
};
/** Events of both sides are told within seconds; what disagrees for longer does so for good. */
const SETTLED_MS = 120_000;
const EMPTY = 'its workflow ran without a command, and nothing is recorded of it';
/** A workflow so young is about to record its first event. */
const YOUNG_MS = 60_000;
/** Before the record's last moment a workflow may have owed what followed from its events; whoever takes it in again loses nothing. */
export const OWED_MS = 120_000;

export type BothReport = {
  readonly cases: number;
  readonly workflows: number;
  readonly repairs: readonly Repair[];
  readonly failed: readonly string[];
};

/** Read anew each time: it changes while something is waited for. */
export const isStopped = (stopping: AbortSignal | undefined): boolean => stopping?.aborted === true;

/** `versions`: also ask every live workflow how much it knows; costs a question a case. `youngMs`: a younger workflow may have nothing on record yet. */
export async function reconcileBoth(
  db: Database,
  client: Client,
  recorder: Recorder,
  options: { readonly versions: boolean; readonly youngMs?: number; readonly stopping?: AbortSignal },
): Promise<BothReport> {
  const running = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" })) running.add(workflowId);
  const cases = await casesWithStatus(db);
  const open = cases.filter(({ closed }) => !closed);
  const repairs: Repair[] = [];
  const before = await asideAlready(db, 'RECONCILE');
  /** Each case fails alone: what cannot be looked at or mended is set aside, and the next one is looked at. */
  const alone = async (stream: string, programme: string, work: () => Promise<Repair | null>): Promise<void> => {
    if (isStopped(options.stopping)) return;
    try {
      const repair = await work();
      if (repair !== null) repairs.push(await noted(db, recorder, programme, repair));
      if (before.has(stream)) await settleAside(db, 'RECONCILE', stream);
    } catch (error) {
      if (isStopped(options.stopping)) return;
      if (!(await setAside(db, { loop: 'RECONCILE', item: stream, about: stream, reason: error }))) throw error;
      failed.push(stream);
    }
  };
  const failed: string[] = [];
  let owedSince: Date | null = null;
  const resume = async (stream: string, version: number): Promise<Repair | null> => {
    owedSince ??= new Date((await lastMoment(db)).getTime() - OWED_MS);
    return startAgain(client, stream, version, await settledVersion(db, stream, version, owedSince));
  };
  for (const { stream, version, programme } of open) {
    // The list may be a moment old; the workflow itself is asked before anything is done.
    if (running.has(stream) && !options.versions) continue;
    await alone(stream, programme, () => (running.has(stream) ? catchUp(client, stream, version) : resume(stream, version)));
  }
  const known = new Map(cases.map((one) => [one.stream, one]));
  for (const stream of running) {
    const one = known.get(stream);
    if (one !== undefined && !one.closed) continue;
    await alone(stream, one?.programme ?? '', () =>
      withoutCase(client, stream, { closed: one?.closed === true, youngMs: options.youngMs ?? YOUNG_MS }),
    );
  }
  for (const { owner, stream, programme } of await unlinked(db, new Date(Date.now() - SETTLED_MS))) {
    const why = `${owner} and ${stream} do not agree that the one owns the other; one of them may wait for ever`;
    // Told where people look for what needs them, or, should that fail, in the journal.
    if (await setAside(db, { loop: 'RECONCILE', item: `links ${owner} ${stream}`, about: owner, reason: why })) continue;
    repairs.push(await noted(db, recorder, programme, { stream, what: 'REPORTED', why }));
  }
  return { cases: open.length, workflows: running.size, repairs, failed };
}

export async function noted(db: Database, recorder: Recorder, programme: string, repair: Repair): Promise<Repair> {
  await noteInJournal(db, recorder, {
    programme,
    commandId: `repair/${repair.stream}/${Date.now()}`,
    events: [{ type: 'RepairMade', data: repair }],
  });
  return repair;
}

/**
 * An open case without a workflow: Temporal lost it, or somebody ended it. It goes on from what is recorded. What came after
 * `settled` is taken in as news: cases that it concerns are told, mails that nobody sent go out, and nothing counts twice.
 */
export async function startAgain(client: Client, stream: string, version: number, settled: number): Promise<Repair | null> {
  const status = await client.workflow
    .getHandle(stream)
    .describe()
    .then((described) => described.status.name)
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return 'NOT_FOUND';
      throw error;
    });
  if (status === 'RUNNING') {
    // Begun meanwhile, by another case perhaps that takes up where it was, and with its first event alone.
    const head = await headByWorkflow(client, stream);
    return head !== null && head.version < version ? catchUp(client, stream, version) : null;
  }
  const input = inputOf({
    stream,
    // No state: the workflow makes it again from the record, up to this version, and takes in what came since.
    resumed: { version: settled, schema: caseOf(stream).schema, state: null, answered: [], notices: [], consequences: [] },
  });
  await client.workflow.start(WORKFLOW_TYPES[caseKindOf(stream)], {
    workflowId: stream,
    taskQueue: TASK_QUEUE,
    args: [input],
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  });
  return { stream, what: 'WORKFLOW_STARTED', why: `the case is open at version ${version}, and its workflow was ${status}` };
}

async function catchUp(client: Client, stream: string, version: number): Promise<Repair | null> {
  const known = (await headByWorkflow(client, stream))?.version;
  if (known === undefined || known === version) return null;
  if (known > version) return { stream, what: 'REPORTED', why: `its workflow knows version ${known}, the record holds ${version}: events are lost` };
  // One that has ended meanwhile is among those without a workflow in the next look.
  if (!(await askToCatchUp(client, stream))) return null;
  return { stream, what: 'WORKFLOW_CAUGHT_UP', why: `its workflow knew version ${known} of ${version}` };
}

/**
 * A live workflow whose case is closed looks at the record again. One without any case that knows of nothing has lost its first
 * command, and is ended: whoever asks again begins anew. One that knows of events that are not on record is told to people.
 */
async function withoutCase(
  client: Client,
  stream: string,
  { closed, youngMs }: { readonly closed: boolean; readonly youngMs: number },
): Promise<Repair | null> {
  if (!isCaseKind(stream.slice(0, stream.indexOf('/')))) return null;
  const handle = client.workflow.getHandle(stream);
  const described = await handle.describe().catch(() => null);
  // One that has just been started is about to record its first event; one that ends is about to end.
  if (described?.status.name !== 'RUNNING' || Date.now() - described.startTime.getTime() < youngMs) return null;
  const head = await headByWorkflow(client, stream);
  // It has ended meanwhile.
  if (head === null) return null;
  if (!closed) {
    if (head.version !== 0) return { stream, what: 'REPORTED', why: 'its workflow runs, and nothing is recorded of it' };
    await client.workflow.getHandle(stream, described.runId).terminate(EMPTY);
    return { stream, what: 'WORKFLOW_ENDED', why: EMPTY };
  }
  if (head.closed) return null;
  if (!(await askToCatchUp(client, stream))) return null;
  return { stream, what: 'WORKFLOW_CAUGHT_UP', why: 'the case is closed, and its workflow did not know it' };
}
