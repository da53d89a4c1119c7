/**
 * Every metric of the service, in one place: name, what it says, its labels (docs/monitoring.md, docs/adr/0113). A label takes
 * its values from a list that the code knows: routes as they are written, kinds, outcomes, loops. Never a person, an address, a
 * token or a case. Metrics stand once a process. Deliberately absent: who listens (listener.ts), and what is counted by whom.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export const METRICS = new Registry();
const registers = [METRICS];

const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
  new Counter<L>({ name, help, labelNames, registers });
/** Those without labels, which prom-client sets to 0 by itself. */
const bare = new Set<Gauge>();
/** What is not measured in this process is not there, and not 0. */
function gauge<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
  const made = new Gauge<L>({ name, help, labelNames, registers });
  if (labelNames.length === 0) bare.add(made);
  forget([made]);
  return made;
}
/** What they said is not known any more. */
export function forget(gauges: readonly Gauge[]): void {
  for (const one of gauges) {
    one.reset();
    if (bare.has(one)) one.remove();
  }
}

/** Seconds: an answer from memory, a decision at rest, one under load, the deadline of a person's question (TUOJIAN_DEADLINE_MS). */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];
const seconds = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
  new Histogram<L>({ name, help, labelNames, buckets: SECONDS, registers });

export const buildInfo = gauge('tuojian_build_info', 'Always 1; its labels say which release runs in which part', ['version', 'node', 'part']);

// HTTP
export const requests = counter('tuojian_http_requests_total', 'Requests answered; status is `aborted` where the client left first', [
  'method',
  'route',
  'status',
]);
export const requestSeconds = seconds('tuojian_http_request_duration_seconds', 'From the head of a request to the end of its answer', [
  'method',
  'route',
]);
export const requestsOpen = gauge(
  'tuojian_http_requests_in_flight',
  'Requests that are not answered yet; open windows of the console are among them',
);
export const linkMisses = counter('tuojian_link_misses_total', 'Links that do not exist, or not any more, and were tried');
export const liveWindows = gauge('tuojian_live_windows', 'Windows of the console that are told of changes');
export const partAnswers = gauge('tuojian_part_answers', '1 where a part that the API needs answers now, else 0', ['part']);
export const partEnds = counter('tuojian_part_ends_total', 'How often a part that `npm start` keeps running ended by itself', ['part']);

// Commands and the record
export const commands = counter('tuojian_commands_total', 'Commands sent to cases by the API, by how they ended', ['kind', 'command', 'outcome']);
export const commandSeconds = seconds(
  'tuojian_command_duration_seconds',
  'From a command on its way to its case until it is answered, which is after the commit',
  ['kind'],
);
export const recordSeconds = seconds('tuojian_record_duration_seconds', 'One transaction of the recorder, in the worker', ['outcome']);
export const commitSeconds = seconds(
  'tuojian_decision_to_commit_seconds',
  'From the workflow task that decided (the clock of Temporal) until its events are committed',
);
export const events = counter('tuojian_events_recorded_total', 'Events committed by this worker', ['kind']);
export const openCases = gauge('tuojian_open_cases', 'Cases that are not over; counted every five minutes', ['kind']);

// Mails, cards, other systems
export const mails = counter('tuojian_mails_total', 'Tries to hand a mail over, by what the mail server said', ['outcome']);
export const mailSeconds = seconds('tuojian_mail_handover_duration_seconds', 'One try to hand a mail over');
export const mailsWaiting = gauge('tuojian_mails_waiting', 'Mails in the ledger that are not settled', ['status']);
export const mailsOverdue = gauge('tuojian_mails_overdue_seconds', 'How long the oldest mail that might go out has waited; 0: none waits');
export const mailsUndelivered = gauge('tuojian_mails_undelivered', 'Mails of the last 24 hours that reached nobody: refused, bounced, given up');
export const webhookSends = counter('tuojian_webhook_sends_total', 'Tries to tell another system', ['outcome']);
export const webhookSeconds = seconds('tuojian_webhook_send_duration_seconds', 'One try to tell another system');
export const webhooksWaiting = gauge('tuojian_webhook_messages_waiting', 'Messages to other systems that are not delivered and not set aside');
export const webhooksOverdue = gauge('tuojian_webhook_overdue_seconds', 'How long the oldest message to another system has waited; 0: none waits');
export const webhooksByStatus = gauge('tuojian_webhooks', 'Other systems that hear of events, by status', ['status']);

