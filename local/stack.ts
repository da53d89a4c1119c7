/**
 * The whole service in one process and its children: PostgreSQL, Temporal, mail catcher, worker, API. What a setting
 * names is used and nothing is started in its place. Everything that was started is stopped in the reverse order.
 */
import { mkdirSync } from 'node:fs';
import type { Logger } from 'pino';
import { type RunningServer, type ServerOptions, startServer } from '../api/server.ts';
import type { Settings } from '../config/env.ts';
import { grantAppRole } from '../prisma/app-role.ts';
import { type Database, openDatabase } from '../prisma/database.ts';
import { migrate } from '../prisma/migrate.ts';
import { refoldOlder } from '../prisma/rebuild.ts';
import { seedCalendar } from '../prisma/seed-calendar.ts';
import { fillStanding } from '../prisma/upgrade.ts';
import { bundleWorkflows, type RunningWorker, startWorker, type WorkerOptions } from '../worker/create-worker.ts';
import { createLog, installTemporalRuntime } from '../worker/log.ts';
import { postSettings } from '../worker/post-settings.ts';
import { type MailCatcher, startMailCatcher } from './mail-catcher.tsx';
import { clearOrphans, removeRunNote, writeRunNote } from './orphans.ts';
import { isFree } from './ports.ts';
import { type LocalPostgres, startPostgres } from './postgres.ts';
import { SetupError } from './setup-error.ts';
import { type LocalTemporal, startTemporal } from './temporal.ts';
import { findTemporalCli } from './temporal-cli.ts';

export type Stack = {
  readonly apiUrl: string;
  readonly outboxUrl: string | null;
  readonly temporalUiUrl: string | null;
  readonly temporalAddress: string;
  readonly databaseUrl: string;
  readonly smtpUrl: string;
  readonly database: Database;
  readonly server: RunningServer;
  readonly postgres: LocalPostgres | null;
  readonly temporal: LocalTemporal | null;
  readonly mailCatcher: MailCatcher | null;
  /** The worker can be stopped and started again, for drills. */
  worker: RunningWorker;
  restartWorker(): Promise<void>;
  stop(): Promise<void>;
};

export type StackOptions = {
  readonly settings: Settings;
  /** Told what is being done, one line each. */
  readonly say: (line: string) => void;
  readonly temporalUi?: boolean;
  readonly maxCachedWorkflows?: number;
  readonly bundle?: { readonly code: string };
  /** DNS for the signatures of mails that come in; that of the machine unless given. */
  readonly inboundResolver?: NonNullable<ServerOptions['inbound']['resolver']>;
  readonly dynamicConfig?: readonly string[];
};

/** Port of a part, counted from the API's. */
const PORTS = { api: 0, postgres: 1, temporal: 2, temporalUi: 3, smtp: 4, outbox: 5 } as const;

/** Error: SetupError or BadSettings, each one sentence with the way out; what was started by then is stopped again. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { settings, say } = options;
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step().catch(() => undefined);
  };
  try {
    return await start(options, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    if (settings.log === 'debug') say('start finished');
  }
}

async function start(options: StackOptions, undo: (() => Promise<void>)[], stop: () => Promise<void>): Promise<Stack> {
  const { settings, say } = options;
  const { dataDir } = settings;
  const portOf = (part: keyof typeof PORTS) => settings.port + PORTS[part];
  mkdirSync(dataDir, { recursive: true });
  await clearOrphans(dataDir);
  await checkPorts(options, portOf);

  const log = createLog(settings.log);
  installTemporalRuntime(log);
  const bundling = options.bundle === undefined ? bundleWorkflows() : Promise.resolve(options.bundle);
  bundling.catch(() => undefined); // awaited below; a failed start must not end in an unhandled rejection

  // One after the other only where one needs the other: the database and Temporal do not.
  const cli = settings.temporal.address === null ? await findTemporalCli({ cliPath: settings.temporal.cliPath, cacheDir: settings.cacheDir }) : null;
  say(settings.databaseUrl === null ? 'PostgreSQL: starting the embedded server' : 'PostgreSQL: using DATABASE_URL');
  say(cli === null ? 'Temporal: using TEMPORAL_ADDRESS' : `Temporal: starting ${cli}`);
  const [postgres, temporal] = await bothOrNeither([
    settings.databaseUrl === null ? keep(undo, startPostgres({ folder: dataDir, port: portOf('postgres') })) : null,
    cli === null
      ? null
      : keep(
          undo,
          startTemporal({
            cli,
            folder: dataDir,
            port: portOf('temporal'),
            uiPort: options.temporalUi === false ? null : portOf('temporalUi'),
            ...(options.dynamicConfig === undefined ? {} : { dynamicConfig: options.dynamicConfig }),
          }),
        ),
  ]);
  const databaseUrl = settings.databaseUrl ?? postgres?.url ?? '';
  const database = await prepareDatabase(databaseUrl, say, postgres === null ? null : APP_ROLE);
  undo.push(() => database.close());
  const mailCatcher =
    settings.smtpUrl === null ? await keep(undo, startMailCatcher({ smtpPort: portOf('smtp'), webPort: portOf('outbox'), folder: dataDir })) : null;
  const smtpUrl = settings.smtpUrl ?? mailCatcher?.smtpUrl ?? '';
  const temporalAddress = settings.temporal.address ?? temporal?.address ?? '';
  const { namespace, apiKey, tls } = settings.temporal;
  const where = { address: temporalAddress, namespace, apiKey, tls };
  say('Worker: loading the workflows');
  const bundle = await bundling;
  const { mailFrom, publicUrl, linkDays, auditLog } = settings;
  const post = postSettings(settings);
  const cached = options.maxCachedWorkflows === undefined ? {} : { maxCachedWorkflows: options.maxCachedWorkflows };
  const told = workerEvents(log);
  const workerOptions = { temporal: where, database, smtpUrl, mailFrom, publicUrl, linkDays, post, auditLog, bundle, ...cached, ...told };
  const firstWorker = await startWorker(workerOptions).catch(noTemporal(temporalAddress));
  const outboxUrl = mailCatcher?.webUrl ?? null;
  const server = await startApi(options, where, database, log, outboxUrl);
  const stack: Stack = {
    apiUrl: settings.publicUrl,
    outboxUrl,
    temporalUiUrl: temporal?.uiUrl ?? null,
    temporalAddress,
    databaseUrl,
    smtpUrl,
    database,
    server,
    postgres,
    temporal,
    mailCatcher,
    worker: firstWorker,
    async restartWorker() {
      await stack.worker.stop();
      stack.worker = await startWorker(workerOptions);
    },
    stop,
  };
  undo.push(() => stack.worker.stop());
  undo.push(() => server.stop());
  const children = [postgres?.pid, temporal?.pid].filter((pid) => pid !== undefined);
  writeRunNote(dataDir, {
    pid: process.pid,
    children,
    databaseUrl,
    temporalAddress,
    smtpUrl,
    apiUrl: settings.publicUrl,
    outboxUrl: stack.outboxUrl,
  });
  undo.unshift(async () => removeRunNote(dataDir));
  return stack;
}

/** Waits for both even when one fails, so that the other is known and can be stopped. */
async function bothOrNeither<A, B>(starting: readonly [Promise<A> | A, Promise<B> | B]): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled(starting);
  if (a.status === 'rejected') throw a.reason;
  if (b.status === 'rejected') throw b.reason;
  return [a.value, b.value];
}

