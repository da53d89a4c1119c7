/**
 * The whole service in one process and its children: PostgreSQL, Temporal, mail catcher, worker, API. What a setting
 * names is used and nothing is started in its place. What ends by itself is started again (kept.ts). Everything that was
 * started is stopped in the reverse order.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import { type RunningServer, type ServerOptions, startServer } from '../api/server.ts';
import type { Settings } from '../config/settings.ts';
import { reasonOf } from '../domain/aside.ts';
import type { OwnPart } from '../domain/office.ts';
import { grantAppRole } from '../prisma/app-role.ts';
import { type Database, openDatabase } from '../prisma/database.ts';
import { migrate } from '../prisma/migrate.ts';
import { refoldOlder } from '../prisma/record/rebuild.ts';
import { seedCalendar } from '../prisma/record/seed-calendar.ts';
import { rebuildOlderSearch } from '../prisma/search/search-rebuild.ts';
import { fillStanding } from '../prisma/upgrade.ts';
import { watchPool } from '../telemetry/database.ts';
import type { TemporalPlace } from '../temporal/connect.ts';
import { addKey } from '../temporal/key-file.ts';
import { type Payloads, payloadsBy } from '../temporal/payload-codec.ts';
import { type Sealer, sealerFrom } from '../temporal/seal.ts';
import { type RunningWorker, startWorker, type WorkerOptions } from '../worker/create-worker.ts';
import { createLog } from '../worker/service-log.ts';
import { StopList } from '../worker/stop-list.ts';
import { workflowsOfNow } from '../worker/workflow-bundle.ts';
import { Kept, type KeptOptions, type RunningPart } from './kept.ts';
import { type MailCatcher, startMailCatcher } from './mail-catcher.tsx';
import { clearAfter, leaveFolder, noteChild, takeFolder, writeRunNote } from './orphans.ts';
import { ownFolder } from './own-files.ts';
import { isFree } from './ports.ts';
import { type LocalPostgres, startPostgres } from './postgres.ts';
import { serverSettings, workerSettings } from './service-settings.ts';
import { SetupError } from './setup-error.ts';
import { type LocalTemporal, startTemporal } from './temporal.ts';
import { findTemporalCli } from './temporal-cli.ts';
import { watchFromOutside } from './watching.ts';

export type Stack = {
  readonly apiUrl: string;
  readonly outboxUrl: string | null;
  readonly temporalUiUrl: string | null;
  /** Null: they are not shown. */
  readonly metricsUrl: string | null;
  readonly temporalAddress: string;
  readonly databaseUrl: string;
  readonly smtpUrl: string;
  /** Seals as the API does, for what is imported in this process. */
  readonly sealer: Sealer;
  /** Reads what Temporal keeps, for tests and figures. */
  readonly payloads: Payloads;
  readonly database: Database;
  readonly server: RunningServer;
  readonly postgres: Kept<LocalPostgres> | null;
  readonly temporal: Kept<LocalTemporal> | null;
  readonly mailCatcher: Kept<MailCatcher> | null;
  /** The one that runs, or ran last. It can be stopped and started again, for drills. */
  readonly worker: RunningWorker;
  restartWorker(): Promise<void>;
  /** The names of what did not stop in time. */
  stop(): Promise<readonly string[]>;
};

export type StackOptions = {
  readonly settings: Settings;
  /** Told what is being done, one line each. */
  readonly say: (line: string) => void;
  /** What starts is put in here, so that a signal can stop it while it is still starting. */
  readonly parts?: StopList;
  /** As the settings say unless given. */
  readonly temporalUi?: boolean;
  readonly maxCachedWorkflows?: number;
  readonly bundle?: { readonly code: string };
  /** DNS for the signatures of mails that come in; that of the machine unless given. */
  readonly inboundResolver?: NonNullable<ServerOptions['inbound']['resolver']>;
  readonly dynamicConfig?: readonly string[];
};

