/**
 * `npm test`: fetches what the tests need (Temporal, its test server, a browser), runs them all, and ends with the line
 * `N passed, N failed`. Arguments go to vitest.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readSettings } from '../config/env.ts';
import { SetupError } from '../local/setup-error.ts';
import { findTemporalCli } from '../local/temporal-cli.ts';
import { findBrowser } from './browser.ts';
import { findTimeSkippingServer } from './time-skipping-server.ts';

async function prepare(): Promise<void> {
  const settings = readSettings();
  console.log(`Temporal: ${await findTemporalCli({ cliPath: settings.temporal.cliPath, cacheDir: settings.cacheDir })}`);
  console.log(`Time-skipping server: ${await findTimeSkippingServer(settings.cacheDir)}`);
  console.log(`Browser: ${findBrowser()}`);
}

type Counts = { readonly numPassedTests: number; readonly numFailedTests: number; readonly numPendingTests: number; readonly success: boolean };

const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-results-'));
const results = path.join(folder, 'results.json');
let counts: Counts = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, success: false };
try {
  await prepare();
  const vitest = path.join('node_modules', 'vitest', 'vitest.mjs');
  const code = await new Promise<number>((resolve) => {
    const child = spawn(
      process.execPath,
      [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`, ...process.argv.slice(2)],
      { stdio: 'inherit' },
    );
    child.once('exit', (status) => resolve(status ?? 1));
  });
  const read: Counts = JSON.parse(readFileSync(results, 'utf8'));
  // A set-up that failed fails no single test, but it fails.
  counts = code !== 0 && read.numFailedTests === 0 ? { ...read, numFailedTests: 1 } : read;
} catch (error) {
  console.error(error instanceof SetupError ? `${error.message}\n→ ${error.wayOut}` : error);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${counts.numPassedTests} passed, ${counts.numFailedTests} failed`);
process.exit(counts.numFailedTests === 0 && counts.numPassedTests > 0 ? 0 : 1);
