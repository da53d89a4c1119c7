/**
 * Nothing of a run outlives it, however it ends: a process of its own remembers all that a run has started, and where the run is
 * gone without having ended them (interrupted, killed with -9) ends them and removes the folder. Run by itself it is that
 * process: PID. Deliberately absent: ending a run in order (service.ts).
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beganAt, familyOf, type Process, still } from '../../local/processes.ts';

const SELF = fileURLToPath(import.meta.url);
const EVERY_MS = 500;

export type Guard = { /** Goes with the run, where nobody removes it in order. */ removes(folder: string): void };

/** Guards this process from now on; ends with it. */
export function guarded(): Guard {
  const guard = spawn(process.execPath, ['--import', 'tsx', SELF, String(process.pid)], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.unref();
  guard.stdin.on('error', () => undefined); // it was killed: the run goes on unguarded
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
  return { removes: (folder) => void guard.stdin.write(`${folder}\n`) };
}

/** Ends what is left of the family of `run` once `over` says that it is gone. */
async function keepWatch(run: number, over: Promise<unknown>): Promise<void> {
  const seen = new Map<number, Process>();
  const look = (): void => {
    for (const pid of familyOf(run)) if (pid !== run && pid !== process.pid && !seen.has(pid)) seen.set(pid, { pid, began: beganAt(pid) });
    for (const [pid, one] of seen) if (!still(one)) seen.delete(pid);
  };
  const looking = setInterval(look, EVERY_MS);
  look();
  await over;
  clearInterval(looking);
  // Who was started between two looks is below one that is known.
  for (const one of seen.values())
    for (const pid of still(one) ? familyOf(one.pid) : []) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // it has ended
      }
    }
}

if (process.argv[1] === SELF) {
  let told = '';
  const over = new Promise<void>((resolve) => {
    process.stdin.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
    process.stdin.once('close', () => resolve());
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  await keepWatch(Number(process.argv[2]), over);
  for (const folder of told.split('\n').slice(0, -1)) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
}