// Loops
export const jobRuns = counter('tuojian_job_runs_total', 'Rounds of a loop that did what they were to do', ['loop', 'job']);
export const jobFailures = counter('tuojian_job_failures_total', 'Rounds of a loop that failed', ['loop', 'job']);
export const jobLastRun = gauge('tuojian_job_last_run_timestamp_seconds', 'When a loop last did what it was to do; seconds since 1970', [
  'loop',
  'job',
]);
export const asideWaiting = gauge('tuojian_set_aside', 'Items that a loop passes over because they fail', ['loop']);
export const asideOldest = gauge('tuojian_set_aside_oldest_seconds', 'How long the oldest item that is set aside has been so; 0: none is');
export const casesBehind = gauge('tuojian_cases_behind', 'Workflows that knew less than the record, at the last look');
export const casesBehindFound = counter('tuojian_cases_behind_total', 'Workflows that were found to know less than the record');
export const repairs = counter('tuojian_repairs_total', 'Differences between record and workflows that were found by comparing both');
export const workerRunning = gauge('tuojian_worker_running', "1 while this process's Temporal worker runs, else 0");

// The audit's log
export const logEntries = gauge('tuojian_log_entries', 'Events that have their place in the log');
export const logWaiting = gauge('tuojian_log_waiting', 'Events that wait for their place in the log; counted up to 1,000');
export const unsignedSeconds = gauge('tuojian_log_unsigned_seconds', 'How old the oldest event without a signature is; 0: all are signed');
export const checkpointAge = gauge('tuojian_checkpoint_age_seconds', 'How old the newest signed checkpoint is');
export const projectsWithFindings = gauge(
  'tuojian_projects_with_findings',
  'Projects with a finding of the checks that nobody has explained or dismissed; counted every five minutes',
);
export const alarms = counter('tuojian_alarms_total', 'Alarms of the log, by code', ['code']);
export const forged = counter('tuojian_forged_commands_total', 'Commands refused because nobody of this service sealed them', ['why']);
export const recordReadable = gauge(
  'tuojian_record_readable',
  '1 where PostgreSQL told this worker what waits, else 0; what waits is then not shown',
);

// The process and its connections
export const connections = gauge('tuojian_database_connections', 'Connections of a pool; `waiting`: questions that wait for one', ['pool', 'state']);
export const cpuSeconds = counter('process_cpu_seconds_total', 'Processor time of this process, user and system');
export const memoryBytes = gauge('process_resident_memory_bytes', 'Memory of this process');
export const startTime = gauge('process_start_time_seconds', 'When this process began; seconds since 1970');
export const heapBytes = gauge('nodejs_heap_used_bytes', 'Heap of this process in use');
export const loopUtilization = gauge(
  'nodejs_eventloop_utilization',
  'Share of the time since the last look in which the event loop was busy, 0 to 1',
);

type Source = () => void | Promise<void>;
const sources = new Set<Source>();

/** Called before each look at the metrics: sets what is measured then and not counted. Returns how to end that. */
export function whenAsked(source: Source): () => void {
  sources.add(source);
  return () => void sources.delete(source);
}

/** A look holds nobody up for longer; what a source says later is in the next look. Milliseconds. */
const SOURCE_MS = 3_000;

/** All metrics in Prometheus' text format. Never fails: a source that does says it by a metric of its own. */
export async function metricsText(): Promise<string> {
  let late: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    late = setTimeout(resolve, SOURCE_MS);
  });
  await Promise.race([Promise.allSettled([...sources].map(async (source) => source())), limit]);
  clearTimeout(late);
  return METRICS.metrics();
}
