/** What an earlier run left behind when it was killed: found by its note, ended, so that a start never fails on it. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from './setup-error.ts';

/** Where the parts of a running stack are; for the CLI beside it and for the next start. */
export type RunNote = {
  readonly pid: number;
  readonly children: readonly number[];
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly smtpUrl: string;
  readonly apiUrl: string;
  readonly outboxUrl: string | null;
};

const noteFile = (dataDir: string): string => path.join(dataDir, 'running.json');

export function readRunNote(dataDir: string): RunNote | null {
  if (!existsSync(noteFile(dataDir))) return null;
  try {
    return JSON.parse(readFileSync(noteFile(dataDir), 'utf8'));
  } catch {
    return null;
  }
}

export const writeRunNote = (dataDir: string, note: RunNote): void => writeFileSync(noteFile(dataDir), JSON.stringify(note), { mode: 0o600 });
export const removeRunNote = (dataDir: string): void => rmSync(noteFile(dataDir), { force: true });

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Only a process that still has to do with this folder is ours; a number may have been given to another one meanwhile. */
function isOurs(pid: number, dataDir: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dataDir);
  } catch {
    return false;
  }
}

/** Error: SetupError when a stack is still running on this folder. */
export async function clearOrphans(dataDir: string): Promise<void> {
  const note = readRunNote(dataDir);
  if (note === null) return;
  if (note.pid !== process.pid && isAlive(note.pid)) {
    throw new SetupError(
      `Tuojian is already running on ${dataDir} (process ${note.pid}, ${note.apiUrl}).`,
      'Use that one, stop it with Ctrl-C, or set TUOJIAN_DATA_DIR and TUOJIAN_PORT for a second one.',
    );
  }
  for (const pid of note.children) {
    if (!isAlive(pid) || !isOurs(pid, dataDir)) continue;
    process.kill(pid, 'SIGINT');
    for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await sleep(100);
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  }
  removeRunNote(dataDir);
}
