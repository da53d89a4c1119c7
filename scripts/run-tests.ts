/**
 * `npm test`: fetches what the tests need (Temporal, its test server, a browser), runs them all, and ends with the line
 * `N passed, N failed`. Without arguments there are three runs of vitest side by side (docs/adr/0078): the tests of the shared
 * service, those that start services of their own, which both wait more than they work, and all others, which mostly work.
 * The second and third take what processors the first leaves (a lower priority) and are printed afterwards. Arguments go to
 * vitest, as one run.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readSettings } from '../config/env.ts';
import { SetupError } from '../local/setup-error.ts';
import { findTemporalCli } from '../local/temporal-cli.ts';
import { findBrowser } from './browser.ts';
import { findTimeSkippingServer } from './time-skipping-server.ts';

/** Of the runs beside the service's: their tests have the longer limits for what they do, those of the service watch clocks. */
const BESIDE_PRIORITY = 5;
/** By their projects (vitest.config.ts). One file at a time each: with more, what watches a clock is late on two processors. */
const BESIDE = { alone: ['alone'], rest: ['pure', 'mocked', 'workflows', 'database'] } as const;
const ONE_AT_A_TIME = '--maxWorkers=1';

async function prepare(): Promise<void> {
  const settings = readSettings();
  console.log(`Temporal: ${await findTemporalCli({ cliPath: settings.temporal.cliPath, cacheDir: settings.cacheDir })}`);
  console.log(`Time-skipping server: ${await findTimeSkippingServer(settings.cacheDir)}`);
  console.log(`Browser: ${findBrowser()}`);
  // Tests start it as a person does; otherwise the first of them waits for it, and says so among what it expects.
  spawnSync(process.execPath, ['build/main.mjs'], { stdio: 'inherit' });
}

type Counts = { readonly numPassedTests: number; readonly numFailedTests: number };
/** What vitest's reporter of JSON writes, so far as it is read here. */
type Results = Counts & {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly failureMessages: readonly string[] }[];
  }[];
};
type Run = Counts & { readonly name: string; readonly seconds: number; readonly said: string; readonly failures: readonly string[] };

/** Lines of a failure's message that are told once more at the end. */
const LINES_OF_A_FAILURE = 4;

type Idle = { readonly at: number; readonly ms: number };
const idleNow = (): Idle => ({ at: Date.now(), ms: os.cpus().reduce((sum, { times }) => sum + times.idle, 0) });
/** Whole percents of all processors, whoever used them. */
function busySince({ at, ms }: Idle): number {
  const now = idleNow();
  return Math.round(100 - (100 * (now.ms - ms)) / Math.max(1, (now.at - at) * os.cpus().length));
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-results-'));

/** One run of vitest. What it says is shown as it is said, or kept, so that two runs do not write between each other's lines. */
async function vitest(name: string, args: readonly string[], beside: boolean): Promise<Run> {
  const began = Date.now();
  const results = path.join(folder, `${name}.json`);
  const program = path.join('node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const child = spawn(process.execPath, [program, 'run', ...reporters, ...args], { stdio: beside ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
  if (beside && child.pid !== undefined) os.setPriority(child.pid, BESIDE_PRIORITY);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 1)));
  return { ...resultsOf(name, results, code), name, seconds: Math.round((Date.now() - began) / 1_000), said };
}

/** A set-up that failed, or a run that wrote no results, fails no single test, but it fails. */
function resultsOf(name: string, results: string, code: number): Counts & Pick<Run, 'failures'> {
  try {
    const read = JSON.parse(readFileSync(results, 'utf8')) as Results; // written by vitest's own reporter
    const failures = failuresOf(read);
    if (code === 0 || read.numFailedTests > 0) return { ...read, failures };
    return { ...read, numFailedTests: 1, failures: [...failures, `${name}: ended with ${code} though no test failed`] };
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, failures: [`${name}: ended with ${code} and left no results`] };
  }
}

/** Whoever reads only the end of a long output must find there what failed, and why. */
function failuresOf({ testResults }: Results): readonly string[] {
  const told = (at: string, message: string): string => [at, ...message.split('\n').slice(0, LINES_OF_A_FAILURE)].join('\n    ');
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = path.relative(process.cwd(), name);
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && message !== '') return [told(file, message)]; // the file itself, or what it does around its tests
    return failed.map(({ fullName, failureMessages }) => told(`${file} > ${fullName}`, failureMessages.join('\n')));
  });
}

let runs: readonly Run[] = [{ name: 'all', seconds: 0, numPassedTests: 0, numFailedTests: 1, said: '', failures: [] }];
const idleBefore = idleNow();
try {
  await prepare();
  const args = process.argv.slice(2);
  runs =
    args.length > 0
      ? [await vitest('all', args, false)]
      : await Promise.all([
          vitest('service', ['--project=service'], false),
          ...Object.entries(BESIDE).map(([name, projects]) =>
            vitest(name, [ONE_AT_A_TIME, ...projects.map((project) => `--project=${project}`)], true),
          ),
        ]);
  for (const { said } of runs) process.stdout.write(said);
} catch (error) {
  console.error(error instanceof SetupError ? `${error.message}\n→ ${error.wayOut}` : error);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
// The longest decides how long all take; where processors were not busy meanwhile, it waited.
console.log(`${runs.map(({ name, seconds }) => `${name} ${seconds} s`).join(', ')}; processors busy ${busySince(idleBefore)} %`);
for (const failure of runs.flatMap(({ failures }) => failures)) console.log(`FAILED ${failure}`);
const sum = (of: keyof Counts): number => runs.reduce((total, run) => total + run[of], 0);
console.log(`${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`);
process.exit(sum('numFailedTests') === 0 && runs.every(({ numPassedTests }) => numPassedTests > 0) ? 0 : 1);
