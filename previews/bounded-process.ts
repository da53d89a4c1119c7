/**
 * A program of ours run on something from outside, in a process of its own that cannot take more memory or time than it is
 * given. Deliberately absent: what it does.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';

export type Bounds = { readonly timeMs: number; readonly memoryMb: number /** Of its answer. */; readonly bytes: number };
/** LIMIT: it was ended because it took too long, too much memory, or answered without end. */
export type Ended = { readonly kind: 'DONE'; readonly output: Buffer } | { readonly kind: 'LIMIT' | 'FAILED' };

/** How often its memory is looked at, beside the system's own bound, which knows nothing of what several threads of it share. */
const LOOK_MS = 100;
/** Of a process that ended because it got no more memory (draw.mjs). */
const NO_MEMORY = 3;

/**
 * `ulimit -d` bounds what a process can write to, which is what a document can make grow; address space (`-v`) would not do,
 * since V8 reserves far more of it than it uses. Where a system ignores it (macOS, Windows) V8's own bound and the time are left.
 */
function command(program: string, memoryMb: number, args: readonly string[]): readonly [string, readonly string[]] {
  const node = [`--max-old-space-size=${Math.floor(memoryMb / 2)}`, program, ...args];
  if (os.platform() === 'win32') return [process.execPath, node];
  return ['/bin/sh', ['-c', `ulimit -d ${memoryMb * 1_024} 2>/dev/null; ulimit -c 0 2>/dev/null; exec "$0" "$@"`, process.execPath, ...node]];
}

/** Nothing of the service's settings is in its environment. */
export function runBounded(program: string, args: readonly string[], input: Uint8Array, { timeMs, memoryMb, bytes }: Bounds): Promise<Ended> {
  return new Promise((resolve) => {
    const [file, all] = command(program, memoryMb, args);
    const child = spawn(file, all, { stdio: ['pipe', 'pipe', 'ignore'], env: { PATH: '/usr/bin:/bin' } });
    const parts: Buffer[] = [];
    let size = 0;
    let limited = false;
    const limit = (): void => {
      limited = true;
      child.kill('SIGKILL');
    };
    const late = setTimeout(limit, timeMs);
    const looking = setInterval(() => {
      if (memoryOf(child.pid) > memoryMb * 1.5) limit();
    }, LOOK_MS);
    child.stdout.on('data', (part: Buffer) => {
      size += part.length;
      if (size > bytes) limit();
      else parts.push(part);
    });
    // It may end before it has read all: that says its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const end = (code: number | null): void => {
      clearTimeout(late);
      clearInterval(looking);
      if (code === 0 && !limited) resolve({ kind: 'DONE', output: Buffer.concat(parts) });
      else resolve({ kind: limited || code === NO_MEMORY || code === null || code >= 128 ? 'LIMIT' : 'FAILED' });
    };
    child.once('error', () => end(1));
    child.once('close', end);
  });
}

/** In MB; 0 where the system does not tell. */
function memoryOf(pid: number | undefined): number {
  if (pid === undefined || os.platform() !== 'linux') return 0;
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4_096) / 1_048_576;
  } catch {
    return 0;
  }
}
