/** Builds programs with Go, from its module proxy, where they cannot be had otherwise. Shows that it goes on. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startProgress } from './progress.ts';

const exe = os.platform() === 'win32' ? '.exe' : '';

export type GoBuild = {
  /** Shown while it goes on. */
  readonly title: string;
  /** About so many packages are compiled; only for the bar. */
  readonly packages: number;
  /** `github.com/temporalio/cli/cmd/temporal@v1.5.1`, with the name that the program gets. */
  readonly programs: readonly { readonly from: string; readonly as: string }[];
};

/** Puts the programs into `folder`. Error: Go is not there, or why it ended. */
export async function goInstall(folder: string, { title, packages, programs }: GoBuild): Promise<void> {
  if (spawnSync('go', ['version'], { stdio: 'ignore' }).status !== 0) throw new Error('Go is not installed');
  const progress = startProgress(title, packages);
  const target = path.join(folder, 'building');
  mkdirSync(target, { recursive: true });
  let compiled = 0;
  let last = '';
  await new Promise<void>((resolve, reject) => {
    // GOBIN is all that this process changes of what it inherits. Two packages at a time: each can take a gigabyte.
    const child = spawn('env', [`GOBIN=${target}`, 'go', 'install', '-v', '-p', '2', ...programs.map(({ from }) => from)], {
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
  for (const { from, as } of programs) renameSync(path.join(target, `${path.basename(from).split('@')[0]}${exe}`), path.join(folder, `${as}${exe}`));
  rmSync(target, { recursive: true, force: true });
  progress.end('ready');
}
