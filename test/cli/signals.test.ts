import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { environmentWith } from '../../config/env.ts';
import { isAlive } from '../../local/processes.ts';

const spawned: ChildProcess[] = [];
afterEach(() => {
  for (const child of spawned.splice(0)) child.kill('SIGKILL');
});
const at = (file: string) => JSON.stringify(path.resolve(file));

type Ended = { readonly out: string; readonly code: number | null; readonly signal: NodeJS.Signals | null };
/** A process of one part that takes a second to stop and has a child of its own; `then` is what happens to it. */
function service(
  then: string,
  env: Record<string, string> = {},
): { readonly child: ChildProcess; readonly ready: Promise<number>; readonly ended: Promise<Ended> } {
  const script = `
    import { spawn } from 'node:child_process';
    import { stopOnSignals } from ${at('cli/signals.ts')};
    import { StopList } from ${at('worker/stop-list.ts')};
    const parts = new StopList();
    stopOnSignals(parts, (line) => console.log(line));
    const own = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', detached: true });
    parts.addChild(() => own.kill('SIGKILL'));
    parts.add({ name: 'a part', limitMs: 5000, stop: () => new Promise((resolve) => setTimeout(resolve, 1000)) });
    setInterval(() => {}, 1000);
    console.log('child ' + own.pid);
    ${then}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentWith(env),
  });
  spawned.push(child);
  let out = '';
  let tellReady: (pid: number) => void = () => undefined;
  const ready = new Promise<number>((resolve) => {
    tellReady = resolve;
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const pid = /child (\d+)/.exec(out)?.[1];
      if (pid !== undefined) tellReady(Number(pid));
    });
  return { child, ready, ended: new Promise((resolve) => child.once('close', (code, signal) => resolve({ out, code, signal }))) };
}
async function untilGone(pid: number): Promise<void> {
  for (let tries = 0; tries < 30 && isAlive(pid); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  expect(isAlive(pid)).toBe(false);
}

describe('a service’s process', () => {
  it('goes on stopping although a timer of a library throws, and although a promise fails', async () => {
    const { child, ready, ended } = service(
      `process.on('SIGTERM', () => { setTimeout(() => { throw new Error('shut channel') }, 200); Promise.reject(new Error('unheard')); });`,
    );
    const own = await ready;
    child.kill('SIGTERM');
    const { out, code } = await ended;
    expect(out).toContain('Passed over while stopping: shut channel');
    expect(out).toContain('A fault that nobody waited for: unheard');
    expect(out).toContain('Stopped; nothing is left running.');
    expect(code).toBe(0);
    await untilGone(own);
  });

  it('that nobody told to stop stops in order after such a fault, and ends as failed', async () => {
    const { ready, ended } = service(`setTimeout(() => { throw new Error('a fault') }, 100);`);
    const own = await ready;
    const { out, code } = await ended;
    expect(out).toContain('A fault that nobody caught, so everything is stopped: a fault');
    expect(out).toContain('Stopped; nothing is left running.');
    expect(code).toBe(1);
    await untilGone(own);
  });

  it('leaves no child behind when it exits in any other way', async () => {
    const { ready, ended } = service('setTimeout(() => process.exit(3), 100);');
    const own = await ready;
    expect((await ended).code).toBe(3);
    await untilGone(own);
  });

  it('ends at once on a second signal', async () => {
    const { child, ready, ended } = service('');
    const own = await ready;
    child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const began = Date.now();
    child.kill('SIGINT');
    const { out, signal } = await ended;
    expect(Date.now() - began).toBeLessThan(700);
    expect([signal, out]).toEqual(['SIGKILL', expect.stringContaining('Ended at once')]);
    await untilGone(own);
  });

  it('that npm’s shell ran stops in order when the shell is gone: it passes no SIGTERM on', async () => {
    const script = `
      import { stopOnSignals } from ${at('cli/signals.ts')};
      import { StopList } from ${at('worker/stop-list.ts')};
      stopOnSignals(new StopList(), (line) => console.log(line));
      setInterval(() => {}, 1000);
      console.log('ready');`;
    const shell = spawn('sh', ['-c', '"$0" "$@"; true', process.execPath, '--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: environmentWith({ npm_lifecycle_event: 'start' }),
    });
    spawned.push(shell);
    let out = '';
    const closed = new Promise((resolve) => shell.once('close', resolve));
    shell.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out === 'ready\n') shell.kill('SIGTERM');
    });
    await closed;
    expect(out).toContain('Stopped; nothing is left running.');
  });
});
