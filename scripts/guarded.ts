/**
 * Nothing of a run outlives it, however it ends: a process of its own is told of all that a run starts, and where the run is
 * gone without having ended them (interrupted, killed with -9) ends them and removes the folders. Run by itself it is that
 * process: PID and when it began. Deliberately absent: ending a run in order (faults/service.ts, worker/stop-list.ts).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beganAt, familyOf, type Process, still } from '../local/processes.ts';

const SELF = fileURLToPath(import.meta.url);
/** Whom the run itself starts it tells of at once. */
const EVERY_MS = 2_000;
/** One that was killed writes until it is gone, and its folder with it. */
const GONE_MS = 10_000;

export type Guard = { /** Goes with the run, where nobody removes it in order. */ readonly removes: (folder: string) => void };
type Told = { readonly folder: string } | { readonly started: Process };

/** Guards this process from now on; ends with it. */
export function guarded(): Guard {
  // What it says is why it failed; a run that it does not guard any more must not fail without a word.
  const own = [String(process.pid), ...[beganAt(process.pid)].filter((began) => began !== null)];
  const guard = spawn(process.execPath, ['--import', 'tsx', SELF, ...own], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
  guard.unref();
  guard.stdin.on('error', () => undefined); // it was killed: the run goes on unguarded
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
  // It stays to be read, also by a guard that has not begun when the run is gone.
  const tell = (told: Told): void => void guard.stdin.write(`${JSON.stringify(told)}\n`);
  subscribe('child_process', (message) => {
    const { process: child } = message as { readonly process: ChildProcess }; // as node:child_process publishes it
    child.once('spawn', () => child.pid !== undefined && tell({ started: { pid: child.pid, began: beganAt(child.pid) } }));
  });
  return { removes: (folder) => tell({ folder }) };
}

/** What the run has told of; `over`: it is gone, and all that it told was read. */
function listen(): { readonly folders: readonly string[]; readonly started: Process[]; readonly over: Promise<unknown> } {
  const folders: string[] = [];
  const started: Process[] = [];
  let text = '';
  const over = new Promise<void>((resolve) => {
    process.stdin.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (text + chunk).split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const told = JSON.parse(line) as Told; // written by `tell`
        if ('folder' in told) folders.push(told.folder);
        else started.push(told.started);
      }
    });
    process.stdin.once('close', () => resolve());
  });
  return { folders, started, over };
}

/** Ends what is left of the family of `run` once it is gone. */
async function keepWatch(run: Process): Promise<void> {
  const { folders, started, over } = listen();
  const known = new Map<number, Process>();
  const look = (): void => {
    for (const one of started.splice(0)) known.set(one.pid, one);
    for (const [pid, one] of known) if (!still(one)) known.delete(pid);
    // Who is further below may outlive the one whom the run has told of; once the run is gone, each has a family of its own.
    for (const head of still(run) ? [run.pid] : [...known.keys()])
      for (const pid of familyOf(head)) if (pid !== run.pid && pid !== process.pid && !known.has(pid)) known.set(pid, { pid, began: beganAt(pid) });
  };
  const looking = setInterval(look, EVERY_MS);
  look();
  await over;
  clearInterval(looking);
  for (const end = Date.now() + GONE_MS; Date.now() < end; await sleep(100)) {
    look();
    if (known.size === 0) break;
    for (const pid of known.keys())
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // it has ended
      }
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

if (process.argv[1] === SELF) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const [pid, began] = process.argv.slice(2);
  await keepWatch({ pid: Number(pid), began: began ?? null });
}
