/**
 * `npm run faults -- --minutes N --seed S [--only FI-4,FI-26]`: people apply and decide while the service's parts are killed,
 * stopped, cut off and flooded, by a seeded driver; afterwards one oracle looks whether everything that anybody was told is
 * true (docs/faults.md). Human text first, one JSON object last; exit code 1 when it does not hold, when no fault came to
 * pass, or when nobody could work.
 */
import { parseArgs } from 'node:util';
import { guarded } from '../guarded.ts';
import { run } from './run.ts';
import { STRIKES } from './scenarios/all.ts';
import { TRIALS } from './trials/all.ts';
import { tryAll } from './trials/try-all.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string' },
    only: { type: 'string' },
    lanes: { type: 'string', default: '6' },
    short: { type: 'boolean', default: false },
    // For whoever mends what a run found.
    keep: { type: 'boolean', default: false },
    // On a machine that others use as well, how soon something is back says more of them.
    strict: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Date.now() % 100_000);
const minutes = Number(values.minutes);
const lanes = Number(values.lanes);
const only = values.only?.split(',').map((name) => name.trim().toUpperCase());
const asked = <T extends { readonly fi: string }>(all: readonly T[]): readonly T[] => all.filter(({ fi }) => only === undefined || only.includes(fi));
const [strikes, trials] = [asked(STRIKES), asked(TRIALS)];
if (!Number.isInteger(seed) || !(minutes > 0) || !Number.isInteger(lanes) || lanes < 1 || strikes.length + trials.length === 0) {
  console.error(
    `Use --minutes with a number above 0, --seed and --lanes with whole ones, and --only with some of ${[...new Set(STRIKES.map(({ fi }) => fi))].join(', ')}.`,
  );
  process.exit(1);
}

/** From here on the trials have their full n, which takes some ten minutes; and always where one is named. */
const LONG_MINUTES = 30;

const began = Date.now();
const say = (line: string): void => console.log(`${String(Math.round((Date.now() - began) / 1_000)).padStart(6)} s  ${line}`);
const guard = guarded();
console.log(`托建 faults: ${strikes.length} kinds, ${minutes} minutes, seed ${seed}`);
try {
  const tried = await tryAll(trials, { seed, short: values.short || (only === undefined && minutes < LONG_MINUTES), say });
  if (strikes.length === 0) {
    console.log(JSON.stringify({ minutes: 0, faults: tried.length, acknowledged: 0, lost: 0, twice: 0, stuck: 0, seed, trials: tried }));
    process.exit(tried.every(({ holds }) => holds) ? 0 : 1);
  }
  const { findings, ...report } = await run({
    seconds: minutes * 60,
    seed,
    strikes,
    short: values.short,
    lanes,
    tamper: only === undefined || only.includes('FI-28'),
    keep: values.keep,
    onFolder: (folder) => (values.keep ? undefined : guard.removes(folder)),
    say,
  });
  for (const [what, all] of Object.entries(findings)) for (const one of all.slice(0, 25)) console.log(`  ! ${what}: ${one}`);
  const { lost, twice, stuck, wrong, late } = report;
  const holds = lost + twice + stuck + wrong + (values.strict ? late : 0) === 0 && tried.every((one) => one.holds);
  console.log(holds ? '\n故障之后，告知过的都成立。Everything that anybody was told holds.' : '\n不成立。It does not hold.');
  console.log(JSON.stringify({ ...report, trials: tried }));
  process.exit(holds ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  process.exit(1);
}
