/**
 * The service as a county runs it on machines of its own: two APIs behind one address, two workers, PostgreSQL, Temporal, a
 * mail server, each a process under a supervisor, and a proxy on every way between them. Deliberately absent: who uses it
 * (people.ts) and what happens to it (scenarios/).
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { environmentWith, readSettings } from '../../config/env.ts';
import { freePortBlock } from '../../local/ports.ts';
import { startPostgres } from '../../local/postgres.ts';
import { startTemporal } from '../../local/temporal.ts';
import { findTemporalCli } from '../../local/temporal-cli.ts';
import { grantAppRole } from '../../prisma/app-role.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { exampleOfToday } from '../../setup/example/programme.ts';
import { storeProgramme } from '../../setup/store-programme.ts';
import { createCaseGateway } from '../../temporal/gateway.ts';
import { addKey } from '../../temporal/key-file.ts';
import { type Payloads, payloadsBy } from '../../temporal/payload-codec.ts';
import { sealerFrom } from '../../temporal/seal.ts';
import { TcpProxy } from './proxy.ts';
import { Sink } from './sink.ts';
import { nodeProcess, type Running, Supervised } from './supervisor.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TUOJIAN = ['bin/tuojian.mjs'];
const SMALL_WORKER = ['--import', 'tsx', fileURLToPath(new URL('./small-worker.ts', import.meta.url))];
/** A history this long is one that goes on as new: so every case of a run does, many times (FI-13). */
const SHORT_HISTORY = ['limit.historyCount.suggestContinueAsNew=40', 'history.maxTotalUpdates=60'];
const APP_ROLE = 'tuojian_app';

export type ProcessName = 'api-1' | 'api-2' | 'worker-1' | 'worker-2';
export const APIS = ['api-1', 'api-2'] as const;
export const WORKERS = ['worker-1', 'worker-2'] as const;

export type Part = {
  readonly process: Supervised;
  /** Its own ways; SMTP of a worker alone. */
  readonly ways: { readonly postgres: TcpProxy; readonly temporal: TcpProxy; readonly smtp: TcpProxy | null };
  /** Where it answers by itself; null: a worker. */
  readonly url: string | null;
};

export type Service = {
  readonly folder: string;
  readonly publicUrl: string;
  readonly front: TcpProxy;
  readonly sink: Sink;
  readonly postgres: Supervised;
  readonly temporal: Supervised;
  readonly parts: Readonly<Record<ProcessName, Part>>;
  /** As its owner and past every proxy, for the oracle and what only an operator may do. */
  readonly database: Database;
  readonly ownerUrl: string;
  readonly temporalAddress: string;
  readonly payloads: Payloads;
  /** Of a process, or of a server, all that it has written. */
  logOf(name: string): string;
  env(name: ProcessName): NodeJS.ProcessEnv;
  client(): Promise<{ readonly client: Client; close(): Promise<void> }>;
  /** What it wrote stays where it is, for whoever reads why a run did not hold. */
  keep(): void;
  stop(): Promise<void>;
};

