/**
 * The service as its users start it (`node bin/tuojian.mjs start`), in a process and a folder of its own, and what is needed
 * to ask it: its note, its database, its Temporal. Deliberately absent: what is asked.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { environmentWith } from '../config/env.ts';
import { type RunNote, readRunNote } from '../local/orphans.ts';
import { freePortBlock } from '../local/ports.ts';
import { endOf } from '../local/processes.ts';
import { type Database, openDatabase } from '../prisma/database.ts';
import { exampleOfToday } from '../setup/example/programme.ts';
import type { CheckedProgramme } from '../setup/programme-files.ts';
import { storeProgramme } from '../setup/store-programme.ts';
import type { CaseGateway } from '../temporal/case-gateway.ts';
import { lazyTemporal, plainServer } from '../temporal/connect.ts';
import { createCaseGateway } from '../temporal/gateway.ts';
import { payloadsBy } from '../temporal/payload-codec.ts';
import { sealerFrom } from '../temporal/seal.ts';
import { createLog } from '../worker/service-log.ts';

const BIN = fileURLToPath(new URL('../bin/tuojian.mjs', import.meta.url));
const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 35_000;

export type Env = Readonly<Record<string, string>>;

/** A command of ours in a process of its own. Whatever it says is kept, and told when it fails. */
export class OwnCommand {
  readonly child: ChildProcess;
  readonly #name: string;
  #said = '';
  #ended: string | null = null;

