/** The Temporal dev server as a child of this process, with the settings that make it fast (docs/adr/0008). */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentWith } from '../config/env.ts';
import type { RunningPart } from './kept.ts';
import { privately } from './own-files.ts';
import { endOf, killFamily } from './processes.ts';
import { SetupError } from './setup-error.ts';

export type LocalTemporal = RunningPart & { readonly address: string; readonly uiUrl: string | null; readonly pid: number };

/** Measured on 2 cores: from 14 to 30 small workflows a second, from 150 to 19 ms between a decision and the next mail. */
const FAST = [
  '--sqlite-pragma',
  'journal_mode=WAL',
  '--sqlite-pragma',
  'synchronous=NORMAL',
  '--dynamic-config-value',
  'history.transferProcessorMaxPollRPS=1000',
  '--dynamic-config-value',
  'history.visibilityProcessorMaxPollRPS=1000',
  '--dynamic-config-value',
  'system.enableActivityEagerExecution=true',
];

/** It keeps the state of every case that it touched within the hour, 128,000 at most; one that it does not hold it reads in a few ms. */
const SMALL = ['--dynamic-config-value', 'history.hostLevelCacheMaxSize=512'];
/** Percent of what is in use that may become garbage before it is collected; Go's own is 100. What the user says of it counts. */
const GARBAGE = { GOGC: '60' };

export async function startTemporal(options: {
  readonly cli: string;
  readonly folder: string;
  readonly port: number;
  /** Null: no web UI. */
  readonly uiPort: number | null;
  readonly dynamicConfig?: readonly string[];
  /** Told of the process as soon as there is one. */
  readonly onSpawn?: (pid: number, kill: () => void) => void;
}): Promise<LocalTemporal> {
  const ui = options.uiPort === null ? ['--headless'] : ['--ui-port', String(options.uiPort)];
  const extra = (options.dynamicConfig ?? []).flatMap((value) => ['--dynamic-config-value', value]);
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(options.port), ...ui, '--log-level', 'error'];
  const file = path.join(options.folder, 'temporal.db');
  const child = privately(() =>
    spawn(options.cli, [...args, '--db-filename', file, ...FAST, ...SMALL, ...extra], {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
      env: { ...GARBAGE, ...environmentWith({}) },
    }),
  );
  let lastWords = '';
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-600);
  });
  let ended = false;
  const end = endOf(child);
  void end.then(() => {
    ended = true;
  });
  const address = `127.0.0.1:${options.port}`;
  const pid = child.pid ?? 0;
  const kill = (): void => {
    if (!ended && pid !== 0) killFamily(pid);
  };
  if (pid !== 0) options.onSpawn?.(pid, kill);
  // While it starts: gRPC takes a while to load.
  const { lookAtTemporal, plainServer } = await import('../temporal/connect.ts');
  const answers = (limitMs: number): Promise<boolean> =>
    lookAtTemporal(plainServer(address), limitMs).then(
      () => true,
      () => false,
    );
  for (let tries = 0; ; tries += 1) {
    if (ended || tries > 600) {
      kill();
      throw new SetupError(
        `Temporal did not start: ${lastWords.trim().split('\n').slice(-2).join(' ')}`,
        `If another program uses port ${options.port}, stop it or set TUOJIAN_PORT; or set TEMPORAL_ADDRESS to a server of your own.`,
      );
    }
    if (await answers(1_000)) break;
    await sleep(50);
  }
  return {
    address,
    uiUrl: options.uiPort === null ? null : `http://localhost:${options.uiPort}`,
    pid,
    ended: end,
    async stop() {
      if (ended) return;
      child.kill('SIGINT');
      const late = setTimeout(kill, 4_000);
      await end;
      clearTimeout(late);
    },
    kill,
    answers,
  };
}
