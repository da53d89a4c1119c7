/**
 * Finds the Temporal CLI, or gets it: TEMPORAL_CLI_PATH, PATH, our cache, Temporal's own download, `go install`
 * (docs/adr/0008). Deliberately absent: starting it (temporal.ts).
 */
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { startProgress } from './progress.ts';
import { SetupError } from './setup-error.ts';

/** Newer ones refuse `go install`: their go.mod has a replace. */
export const CLI_VERSION = '1.5.1';
/** About so many packages are compiled; only for the bar. */
const GO_PACKAGES = 1_900;
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
  const tried: string[] = [];
  for (const [name, get] of [
    ['download from temporal.download', download],
    ['go install', goInstall],
  ] as const) {
    try {
      await get(folder);
      if (works(cached)) return cached;
      tried.push(`${name}: what came does not run`);
    } catch (error) {
      tried.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new SetupError(
    `No Temporal server was found, and none could be got (${tried.join('; ')}).`,
    'Install the Temporal CLI (https://docs.temporal.io/cli) so that `temporal` is on the PATH, or set TEMPORAL_CLI_PATH, or set TEMPORAL_ADDRESS to a server.',
  );
}

async function download(folder: string): Promise<void> {
  const arch = os.arch() === 'x64' ? 'amd64' : os.arch();
  const platform = os.platform() === 'win32' ? 'windows' : os.platform();
  const lookUp = `https://temporal.download/cli/archive/v${CLI_VERSION}?platform=${platform}&arch=${arch}`;
  const response = await fetch(lookUp, { signal: AbortSignal.timeout(120_000) }).catch((error: unknown) => {
    throw new Error(error instanceof Error && error.cause instanceof Error ? error.cause.message : 'not reached');
  });
  if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);
  const total = Number(response.headers.get('content-length') ?? 100_000_000);
  const progress = startProgress('Temporal CLI, download', total);
  let done = 0;
  const archive = path.join(folder, platform === 'windows' ? 'archive.zip' : 'archive.tar.gz');
  const counted = Readable.fromWeb(response.body as import('node:stream/web').ReadableStream); // the same stream, typed by two libraries
  counted.on('data', (chunk: Buffer) => {
    done += chunk.length;
    progress.update(done, `${Math.round(done / 1e6)} MB`);
  });
  await pipeline(counted, createWriteStream(archive));
  progress.end(`${Math.round(done / 1e6)} MB`);
  const unpacked = spawnSync('tar', ['-xf', archive, '-C', folder]);
  rmSync(archive, { force: true });
  if (unpacked.status !== 0) throw new Error('the archive could not be unpacked');
}

async function goInstall(folder: string): Promise<void> {
  if (spawnSync('go', ['version'], { stdio: 'ignore' }).status !== 0) throw new Error('Go is not installed');
  const progress = startProgress('Temporal CLI, building with Go (once, about 4 minutes)', GO_PACKAGES);
  const target = path.join(folder, 'building');
  mkdirSync(target, { recursive: true });
  let compiled = 0;
  let last = '';
  await new Promise<void>((resolve, reject) => {
    // GOBIN is all that this process changes of what it inherits.
    const child = spawn('env', [`GOBIN=${target}`, 'go', 'install', '-v', `github.com/temporalio/cli/cmd/temporal@v${CLI_VERSION}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.on('data', (chunk: Buffer) => {
      const lines = chunk.toString().trim().split('\n');
      compiled += lines.filter((line) => !line.startsWith('go: ')).length;
      last = lines.at(-1) ?? '';
      progress.update(compiled, last);
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`go install ended with ${code}: ${last}`))));
  });
  renameSync(path.join(target, exe), path.join(folder, exe));
  rmSync(target, { recursive: true, force: true });
  progress.end('ready');
}
