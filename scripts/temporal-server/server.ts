/**
 * Temporal's own server on a PostgreSQL of ours: schema by temporal-sql-tool, configuration, namespace. It can be killed and
 * started again on the same data. Deliberately absent: where the programs come from (binaries.ts).
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { environmentWith } from '../../config/env.ts';
import { freePortBlock } from '../../local/ports.ts';
import { type LocalPostgres, startPostgres } from '../../local/postgres.ts';
import { endOf, killFamily } from '../../local/processes.ts';
import { SetupError } from '../../local/setup-error.ts';
import { lookAtTemporal, plainServer } from '../../temporal/connect.ts';
import { StopList } from '../../worker/stop-list.ts';
import type { ServerBinaries } from './binaries.ts';
import { DATABASES, dynamicConfig, metricsUrl, PORTS, type StoreFaults, serverConfig } from './config.ts';

export type RealServer = {
  /** host:port. */
  readonly address: string;
  readonly namespace: string;
  /** Of the PostgreSQL beneath it, in which a service may have its own database. */
  readonly databaseUrl: string;
  readonly pid: () => number;
  /** Its own metrics. */
  readonly metricsUrl: string;
  /** Ends it at once, as a fault of its machine would. */
  kill(): Promise<void>;
  /** Starts it again on its data; `faults`: of its store, from now on. */
  start(faults?: StoreFaults | null): Promise<void>;
  /** Server and PostgreSQL. */
  stop(): Promise<void>;
};

type Options = {
  readonly binaries: ServerBinaries;
  /** Where the data of PostgreSQL and the configuration lie. */
  readonly folder: string;
  readonly namespace: string;
  readonly shards?: number;
  readonly say: (line: string) => void;
  /** Told of what is started as soon as it is, so that a signal can stop it while it is still starting. */
  readonly parts?: StopList;
};

/** On two cores; a county's own has more (docs/temporal.md), and keeps its number for ever. */
const SHARDS = 4;
const RETENTION_DAYS = 7;

/** Error: SetupError, with what is not as it must be; nothing of it runs on. */
export async function startRealServer({ binaries, folder, namespace, shards = SHARDS, say, parts = new StopList() }: Options): Promise<RealServer> {
  mkdirSync(folder, { recursive: true });
  const port = await portsBelow(MOST_PORT, PORTS + 1);
  say('PostgreSQL: starting');
  // Four services with a pool each, beside whatever else asks it.
  const onSpawn = (_pid: number, kill: () => void): void => parts.addChild(kill);
  const postgres = await startPostgres({ folder, port: port + PORTS, flags: ['max_connections=200'], onSpawn });
  parts.add({ name: 'PostgreSQL', limitMs: 5_500, stop: () => postgres.stop(), kill: postgres.kill });
  try {
    return await onPostgres({ binaries, folder, namespace, shards, say, parts }, postgres, port);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** Temporal's schema for PostgreSQL keeps a port as smallint. */
const MOST_PORT = 32_767;

async function portsBelow(most: number, count: number): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const first = await freePortBlock(count);
    if (first + count <= most) return first;
  }
  throw new SetupError(`No ${count} ports in a row are free below ${most}.`, 'End what uses them.');
}

async function onPostgres(options: Required<Options>, postgres: LocalPostgres, port: number): Promise<RealServer> {
  const { binaries, folder, namespace, shards, say, parts } = options;
  const { hostname: host, username: user, password, port: postgresPort } = new URL(postgres.url);
  const at = { host, port: Number(postgresPort), user, password };
  say(`Temporal: schema of ${Object.values(DATABASES).join(' and ')}`);
  for (const [kind, database] of Object.entries(DATABASES))
    setUpSchema(binaries.sqlTool, at, database, kind === 'default' ? 'temporal' : 'visibility');
  const dynamicConfigFile = path.join(folder, 'dynamic-config.yaml');
  writeFileSync(dynamicConfigFile, dynamicConfig(), { mode: 0o600 });
  const address = `127.0.0.1:${port}`;
  let running: Running | null = null;
  parts.add({ name: "Temporal's server", limitMs: 16_000, stop: async () => running?.stop() });
  const start = async (faults: StoreFaults | null = null): Promise<void> => {
    parts.mustGoOn();
    const file = path.join(folder, 'temporal-server.yaml');
    writeFileSync(file, serverConfig({ postgres: at, port, shards, faults, dynamicConfigFile }), { mode: 0o600 });
    running = await run(binaries.server, file, address, (kill) => parts.addChild(kill));
  };
  say('Temporal: starting the server');
  await start();
  await makeNamespace(address, namespace);
  return {
    address,
    namespace,
    databaseUrl: postgres.url,
    pid: () => running?.pid ?? 0,
    metricsUrl: metricsUrl(port),
    async kill() {
      await running?.kill();
    },
    start,
    async stop() {
      await running?.stop();
      await postgres.stop();
    },
  };
}

