/** A service of its own, watched as an operator's machines do: its metrics scraped, its traces sent to an endpoint of ours. */
import { type ChildProcess, spawn } from 'node:child_process';
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentWith } from '../../config/env.ts';
import { freePort } from '../../local/ports.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { ApiClient, mailsAfter } from '../../scripts/demo/http.ts';
import { type OwnService, startOwnService } from '../../scripts/own-service.ts';
import { METRICS } from '../../telemetry/metrics.ts';
import { plainServer, withTemporalAt } from '../../temporal/connect.ts';
import { auditHistories } from '../../temporal/replay-audit.ts';
import { bundleWorkflows } from '../../worker/workflow-bundle.ts';
import { type MetricsPage, readMetrics } from '../setup/metrics-page.ts';
import { type ReceivedSpan, startOtlpReceiver } from '../setup/otlp-receiver.ts';
import { TEMPORAL_METRICS } from '../setup/temporal-metrics.ts';

let service: OwnService;
let receiver: Awaited<ReturnType<typeof startOtlpReceiver>>;
let token: string;
let manager: ApiClient;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const look = (): Promise<MetricsPage> => readMetrics(service.stack.metricsUrl ?? '');

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  service = await startOwnService({ name: 'seen', say: () => undefined, overrides: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url } });
  const profile = service.programme.file.projects.find((project) => project.profile.code === 'QH-01')?.profile;
  token = await issueApiToken(service.stack.database, profile?.manager ?? '', 1);
  manager = new ApiClient(service.stack.apiUrl, token);
  await manager.until('survey/QH-01', () => true);
});
afterAll(async () => {
  await service.stop();
  await receiver.stop();
});

/** Until it holds; what is sent in bundles comes within five seconds. */
async function until<T>(find: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await find();
    if (found !== undefined) return found;
    await pause(100);
  }
  throw new Error('it never came');
}

/** Answers are taken in and the survey is closed; the reviewer is asked by mail. */
async function closeSurvey(): Promise<void> {
  await manager.command('survey/QH-01', { type: 'ReceiveAnswers', batch: 'QH-2023' });
  await manager.command('survey/QH-01', { type: 'CloseSurvey' });
  await until(async () =>
    (await mailsAfter(service.stack.outboxUrl ?? '', 0)).find(({ to, subject }) => to.startsWith('ma-yue') && subject.includes('QH-01')),
  );
}

/** A GET as a browser would send it that was led here by another name. */
const statusFor = (url: string, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    http.get(url, { headers: { host } }, (answer) => resolve(answer.resume().statusCode ?? 0)).on('error', reject);
  });

