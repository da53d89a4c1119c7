/**
 * `npm run model:funds -- --runs 10000 [--seed N]`: random histories of a programme's money. Human text first, one JSON object last;
 * exit code 1 when sums did not agree. A seed is printed with every failure: `--runs N --seed S --path P` plays it again.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import type { FundsSeen } from './funds-history.ts';
import { fundsProperty } from './funds-model.ts';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '10000' }, seed: { type: 'string' }, path: { type: 'string' } },
});
const runs = Number(options.runs);
const seed = options.seed === undefined ? Date.now() % 2_147_483_647 : Number(options.seed);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error('--runs and --seed must be whole numbers, --runs at least 1');
  process.exit(2);
}
const seen: FundsSeen = { histories: 0, checks: 0, events: 0, refused: 0, delivered: 0, stale: 0, named: 0 };
const began = performance.now();
const result = fc.check(fundsProperty(seen), { numRuns: runs, seed, ...(options.path === undefined ? {} : { path: options.path }) });
const seconds = Math.round((performance.now() - began) / 1_000);
const error: unknown = result.errorInstance;
if (result.failed) {
  console.log(`the sums do not agree: ${error instanceof Error ? error.message : String(error)}`);
  console.log(`again: npm run model:funds -- --runs ${runs} --seed ${seed} --path ${result.counterexamplePath}`);
  console.log(JSON.stringify(result.counterexample));
} else
  console.log(
    `${seen.histories} random histories of a programme's money in ${seconds} s: ${seen.events} events, ${seen.refused} refusals, ${seen.delivered} messages delivered, ${seen.named} payments named their sources, and the sums agreed ${seen.checks} times`,
  );
console.log(JSON.stringify({ ok: !result.failed, runs, seed, seconds, ...seen }));
process.exit(result.failed ? 1 : 0);
