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
import { bareApprovals } from './bare.ts';
import { type Flight, fly, type One } from './flight.ts';
import { startMailSink } from './mail-sink.ts';
import { approvalsOf } from './ours.ts';
import { PROGRAMS, type Program, type Taken, takenBy } from './processor-time.ts';
import type { ServiceReady } from './service.ts';

const { approvals, at } = parseArgs({ options: { approvals: { type: 'string' }, at: { type: 'string', default: '1,20,100' } } }).values;
const IN_FLIGHT = at.split(',').map(Number);
const WARM_UP = 10;
/** Issue 17: share of the bare rate from 20 in flight on; CPU of one; decision to next mail, against bare to 20 and Flowable's at 100. */
const LIMITS = { rateShare: 0.65, cpuMs: 150, nextMailTimes: 2, nextMailMsAt100: 1_640, memoryMbAt20: 700 } as const;
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

let code = 1;
try {
  console.log('托建 bench:approvals: starting the service with the example, and a bare workflow beside it');
  const service = await started<ServiceReady>('./service.ts', []);
  const bareWorker = await started<string>('./bare-worker.ts', [service.said.temporalAddress]);
  const connection = await Connection.connect({ address: service.said.temporalAddress });
  const [ours, bare] = [await approvalsOf(service.said, sink), bareApprovals(new Client({ connection }), sink)];
  await fly(ours, 'ow', 2, WARM_UP);
  await fly(bare, 'bw', 2, WARM_UP);
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
  const missed = runs.flatMap(({ inFlight, ours: mine, bare: theirs }) => {
    const mailLimit = inFlight <= 20 ? LIMITS.nextMailTimes * theirs.nextMailP50 : LIMITS.nextMailMsAt100;
    const faults = [
      inFlight >= 20 && mine.perSecond < LIMITS.rateShare * theirs.perSecond
        ? `${mine.perSecond} approvals a second, below ${LIMITS.rateShare} of ${theirs.perSecond}`
        : null,
      mine.cpuMs > LIMITS.cpuMs ? `${mine.cpuMs} ms of a processor each, above ${LIMITS.cpuMs}` : null,
      mine.nextMailP50 > mailLimit ? `next mail after ${mine.nextMailP50} ms, above ${mailLimit}` : null,
      inFlight === 20 && mine.memoryMb > LIMITS.memoryMbAt20 ? `${mine.memoryMb} MB, above ${LIMITS.memoryMbAt20}` : null,
    ];
    return faults.flatMap((fault) => (fault === null ? [] : [`${inFlight} in flight: ${fault}`]));
  });
  for (const what of missed) console.log(`  missed: ${what}`);
  await connection.close();
  code = missed.length === 0 ? 0 : 1;
  console.log(JSON.stringify({ runs, limits: LIMITS, missed }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  // Asked to, also after a fault: killed, the service would leave its PostgreSQL and Temporal running.
  await Promise.all(children.map(ended));
  await sink.stop();
}
process.exit(code);
