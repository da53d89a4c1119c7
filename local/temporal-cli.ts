/**
 * Finds the Temporal CLI, or gets it: TEMPORAL_CLI_PATH, PATH, our cache, Temporal's own download, `go install`
 * (docs/adr/0008). Deliberately absent: starting it (temporal.ts).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ARCH, fetchArchive, PLATFORM } from './fetch-archive.ts';
import { goInstall } from './go-install.ts';
import { gotBy } from './got-by.ts';
import { SetupError } from './setup-error.ts';

/** Newer ones refuse `go install`: their go.mod has a replace. */
export const CLI_VERSION = '1.5.1';
const exe = os.platform() === 'win32' ? 'temporal.exe' : 'temporal';

const works = (file: string): boolean => spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0;

/** Path of a CLI that runs. Error: SetupError that says what to do. */
export async function findTemporalCli(options: { readonly cliPath: string | null; readonly cacheDir: string }): Promise<string> {
  if (options.cliPath !== null) {
    if (works(options.cliPath)) return options.cliPath;
    throw new SetupError(`TEMPORAL_CLI_PATH names ${options.cliPath}, which does not run.`, 'Correct it, or unset it to let Tuojian find one.');
  }
  if (works('temporal')) return 'temporal';
  const folder = path.join(options.cacheDir, `temporal-${CLI_VERSION}`);
  const cached = path.join(folder, exe);
  if (existsSync(cached) && works(cached)) return cached;
  mkdirSync(folder, { recursive: true });
  const ways = [
    { name: 'download from temporal.download', get: () => download(folder) },
    { name: 'go install', get: () => build(folder) },
  ];
  const tried = await gotBy(ways, () => works(cached));
  if (tried === null) return cached;
  throw new SetupError(
    `No Temporal server was found, and none could be got (${tried}).`,
    'Install the Temporal CLI (https://docs.temporal.io/cli) so that `temporal` is on the PATH, or set TEMPORAL_CLI_PATH, or set TEMPORAL_ADDRESS to a server.',
  );
}

const download = (folder: string): Promise<void> =>
  fetchArchive(`https://temporal.download/cli/archive/v${CLI_VERSION}?platform=${PLATFORM}&arch=${ARCH}`, 'Temporal CLI, download', folder);

const build = (folder: string): Promise<void> =>
  goInstall(folder, {
    title: 'Temporal CLI, building with Go (once, about 4 minutes)',
    packages: 1_900,
    programs: [{ from: `github.com/temporalio/cli/cmd/temporal@v${CLI_VERSION}`, as: 'temporal' }],
  });