/** Error: it could not be started; nothing of it is left. */
export async function startService(say: (line: string) => void, onFolder: (folder: string) => void = () => undefined): Promise<Service> {
  const begun: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of begun.splice(0).reverse()) await end().catch(() => undefined);
  };
  try {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-faults-'));
    onFolder(folder);
    return await start(say, folder, begun, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(say: (line: string) => void, folder: string, begun: (() => Promise<unknown>)[], stop: () => Promise<void>): Promise<Service> {
  let kept = false;
  begun.push(async () => {
    if (!kept) rmSync(folder, { recursive: true, force: true });
  });
  // PostgreSQL's own user has to come through.
  chmodSync(folder, 0o711);
  const keys = path.join(folder, 'keys');
  mkdirSync(path.join(keys, 'log-keys'), { recursive: true, mode: 0o700 });
  for (const file of ['seal-keys.json', 'payload-keys.json']) addKey(path.join(keys, file), new Date().toISOString());
  const { cacheDir, temporal: given } = readSettings({ defaults: { TUOJIAN_LOG: 'silent' } });
  const cli = await findTemporalCli({ cliPath: given.cliPath, cacheDir });
  const port = await freePortBlock(8);

  let ownerUrl = '';
  const postgres = new Supervised('postgres', async () => {
    const running = await startPostgres({ folder: path.join(folder, 'postgres'), port, flags: ['max_connections=120'] });
    ownerUrl = running.url;
    return running;
  });
  const temporal = new Supervised('temporal', () => startTemporal({ cli, folder, port: port + 1, uiPort: null, dynamicConfig: SHORT_HISTORY }));
  mkdirSync(path.join(folder, 'postgres'));
  const keep = async (one: Supervised): Promise<void> => {
    begun.push(() => one.stop());
    await one.begin();
  };
  await Promise.all([keep(postgres), keep(temporal)]);
  say('PostgreSQL and Temporal run');
  await migrate(ownerUrl);
  const password = 'faults';
  await grantAppRole(ownerUrl, APP_ROLE, password);
  const database = openDatabase(ownerUrl);
  begun.push(() => database.close());
  await seedCalendar(database);

  const sink = await Sink.open(path.join(folder, 'sunk-mails.jsonl'));
  begun.push(() => sink.stop());
  const proxied = async (name: string, target: readonly number[], at?: number): Promise<TcpProxy> => {
    const proxy = await TcpProxy.open(name, target, at);
    begun.push(() => proxy.close());
    return proxy;
  };
  const ports: Readonly<Record<ProcessName, number>> = { 'api-1': port + 2, 'api-2': port + 3, 'worker-1': port + 4, 'worker-2': port + 5 };
  const front = await proxied('front', [ports['api-1'], ports['api-2']]);
  const publicUrl = `http://localhost:${front.port}`;
  const log = (name: string): string => path.join(folder, `${name}.log`);
  const environments = new Map<ProcessName, NodeJS.ProcessEnv>();

  const part = async (name: ProcessName): Promise<Part> => {
    const isWorker = name.startsWith('worker');
    const ways = {
      postgres: await proxied(`${name} → postgres`, [port]),
      temporal: await proxied(`${name} → temporal`, [port + 1]),
      smtp: isWorker ? await proxied(`${name} → smtp`, [sink.port]) : null,
    };
    const databaseUrl = new URL(ownerUrl);
    [databaseUrl.username, databaseUrl.password, databaseUrl.port] = [APP_ROLE, password, String(ways.postgres.port)];
    const env = environmentWith({
      DATABASE_URL: databaseUrl.href,
      TEMPORAL_ADDRESS: `127.0.0.1:${ways.temporal.port}`,
      ...(ways.smtp === null ? {} : { SMTP_URL: `smtp://127.0.0.1:${ways.smtp.port}` }),
      TUOJIAN_DATA_DIR: keys,
      TUOJIAN_PORT: String(ports[name]),
      TUOJIAN_PUBLIC_URL: publicUrl,
      TUOJIAN_ALLOW: 'temporal-version',
      TUOJIAN_METRICS: 'off',
      // A person here reads in no time, many come from one address, and three people get the mails of hundreds.
      TUOJIAN_LEAST_READING_MS: '0',
      TUOJIAN_DEADLINE_MS: '5000',
      TUOJIAN_MAILS_PER_HOUR: '1000000',
      TUOJIAN_MISSES_PER_MINUTE: '1000000',
      TUOJIAN_LOG: 'info',
    });
    environments.set(name, env);
    const args = name === 'worker-2' ? SMALL_WORKER : [...TUOJIAN, isWorker ? 'worker' : 'api'];
    const started = async (): Promise<Running> => nodeProcess(args, { env, cwd: ROOT, log: log(name) });
    return { process: new Supervised(name, started), ways, url: isWorker ? null : `http://127.0.0.1:${ports[name]}` };
  };
  const parts = {
    'api-1': await part('api-1'),
    'api-2': await part('api-2'),
    'worker-1': await part('worker-1'),
    'worker-2': await part('worker-2'),
  };
  const temporalAddress = `127.0.0.1:${port + 1}`;
  const payloads = payloadsBy(path.join(keys, 'payload-keys.json'), false);
  const service: Service = {
    folder,
    publicUrl,
    front,
    sink,
    postgres,
    temporal,
    parts,
    database,
    ownerUrl,
    temporalAddress,
    payloads,
    logOf: (name) => (existsSync(log(name)) ? readFileSync(log(name), 'utf8') : ''),
    env: (name) => environments.get(name) ?? {},
    async client() {
      const connection = await Connection.connect({ address: temporalAddress });
      return { client: new Client({ connection, dataConverter: payloads.converter }), close: () => connection.close() };
    },
    keep: () => {
      kept = true;
    },
    stop,
  };
  begun.push(() => Promise.all(Object.values(parts).map((one) => one.process.stop())));
  await Promise.all(Object.values(parts).map((one) => one.process.begin()));
  await untilReady(service);
  say('two APIs and two workers run');
  const { client, close } = await service.client();
  const gateway = createCaseGateway({
    client,
    sealer: sealerFrom(path.join(keys, 'seal-keys.json')),
    log: { error: () => undefined },
    deadlineMs: 30_000,
  });
  await storeProgramme(database, gateway, await exampleOfToday(), () => undefined);
  await close();
  say('the example is in it');
  return service;
}

/** A machine that is used up by others takes minutes to load what a worker is made of. */
const READY_MS = 300_000;

async function untilReady(service: Service): Promise<void> {
  const end = Date.now() + READY_MS;
  const waits = async (): Promise<string | null> => {
    for (const name of APIS) if (!(await isReady(service.parts[name].url ?? ''))) return name;
    for (const name of WORKERS) if (!service.logOf(name).includes('worker running')) return name;
    return null;
  };
  for (;;) {
    const name = await waits();
    if (name === null) return;
    if (Date.now() > end) throw new Error(`${name} did not start within ${READY_MS / 1_000} s:\n${service.logOf(name).slice(-2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Whether an API says within three seconds that it and what it needs are well. */
export async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
