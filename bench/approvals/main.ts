/**
 * `npm run bench:approvals`: how many whole approvals a second the service carries at 1, 20 and 100 in flight, how long from
 * a decision to the next mail and to the result's, what of processors one takes and what memory is held, beside a bare
 * Temporal workflow that waits and mails alike on the same Temporal, in the same run. One approval: drafted and handed in
 * over the API, mail, decision by link (page and form), mail, decision by link, mail with the result. `--approvals N` at each
 * number in flight (`--at 1,20`); what asks and the mail server run in this process, on the same processors. Human text
 * first, one JSON object last; exit code 1 when a limit of issue 17 is missed.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { atLeast, atMost, type Figure, tell } from '../figure.ts';
import { type Kept, keptOf } from '../temporal-actions.ts';
import { bareApprovals } from './bare.ts';
import { type Flight, fly, type One } from './flight.ts';
import { startMailSink } from './mail-sink.ts';
import { approvalsOf, streamOf } from './ours.ts';
import { PROGRAMS, type Program, type Taken, takenBy } from './processor-time.ts';
import type { ServiceReady } from './service.ts';

const { approvals, at } = parseArgs({ options: { approvals: { type: 'string' }, at: { type: 'string', default: '1,20,100' } } }).values;
const IN_FLIGHT = at.split(',').map(Number);
/** A service runs for months: what the first approvals cost, until what is run often has been compiled (a sixth of the first 200), is no part of it. */
const WARM_UP = { approvals: 150, inFlight: 10 } as const;
/** Issue 17: share of the bare rate from 20 in flight on; CPU of one; decision to next mail, against bare to 20 and Flowable's at 100; the result's as fast as the next one, with a quarter for chance. */
const LIMITS = { rateShare: 0.65, cpuMs: 150, nextMailTimes: 2, nextMailMsAt100: 1_640, resultTimes: 1.25, memoryMbAt20: 700 } as const;
const countAt = (inFlight: number): number => Number(approvals ?? (inFlight === 1 ? 40 : 15 * inFlight));

const sink = await startMailSink();
const children: ChildProcess[] = [];
function started<T>(file: string, args: readonly string[]): Promise<{ readonly child: ChildProcess; readonly said: T }> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [sink.url, ...args], {
    execArgv: process.execArgv,
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('message', (said) => resolve({ child, said: said as T })); // as the file declares
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
}
const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.send('stop');
  await gone;
};

type Measured = Flight & { readonly cpuMs: number; readonly cpuMsBy: Taken['cpuMs']; readonly memoryMb: number };
const totalOf = (by: Taken['cpuMs']): number => PROGRAMS.reduce((sum, program) => sum + by[program], 0);
/** Its own worker, and the Temporal that both ask; while it runs, nothing else asks it. */
function takenByBare(worker: number, service: number): Taken {
  const [own, shared] = [takenBy(worker), takenBy(service)];
  const both = (of: 'cpuMs' | 'memoryMb') => ({ service: own[of].service, temporal: shared[of].temporal, postgres: 0 });
  return { cpuMs: both('cpuMs'), memoryMb: both('memoryMb') };
}

async function measured(one: One, mark: string, inFlight: number, now: () => Taken): Promise<Measured> {
  const count = countAt(inFlight);
  const before = now();
  const flight = await fly(one, mark, inFlight, count);
  const after = now();
  const each = (program: Program): number => Math.round((after.cpuMs[program] - before.cpuMs[program]) / count);
  const cpuMsBy = { service: each('service'), temporal: each('temporal'), postgres: each('postgres') };
  const memoryMb = totalOf(after.memoryMb);
  return { ...flight, cpuMs: totalOf(cpuMsBy), cpuMsBy, memoryMb };
}

const line = (name: string, m: Measured): string =>
  `  ${name} ${m.perSecond}/s; next mail ${m.nextMailP50} ms, result ${m.resultMailP50} ms; processor ${m.cpuMs} ms each (service ${m.cpuMsBy.service}, Temporal ${m.cpuMsBy.temporal}, PostgreSQL ${m.cpuMsBy.postgres}); memory ${m.memoryMb} MB`;

