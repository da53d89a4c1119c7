import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leaveFolder, takeFolder } from '../../local/orphans.ts';
import { isAlive } from '../../local/processes.ts';

let folder = '';
const spawned: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-orphans-'));
});
afterEach(() => {
  for (const child of spawned.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** A process that does nothing and bears these words. */
function bystander(...words: readonly string[]): ChildProcess & { readonly pid: number } {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', ...words], { stdio: 'ignore' });
  spawned.push(child);
  return child as ChildProcess & { readonly pid: number }; // it was spawned
}
const gone = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
async function taken(): Promise<string> {
  const said: string[] = [];
  await takeFolder(folder, 'http://localhost:1', (line) => said.push(line));
  return said.join('\n');
}
const owner = () => JSON.parse(readFileSync(path.join(folder, 'owner.json'), 'utf8'));

describe('a start on a data folder', () => {
  it('ends the Temporal that runs on its file, says so, and touches nobody else', async () => {
    const left = bystander('server', 'start-dev', '--db-filename', path.join(folder, 'temporal.db'));
    const others = [
      bystander('server', 'start-dev', '--db-filename', path.join(os.tmpdir(), 'another', 'temporal.db')),
      bystander('sqlite3', path.join(folder, 'temporal.db')),
      bystander('postgres', '-D', path.join(folder, 'postgres')),
    ];
    expect(await taken()).toBe(`What a killed start had left is being ended: Temporal (process ${left.pid})`);
    expect(isAlive(left.pid)).toBe(false);
    expect(others.filter(gone)).toEqual([]);
    expect(owner().pid).toBe(process.pid);
  });

  it('takes away the file of a PostgreSQL that is gone, whoever has its number now', async () => {
    const other = bystander('a database of somebody else');
    mkdirSync(path.join(folder, 'postgres'));
    writeFileSync(path.join(folder, 'postgres', 'postmaster.pid'), `${other.pid}\n${folder}/postgres\n`);
    expect(await taken()).toMatch(`named process ${other.pid}`);
    expect(readdirSync(path.join(folder, 'postgres'))).toEqual([]);
    expect(gone(other)).toBe(false);
  });

  it('is refused while another one runs on it, also where two begin at once', async () => {
    const other = bystander('another service');
    writeFileSync(path.join(folder, 'owner.json'), JSON.stringify({ pid: other.pid, began: null, apiUrl: 'http://localhost:2', children: [] }));
    await expect(taken()).rejects.toThrow(`already running on ${folder} (process ${other.pid}, http://localhost:2)`);
    other.kill('SIGKILL');
    await new Promise((resolve) => other.once('exit', resolve));
    const script = `
      const { takeFolder } = await import(${JSON.stringify(path.resolve('local/orphans.ts'))});
      await takeFolder(${JSON.stringify(folder)}, 'http://localhost:3', () => undefined).then(() => console.log('taken'), (error) => console.log(error.name));
      setInterval(() => {}, 1000);`;
    const said = await Promise.all(
      [0, 1, 2].map(
        () =>
          new Promise<string>((resolve) => {
            const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
            spawned.push(child);
            child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
          }),
      ),
    );
    expect(said.toSorted()).toEqual(['SetupError', 'SetupError', 'taken']);
  });

  it('gives the folder back', async () => {
    await taken();
    leaveFolder(folder);
    expect(readdirSync(folder)).toEqual([]);
  });
});
