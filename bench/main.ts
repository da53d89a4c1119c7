/**
 * `npm run bench`: how long a decision takes from the click to the committed answer, beside a bare Temporal workflow with
 * one Update and one local activity on the same server in the same run; how long a warm start takes; how many history
 * events a decision and a project cost; how many decisions the domain takes a second; what 200 approvers in one step leave
 * behind. Human text first, one JSON object last; exit code 1 when a figure is missed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { readSettings } from '../config/env.ts';
import { CASE_KINDS } from '../domain/cases.ts';
import { freePortBlock } from '../local/ports.ts';
import { type Stack, startStack } from '../local/stack.ts';
import { issueApiToken } from '../prisma/people/people.ts';
import { startApprovers } from '../scripts/demo/approvers.ts';
import { ApiClient, decideByLink, linkIn, type Mail, mailsAfter } from '../scripts/demo/http.ts';
import { playProject } from '../scripts/demo/play-project.ts';
import { exampleOfToday } from '../setup/example/programme.ts';
import { storeProgramme } from '../setup/store-programme.ts';
import { decisionsPerSecond } from './compiled.ts';
import { measureLargeStep } from './large-step.ts';
import { mailLatency } from './mail-latency.ts';

/** At most. */
const LIMITS = {
  decisionRatio: 1.5,
  mailRatio: 2,
  warmStartSeconds: 20,
  eventsPerDecision: 12,
  eventsPerProject: 900,
  largeStepHistoryEvents: 4_096,
  largeStepPayloadBytes: 256 * 1_024,
} as const;
/** At least: issue 2 for a case with 200 events; the steps that are shipped ask up to five. */
const FLOORS = { decideEvolvePerSecond: 100_000, largeStepDecided: 200 } as const;
const APPROVERS = [5, 20, 60, 200];
const ROUNDS = 60;

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-bench-'));
const port = String(await freePortBlock(7));
const settings = readSettings({
  defaults: { TUOJIAN_LOG: 'error' },
  overrides: {
    TUOJIAN_DATA_DIR: dataDir,
    TUOJIAN_PORT: port,
    TUOJIAN_PUBLIC_URL: '',
    TUOJIAN_LEAST_READING_MS: '0',
    DATABASE_URL: '',
    TEMPORAL_ADDRESS: '',
    SMTP_URL: '',
  },
});
const quiet = () => undefined;
const sorted = (times: readonly number[]) => [...times].sort((a, b) => a - b);
const at = (times: readonly number[], share: number) => sorted(times)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const round = (n: number) => Math.round(n * 100) / 100;

console.log('Domain: decide and evolve of a case with 200 events, one core');
const perSecond = decisionsPerSecond(APPROVERS);
for (const [approvers, rate] of Object.entries(perSecond)) console.log(`  ${approvers} approvers in the step: ${rate} a second`);

console.log('Cold start, then a warm one on the same data');
await (await startStack({ settings, temporalUi: false, say: quiet })).stop();
const began = performance.now();
const stack = await startStack({ settings, temporalUi: false, say: quiet });
const warmStartSeconds = round((performance.now() - began) / 1_000);
console.log(`  warm start ${warmStartSeconds} s`);

const programme = await exampleOfToday();
await storeProgramme(stack.database, stack.server.gateway, programme, quiet);
const connection = await Connection.connect({ address: stack.temporalAddress });
const client = new Client({ connection });

console.log(`Decisions: ${ROUNDS} of each kind, in turn`);
const { ours, bare } = await decisions(stack, client);
const decisionRatio = round(at(ours, 0.5) / at(bare, 0.5));
console.log(`  ours  p50 ${round(at(ours, 0.5))} ms, p95 ${round(at(ours, 0.95))} ms (HTTP, zod, sign-in, Update, PostgreSQL commit)`);
console.log(`  bare  p50 ${round(at(bare, 0.5))} ms, p95 ${round(at(bare, 0.95))} ms (Update and local activity alone)`);

console.log('Decision behind a link to the next mail at the mail server, in turn with a bare workflow that sends one');
const mail = await mailLatency(stack, client);
const mailRatio = round(at(mail.ours, 0.95) / at(mail.bare, 0.95));
console.log(`  ours  p50 ${at(mail.ours, 0.5)} ms, p95 ${at(mail.ours, 0.95)} ms`);
console.log(`  bare  p50 ${at(mail.bare, 0.5)} ms, p95 ${at(mail.bare, 0.95)} ms`);

console.log('History events: one project from survey to acceptance');
const { eventsPerDecision, eventsPerProject } = await historyOf(stack, client);
console.log(`  a decision with its mail ${eventsPerDecision}, the project over all its workflows ${eventsPerProject}`);

console.log('200 approvers in one step: asked by mail, deciding by link');
const large = await measureLargeStep(stack, client);
console.log(`  ${large.decided} decided, ${large.mails} mails, ${large.status} in ${large.seconds} s`);
console.log(`  Temporal keeps ${large.historyEvents} events, the largest payload ${large.largestPayloadBytes} bytes`);

