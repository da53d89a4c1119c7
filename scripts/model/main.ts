/**
 * `npm run model -- --runs 100000 [--seed N]`: random sequences of commands over random routes, on both cores. Human text
 * first, one JSON object last; exit code 1 when anything that must always hold did not. A seed is printed with every
 * failure: `--runs N --seed S --path P` plays it again.
 */
import { fork } from 'node:child_process';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { modelProperty, type Seen } from './approval-model.ts';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    path: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
  },
});
const runs = Number(options.runs);
const seed = options.seed === undefined ? Date.now() % 2_147_483_647 : Number(options.seed);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error('--runs and --seed must be whole numbers, --runs at least 1');
  process.exit(2);
}

type Report = { readonly runs: number; readonly failures: readonly string[]; readonly seen: Seen };

/** So many runs are one batch with a seed of its own, so that a failure can be played again in seconds. */
const BATCH = 500;

function playBatch(size: number, batchSeed: number, seen: Seen): string | null {
  const replay = options.path === undefined ? {} : { path: options.path };
  const result = fc.check(modelProperty(seen), { numRuns: size, seed: batchSeed, ...replay });
  if (!result.failed) return null;
  const error: unknown = result.errorInstance;
  const text = error instanceof Error ? error.message : String(error);
  return `--runs ${size} --seed ${batchSeed} --path ${result.counterexamplePath}: ${text.slice(0, 600)}\n${JSON.stringify(result.counterexample).slice(0, 3_000)}`;
}

function play(from: number, to: number, tell: (done: number) => void): Report {
  const seen: Seen = { events: {}, accepted: 0, refused: 0 };
  const failures: string[] = [];
  for (let done = from; done < to; done += BATCH) {
    const failure = playBatch(Math.min(BATCH, to - done), (seed + done) % 2_147_483_647, seen);
    if (failure !== null) failures.push(failure);
    tell(Math.min(to, done + BATCH) - from);
  }
  return { runs: to - from, failures, seen };
}

/** A half of the work in a process of its own. */
function inProcess(from: number, to: number, tell: (done: number) => void): Promise<Report> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), ['--runs', String(runs), '--seed', String(seed), '--from', String(from), '--to', String(to)]);
    child.on('message', (message: { readonly done: number } | Report) => ('done' in message ? tell(message.done) : resolve(message)));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? undefined : reject(new Error(`a part ended with ${code}`))));
  });
}

if (options.from !== undefined) {
  const report = play(Number(options.from), Number(options.to), (done) => process.send?.({ done }));
  process.send?.(report, () => process.exit(0));
} else {
  const began = Date.now();
  const cores = options.path === undefined ? Math.min(os.cpus().length, 4, Math.ceil(runs / BATCH)) : 1;
  const bounds = Array.from({ length: cores + 1 }, (_, i) => Math.ceil(Math.ceil(runs / BATCH) * (i / cores)) * BATCH).map((n) => Math.min(n, runs));
  console.log(`The approval engine under random commands: ${runs} runs, seed ${seed}, ${cores} processes`);
  const done = bounds.map(() => 0);
  let told = Date.now();
  const tell = (index: number) => (n: number) => {
    done[index] = n;
    if (Date.now() - told < 5_000) return;
    told = Date.now();
    const sum = done.reduce((a, b) => a + b, 0);
    console.log(`  ${sum} of ${runs} runs, ${Math.round((sum * 1_000) / (Date.now() - began))} a second`);
  };
  const parts = bounds.slice(0, -1).map((from, index) => [from, bounds[index + 1] ?? runs] as const);
  const reports = cores === 1 ? [play(0, runs, tell(0))] : await Promise.all(parts.map(([from, to], index) => inProcess(from, to, tell(index))));
  const failures = reports.flatMap((report) => report.failures);
  const events: Record<string, number> = {};
  for (const { seen } of reports) for (const [type, n] of Object.entries(seen.events)) events[type] = (events[type] ?? 0) + n;
  const sum = (of: (seen: Seen) => number) => reports.reduce((total, { seen }) => total + of(seen), 0);
  console.log(
    `  ${sum((s) => s.accepted)} commands accepted, ${sum((s) => s.refused)} refused, ${Object.values(events).reduce((a, b) => a + b, 0)} events`,
  );
  for (const [type, n] of Object.entries(events).sort(([, x], [, y]) => y - x)) console.log(`    ${type.padEnd(24)} ${n}`);
  for (const failure of failures) console.log(`  ! ${failure}`);
  console.log(JSON.stringify({ runs, failures: failures.length, seed, seconds: Math.round((Date.now() - began) / 1_000) }));
  process.exit(failures.length === 0 ? 0 : 1);
}