type At = { readonly host: string; readonly port: number; readonly user: string; readonly password: string };

/** As an operator does it: the database, the table of versions, each version in turn. Done before, it does nothing. */
function setUpSchema(tool: string, { host, port, user, password }: At, database: string, schema: string): void {
  const ask = (...args: readonly string[]): void => {
    const flags = ['--plugin', 'postgres12', '--ep', host, '--port', String(port), '--user', user, '--database', database];
    // The password where no list of processes shows it.
    const done = spawnSync(tool, [...flags, ...args], { encoding: 'utf8', env: environmentWith({ SQL_PASSWORD: password }) });
    if (done.status === 0) return;
    throw new SetupError(
      `temporal-sql-tool ${args[0]} of ${database} failed: ${`${done.stdout}${done.stderr}`.trim().split('\n').slice(-2).join(' ')}`,
      'Look whether the PostgreSQL answers, and whether its user may make databases.',
    );
  };
  ask('create-database');
  ask('setup-schema', '--version', '0.0');
  ask('update-schema', '--schema-name', `postgresql/v12/${schema}`);
}

type Running = { readonly pid: number; kill(): Promise<void>; stop(): Promise<void> };

/** Of its log, a JSON object a line: why it ended. */
function reasonIn(log: string): string {
  const [, reason] = /"level":"fatal".*?"error":"((?:[^"\\]|\\.)*)"/.exec(log) ?? [];
  return reason ?? log.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
}

async function run(server: string, configFile: string, address: string, onSpawn: (kill: () => void) => void): Promise<Running> {
  const child = spawn(server, ['--config-file', configFile, '--allow-no-auth', 'start'], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-6_000);
    });
  const ended = endOf(child);
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const pid = child.pid ?? 0;
  const killNow = (): void => {
    if (!isOver && pid !== 0) killFamily(pid);
  };
  onSpawn(killNow);
  const kill = async (): Promise<void> => {
    killNow();
    await ended;
  };
  for (let tries = 0; ; tries += 1) {
    const answers = await lookAtTemporal({ ...plainServer(address), namespace: 'temporal-system' }, 2_000).then(
      () => true,
      () => false,
    );
    if (answers) break;
    if (isOver || tries > 300) {
      await kill();
      throw new SetupError(`Temporal's server did not start: ${reasonIn(said)}`, `Look at ${configFile}, and whether PostgreSQL answers.`);
    }
    await sleep(200);
  }
  return {
    pid,
    kill,
    async stop() {
      if (!isOver) child.kill('SIGTERM');
      const late = setTimeout(() => void kill(), 15_000);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Of its API: ALREADY_EXISTS. */
const EXISTS = 6;

/** Until each part of the server knows it. */
async function makeNamespace(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    const { workflowService } = connection;
    const retention = { seconds: RETENTION_DAYS * 86_400 } as never; // a Duration; its numbers are Longs in the SDK's types
    await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: retention }).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === EXISTS)) throw error;
    });
    for (let tries = 0; ; tries += 1) {
      const known = await workflowService.listOpenWorkflowExecutions({ namespace, startTimeFilter: {} }).then(
        () => true,
        () => false,
      );
      if (known) return;
      if (tries > 150)
        throw new SetupError(`The namespace ${namespace} was made, and is not known after half a minute.`, 'Look at the log of the server.');
      await sleep(200);
    }
  } finally {
    await connection.close();
  }
}