  constructor(args: readonly string[], env: Env) {
    this.#name = args.join(' ');
    this.child = spawn(process.execPath, [BIN, ...args], {
      // As `npm start`: run from source elsewhere, tsx would not find how JSX is to be read, and no mail could be written.
      cwd: path.dirname(path.dirname(BIN)),
      env: environmentWith({ TUOJIAN_LOG: 'error', ...env }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said = (this.#said + text).slice(-4_000);
      });
    void endOf(this.child).then((how) => {
      this.#ended = how;
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The last of it. */
  get said(): string {
    return this.#said;
  }

  /** Waits until the API answers that it is ready. Error: it ended, or did not within three minutes, with its last words. */
  async ready(apiUrl: string): Promise<void> {
    await this.until(async () => (await fetch(`${apiUrl}/readyz`)).ok);
  }

  async until(holds: () => Promise<boolean>, everyMs = 25): Promise<void> {
    const limit = performance.now() + START_LIMIT_MS;
    while (!(await holds().catch(() => false))) {
      if (this.#ended !== null) throw new Error(`${this.#name} ended ${this.#ended}: ${this.#said}`);
      if (performance.now() > limit) throw new Error(`${this.#name} is not ready after ${START_LIMIT_MS / 1_000} s: ${this.#said}`);
      await sleep(everyMs);
    }
  }

  /** Waits until it has done its work. Error: with what it said. */
  async done(): Promise<void> {
    const how = await endOf(this.child);
    if (how !== 'with code 0') throw new Error(`${this.#name} ended ${how}: ${this.#said}`);
  }

  async stop(): Promise<void> {
    if (this.#ended !== null) return;
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT_MS);
    await endOf(this.child);
    clearTimeout(late);
  }
}

export type OwnProcess = {
  readonly pid: number;
  readonly apiUrl: string;
  readonly metricsUrl: string;
  readonly dataDir: string;
  /** Seconds from the command until `/readyz`. */
  readonly startSeconds: number;
  stop(): Promise<void>;
};

/** A folder that PostgreSQL may enter, also where root starts it. */
export function ownFolder(name: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), `tuojian-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** After those of the embedded parts. */
const METRICS_PORT = 6;
/** Between looking for free ports and taking them others may take one. */
const PORT_TRIES = 3;

/** On a folder, which is new or has been used before and stays. Error: it did not start; nothing of it is left. */
export async function startProcess(dataDir: string, env: Env = {}): Promise<OwnProcess> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startAt(await freePortBlock(7), dataDir, env);
    } catch (error) {
      if (tries === PORT_TRIES || !(error instanceof Error) || !/in use|EADDRINUSE/.test(error.message)) throw error;
    }
  }
}

async function startAt(port: number, dataDir: string, env: Env): Promise<OwnProcess> {
  const from = performance.now();
  const command = new OwnCommand(['start'], {
    DATABASE_URL: '',
    TEMPORAL_ADDRESS: '',
    SMTP_URL: '',
    TUOJIAN_PUBLIC_URL: '',
    TUOJIAN_LEAST_READING_MS: '0',
    ...env,
    TUOJIAN_DATA_DIR: dataDir,
    TUOJIAN_PORT: String(port),
    TUOJIAN_METRICS: `127.0.0.1:${port + METRICS_PORT}`,
  });
  const [apiUrl, metricsUrl] = [`http://localhost:${port}`, `http://127.0.0.1:${port + METRICS_PORT}/metrics`];
  try {
    await command.ready(apiUrl);
    const startSeconds = (performance.now() - from) / 1_000;
    // Its last act: by this note commands find it.
    await command.until(async () => readRunNote(dataDir) !== null);
    return { pid: command.pid, apiUrl, metricsUrl, dataDir, startSeconds, stop: () => command.stop() };
  } catch (error) {
    await command.stop();
    throw error;
  }
}

export type Beside = {
  readonly db: Database;
  readonly temporal: Client;
  readonly gateway: CaseGateway;
  readonly outboxUrl: string | null;
  readonly temporalAddress: string;
  close(): Promise<void>;
};

/** Database and Temporal of a service that runs on this folder, asked beside it, with its keys. */
export function besideProcess(dataDir: string): Beside {
  const note = readRunNote(dataDir);
  if (note === null) throw new Error(`no service runs on ${dataDir}`);
  return besideAt(dataDir, { ...note, databaseUrl: note.ownerUrl ?? note.databaseUrl });
}

/** The same of a service whose parts run by themselves; its keys lie in the folder. */
export function besideAt(dataDir: string, note: Pick<RunNote, 'databaseUrl' | 'temporalAddress' | 'outboxUrl'>): Beside {
  const db = openDatabase(note.databaseUrl);
  const payloads = payloadsBy(path.join(dataDir, 'payload-keys.json'), false);
  const { client, close } = lazyTemporal({ ...plainServer(note.temporalAddress), payloads });
  const sealer = sealerFrom(path.join(dataDir, 'seal-keys.json'));
  return {
    db,
    temporal: client,
    gateway: createCaseGateway({ client, sealer, log: createLog('error'), deadlineMs: 20_000 }),
    outboxUrl: note.outboxUrl,
    temporalAddress: note.temporalAddress,
    async close() {
      await close();
      await db.close();
    },
  };
}

/** The example's programme as `tuojian import` takes it in: registered, and nothing has happened yet. */
export async function importExample({ db, gateway }: Beside): Promise<CheckedProgramme> {
  const programme = await exampleOfToday();
  await storeProgramme(db, gateway, programme, () => undefined);
  return programme;
}

/** How many workflows the worker holds in memory, by its own word. NaN: it does not say. */
export async function heldBy({ metricsUrl }: OwnProcess): Promise<number> {
  const said = await (await fetch(metricsUrl)).text();
  const values = [...said.matchAll(/^temporal_sticky_cache_size(?:\{[^}]*\})? (\S+)/gm)].map(([, value]) => Number(value));
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0);
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** A service that users would have started, in a folder that goes with it, however the work ends. */
export async function withProcess<T>(name: string, env: Env, work: (service: OwnProcess, beside: Beside) => Promise<T>): Promise<T> {
  const folder = ownFolder(name);
  try {
    const service = await startProcess(folder, env);
    try {
      const beside = besideProcess(folder);
      return await work(service, beside).finally(() => beside.close());
    } finally {
      await service.stop();
    }
  } finally {
    removeFolder(folder);
  }
}
