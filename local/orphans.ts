/**
 * One service on a data folder at a time, and nothing left of one that was killed: the folder names its process and its
 * children from the moment they are spawned, and what runs on its files is known without that; the next start ends it.
 */
import { existsSync, linkSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { allProcesses, beganAt, endProcess, folderOf, isAlive, killFamily, type Process, sees, still, type Told } from './processes.ts';
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

type Owner = Process & { readonly apiUrl: string; readonly children: readonly Process[] };

const noteFile = (dataDir: string): string => path.join(dataDir, 'running.json');
const ownerFile = (dataDir: string): string => path.join(dataDir, 'owner.json');

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
function parsed<T>(text: string | null): T | null {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export const readRunNote = (dataDir: string): RunNote | null => parsed(readText(noteFile(dataDir)));
export const writeRunNote = (dataDir: string, note: RunNote): void => writeFileSync(noteFile(dataDir), JSON.stringify(note), { mode: 0o600 });

/**
 * Takes the folder for this process; `say` is told of what a killed one had left. Error: SetupError when a stack is still
 * running on it.
 */
export async function takeFolder(dataDir: string, apiUrl: string, say: (line: string) => void): Promise<void> {
  const found = readText(ownerFile(dataDir));
  const owner = parsed<Owner>(found);
  // Release 0.4.0 kept its process and children in the note alone.
  const note = readRunNote(dataDir);
  const before = owner ?? (note === null ? null : { pid: note.pid, began: null, apiUrl: note.apiUrl, children: [] });
  const running = allProcesses();
  if (before !== null && before.pid !== process.pid && still(before) && (owner !== null || isTuojian(before.pid, running)))
    throw alreadyRunning(dataDir, before.pid, before.apiUrl);
  const left = leftOn(dataDir, owner?.pid === process.pid ? [] : (owner?.children ?? []), running);
  for (const { pid } of left) {
    const parent = running.find((one) => one.pid === pid)?.parent ?? 0;
    // The folder's names were lost, and whoever started it is there: its service runs.
    if (parent > 1 && parent !== process.pid && parent !== process.ppid && isTuojian(parent, running)) throw alreadyRunning(dataDir, parent, apiUrl);
  }
  lock(dataDir, found, { pid: process.pid, began: beganAt(process.pid), apiUrl, children: [] });
  rmSync(noteFile(dataDir), { force: true });
  if (left.length > 0) {
    say(`What a killed start had left is being ended: ${left.map(({ name, pid }) => `${name} (process ${pid})`).join(', ')}`);
    await Promise.all(left.map(endProcess));
  }
  dropServerFile(dataDir, say);
}

const alreadyRunning = (dataDir: string, pid: number, apiUrl: string): SetupError =>
  new SetupError(
    `Tuojian is already running on ${dataDir} (process ${pid}, ${apiUrl}).`,
    'Use that one, stop it with Ctrl-C, or set TUOJIAN_DATA_DIR and TUOJIAN_PORT for a second one.',
  );

type Left = Process & { readonly name: 'PostgreSQL' | 'Temporal' | 'a child' };

/** What still runs on the folder's files: as it was noted, and as the processes themselves say. */
function leftOn(dataDir: string, noted: readonly Process[], running: readonly Told[]): readonly Left[] {
  const serverFolder = path.join(dataDir, 'postgres');
  const realFolder = existsSync(serverFolder) ? realpathSync(serverFolder) : serverFolder;
  const nameOf = ({ pid, command }: Told): Left['name'] | null => {
    if (/(^|\/)postgres(\.exe)?[: ]/.test(command) && (command.includes(`-D ${serverFolder} `) || folderOf(pid) === realFolder)) return 'PostgreSQL';
    return command.includes('start-dev') && command.includes(path.join(dataDir, 'temporal.db')) ? 'Temporal' : null;
  };
  const byFiles = running.flatMap((one) => {
    const name = nameOf(one);
    return name === null || !sees(one.pid, dataDir) ? [] : [{ pid: one.pid, parent: one.parent, began: beganAt(one.pid), name }];
  });
  // A server's own children end with it, and are ended by themselves where it is gone.
  const heads = byFiles.filter(({ pid, parent }) => isAlive(pid) && !byFiles.some((other) => other.pid === parent));
  const others = noted.filter((child) => still(child) && !byFiles.some(({ pid }) => pid === child.pid));
  return [...heads, ...others.map((child) => ({ ...child, name: 'a child' as const }))];
}

/** Ends at once what a server of ours that was killed has left on the folder's files: what it had not committed is lost with it. */
export async function clearAfter(dataDir: string, name: Left['name']): Promise<void> {
  const left = leftOn(dataDir, [], allProcesses()).filter((one) => one.name === name);
  for (const { pid } of left) killFamily(pid);
  for (let tries = 0; tries < 30 && left.some(still); tries += 1) await sleep(100);
  if (name === 'PostgreSQL') dropServerFile(dataDir, () => undefined);
}

const serverFile = (dataDir: string): string => path.join(dataDir, 'postgres', 'postmaster.pid');
/** The number that PostgreSQL wrote into its folder; null: there is none. */
function serverIn(dataDir: string): number | null {
  const number = Number.parseInt(readText(serverFile(dataDir)) ?? '', 10);
  return number > 1 ? number : null;
}

/**
 * PostgreSQL will not start while its file names a process that there is, be it another program's that was given the number,
 * or one that ended and that nobody has noticed. Called when nothing runs on its folder any more.
 */
function dropServerFile(dataDir: string, say: (line: string) => void): void {
  const server = serverIn(dataDir);
  if (server === null || leftOn(dataDir, [], allProcesses()).length > 0) return;
  rmSync(serverFile(dataDir), { force: true });
  say(`PostgreSQL was not stopped in order (its file named process ${server}); it recovers what was committed`);
}

const isTuojian = (pid: number, running: readonly Told[]): boolean =>
  /(tuojian(\.mjs)?|cli\/main(\.ts)?) start\b/.test(running.find((one) => one.pid === pid)?.command ?? '');

/** Of two who begin at once one wins: the file is made by whoever finds none, and only what was judged is taken away. */
function lock(dataDir: string, judged: string | null, owner: Owner): void {
  const file = ownerFile(dataDir);
  const own = `${file}.${process.pid}`;
  try {
    if (judged !== null && existsSync(file)) {
      renameSync(file, own);
      if (readText(own) !== judged) {
        linkSync(own, file);
        throw alreadyRunning(dataDir, parsed<Owner>(readText(own))?.pid ?? 0, owner.apiUrl);
      }
    }
    writeFileSync(file, JSON.stringify(owner), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOENT'))
      throw alreadyRunning(dataDir, parsed<Owner>(readText(file))?.pid ?? 0, owner.apiUrl);
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Notes a child as soon as there is one. */
export function noteChild(dataDir: string, pid: number): void {
  const owner = parsed<Owner>(readText(ownerFile(dataDir)));
  if (owner !== null) keepOwner(dataDir, { ...owner, children: [...owner.children.filter(still), { pid, began: beganAt(pid) }] });
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
