/**
 * Whether what `npm ci` installs is what was locked (T28): each package of the lockfile has its hash, and none comes from
 * elsewhere than the registry that npm is set to. Then asks that registry for known faults of grade high and above; where it
 * does not answer such questions, that is said and stops nothing. `--offline`: does not ask.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { advisoriesIn, lockFaults } from './lock-faults.ts';

const faults = lockFaults(JSON.parse(readFileSync('package-lock.json', 'utf8')));
for (const fault of faults) console.error(`package-lock.json: ${fault}`);
console.log(faults.length === 0 ? 'lockfile: every package has its hash' : `lockfile: ${faults.length} faults`);
let known: readonly string[] = [];
if (!process.argv.includes('--offline')) {
  const asked = spawnSync('npm', ['audit', '--json', '--omit=dev', '--fetch-retries=0', '--fetch-timeout=15000'], {
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 64 * 1_048_576,
  });
  const told = advisoriesIn(asked.stdout ?? '');
  if (told === null) console.log('advisories: not asked, the registry does not answer `npm audit` from here');
  else console.log(`advisories: ${told.length} of grade high or above in what is installed for production`);
  known = told ?? [];
  for (const advisory of known) console.error(`advisory: ${advisory}`);
}
process.exit(faults.length + known.length === 0 ? 0 : 1);
