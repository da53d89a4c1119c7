/**
 * The whole service in one process and its children: PostgreSQL, Temporal, mail catcher, worker, API. What a setting
 * names is used and nothing is started in its place. What ends by itself is started again (kept.ts). Everything that was
 * started is stopped in the reverse order.
 */
import { existsSync, mkdirSync } from 'node:fs';
import type { Logger } from 'pino';
import type { RunningServer, ServerOptions } from '../api/server.ts';
import type { Settings } from '../config/settings.ts';
import { documentStores } from '../documents/stores.ts';
import type { OwnPart } from '../domain/office.ts';
import type { Database } from '../prisma/database.ts';
import type { TemporalPlace } from '../temporal/connect.ts';
import type { Payloads } from '../temporal/payload-codec.ts';
import type { Sealer } from '../temporal/seal.ts';
import type { RunningWorker, WorkerOptions } from '../worker/create-worker.ts';
import { createLog } from '../worker/service-log.ts';
import { StopList } from '../worker/stop-list.ts';
import { Kept, type KeptOptions, type Patience, type RunningPart } from './kept.ts';
import type { MailCatcher } from './mail-catcher.tsx';
import { clearAfter, leaveFolder, noteChild, takeFolder, writeRunNote } from './orphans.ts';
import { ownFolder } from './own-files.ts';
import { isFree } from './ports.ts';
import { type LocalPostgres, startPostgres } from './postgres.ts';
import { SetupError } from './setup-error.ts';
import type { KeptWorker } from './stack-parts.ts';
import { type LocalTemporal, startTemporal } from './temporal.ts';
import { findTemporalCli } from './temporal-cli.ts';

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
  /** After how much silence a part is ended and started again. */
  readonly patience?: Patience;
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
    const { metricsUrl, postgres, temporal, database, databaseUrl, ownerUrl, mailCatcher, bundle } = await this.#grounds();
    this.#parts.mustGoOn();
    const smtpUrl = settings.smtpUrl ?? mailCatcher?.latest.smtpUrl ?? '';
    const { addKey, payloadsBy, sealerFrom } = await loading();
    const mayBeClear = settings.allow.includes('clear-payloads');
    for (const file of mayBeClear ? [settings.sealKey] : [settings.sealKey, settings.payloadKey])
      if (!existsSync(file)) addKey(file, new Date().toISOString());
    const payloads = payloadsBy(settings.payloadKey, mayBeClear);
    const where: TemporalPlace = { ...settings.temporal, address: settings.temporal.address ?? temporal?.latest.address ?? '', payloads };
    const sealer = sealerFrom(settings.sealKey);
    this.#options.say('Worker and API: starting');
    const worker = await this.#worker({ temporal: where, sealer, database, smtpUrl, bundle });
    const outboxUrl = mailCatcher?.latest.webUrl ?? null;
    const given = { temporal: where, sealer, database, log: this.#log, ownParts: () => this.#kept.map(({ standing }) => standing) };
    const [, server] = await allOrNone([worker.begin(), this.#api(given, outboxUrl)]);
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
    this.#parts.mustGoOn();
    const { apiUrl, temporalAddress } = stack;
    const owner = postgres === null ? {} : { ownerUrl };
    writeRunNote(dataDir, { pid: process.pid, databaseUrl, ...owner, temporalAddress, smtpUrl, apiUrl, outboxUrl });
    return stack;
  }

  #portOf = (part: keyof typeof PORTS): number => this.#options.settings.port + PORTS[part];

  /**
   * What worker and API stand on. The servers are processes of their own, and what this one needs to work with them is loaded
   * while they start: both take seconds. Waits for all even when one fails, so that the others are known and can be stopped.
   */
  async #grounds() {
    const { settings, say, bundle } = this.#options;
    const { dataDir } = settings;
    const starting = { postgres: this.#postgres(), temporal: this.#temporal() };
    const parts = loading();
    const [postgres, temporal, { metricsUrl }, ready, mailCatcher, workflows] = await allOrNone([
      starting.postgres,
      starting.temporal,
      parts.then(({ watchFromOutside }) => watchFromOutside({ settings, part: 'all', log: this.#log, parts: this.#parts })),
      parts.then(async ({ readyDatabase }) => {
        const embedded = await starting.postgres;
        this.#parts.mustGoOn();
        const ownerUrl = settings.databaseUrl ?? embedded?.latest.url ?? '';
        const ready = await readyDatabase({
          ownerUrl,
          embedded: embedded?.latest ?? null,
          dataDir,
          documents: documentStores(settings.documents),
          say,
        });
        this.#parts.add({ name: 'the connections to PostgreSQL', limitMs: 2_000, stop: ready.close });
        return { ownerUrl, ...ready };
      }),
      settings.smtpUrl === null ? this.#mailCatcher() : null,
      bundle ?? parts.then(({ workflowsOfNow }) => workflowsOfNow()),
    ]);
    const { database, databaseUrl, ownerUrl } = ready;
    return { metricsUrl, postgres, temporal, database, databaseUrl, ownerUrl, mailCatcher, bundle: workflows };
  }

  async #postgres(): Promise<Kept<LocalPostgres> | null> {
    const { settings, say } = this.#options;
    say(settings.databaseUrl === null ? 'PostgreSQL: starting the embedded server' : 'PostgreSQL: using DATABASE_URL');
    if (settings.databaseUrl !== null) return null;
    const where = { folder: settings.dataDir, port: this.#portOf('postgres') };
    return this.#server('postgres', 'PostgreSQL', (given) => startPostgres({ ...where, ...given }));
  }

  async #temporal(): Promise<Kept<LocalTemporal> | null> {
    const { settings, say, dynamicConfig, temporalUi } = this.#options;
    const { dataDir, temporal } = settings;
    if (temporal.address !== null) {
      say('Temporal: using TEMPORAL_ADDRESS');
      return null;
    }
    const cli = await findTemporalCli({ cliPath: temporal.cliPath, cacheDir: settings.cacheDir });
    this.#parts.mustGoOn();
    say(`Temporal: starting ${cli}`);
    const uiPort = (temporalUi ?? settings.temporalUi) ? this.#portOf('temporalUi') : null;
    const where = { folder: dataDir, port: this.#portOf('temporal'), uiPort, ...(dynamicConfig === undefined ? {} : { dynamicConfig }) };
    return this.#server('temporal', 'Temporal', (given) => startTemporal({ cli, ...where, ...given }));
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
    this.#parts.add({ name, limitMs: 5_500, stop: () => kept.stop(), kill: () => kept.kill(), together: true });
    await kept.begin();
    return kept;
  }

  #keep<T extends RunningPart>(options: Omit<KeptOptions<T>, 'log' | 'patience'>): Kept<T> {
    const kept = new Kept<T>({ ...options, log: this.#log, patience: this.#options.patience });
    this.#kept.push(kept);
    return kept;
  }

  async #mailCatcher(): Promise<Kept<MailCatcher>> {
    const where = { smtpPort: this.#portOf('smtp'), webPort: this.#portOf('outbox'), folder: this.#options.settings.dataDir };
    const { startMailCatcher } = await loading();
    const kept = this.#keep({ part: 'mails', name: 'The mail catcher', start: () => startMailCatcher(where) });
    await kept.begin();
    this.#parts.add({ name: 'the mail catcher', limitMs: 1_000, stop: () => kept.stop() });
    return kept;
  }

  async #worker(given: Pick<WorkerOptions, 'temporal' | 'sealer' | 'database' | 'smtpUrl' | 'bundle'>): Promise<Kept<KeptWorker>> {
    const { startKeptWorker } = await loading();
    const { settings, maxCachedWorkflows } = this.#options;
    const kept = this.#keep({
      part: 'worker',
      name: 'The worker',
      start: () => startKeptWorker(settings, this.#log, { ...given, ...(maxCachedWorkflows === undefined ? {} : { maxCachedWorkflows }) }),
    });
    this.#parts.add({ name: 'the worker', limitMs: 9_500, stop: () => kept.stop() });
    return kept;
  }

  async #api(given: Pick<ServerOptions, 'temporal' | 'sealer' | 'database' | 'log' | 'ownParts'>, outboxUrl: string | null): Promise<RunningServer> {
    const { startApi } = await loading();
    const { settings, inboundResolver } = this.#options;
    const server = await startApi({ settings, ...(inboundResolver === undefined ? {} : { inboundResolver }) }, given, outboxUrl);
    this.#parts.add({ name: 'the API', limitMs: 5_000, stop: () => server.stop() });
    return server;
  }
}

/** What this process does itself. */
const loading = () => import('./stack-parts.ts');

/** Error: that of the first that failed, when all have settled. */
async function allOrNone<T extends readonly unknown[]>(starting: { readonly [K in keyof T]: Promise<T[K]> | T[K] }): Promise<T> {
  const settled = await Promise.allSettled(starting);
  for (const one of settled) if (one.status === 'rejected') throw one.reason;
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as unknown as T; // none was rejected, and they are in their order
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