/** Port of a part, counted from the API's. */
const PORTS = { api: 0, postgres: 1, temporal: 2, temporalUi: 3, smtp: 4, outbox: 5 } as const;

/**
 * Error: SetupError or BadSettings, each one sentence with the way out; StoppedEarly when `parts` was stopped meanwhile.
 * What was started by then is stopped again.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const parts = options.parts ?? new StopList();
  try {
    return await new StackStart(options, parts).run();
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

class StackStart {
  readonly #options: StackOptions;
  readonly #parts: StopList;
  readonly #log: Logger;
  readonly #kept: Kept<RunningPart>[] = [];

  constructor(options: StackOptions, parts: StopList) {
    this.#options = options;
    this.#parts = parts;
    this.#log = createLog(options.settings.log);
  }

  async run(): Promise<Stack> {
    const { settings } = this.#options;
    const { dataDir } = settings;
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    await takeFolder(dataDir, settings.publicUrl, this.#options.say);
    this.#parts.add({ name: 'the data folder', limitMs: 1_000, stop: async () => leaveFolder(dataDir) });
    if (settings.databaseUrl !== null) ownFolder(dataDir, null);
    await checkPorts(this.#options, (part) => this.#portOf(part));
    const { metricsUrl } = await watchFromOutside({ settings, part: 'all', log: this.#log, parts: this.#parts });
    const bundling = this.#options.bundle === undefined ? workflowsOfNow() : Promise.resolve(this.#options.bundle);
    bundling.catch(() => undefined); // awaited below; a failed start must not end in an unhandled rejection

    const [postgres, temporal] = await this.#servers();
    this.#parts.mustGoOn();
    const ownerUrl = settings.databaseUrl ?? postgres?.latest.url ?? '';
    const { database, databaseUrl } = await this.#database(ownerUrl, postgres !== null);
    this.#parts.mustGoOn();
    const mailCatcher = settings.smtpUrl === null ? await this.#mailCatcher() : null;
    const smtpUrl = settings.smtpUrl ?? mailCatcher?.latest.smtpUrl ?? '';
    const { namespace, apiKey, tls } = settings.temporal;
    const mayBeClear = settings.allow.includes('clear-payloads');
    for (const file of mayBeClear ? [settings.sealKey] : [settings.sealKey, settings.payloadKey])
      if (!existsSync(file)) addKey(file, new Date().toISOString());
    const payloads = payloadsBy(settings.payloadKey, mayBeClear);
    const where: TemporalPlace = { address: settings.temporal.address ?? temporal?.latest.address ?? '', namespace, apiKey, tls, payloads };
    const sealer = sealerFrom(settings.sealKey);
    this.#options.say('Worker: loading the workflows');
    const bundle = await bundling;
    this.#parts.mustGoOn();
    const worker = this.#worker({ temporal: where, sealer, database, smtpUrl, bundle });
    const outboxUrl = mailCatcher?.latest.webUrl ?? null;
    await worker.begin();
    const ownParts = () => this.#kept.map(({ standing }) => standing);
    const server = await startApi(this.#options, { temporal: where, sealer, database, log: this.#log, ownParts }, outboxUrl);
    const stack: Stack = {
      apiUrl: settings.publicUrl,
      outboxUrl,
      temporalUiUrl: temporal?.latest.uiUrl ?? null,
      metricsUrl,
      temporalAddress: where.address,
      databaseUrl: ownerUrl,
      smtpUrl,
      sealer,
      payloads,
      database,
      server,
      postgres,
      temporal,
      mailCatcher,
      get worker() {
        return worker.latest.worker;
      },
      async restartWorker() {
        await stack.worker.stop();
        await worker.begin();
      },
      stop: () => this.#parts.stop(),
    };
    this.#parts.add({ name: 'the worker', limitMs: 9_500, stop: () => worker.stop() });
    this.#parts.add({ name: 'the API', limitMs: 5_000, stop: () => server.stop() });
    this.#parts.mustGoOn();
    const { apiUrl, temporalAddress } = stack;
    const owner = postgres === null ? {} : { ownerUrl };
    writeRunNote(dataDir, { pid: process.pid, databaseUrl, ...owner, temporalAddress, smtpUrl, apiUrl, outboxUrl });
    return stack;
  }

  #portOf = (part: keyof typeof PORTS): number => this.#options.settings.port + PORTS[part];

  /** One after the other only where one needs the other: the database and Temporal do not. */
  async #servers(): Promise<[Kept<LocalPostgres> | null, Kept<LocalTemporal> | null]> {
    const { settings, say, dynamicConfig, temporalUi } = this.#options;
    const { dataDir, temporal } = settings;
    const cli = temporal.address === null ? await findTemporalCli({ cliPath: temporal.cliPath, cacheDir: settings.cacheDir }) : null;
    this.#parts.mustGoOn();
    say(settings.databaseUrl === null ? 'PostgreSQL: starting the embedded server' : 'PostgreSQL: using DATABASE_URL');
    say(cli === null ? 'Temporal: using TEMPORAL_ADDRESS' : `Temporal: starting ${cli}`);
    const uiPort = (temporalUi ?? settings.temporalUi) ? this.#portOf('temporalUi') : null;
    const ofTemporal = { folder: dataDir, port: this.#portOf('temporal'), uiPort, ...(dynamicConfig === undefined ? {} : { dynamicConfig }) };
    const ofPostgres = { folder: dataDir, port: this.#portOf('postgres') };
    return bothOrNeither([
      settings.databaseUrl === null ? this.#server('postgres', 'PostgreSQL', (given) => startPostgres({ ...ofPostgres, ...given })) : null,
      cli === null ? null : this.#server('temporal', 'Temporal', (given) => startTemporal({ cli, ...ofTemporal, ...given })),
    ]);
  }

  /** A server that is kept running. Error: that of its first start. */
  async #server<T extends RunningPart>(
    part: OwnPart['part'],
    name: 'PostgreSQL' | 'Temporal',
    start: (given: { readonly onSpawn: (pid: number, kill: () => void) => void; readonly again: boolean }) => Promise<T>,
  ): Promise<Kept<T>> {
    const { dataDir } = this.#options.settings;
    const kept = this.#keep<T>({
      part,
      name,
      async start(spawned, again) {
        if (again) await clearAfter(dataDir, name);
        const onSpawn = (pid: number, kill: () => void): void => {
          noteChild(dataDir, pid);
          spawned(kill);
        };
        return start({ onSpawn, again });
      },
    });
    this.#parts.addChild(() => kept.kill());
    await kept.begin();
    this.#parts.add({ name, limitMs: 5_500, stop: () => kept.stop(), kill: () => kept.kill(), together: true });
    return kept;
  }

  #keep<T extends RunningPart>(options: Omit<KeptOptions<T>, 'log'>): Kept<T> {
    const kept = new Kept<T>({ ...options, log: this.#log });
    this.#kept.push(kept);
    return kept;
  }

  /** Brings the schema up to date and the calendar in. The embedded server is then used by a sign-in that cannot change the record. */
  async #database(ownerUrl: string, embedded: boolean): Promise<{ readonly database: Database; readonly databaseUrl: string }> {
    const applied = await migrate(ownerUrl).catch((error: unknown) => {
      throw new SetupError(
        `The database cannot be brought to this version's schema: ${error instanceof Error ? error.message.split('\n').slice(0, 2).join(' ') : String(error)}`,
        'Check that DATABASE_URL is right and its user may create tables; a database that was changed by hand must be restored from a backup.',
      );
    });
    if (applied.length > 0) this.#options.say(`PostgreSQL: applied ${applied.join(', ')}`);
    const databaseUrl = embedded ? await signInAs(ownerUrl, APP_ROLE, this.#options.settings.dataDir) : ownerUrl;
    const database = openDatabase(databaseUrl);
    const unwatch = watchPool('main', database);
    const close = async (): Promise<void> => {
      unwatch();
      await database.close();
    };
    this.#parts.add({ name: 'the connections to PostgreSQL', limitMs: 2_000, stop: close });
    await seedCalendar(database);
    await refoldOlder(database);
    await fillStanding(database);
    await rebuildOlderSearch(database);
    return { database, databaseUrl };
  }

  async #mailCatcher(): Promise<Kept<MailCatcher>> {
    const where = { smtpPort: this.#portOf('smtp'), webPort: this.#portOf('outbox'), folder: this.#options.settings.dataDir };
    const kept = this.#keep({ part: 'mails', name: 'The mail catcher', start: () => startMailCatcher(where) });
    await kept.begin();
    this.#parts.add({ name: 'the mail catcher', limitMs: 1_000, stop: () => kept.stop() });
    return kept;
  }

  #worker(given: Pick<WorkerOptions, 'temporal' | 'sealer' | 'database' | 'smtpUrl' | 'bundle'>): Kept<KeptWorker> {
    const { settings, maxCachedWorkflows } = this.#options;
    const cached = maxCachedWorkflows === undefined ? {} : { maxCachedWorkflows };
    // That it failed is told by whoever starts it again.
    const options: WorkerOptions = { ...given, ...workerSettings(settings, this.#log), ...cached, onFailure: () => undefined };
    return this.#keep({
      part: 'worker',
      name: 'The worker',
      start: async () => keptWorker(await startWorker(options).catch(noTemporal(given.temporal.address))),
    });
  }
}

