import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { environmentWith } from '../../config/env.ts';

import { freePortBlock, isFree } from '../../local/ports.ts';
import { isAlive } from '../../local/processes.ts';

/** The service as a person starts it, on one data folder, ended in every way there is. */
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-stopping-'));
const port = await freePortBlock(7);
const env = environmentWith({
  TUOJIAN_DATA_DIR: dataDir,
  TUOJIAN_PORT: String(port),
  TUOJIAN_LEAST_READING_MS: '0',
  TUOJIAN_LOG: 'error',
});
const spawned: ChildProcess[] = [];
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
afterAll(() => {
  for (const child of spawned) child.kill('SIGKILL');
  for (const pid of children()) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** One that failed leaves nothing to the next. */
afterEach(() => {
  for (const child of spawned) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
});

type Running = { readonly child: ChildProcess; out(): string; readonly ended: Promise<number | null> };
function run(...args: readonly string[]): Running {
  const child = spawn(process.execPath, ['bin/tuojian.mjs', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  spawned.push(child);
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
  return { child, out: () => out, ended: new Promise((resolve) => child.once('close', (code) => resolve(code))) };
}
async function started(): Promise<Running> {
  const service = run('start');
  for (let tries = 0; tries < 600; tries += 1) {
    if (service.out().includes('is ready')) return service;
    if (service.child.exitCode !== null) break;
    await pause(100);
  }
  throw new Error(service.out());
}
/** PostgreSQL and Temporal, as the folder names them. */
const children = (): readonly number[] => {
  try {
    return JSON.parse(readFileSync(path.join(dataDir, 'owner.json'), 'utf8')).children.map(({ pid }: { pid: number }) => pid);
  } catch {
    return [];
  }
};
async function secondsUntilEnded({ child, ended }: Running, ...signals: readonly NodeJS.Signals[]): Promise<number> {
  const began = Date.now();
  for (const signal of signals) {
    child.kill(signal);
    await pause(300);
  }
  await Promise.race([ended, pause(40_000)]);
  return (Date.now() - began) / 1_000;
}
async function nothingIsLeft(pids: readonly number[]): Promise<void> {
  for (let tries = 0; tries < 30 && pids.some(isAlive); tries += 1) await pause(100);
  expect(pids.filter(isAlive)).toEqual([]);
  for (const part of [0, 1, 2, 4, 5]) expect(await isFree(port + part)).toBe(true);
}

describe('the service', () => {
  it('ends on Ctrl-C while an import opens cases, with nothing left; a second start on its folder is told in a sentence', async () => {
    const service = await started();
    const pids = children();
    expect(pids).toHaveLength(2);
    const second = run('start');
    expect(await second.ended).toBe(1);
    expect(second.out()).toMatch(/already running/);
    expect(second.out()).not.toMatch(/\n {4}at /);
    const loading = run('import', 'examples/qinghe');
    for (let tries = 0; tries < 300 && !/QH-03/.test(loading.out()); tries += 1) await pause(50);
    expect(await secondsUntilEnded(service, 'SIGINT')).toBeLessThan(30);
    expect(service.out()).toContain('nothing is left running');
    await nothingIsLeft(pids);
    loading.child.kill('SIGKILL');
    // What lies there is its owner's alone.
    for (const file of ['temporal.db', 'seal-keys.json', 'app-password', 'postgres-password'])
      expect(statSync(path.join(dataDir, file)).mode & 0o077, file).toBe(0);
    expect(statSync(dataDir).mode & 0o027).toBe(0);
  }, 120_000);

  it('that cannot take its port, which another program took while it started, says so and ends, with nothing left', async () => {
    const service = run('start');
    for (let tries = 0; tries < 2_500 && !service.out().includes('PostgreSQL: starting'); tries += 1) await pause(20);
    const other = net.createServer().listen(port, '127.0.0.1');
    const pids = children();
    const ended = await Promise.race([service.ended, pause(60_000)]);
    await new Promise((resolve) => other.close(resolve));
    expect(ended, service.out()).toBe(1);
    expect(service.out()).toContain('EADDRINUSE');
    await nothingIsLeft(pids);
  }, 120_000);

  it('whose PostgreSQL cannot start says why and ends, with nothing left', async () => {
    const settings = path.join(dataDir, 'postgres', 'postgresql.conf');
    const right = readFileSync(settings, 'utf8');
    writeFileSync(settings, `${right}\nno_such_setting = 1\n`);
    const service = run('start');
    const ended = await Promise.race([service.ended, pause(60_000)]);
    writeFileSync(settings, right);
    expect(ended, service.out()).toBe(1);
    expect(service.out()).toContain('PostgreSQL did not start');
    await nothingIsLeft([]);
  }, 120_000);

  it('goes on with what was unfinished, and ends on SIGTERM although PostgreSQL and Temporal hang; what did is named', async () => {
    const service = await started();
    const again = run('import', 'examples/qinghe');
    expect(await again.ended).toBe(0);
    expect(again.out()).toContain('QH-06');
    const pids = children();
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    await pause(500);
    expect(await secondsUntilEnded(service, 'SIGTERM')).toBeLessThan(30);
    expect(service.out()).toMatch(/ended without waiting any longer|nothing is left running/);
    await nothingIsLeft(pids);
  }, 120_000);

  it('that was killed leaves nothing in the way of the next start, which says so; a second signal ends at once, the children too', async () => {
    const killed = await started();
    const orphans = children();
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(orphans.filter(isAlive)).toHaveLength(2);
    // Nobody noted them, and one of them hangs.
    rmSync(path.join(dataDir, 'owner.json'));
    rmSync(path.join(dataDir, 'running.json'));
    process.kill(orphans[0] as number, 'SIGSTOP');
    const service = await started();
    expect(orphans.filter(isAlive)).toEqual([]);
    for (const pid of orphans) expect(service.out()).toMatch(new RegExp(`had left is being ended: .*process ${pid}\\)`));
    const pids = children();
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    expect(await secondsUntilEnded(service, 'SIGINT', 'SIGINT')).toBeLessThan(3);
    await nothingIsLeft(pids);
  }, 120_000);

  it('starts although the file of a killed PostgreSQL names a process that there is', async () => {
    const killed = await started();
    const pids = children();
    killed.child.kill('SIGKILL');
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await killed.ended;
    const file = path.join(dataDir, 'postgres', 'postmaster.pid');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
    const service = await started();
    expect(service.out()).toContain(`named process ${process.pid}`);
    expect(await secondsUntilEnded(service, 'SIGTERM')).toBeLessThan(30);
    await nothingIsLeft(children());
  }, 120_000);

  it('says of a part that was killed that it is started again, goes on, and ends on Ctrl-C while another is on its way back', async () => {
    const service = await started();
    const [first] = children();
    process.kill(first as number, 'SIGKILL');
    for (let tries = 0; tries < 300 && !/runs again/.test(service.out()); tries += 1) await pause(100);
    expect(service.out()).toMatch(/has ended by itself \(killed by SIGKILL\); it is started again in 1 s/);
    const pids = children();
    expect(pids).toHaveLength(2);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await pause(1_200); // one is still resting, one is being started
    const [died, then] = [pids, children()];
    expect(await secondsUntilEnded(service, 'SIGINT')).toBeLessThan(30);
    expect(service.child.exitCode).toBe(0);
    await nothingIsLeft([...died, ...then, ...children()]);
  }, 120_000);

  it('ends on a signal that comes while it starts', async () => {
    rmSync(path.join(dataDir, 'owner.json'), { force: true });
    const service = run('start');
    for (let tries = 0; tries < 1_200 && children().length < 2; tries += 1) await pause(25);
    const pids = children();
    expect(pids).toHaveLength(2);
    expect(await secondsUntilEnded(service, 'SIGTERM')).toBeLessThan(30);
    await nothingIsLeft(pids);
  }, 60_000);
});