/** Of the embedded server; a database of one's own names its role in DATABASE_URL (`tuojian migrate --app-role`). */
const APP_ROLE = 'tuojian_app';

/** Brings the schema up to date and the calendar in. `role`: as which the service then works. */
async function prepareDatabase(url: string, say: (line: string) => void, role: string | null): Promise<Database> {
  const applied = await migrate(url).catch((error: unknown) => {
    throw new SetupError(
      `The database cannot be brought to this version's schema: ${error instanceof Error ? error.message.split('\n').slice(0, 2).join(' ') : String(error)}`,
      'Check that DATABASE_URL is right and its user may create tables; a database that was changed by hand must be restored from a backup.',
    );
  });
  if (applied.length > 0) say(`PostgreSQL: applied ${applied.join(', ')}`);
  if (role !== null) await grantAppRole(url, role);
  const database = openDatabase(url, role === null ? {} : { role });
  await seedCalendar(database);
  await refoldOlder(database);
  await fillStanding(database);
  return database;
}

const workerEvents = (log: Logger): Pick<WorkerOptions, 'onFailure' | 'onBehind' | 'onRepaired' | 'onPostFault' | 'onAlarm' | 'onAside'> => ({
  onAlarm: ({ code, where }) => log.error({ code, where }, 'ALARM of the audit log: run `tuojian audit check`'),
  onPostFault: (what) => log.error({ what }, 'a part of the worker needs a person'),
  onAside: (told) => log.error(told, 'set aside; look with `tuojian aside list`'),
  onFailure: (error) => log.error({ error: String(error) }, 'the worker has failed; restart the service'),
  onRepaired: ({ repairs }) => log.warn({ repairs }, 'record and workflows differed'),
  onBehind: ({ behind }) => log.warn({ behind }, 'workflows were behind the record and were asked to catch up'),
});

const noTemporal = (address: string) => (error: unknown) => {
  const said = error instanceof Error ? error.message : String(error);
  throw new SetupError(`Temporal at ${address} does not answer: ${said}`, 'Start it, or unset TEMPORAL_ADDRESS to use the embedded one.');
};

function startApi(
  { settings, inboundResolver }: Pick<StackOptions, 'settings' | 'inboundResolver'>,
  temporal: ServerOptions['temporal'],
  database: Database,
  log: ServerOptions['log'],
  outboxUrl: string | null,
): Promise<RunningServer> {
  const { host, port, publicUrl, leastReadingMs, deadlineMs, proxyHops, missesPerMinute } = settings;
  const inbound = { ...settings.inbound, ...(inboundResolver === undefined ? {} : { resolver: inboundResolver }) };
  const outbox = outboxUrl === null ? {} : { outboxUrl };
  return startServer({ temporal, database, log, host, port, publicUrl, leastReadingMs, deadlineMs, proxyHops, missesPerMinute, inbound, ...outbox });
}

/** Remembers how to undo a start as soon as it has happened, whichever of several finishes first. */
async function keep<T extends { stop(): Promise<void> }>(undo: (() => Promise<void>)[], starting: Promise<T>): Promise<T> {
  const started = await starting;
  undo.push(() => started.stop());
  return started;
}

async function checkPorts({ settings, temporalUi }: StackOptions, portOf: (part: keyof typeof PORTS) => number): Promise<void> {
  const needed: (keyof typeof PORTS)[] = ['api'];
  if (settings.databaseUrl === null) needed.push('postgres');
  if (settings.temporal.address === null) needed.push('temporal');
  if (settings.temporal.address === null && temporalUi !== false) needed.push('temporalUi');
  if (settings.smtpUrl === null) needed.push('smtp', 'outbox');
  for (const part of needed) {
    if (!(await isFree(portOf(part)))) {
      throw new SetupError(
        `Port ${portOf(part)} (${part}) is in use by another program.`,
        `Stop that program, or choose other ports: TUOJIAN_PORT=${settings.port + 100} npm start.`,
      );
    }
  }
}