type KeptWorker = RunningPart & { readonly worker: RunningWorker };

/** Temporal's worker ends by itself where the server says for more than a minute that it does not know what it is asked. */
const keptWorker = (worker: RunningWorker): KeptWorker => ({
  worker,
  ended: new Promise((resolve) => {
    worker.done.catch(async (error: unknown) => {
      await worker.stop();
      resolve(reasonOf(error));
    });
  }),
  stop: () => worker.stop(),
  kill: () => undefined,
});

/** The URL of a sign-in of its own for the service, whose password lies in the data folder. */
async function signInAs(ownerUrl: string, role: string, dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'app-password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  const password = readFileSync(file, 'utf8').trim();
  await grantAppRole(ownerUrl, role, password);
  const url = new URL(ownerUrl);
  [url.username, url.password] = [role, password];
  return url.href;
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

const noTemporal = (address: string) => (error: unknown) => {
  const said = error instanceof Error ? error.message : String(error);
  throw new SetupError(`Temporal at ${address} does not answer: ${said}`, 'Start it, or unset TEMPORAL_ADDRESS to use the embedded one.');
};

function startApi(
  { settings, inboundResolver }: Pick<StackOptions, 'settings' | 'inboundResolver'>,
  given: Pick<ServerOptions, 'temporal' | 'sealer' | 'database' | 'log' | 'ownParts'>,
  outboxUrl: string | null,
): Promise<RunningServer> {
  const ours = serverSettings(settings);
  const inbound = { ...ours.inbound, ...(inboundResolver === undefined ? {} : { resolver: inboundResolver }) };
  const onlyHosts = [new URL(settings.publicUrl).host, ...['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${settings.port}`)];
  const outbox = outboxUrl === null ? {} : { outboxUrl };
  return startServer({ ...ours, ...given, inbound, onlyHosts, ...outbox });
}

async function checkPorts({ settings, temporalUi }: StackOptions, portOf: (part: keyof typeof PORTS) => number): Promise<void> {
  const needed: (keyof typeof PORTS)[] = ['api'];
  if (settings.databaseUrl === null) needed.push('postgres');
  if (settings.temporal.address === null) needed.push('temporal');
  if (settings.temporal.address === null && (temporalUi ?? settings.temporalUi)) needed.push('temporalUi');
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
