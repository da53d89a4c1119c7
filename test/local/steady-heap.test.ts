import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SCRIPT = `
  const v8 = require('node:v8');
  const live = Array.from({ length: 300_000 }, (_, nth) => ({ nth, text: 'x' + nth }));
  const passing = new Array(60_000);
  let most = 0;
  for (let nth = 0; nth < 4_000_000; nth += 1) {
    passing[nth % passing.length] = { nth, text: 'y' + nth };
    if (nth % 50_000 === 0) most = Math.max(most, v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space').space_size);
  }
  console.log(most / 1e6, live.length);`;
/** Otherwise how much garbage waits depends on how soon the threads beside get a processor. */
const ALONE = '--single-threaded-gc';
const MODULE = new URL('../../local/steady-heap.ts', import.meta.url).href;

/** The most that a process held of what outlives a moment, in MB. */
function mostHeld(steady: boolean): number {
  const script = steady ? `import(${JSON.stringify(MODULE)}).then(({ growHeapSlowly }) => { growHeapSlowly(); ${SCRIPT} });` : SCRIPT;
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  return Number.parseFloat(
    execFileSync(process.execPath, [ALONE, '--import', 'tsx', '--input-type=commonjs', '-e', script], { encoding: 'utf8', cwd }),
  );
}

it('holds much less garbage, set while the process runs', () => {
  expect(mostHeld(true)).toBeLessThan(0.7 * mostHeld(false));
}, 120_000);
