/**
 * Part `decision` of `npm run bench`: how long a decision takes from the request to the committed answer, beside a bare Temporal
 * workflow with one Update and one local activity on the same server in the same run; and how many history events and
 * actions one project costs Temporal from survey to handover. Deliberately absent: mails and pages (bench/approvals).
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { CASE_KINDS } from '../../domain/cases.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { startApprovers } from '../../scripts/demo/approvers.ts';
import { ApiClient } from '../../scripts/demo/http.ts';
import { playProject } from '../../scripts/demo/play-project.ts';
import { announce } from '../closing-day.ts';
import { atMost, middle, share, tell } from '../figure.ts';
import { type Beside, importExample, type OwnProcess, withProcess } from '../own-process.ts';
import { type Kept, keptOf } from '../temporal-actions.ts';

/** Events: what one act leaves in a history, decisions, mails and timers included (design 3: six for an Update, three to six for its mail). */
const LIMITS = { ratio: 1.3, eventsPerAct: 8 } as const;
const WARM_UP = 10;
const { rounds: wanted } = parseArgs({ options: { rounds: { type: 'string', default: '100' } } }).values;
const rounds = Number(wanted);

Runtime.install({ logger: new DefaultLogger('ERROR') });

/** Milliseconds. One of ours, one bare, and so on, so that both meet the same weather. */
async function decisions({ apiUrl }: OwnProcess, { db, temporalAddress }: Beside): Promise<{ ours: number[]; bare: number[] }> {
  const manager = new ApiClient(apiUrl, await issueApiToken(db, 'liu-chuan', 1));
  await manager.until('survey/QH-05', () => true);
  const native = await NativeConnection.connect({ address: temporalAddress });
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
  // With nothing encrypted: as bare as it comes.
  const connection = await Connection.connect({ address: temporalAddress });
  const handle = await new Client({ connection }).workflow.start('bare', { workflowId: 'bare', taskQueue: 'bare', args: [rounds + WARM_UP] });
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let n = 0; n < rounds + WARM_UP; n += 1) {
    const first = performance.now();
    await announce(manager, 'QH-05', n);
    const second = performance.now();
    await handle.executeUpdate('bare', { args: [n] });
    const third = performance.now();
    if (n < WARM_UP) continue;
    ours.push(second - first);
    bare.push(third - second);
  }
  await handle.result();
  worker.shutdown();
  await done;
  await native.close();
  await connection.close();
  return { ours, bare };
}

/** What Temporal keeps of a whole project, over all its cases. */
async function wholeProject(
  { apiUrl }: OwnProcess,
  { db, temporal, outboxUrl }: Beside,
  manager: string,
): Promise<Kept & { cases: number; acts: number }> {
  const profile = programme.file.projects[0]?.profile;
  if (profile === undefined) throw new Error('the example has no projects');
  const approvers = startApprovers(outboxUrl ?? '', { readingMs: 0, after: 0, about: new Set([profile.code]) });
  const clientOf = async (person: string): Promise<ApiClient> => new ApiClient(apiUrl, await issueApiToken(db, person, 1));
  try {
    await playProject(profile, { manager: await clientOf(manager), officer: await clientOf('xu-jianing'), batch: 'QH-2023' }, () => undefined);
  } finally {
    await approvers.stop();
  }
  const streams = await db.prisma.stream.findMany({ where: { project: profile.code, kind: { in: [...CASE_KINDS] } }, select: { stream: true } });
  let [events, actions] = [0, 0];
  for (const { stream } of streams) {
    const kept = await keptOf(temporal, stream);
    events += kept.events;
    actions += kept.actions;
  }
  const acts = await db.prisma.event.groupBy({ by: ['commandId'], where: { stream: { in: streams.map(({ stream }) => stream) } } });
  return { events, actions, cases: streams.length, acts: acts.length };
}

console.log('托建 bench, decision: a decision beside a bare Update, and what a project leaves in Temporal');
let programme: Awaited<ReturnType<typeof importExample>>;
await withProcess('decision', {}, async (service, beside) => {
  programme = await importExample(beside);
  const { ours, bare } = await decisions(service, beside);
  console.log(`  ours p50 ${middle(ours).toFixed(1)} ms, p95 ${share(ours, 0.95).toFixed(1)} ms; bare p50 ${middle(bare).toFixed(1)} ms`);
  const project = await wholeProject(service, beside, programme.file.projects[0]?.profile.manager ?? '');
  tell({
    part: 'decision',
    figures: [
      atMost(
        'ratio',
        '×',
        middle(ours) / middle(bare),
        LIMITS.ratio,
        '从请求到已提交的答复，相对裸 Update',
        'a decision from the request to its commit, beside a bare Update',
      ),
      atMost('p50Ms', 'ms', middle(ours), null, '同上，中位数', 'the same, in the middle'),
      atMost('p95Ms', 'ms', share(ours, 0.95), null, '同上，第 95 百分位', 'the same, 95th percentile'),
      atMost('bareP50Ms', 'ms', middle(bare), null, '裸 Update，中位数', 'a bare Update, in the middle'),
      atMost(
        'eventsPerAct',
        '',
        Math.round((10 * project.events) / project.acts) / 10,
        LIMITS.eventsPerAct,
        '一个项目从调研到移交，每个动作的历史事件',
        'history events for each act on record of a project from survey to handover',
      ),
      atMost(
        'eventsPerProject',
        '',
        project.events,
        null,
        `一个项目从调研到移交的历史事件（${project.cases} 件）`,
        `history events of a project from survey to handover, ${project.cases} cases`,
      ),
      atMost('actionsPerProject', '', project.actions, null, '同上，Temporal 计费动作数', 'the same, actions as Temporal Cloud counts them'),
    ],
  });
});
