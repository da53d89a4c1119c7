/** Finds a Chromium for tests: CHROMIUM_PATH, PATH, Playwright's own download, Debian's package where we are root. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { browserPath } from '../config/env.ts';
import { startProgress } from '../local/progress.ts';
import { SetupError } from '../local/setup-error.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function onPath(): string | null {
  for (const name of NAMES) {
    const found = spawnSync('which', [name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  return null;
}

/** Error: SetupError that says what to do. */
export function findBrowser(): string {
  const given = browserPath();
  if (given !== null) {
    if (existsSync(given)) return given;
    throw new SetupError(`CHROMIUM_PATH names ${given}, which is not there.`, 'Correct it or unset it.');
  }
  const found = onPath();
  if (found !== null) return found;
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  const progress = startProgress('Chromium for the browser tests (once)', 1);
  spawnSync('npx', ['playwright-core', 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000 });
  if (existsSync(chromium.executablePath())) {
    progress.end('downloaded');
    return chromium.executablePath();
  }
  if (process.getuid?.() === 0) {
    spawnSync('apt-get', ['update'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], { stdio: 'ignore' });
  }
  const installed = onPath();
  progress.end(installed ?? 'not found');
  if (installed !== null) return installed;
  throw new SetupError('No Chromium was found for the browser tests.', 'Install Chromium or Chrome, or set CHROMIUM_PATH.');
}

/** No traffic of the browser's own, a sandbox only where it can have one. */
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
