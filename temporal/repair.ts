/**
 * The way back for a case whose workflow cannot go on (docs/adr/0121): what runs is ended, the case goes on from its events in
 * a workflow of the same id, and what other cases had told it and it had not recorded is told to it again. Nothing of it
 * counts or is sent twice: messages and mails bear ids. Deliberately absent: mending what made it stop.
 */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { Recorder } from '../domain/kernel/record.ts';
import { settleAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import { headOf, knownCommands, programmeOfStream, settledVersion } from '../prisma/record/streams.ts';
import { type CommandEnvelope, tellSignal } from '../workflows/contract.ts';
import { headByWorkflow } from './case-head.ts';
import type { Payloads } from './payload-codec.ts';
import { noted, OWED_MS, startAgain } from './reconcile-both.ts';

/** How a case stands between record and Temporal. */
export type CaseTrouble = {
  readonly stream: string;
  readonly version: number;
  readonly status: string;
  /** `RUNNING`, `FAILED`, `TERMINATED`, …; `NOT_FOUND` where Temporal has none. */
  readonly workflow: string;
  /** How often the workflow task that is due was tried; 0: none is. */
  readonly attempts: number;
  /** Whether its workflow answers. */
  readonly answers: boolean;
  /** Told to it by other cases or the service in this run, with no event of it in the record; none while it answers. */
  readonly untaken: readonly CommandEnvelope[];
};

export type Repaired = {
  readonly stream: string;
  readonly version: number;
  /** Its workflow answers, and knows all that is recorded. */
  readonly answers: boolean;
  /** How many messages were told to it again. */
  readonly told: number;
  /** Messages at which it stopped again; it goes on without them. */
  readonly left: readonly { readonly commandId: string; readonly type: string }[];
};

type Given = { readonly db: Database; readonly client: Client; readonly payloads: Payloads };

/** Null: nothing is recorded of such a case. */
export async function lookAtCase({ db, client, payloads }: Given, stream: string): Promise<CaseTrouble | null> {
  const head = await headOf(db, stream);
  if (head === null) return null;
  const { version, status } = head;
  const handle = client.workflow.getHandle(stream);
  const described = await handle.describe().catch((error: unknown) => {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  });
  if (described === null) return { stream, version, status, workflow: 'NOT_FOUND', attempts: 0, answers: false, untaken: [] };
  const running = described.status.name === 'RUNNING';
  const answers = running && (await answersAt(client, stream));
  return {
    stream,
    version,
    status,
    workflow: described.status.name,
    attempts: described.raw.pendingWorkflowTask?.attempt ?? 0,
    answers,
    untaken: running && !answers ? await untakenIn({ db, client, payloads }, stream, described.runId) : [],
  };
}

const answersAt = (client: Client, stream: string): Promise<boolean> =>
  headByWorkflow(client, stream).then(
    (head) => head !== null,
    () => false,
  );

/**
 * Runs go on as new only when nothing waits, so that what waits stands in this one. What was taken in without an event is among
 * it, and is without one again.
 */
async function untakenIn({ db, client, payloads }: Given, stream: string, runId: string): Promise<readonly CommandEnvelope[]> {
  const { events } = await payloads.readable(await client.workflow.getHandle(stream, runId).fetchHistory());
  const told = (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => {
    const payload = signal?.signalName === tellSignal.name ? (signal.input?.payloads?.[0] as Payload | undefined) : undefined; // Temporal's JSON of a payload
    return payload === undefined ? [] : [defaultPayloadConverter.fromPayload(payload) as CommandEnvelope]; // looked at by the case itself
  });
  const known = await knownCommands(
    db,
    stream,
    told.map((envelope) => envelope?.commandId ?? ''),
  );
  return told.filter((envelope) => !known.has(envelope?.commandId ?? ''));
}

/** `trouble`: as `lookAtCase` found it. `basis`: who decided and why; kept in the programme's journal. */
export async function repairCase(given: Given, recorder: Recorder, { stream, untaken }: CaseTrouble, basis: string): Promise<Repaired> {
  const { db, client } = given;
  await startFromRecord(given, stream, basis);
  let told = 0;
  const left: { commandId: string; type: string }[] = [];
  let answers = await answersAt(client, stream);
  for (const envelope of answers ? untaken : []) {
    // One of another shape was passed over before, and would be again.
    if (typeof envelope?.commandId !== 'string') continue;
    await client.workflow.getHandle(stream).signal(tellSignal, envelope);
    if (await answersAt(client, stream)) {
      told += 1;
      continue;
    }
    left.push({ commandId: envelope.commandId, type: envelope.command.type });
    await startFromRecord(given, stream, `${basis}; without ${envelope.commandId}, at which it stopped again`);
    answers = await answersAt(client, stream);
    if (!answers) break;
  }
  const programme = (await programmeOfStream(db, stream)) ?? '';
  const why = `${basis}; ${told} messages told again${left.length === 0 ? '' : `, without ${left.map(({ commandId }) => commandId).join(', ')}`}`;
  await noted(db, recorder, programme, { stream, what: 'WORKFLOW_STARTED', why });
  if (answers) await settleAside(db, 'RECONCILE', stream);
  return { stream, version: (await headOf(db, stream))?.version ?? 0, answers, told, left };
}

/** Ends what runs; the case goes on from its events. What it owed when it stopped counts as news, however long ago that was. */
async function startFromRecord({ db, client }: Given, stream: string, reason: string): Promise<void> {
  await client.workflow
    .getHandle(stream)
    .terminate(reason)
    .catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
  const head = await headOf(db, stream);
  if (head === null) return;
  const since = new Date(head.changedAt.getTime() - OWED_MS);
  await startAgain(client, stream, head.version, await settledVersion(db, stream, head.version, since));
}
