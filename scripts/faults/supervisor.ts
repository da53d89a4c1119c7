/**
 * One process of the service under a supervisor, as systemd with `Restart=always` keeps it: what ends is started again after
 * its 100 ms, until it is told to stop. Deliberately absent: why it ended (scenarios/).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningPart } from '../../local/kept.ts';
import { endOf, killFamily } from '../../local/processes.ts';

export type Running = RunningPart & { readonly pid: number };

const AGAIN_MS = 100;
const FAILED_MS = 500;

export class Supervised {
  readonly name: string;
  readonly #start: () => Promise<Running>;
  #running: Running | null = null;
  #stopped = false;
  #held: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;
  #keeping: Promise<void> = Promise.resolve();
  #ends = 0;

  constructor(name: string, start: () => Promise<Running>) {
    this.name = name;
    this.#start = start;
  }

  /** Error: that of the first start. */
  async begin(): Promise<void> {
    this.#running = await this.#start();
    this.#keeping = this.#keep(this.#running);
  }

  /** 0: it is away. */
  get pid(): number {
    return this.#running?.pid ?? 0;
  }

  /** How often it has ended, whoever ended it. */
  get ends(): number {
    return this.#ends;
  }

  /** One process; whatever it started has to see for itself that it is gone. */
  signal(signal: NodeJS.Signals): void {
    if (this.pid === 0) return;
    try {
      process.kill(this.pid, signal);
    } catch {
      // it has ended
    }
  }

  /** It is not started again until `release`. */
  hold(): void {
    this.release();
    this.#held = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  release(): void {
    this.#release();
    this.#release = () => undefined;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.release();
    this.signal('SIGCONT');
    await this.#running?.stop();
    this.#running?.kill();
    await this.#keeping;
  }

  async #keep(first: Running): Promise<void> {
    for (let running: Running | null = first; running !== null; ) {
      await running.ended;
      this.#running = null;
      this.#ends += 1;
      if (this.#stopped) return;
      await sleep(AGAIN_MS);
      running = await this.#again();
    }
  }

  async #again(): Promise<Running | null> {
    for (;;) {
      await this.#held;
      if (this.#stopped) return null;
      try {
        const running = await this.#start();
        this.#running = running;
        if (!this.#stopped) return running;
        await running.stop();
        return null;
      } catch {
        // What the one before left behind may have to go first.
        await sleep(FAILED_MS);
      }
    }
  }
}

/** A command of the service's own, with all that it says in a file. */
export function nodeProcess(
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd: string; readonly log: string },
): Running {
  const { env, cwd, log } = options;
  const child: ChildProcess = spawn(process.execPath, [...args], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const file = createWriteStream(log, { flags: 'a' });
  for (const stream of [child.stdout, child.stderr]) stream?.pipe(file, { end: false });
  const ended = endOf(child);
  void ended.then(() => file.end());
  const pid = child.pid ?? 0;
  const kill = (): void => {
    if (child.exitCode === null && child.signalCode === null && pid !== 0) killFamily(pid);
  };
  return {
    pid,
    ended,
    async stop() {
      child.kill('SIGTERM');
      const late = setTimeout(kill, 15_000);
      await ended;
      clearTimeout(late);
    },
    kill,
  };
}
