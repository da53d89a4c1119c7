/**
 * While Temporal still has it: replays each case's workflow history with the code that is shipped, and compares what the
 * workflow decided then with what is recorded now. A difference is a forged record, a forged history or a broken release.
 */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { reasonOf } from '../domain/aside.ts';
import type { KnownEvent, RecordAnswer } from '../domain/kernel/record.ts';
import type { Database } from '../prisma/database.ts';
import { bodiesOf } from '../prisma/record/streams.ts';
import { canonicalJson, knownOf, parseBody } from '../proof/event-format.ts';
import type { Payloads } from './payload-codec.ts';
import { TURN } from './turn.ts';

export type ReplayFinding = {
  readonly stream: string;
  readonly code: 'NOT_FETCHED' | 'NOT_DETERMINISTIC' | 'DECISION_DIFFERS' | 'NOT_RECORDED' | 'NOT_DECIDED';
  readonly where: string;
};
export type ReplayReport = {
  readonly cases: number;
  readonly replayed: number;
  /** Decisions that the histories hold and the record holds as they are. */
  readonly decisions: number;
  /** Cases that Temporal has forgotten by now. */
  readonly forgotten: number;
  readonly findings: readonly ReplayFinding[];
};

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;

export async function auditHistories(
  db: Database,
  { client, payloads }: { readonly client: Client; readonly payloads: Payloads },
  bundle: WorkflowBundleOption,
  streams: readonly string[],
  onProgress: (done: number) => void = () => undefined,
): Promise<ReplayReport> {
  const findings: ReplayFinding[] = [];
  let [replayed, decisions, forgotten] = [0, 0, 0];
  for (const [nth, stream] of streams.entries()) {
    const fetched = await runsOf(client, payloads, stream).catch((error: unknown) => ({ reason: reasonOf(error) }));
    if ('reason' in fetched) {
      findings.push({ stream, code: 'NOT_FETCHED', where: `${stream}: ${fetched.reason}` });
      onProgress(nth + 1);
      continue;
    }
    const runs = fetched;
    if (runs.length === 0) forgotten += 1;
    const decided = new Map<number, KnownEvent>();
    for (const { runId, history } of runs) {
      try {
        await Worker.runReplayHistory({ workflowBundle: bundle, replayName: `${stream}/${runId}`, ...TURN }, history, stream);
        replayed += 1;
      } catch (error) {
        findings.push({
          stream,
          code: 'NOT_DETERMINISTIC',
          where: `run ${runId}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`,
        });
      }
      for (const event of decidedIn(history)) decided.set(event.version, event);
    }
    const compared = await compare(db, stream, decided, runs.length > 0);
    decisions += compared.same;
    findings.push(...compared.findings);
    onProgress(nth + 1);
  }
  return { cases: streams.length, replayed, decisions, forgotten, findings };
}

/** Every run of a workflow that Temporal still has, oldest first. */
async function runsOf(client: Client, payloads: Payloads, stream: string): Promise<readonly { readonly runId: string; readonly history: History }[]> {
  const ids: string[] = [];
  for await (const { runId } of client.workflow.list({ query: `WorkflowId = '${stream.replaceAll("'", '')}'` })) ids.unshift(runId);
  const runs: { runId: string; history: History }[] = [];
  for (const runId of ids) {
    const history = await client.workflow
      .getHandle(stream, runId)
      .fetchHistory()
      .catch((error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return null;
        throw error;
      });
    if (history !== null) runs.push({ runId, history: await payloads.readable(history) });
  }
  return runs;
}

/** What the workflow was answered by the recorder: the local activity's results stand in markers of the history. */
function decidedIn({ events }: History): readonly KnownEvent[] {
  return (events ?? []).flatMap(({ markerRecordedEventAttributes: marker }) => {
    const payload = marker?.details?.result?.payloads?.[0] as Payload | undefined; // Temporal's JSON of a payload
    if (marker?.markerName !== 'core_local_activity' || payload == null) return [];
    const answer: unknown = defaultPayloadConverter.fromPayload(payload);
    return isRecordAnswer(answer) ? answer.events : [];
  });
}

const isRecordAnswer = (answer: unknown): answer is RecordAnswer =>
  typeof answer === 'object' && answer !== null && 'events' in answer && 'notices' in answer;

/** `whole`: Temporal has the case from its beginning, so whatever is recorded must have been decided there. */
async function compare(db: Database, stream: string, decided: ReadonlyMap<number, KnownEvent>, whole: boolean) {
  const rows = await bodiesOf(db, stream);
  const recorded = new Map(rows.map(({ version, body }) => [version, knownOf(parseBody(body))]));
  const findings: ReplayFinding[] = [];
  let same = 0;
  for (const [version, event] of decided) {
    const own = recorded.get(version);
    if (own === undefined) findings.push({ stream, code: 'NOT_RECORDED', where: `${stream}@${version}` });
    else if (canonicalJson(own) === canonicalJson(event)) same += 1;
    else findings.push({ stream, code: 'DECISION_DIFFERS', where: `${stream}@${version}` });
  }
  const first = Math.min(...decided.keys());
  // Before the first run that is still there nothing can be compared.
  if (whole)
    for (const version of recorded.keys())
      if (version >= first && !decided.has(version)) findings.push({ stream, code: 'NOT_DECIDED', where: `${stream}@${version}` });
  return { same, findings };
}