describe('metrics', () => {
  const command = (name: string) => ({ kind: 'survey', command: name, outcome: 'RECORDED' });

  it('move with a real command: requests, commands, commits, events, mails, loops', async () => {
    const before = await look();
    await closeSurvey();
    const ran = before.sum('tuojian_job_runs_total', { job: 'taking events in' });
    const after = await until(async () => {
      const page = await look();
      return page.sum('tuojian_job_runs_total', { job: 'taking events in' }) > ran ? page : undefined;
    });
    const moved = (name: string, labels?: Readonly<Record<string, string>>): number => after.sum(name, labels) - before.sum(name, labels);
    expect(moved('tuojian_commands_total', command('CloseSurvey'))).toBe(1);
    expect(moved('tuojian_commands_total', command('ReceiveAnswers'))).toBe(1);
    expect(moved('tuojian_command_duration_seconds_count', { kind: 'survey' })).toBe(2);
    expect(moved('tuojian_http_requests_total', { method: 'POST', route: '/api/v1/survey/:id/commands', status: '200' })).toBe(2);
    expect(moved('tuojian_http_request_duration_seconds_count', { method: 'POST', route: '/api/v1/survey/:id/commands' })).toBe(2);
    expect(moved('tuojian_record_duration_seconds_count', { outcome: 'RECORDED' })).toBeGreaterThanOrEqual(2);
    expect(moved('tuojian_decision_to_commit_seconds_count')).toBeGreaterThanOrEqual(2);
    expect(moved('tuojian_events_recorded_total', { kind: 'survey' })).toBeGreaterThanOrEqual(2);
    expect(moved('tuojian_mails_total', { outcome: 'SENT' })).toBeGreaterThanOrEqual(1);
    expect(moved('temporal_workflow_task_execution_latency_seconds_count', { workflow_type: 'demandSurvey' })).toBeGreaterThanOrEqual(2);
    expect(after.sum('tuojian_worker_running')).toBe(1);
    expect(after.sum('tuojian_part_answers')).toBe(3);
    expect(after.sum('tuojian_record_readable')).toBe(1);
    expect(after.sum('process_resident_memory_bytes')).toBeGreaterThan(50_000_000);
  }, 60_000);

  it('tell what waits in the database, afresh', async () => {
    const { database } = service.stack;
    await pause(10_100); // what was found is told for ten seconds
    await database.pool.query(
      `INSERT INTO set_aside (loop, item, reason, first_seen, last_tried, tries, next_try) VALUES ('CARRY_OUT', 'watched', 'it broke', now() - interval '90 seconds', now(), 1, 'infinity')`,
    );
    const page = await look();
    await database.pool.query(`DELETE FROM set_aside WHERE item = 'watched'`);
    expect(page.sum('tuojian_set_aside', { loop: 'CARRY_OUT' })).toBe(1);
    expect(page.sum('tuojian_set_aside_oldest_seconds')).toBeGreaterThan(80);
    expect(page.sum('tuojian_open_cases', { kind: 'project' })).toBeGreaterThanOrEqual(1);
    expect(page.sum('tuojian_log_entries')).toBeGreaterThan(10);
    expect(page.names).toContain('tuojian_mails_overdue_seconds');
    expect(page.names).toContain('tuojian_projects_with_findings');
  }, 30_000);

  it('hold every metric of ours and what dashboards show of Temporal’s, and no person, address, token or case', async () => {
    await fetch(`${service.stack.apiUrl}/a/${'x'.repeat(43)}`);
    await fetch(`${service.stack.apiUrl}/nobody/wrote/this`);
    const { names, text, sum } = await look();
    for (const { name } of await METRICS.getMetricsAsJSON()) expect(names).toContain(name);
    for (const name of TEMPORAL_METRICS.shown) expect(names).toContain(name);
    expect(sum('tuojian_http_requests_total', { route: '/a/:token', status: '303' })).toBe(1);
    expect(sum('tuojian_http_requests_total', { route: '(none)' })).toBe(1);
    expect(sum('tuojian_link_misses_total')).toBeGreaterThanOrEqual(1);
    const { people } = service.programme.file;
    for (const { id, email, name } of people) for (const told of [email, name, `"${id}"`]) expect(text).not.toContain(told);
    expect(text).not.toContain(token);
    expect(text).not.toMatch(/QH-\d|xxxxx|nobody\/wrote|@/);
  });

  it('stand on loopback, at one address, and not where people reach the service', async () => {
    const url = service.stack.metricsUrl ?? '';
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(await statusFor(url, 'rebound.example')).toBe(421);
    expect((await fetch(url.replace(/metrics$/, ''))).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${service.stack.apiUrl}/metrics`)).status).toBe(404);
  });
});

describe('tuojian api and tuojian worker, each a process of its own', () => {
  const children: ChildProcess[] = [];
  afterAll(async () => {
    const ended = children.map((child) => (child.exitCode === null ? new Promise((resolve) => child.once('close', resolve)) : null));
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(ended);
  });

  /** What it wrote by the time it works. */
  async function begin(part: 'api' | 'worker', metrics: string): Promise<string> {
    const { stack, settings } = service;
    const child = spawn(process.execPath, ['bin/tuojian.mjs', part], {
      env: environmentWith({
        DATABASE_URL: stack.databaseUrl,
        TEMPORAL_ADDRESS: stack.temporalAddress,
        SMTP_URL: stack.smtpUrl,
        TUOJIAN_DATA_DIR: settings.dataDir,
        TUOJIAN_PORT: String(await freePort()),
        TUOJIAN_METRICS: metrics,
        TUOJIAN_ALLOW: 'database-role,temporal-version',
      }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let out = '';
    return new Promise((resolve, reject) => {
      child.once('close', () => reject(new Error(out)));
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          out += chunk.toString();
          if (/API listening|worker running/.test(out)) resolve(out);
        });
    });
  }

  it('show what is theirs, and one whose port is taken works all the same', async () => {
    const [atApi, atWorker] = [await freePort(), await freePort()];
    await Promise.all([begin('api', String(atApi)), begin('worker', String(atWorker))]);
    const [api, worker] = await Promise.all([atApi, atWorker].map((port) => readMetrics(`http://127.0.0.1:${port}/metrics`)));
    expect(api?.sum('tuojian_build_info', { part: 'api' })).toBe(1);
    expect(api?.sum('tuojian_part_answers')).toBe(3);
    expect(api?.text).not.toMatch(/^(temporal_|tuojian_worker_running |tuojian_record_readable )/m);
    expect(worker?.sum('tuojian_build_info', { part: 'worker' })).toBe(1);
    expect(worker?.sum('tuojian_worker_running')).toBe(1);
    expect(worker?.sum('tuojian_record_readable')).toBe(1);
    expect(worker?.text).toMatch(/^temporal_num_pollers\{/m);
    const second = await begin('api', String(atApi));
    expect(second).toContain('metrics cannot be shown there');
  }, 60_000);
});

describe('traces', () => {
  it('of a command go from the request over Temporal and PostgreSQL to the mail, in one trace', async () => {
    const trace = await until(() => {
      const request = receiver.spans.find(
        ({ name, trace: id }) =>
          name === 'POST /api/v1/survey/:id/commands' && receiver.spans.some((span) => span.trace === id && span.name === 'command CloseSurvey'),
      );
      const own = receiver.spans.filter(({ trace: id }) => id === request?.trace);
      return own.some(({ name }) => name === 'hand over a mail') ? own : undefined;
    });
    const named = (name: string): ReceivedSpan =>
      trace.find((span) => span.name === name) ?? expect.fail(`no ${name} among ${trace.map((span) => span.name).join(', ')}`);
    const above = (span: ReceivedSpan): readonly string[] => {
      const parent = trace.find(({ id }) => id === span.parent);
      return parent === undefined ? [] : [...above(parent), parent.name];
    };
    const request = named('POST /api/v1/survey/:id/commands');
    expect(request.parent).toBe('');
    expect(request.attributes).toMatchObject({ 'http.route': '/api/v1/survey/:id/commands', 'http.request.method': 'POST' });
    expect(named('command CloseSurvey').attributes).toMatchObject({ 'tuojian.stream': 'survey/QH-01', 'tuojian.outcome': 'RECORDED' });
    const recorded = trace.find(
      (span) => span.name === 'record events' && above(span).join() === 'POST /api/v1/survey/:id/commands,command CloseSurvey',
    );
    expect(recorded).toBeDefined();
    const statement = trace.find(({ name, parent }) => name.startsWith('postgresql') && parent === recorded?.id);
    expect(statement).toBeDefined();
    expect(above(named('hand over a mail'))).toContain('record events');
  }, 60_000);

  it('leave histories that replay, with every decision as it is recorded', async () => {
    const { stack } = service;
    const place = { ...plainServer(stack.temporalAddress), payloads: stack.payloads };
    const report = await withTemporalAt(place, async (client) =>
      auditHistories(stack.database, { client, payloads: stack.payloads }, await bundleWorkflows(), ['survey/QH-01']),
    );
    expect(report).toMatchObject({ cases: 1, forgotten: 0, findings: [] });
    expect(report.decisions).toBeGreaterThanOrEqual(3);
  }, 60_000);

  it('say nothing of persons, and no value of a statement', () => {
    const said = JSON.stringify(receiver.spans.map(({ name, attributes }) => [name, attributes]));
    for (const { email, name } of service.programme.file.people) for (const told of [email, name]) expect(said).not.toContain(told);
    expect(said).not.toContain(token);
    expect(said).not.toMatch(/\/a\/[A-Za-z0-9_-]{20}|@[a-z]/);
  });
});
