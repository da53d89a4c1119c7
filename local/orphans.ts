/**
 * One service on a data folder at a time, and nothing left of one that was killed: the folder names its process and its
 * children from the moment they are spawned, so that the next start ends what still runs.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from './setup-error.ts';

/** Where the parts of a running stack are; for the CLI beside it. */
export type RunNote = {
  readonly pid: number;
  readonly databaseUrl: string;
  /** Of the role that owns the schema; absent where DATABASE_URL names the database, and in notes of 0.4.0. */
  readonly ownerUrl?: string;
  readonly temporalAddress: string;
  readonly smtpUrl: string;
  readonly apiUrl: string;
  readonly outboxUrl: string | null;
};

/** A process, by its number and by when it began: a number is given to another one after a while. */
type Process = { readonly pid: number; readonly began: string | null };
type Owner = Process & { readonly apiUrl: string; readonly children: readonly Process[] };

const noteFile = (dataDir: string): string => path.join(dataDir, 'running.json');
const ownerFile = (dataDir: string): string => path.join(dataDir, 'owner.json');

function readJson<T>(file: string): T | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

export const readRunNote = (dataDir: string): RunNote | null => readJson(noteFile(dataDir));
export const writeRunNote = (dataDir: string, note: RunNote): void => writeFileSync(noteFile(dataDir), JSON.stringify(note), { mode: 0o600 });

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return stateOf(pid) !== 'Z';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
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
function beganAt(pid: number): string | null {
  const stat = statOf(pid);
  if (stat !== null) return stat[19] ?? null;
  const told = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return told.status === 0 && told.stdout.trim() !== '' ? told.stdout.trim() : null;
}

const still = ({ pid, began }: Process): boolean => isAlive(pid) && (began === null || beganAt(pid) === began);

/** A process and all below it, the lowest last; below it is known on Linux only. */
function familyOf(pid: number): readonly number[] {
  const below = new Map<number, number[]>();
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const parent = Number(statOf(Number(name))?.[1] ?? 0);
      below.set(parent, [...(below.get(parent) ?? []), Number(name)]);
    }
  } catch {
    return [pid];
  }
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

/** Takes the folder for this process. Error: SetupError when a stack is still running on it. */
export async function takeFolder(dataDir: string, apiUrl: string): Promise<void> {
  const owner = readJson<Owner>(ownerFile(dataDir));
  // Release 0.4.0 kept its process and children in the note alone.
  const note = readJson<RunNote & { children?: readonly number[] }>(noteFile(dataDir));
  const before = owner ?? (note === null ? null : { pid: note.pid, began: null, apiUrl: note.apiUrl, children: [] });
  if (before !== null && before.pid !== process.pid && still(before) && (owner !== null || saysTuojian(before.pid))) {
    throw new SetupError(
      `Tuojian is already running on ${dataDir} (process ${before.pid}, ${before.apiUrl}).`,
      'Use that one, stop it with Ctrl-C, or set TUOJIAN_DATA_DIR and TUOJIAN_PORT for a second one.',
    );
  }
  const old = (note?.children ?? []).filter((pid) => commandOf(pid).includes(dataDir)).map((pid) => ({ pid, began: null }));
  await Promise.all([...(owner?.pid === process.pid ? [] : (owner?.children ?? [])), ...old].map(endChild));
  rmSync(noteFile(dataDir), { force: true });
  keepOwner(dataDir, { pid: process.pid, began: beganAt(process.pid), apiUrl, children: [] });
}

/** Notes a child as soon as there is one. */
export function noteChild(dataDir: string, pid: number): void {
  const owner = readJson<Owner>(ownerFile(dataDir));
  if (owner !== null) keepOwner(dataDir, { ...owner, children: [...owner.children, { pid, began: beganAt(pid) }] });
}

/** Gives the folder back. */
export function leaveFolder(dataDir: string): void {
  rmSync(noteFile(dataDir), { force: true });
  rmSync(ownerFile(dataDir), { force: true });
}

function keepOwner(dataDir: string, owner: Owner): void {
  const next = `${ownerFile(dataDir)}.next`;
  writeFileSync(next, JSON.stringify(owner), { mode: 0o600 });
  renameSync(next, ownerFile(dataDir));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
const saysTuojian = (pid: number): boolean => /tuojian|cli\/main/.test(commandOf(pid));

async function endChild(child: Process): Promise<void> {
  if (!still(child)) return;
  try {
    process.kill(child.pid, 'SIGINT');
  } catch {
    return;
  }
  for (let tries = 0; tries < 80 && still(child); tries += 1) await sleep(100);
  if (still(child)) killFamily(child.pid);
}
