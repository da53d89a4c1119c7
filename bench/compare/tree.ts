/**
 * A commit checked out beside this tree so that its bench can run: its own code, this tree's packages where both ask for the same
 * ones, and this tree's bench, so that one ruler measures both. Deliberately absent: what is measured.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export type Tree = { readonly root: string; readonly commit: string; remove(): void };

function run(root: string, command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 64_000_000 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr || stdout}`);
  return stdout.trim();
}

/** Error: there is no such commit, or it cannot be made ready. */
export function checkedOut(home: string, name: string, say: (line: string) => void): Tree {
  const commit = run(home, 'git', ['rev-parse', '--short=10', `${name}^{commit}`]);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-compare-'));
  const root = path.join(folder, commit);
  const remove = (): void => {
    spawnSync('git', ['worktree', 'remove', '--force', root], { cwd: home });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    run(home, 'git', ['worktree', 'add', '--detach', root, commit]);
    const lock = 'package-lock.json';
    const same = readFileSync(path.join(root, lock), 'utf8') === readFileSync(path.join(home, lock), 'utf8');
    say(`${name} (${commit}): ${same ? 'with the packages of this tree' : 'its packages are installed'}`);
    if (same) {
      symlinkSync(path.join(home, 'node_modules'), path.join(root, 'node_modules'), 'dir');
      run(root, 'npm', ['run', 'postinstall']);
    } else run(root, 'npm', ['ci']);
    const ruler = path.join(root, 'bench');
    if (existsSync(ruler)) rmSync(ruler, { recursive: true });
    cpSync(path.join(home, 'bench'), ruler, { recursive: true });
    return { root, commit, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
