/**
 * Runs one part as a process of its own and leaves nothing of it: what it started carries a mark in its environment and is ended
 * when the part has ended, and its files lie in a folder that goes with it. Deliberately absent: which parts there are.
 */

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentWith } from '../../config/env.ts';
import { allProcesses, endOf, familyOf } from '../../local/processes.ts';
import type { PartResult } from '../figure.ts';

/** `said`: its last lines, where it told no figures. */
export type Ran = { readonly seconds: number } & ({ readonly result: PartResult } | { readonly failed: string; readonly said: readonly string[] });
export type ToRun = {
  readonly name: string;
  /** The tree that is measured. */
  readonly root: string;
  readonly args: readonly string[];
  readonly limitMinutes: number;
  /** Told what it says, as it says it. */
  readonly say: (text: string) => void;
};

const MARK = 'TUOJIAN_BENCH_RUN';
const LAST_LINES = 15;
/** Asked to end, a part stops its services in order. */
const GRACE_MS = 40_000;

export async function runPart({ name, root, args, limitMinutes, say }: ToRun): Promise<Ran> {
  const mark = randomUUID();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-bench-'));
  // Where root starts PostgreSQL, its own user must get in.
  chmodSync(folder, 0o755);
  const from = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'bench', name, 'main.ts'), ...args], {
    cwd: root,
    env: environmentWith({ [MARK]: mark, TMPDIR: folder }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      say(text);
    });
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    child.kill('SIGTERM');
  }, limitMinutes * 60_000);
  const kill = setTimeout(() => child.kill('SIGKILL'), limitMinutes * 60_000 + GRACE_MS);
  const ended = await endOf(child);
  clearTimeout(limit);
  clearTimeout(kill);
  const left = await endMarked(mark);
  rmSync(folder, { recursive: true, force: true });
  const seconds = Math.round((performance.now() - from) / 100) / 10;
  const result = late ? null : resultIn(said, name);
  if (left > 0) say(`  ${name} had left ${left} processes; they were ended\n`);
  if (result !== null) return { seconds, result };
  const why = late ? `took more than ${limitMinutes} minutes` : `ended ${ended} without figures`;
  return { seconds, failed: why, said: said.trim().split('\n').slice(-LAST_LINES) };
}

/** What a part told last; null: no figures of this part. */
export function resultIn(said: string, part: string): PartResult | null {
  try {
    const told: unknown = JSON.parse(said.trim().split('\n').at(-1) ?? '');
    return typeof told === 'object' && told !== null && 'part' in told && told.part === part && 'figures' in told
      ? (told as PartResult) // as figure.ts tells it
      : null;
  } catch {
    return null;
  }
}

function isMarked(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${MARK}=${mark}`);
  } catch {
    return false;
  }
}

/** Gives how many there were. Linux alone tells the environment of a process; elsewhere a part's own stop is all. */
async function endMarked(mark: string): Promise<number> {
  const own = new Set([process.pid]);
  const found = new Set<number>();
  for (let tries = 0; tries < 10; tries += 1) {
    const marked = allProcesses().filter(({ pid }) => !own.has(pid) && isMarked(pid, mark));
    if (marked.length === 0) break;
    for (const pid of marked.flatMap((one) => familyOf(one.pid))) {
      found.add(pid);
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // it has ended
      }
    }
    await sleep(200);
  }
  return found.size;
}
