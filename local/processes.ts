/**
 * Processes of this machine, as far as it tells of them: Linux by /proc, others by `ps`. Deliberately absent: whose they are
 * (orphans.ts).
 */
import { type ChildProcess, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process, by its number and by when it began: a number is given to another one after a while. */
export type Process = { readonly pid: number; readonly began: string | null };

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return stateOf(pid) !== 'Z';
}

/** Fields of /proc/PID/stat behind the name, which may hold anything; null: there is no such thing here. */
function statOf(pid: number): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
/** One that has ended and waits for its parent to notice is not alive. */
const stateOf = (pid: number): string => statOf(pid)?.[0] ?? '';

/** When a process began, in whichever form this system tells it; null: it does not. */
export function beganAt(pid: number): string | null {
  const stat = statOf(pid);
  if (stat !== null) return stat[19] ?? null;
  const told = psField(pid, 'lstart');
  return told === '' ? null : told;
}

export const still = ({ pid, began }: Process): boolean => isAlive(pid) && (began === null || beganAt(pid) === began);

/** How a child has ended, in words, once it has: `killed by SIGKILL`. Never fails. */
export const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal === null ? `with code ${code}` : `killed by ${signal}`));
  });

/** A process and all below it, the lowest last. */
export function familyOf(pid: number): readonly number[] {
  const below = new Map<number, number[]>();
  for (const { pid: member, parent } of allProcesses()) below.set(parent, [...(below.get(parent) ?? []), member]);
  const family = [pid];
  for (const member of family) family.push(...(below.get(member) ?? []));
  return family;
}

/** Ends a process and all below it at once; one that has ended already is no error. A stopped (SIGSTOP) one ends too. */
export function killFamily(pid: number): void {
  for (const member of familyOf(pid)) {
    try {
      process.kill(member, 'SIGKILL');
    } catch {
      // it has ended
    }
  }
}

/** The folder that it works in; empty: not told. */
export function folderOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

/** Whether a folder's path means the same folder to it as to us; in a container it need not. Where nothing is told: yes. */
export function sees(pid: number, folder: string): boolean {
  if (!existsSync('/proc/self/root')) return true;
  try {
    const [theirs, ours] = [statSync(`/proc/${pid}/root${folder}`), statSync(folder)];
    return theirs.ino === ours.ino && theirs.dev === ours.dev;
  } catch {
    return false;
  }
}

/** `command`: its words with blanks between them; empty where it is not told. */
export type Told = { readonly pid: number; readonly parent: number; readonly command: string };

/** All that run now. */
export function allProcesses(): readonly Told[] {
  try {
    return readdirSync('/proc').flatMap((name) => {
      const parent = /^\d+$/.test(name) ? statOf(Number(name))?.[1] : undefined;
      return parent === undefined ? [] : [{ pid: Number(name), parent: Number(parent), command: wordsOf(name) }];
    });
  } catch {
    const told = spawnSync('ps', ['-axo', 'pid=,ppid=,command='], { encoding: 'utf8', maxBuffer: 64_000_000 });
    return (told.stdout ?? '').split('\n').flatMap((line) => {
      const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
    });
  }
}

function wordsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

function psField(pid: number, field: string): string {
  const told = spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' });
  return told.status === 0 ? told.stdout.trim() : '';
}

/** Asks it to end, and ends it and all below it when it has not after eight seconds. Resolves when it is gone. */
export async function endProcess(process_: Process): Promise<void> {
  if (!still(process_)) return;
  try {
    process.kill(process_.pid, 'SIGINT');
  } catch {
    return;
  }
  for (let tries = 0; tries < 80 && still(process_); tries += 1) await sleep(100);
  if (!still(process_)) return;
  killFamily(process_.pid);
  for (let tries = 0; tries < 30 && still(process_); tries += 1) await sleep(100);
}