const result = {
  decisionRatio,
  warmStartSeconds,
  eventsPerDecision,
  eventsPerProject,
  decideEvolvePerSecond: perSecond[5] ?? 0,
  decideEvolve60PerSecond: perSecond[60] ?? 0,
  largeStepDecided: large.status === 'APPROVED' ? large.decided : 0,
  largeStepHistoryEvents: large.historyEvents,
  largeStepPayloadBytes: large.largestPayloadBytes,
  largeStepSeconds: large.seconds,
  decisionP50Ms: round(at(ours, 0.5)),
  decisionP95Ms: round(at(ours, 0.95)),
  bareP50Ms: round(at(bare, 0.5)),
  mailRatio,
  mailP50Ms: at(mail.ours, 0.5),
  mailP95Ms: at(mail.ours, 0.95),
  bareMailP95Ms: at(mail.bare, 0.95),
};
const measured = (name: string): number => Reflect.get(result, name) as number;
const missed = [
  ...Object.entries(LIMITS).flatMap(([name, limit]) => (measured(name) > limit ? [`${name} is ${measured(name)}, above ${limit}`] : [])),
  ...Object.entries(FLOORS).flatMap(([name, floor]) => (measured(name) < floor ? [`${name} is ${measured(name)}, below ${floor}`] : [])),
];
for (const what of missed) console.log(`  missed: ${what}`);
await connection.close();
await stack.stop();
rmSync(dataDir, { recursive: true, force: true });
console.log(JSON.stringify(result));
process.exit(missed.length === 0 ? 0 : 1);

/** One of ours, one bare, and so on, so that both meet the same weather. */
async function decisions(running: Stack, temporal: Client): Promise<{ ours: readonly number[]; bare: readonly number[] }> {
  const manager = new ApiClient(running.apiUrl, await issueApiToken(running.database, 'liu-chuan', 1));
  await manager.until('survey/QH-05', () => true);
  const native = await NativeConnection.connect({ address: running.temporalAddress });
  const worker = await Worker.create({
    connection: native,
    taskQueue: 'bare',
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('./bare-workflow.ts', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    }),
    activities: { note: async ({ n }: { n: number }) => n },
  });
  const done = worker.run();
  const handle = await temporal.workflow.start('bare', { workflowId: 'bare', taskQueue: 'bare', args: [ROUNDS + 10] });
  const [oursMs, bareMs]: [number[], number[]] = [[], []];
  for (let n = 0; n < ROUNDS + 10; n += 1) {
    const day = `2027-0${1 + (n % 9)}-1${n % 9}`;
    const first = performance.now();
    await manager.command('survey/QH-05', { type: 'AnnounceSurvey', closesOn: day });
    const second = performance.now();
    await handle.executeUpdate('bare', { args: [n] });
    const third = performance.now();
    if (n < 10) continue; // warm-up
    oursMs.push(second - first);
    bareMs.push(third - second);
  }
  await handle.result();
  worker.shutdown();
  await done;
  await native.close();
  return { ours: oursMs, bare: bareMs };
}

async function historyOf(running: Stack, temporal: Client): Promise<{ eventsPerDecision: number; eventsPerProject: number }> {
  const profile = programme?.file.projects[0]?.profile;
  if (profile === undefined) throw new Error('no project');
  const outbox = running.outboxUrl ?? '';
  const approvers = startApprovers(outbox, { readingMs: 0, after: 0, projects: new Set(['QH-01']) });
  const manager = new ApiClient(running.apiUrl, await issueApiToken(running.database, profile.manager, 1));
  const officer = new ApiClient(running.apiUrl, await issueApiToken(running.database, 'xu-jianing', 1));
  await playProject(profile, { manager, officer, batch: 'QH-2023' }, quiet);
  await approvers.stop();
  const streams = await running.database.prisma.stream.findMany({
    where: { project: profile.code, kind: { in: [...CASE_KINDS] } },
    select: { stream: true },
  });
  let eventsPerProject = 0;
  for (const { stream } of streams) eventsPerProject += await lengthOf(temporal, stream);
  return { eventsPerDecision: await oneDecision(running, temporal), eventsPerProject };
}

async function lengthOf(temporal: Client, stream: string): Promise<number> {
  return (await temporal.workflow.getHandle(stream).describe()).historyLength;
}

/** A decision that opens the next step and so sends a mail: the plan's review by the office, then the leading group. */
async function oneDecision(running: Stack, temporal: Client): Promise<number> {
  const code = 'QH-02';
  const manager = new ApiClient(running.apiUrl, await issueApiToken(running.database, 'wu-tao', 1));
  const outbox = running.outboxUrl ?? '';
  const mailTo = async (who: string): Promise<Mail> => {
    for (;;) {
      const found = (await mailsAfter(outbox, 0)).find((mail) => mail.to.startsWith(who) && mail.subject.includes(code) && linkIn(mail) !== null);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await manager.until(`survey/${code}`, () => true);
  await manager.command(`survey/${code}`, { type: 'ReceiveAnswers', batch: 'QH-2023' });
  await manager.command(`survey/${code}`, { type: 'CloseSurvey' });
  await decideByLink(await mailTo('ma-yue'), { choice: 'APPROVE' }, 0);
  const planning = `planning/${code}`;
  await manager.until(planning, () => true);
  await manager.command(planning, { type: 'DraftPlan', content: { targets: 'a', risks: 'b', safeguards: 'c' } });
  await manager.command(planning, { type: 'RecordConsultation', unit: 'u', opinion: 'o', on: '2023-03-01' });
  for (const review of ['LEGALITY', 'FAIR_COMPETITION'])
    await manager.command(planning, { type: 'RecordReview', review, passed: true, on: '2023-03-02' });
  await manager.command(planning, { type: 'SubmitPlan' });
  const mail = await mailTo('he-jing');
  await new Promise((resolve) => setTimeout(resolve, 1_000)); // the first mail's own events are over
  const stream = `approval/${code}.IMPLPLAN`;
  const before = await lengthOf(temporal, stream);
  await decideByLink(mail, { choice: 'APPROVE' }, 0);
  await mailTo('lin-ruolan');
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  return (await lengthOf(temporal, stream)) - before;
}