function figuresAt({ inFlight: n, ours, bare }: { readonly inFlight: number; readonly ours: Measured; readonly bare: Measured }): readonly Figure[] {
  const [zh, en] = [`同时 ${n} 件：`, `${n} in flight: `];
  const mailLimit = n <= 20 ? LIMITS.nextMailTimes * bare.nextMailP50 : LIMITS.nextMailMsAt100;
  return [
    atLeast(`rate${n}`, '/s', ours.perSecond, n >= 20 ? LIMITS.rateShare * bare.perSecond : null, `${zh}每秒审批数`, `${en}approvals a second`),
    atLeast(`bareRate${n}`, '/s', bare.perSecond, null, `${zh}裸工作流每秒件数`, `${en}bare workflows a second`),
    atMost(
      `nextMail${n}`,
      'ms',
      ours.nextMailP50,
      mailLimit,
      `${zh}从决定到下一封邮件，中位数`,
      `${en}from a decision to the next mail, in the middle`,
    ),
    atMost(`bareNextMail${n}`, 'ms', bare.nextMailP50, null, `${zh}裸工作流，同上`, `${en}the same of the bare workflow`),
    atMost(
      `resultMail${n}`,
      'ms',
      ours.resultMailP50,
      LIMITS.resultTimes * ours.nextMailP50,
      `${zh}从最后决定到结果邮件`,
      `${en}from the last decision to the mail with the result`,
    ),
    atMost(`cpu${n}`, 'ms', ours.cpuMs, LIMITS.cpuMs, `${zh}每件处理器时间`, `${en}of processors each`),
    ...PROGRAMS.map((program) => atMost(`cpu${n}-${program}`, 'ms', ours.cpuMsBy[program], null, `${zh}其中 ${program}`, `${en}of it ${program}`)),
    atMost(`bareCpu${n}`, 'ms', bare.cpuMs, null, `${zh}裸工作流每件处理器时间`, `${en}of processors each bare workflow`),
    atMost(
      `memory${n}`,
      'MB',
      ours.memoryMb,
      n === 20 ? LIMITS.memoryMbAt20 : null,
      `${zh}服务与其服务器的内存`,
      `${en}memory of the service and its servers`,
    ),
  ];
}

const ofTemporal = ({ ours, bare }: { readonly ours: Kept; readonly bare: Kept }): readonly Figure[] => [
  atMost('events', '', ours.events, null, '每件审批的历史事件', 'history events of an approval'),
  atMost('bareEvents', '', bare.events, null, '裸工作流，同上', 'the same of the bare workflow'),
  atMost('actions', '', ours.actions, null, '每件审批的 Temporal 计费动作', 'actions of an approval as Temporal Cloud counts them'),
  atMost('bareActions', '', bare.actions, null, '裸工作流，同上', 'the same of the bare workflow'),
];

let code = 1;
try {
  console.log('托建 bench:approvals: starting the service with the example, and a bare workflow beside it');
  const service = await started<ServiceReady>('./service.ts', []);
  const bareWorker = await started<string>('./bare-worker.ts', [service.said.temporalAddress]);
  const connection = await Connection.connect({ address: service.said.temporalAddress });
  const client = new Client({ connection });
  const [ours, bare] = [await approvalsOf(service.said, sink), bareApprovals(client, sink)];
  for (const [one, mark] of [
    [ours, 'o1st'],
    [bare, 'b1st'],
  ] as const)
    await fly(one, mark, WARM_UP.inFlight, WARM_UP.approvals);
  const runs: { readonly inFlight: number; readonly ours: Measured; readonly bare: Measured }[] = [];
  for (const inFlight of IN_FLIGHT) {
    console.log(`${inFlight} in flight, ${countAt(inFlight)} approvals each`);
    const pidOf = ({ child }: { readonly child: ChildProcess }): number => child.pid ?? 0;
    const bareRun = await measured(bare, `b${inFlight}`, inFlight, () => takenByBare(pidOf(bareWorker), service.said.pid));
    console.log(line('bare', bareRun));
    const oursRun = await measured(ours, `o${inFlight}`, inFlight, () => takenBy(service.said.pid));
    console.log(line('ours', oursRun));
    runs.push({ inFlight, ours: oursRun, bare: bareRun });
  }
  const kept = { ours: await keptOf(client, streamOf('o1st-1')), bare: await keptOf(client, 'b1st-1') };
  tell(
    {
      part: 'approvals',
      note: {
        zh: IN_FLIGHT.map((n) => `同时 ${n} 件时 ${countAt(n)} 件`).join('，'),
        en: IN_FLIGHT.map((n) => `${countAt(n)} approvals at ${n} in flight`).join(', '),
      },
      figures: [...runs.flatMap(figuresAt), ...ofTemporal(kept)],
    },
    { runs, kept },
  );
  await connection.close();
  code = process.exitCode === 1 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  // Asked to, also after a fault: killed, the service would leave its PostgreSQL and Temporal running.
  await Promise.all(children.map(ended));
  await sink.stop();
}
process.exit(code);
