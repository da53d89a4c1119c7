/** On what was measured. */
import { spawnSync } from 'node:child_process';
import os from 'node:os';

export type Machine = { readonly cores: number; readonly model: string; readonly memoryGb: number; readonly node: string; readonly os: string };

export const machineHere = (): Machine => ({
  cores: os.availableParallelism(),
  model: os.cpus()[0]?.model.trim() ?? '',
  memoryGb: Math.round(os.totalmem() / 1_073_741_824),
  node: process.version,
  os: `${os.type()} ${os.release()} ${os.arch()}`,
});

const git = (root: string, ...args: string[]): string => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? '';

/** The commit of a tree, with `+` where something in it is not committed; empty: it is none. */
export function commitOf(root: string): string {
  const commit = git(root, 'rev-parse', '--short=10', 'HEAD');
  return commit === '' || git(root, 'status', '--porcelain', '--untracked-files=no') === '' ? commit : `${commit}+`;
}
