/** A Temporal worker: wiring only. */
import type { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import type { LogSettings } from '../config/settings.ts';
import { reasonOf } from '../domain/aside.ts';
import type { Recorder } from '../domain/kernel/record.ts';
import { type AsideAlarmOptions, openAsideAlarm } from '../jobs/aside-alarm.ts';
import { type AuditClerk, openAuditClerk } from '../jobs/audit-clerk.ts';
import { keepCarrying, messagesAside } from '../jobs/carry-again.ts';
import { keepReconciled, type Watched } from '../jobs/keep-reconciled.ts';
import { openPostOffice, type PostOffice } from '../jobs/post-office.ts';
import type { Alarm } from '../log/alarms.ts';
import { outsideOf, signerSettings } from '../log/outside.ts';
import { createPoster } from '../notices/bots/poster.ts';
import { createCheckpointPost } from '../notices/checkpoint-mail.ts';
import { type Courier, createCourier } from '../notices/courier.ts';
import type { Mailer } from '../notices/mail.ts';
import type { NoticeStore } from '../notices/notice-store.ts';
import { createPlainPost } from '../notices/plain-mail.ts';
import { createSmtpMailer } from '../notices/smtp-mailer.ts';
import type { Database } from '../prisma/database.ts';
import { overLostWays } from '../prisma/lost-way.ts';
import { claimCards, enqueueCards, holdCards, postedLastMinute, putCardAside, settleCards } from '../prisma/mail/bot-cards.ts';
import { consequenceAt } from '../prisma/record/consequences.ts';
import { recorderOf } from '../prisma/record/event-store.ts';
import { ownersIn } from '../prisma/record/owners.ts';
import { beginRun, endRun } from '../prisma/worker-runs.ts';
import { alarms, forged, whenAsked, workerRunning } from '../telemetry/metrics.ts';
import { createCasePost } from '../temporal/case-post.ts';
import { connectionOptions, identityWith, lazyTemporal, type TemporalPlace } from '../temporal/connect.ts';
import { watchTemporal } from '../temporal/contact.ts';
import type { ReconcileReport } from '../temporal/reconcile.ts';
import type { BothReport } from '../temporal/reconcile-both.ts';
import type { Sealer } from '../temporal/seal.ts';
import { TURN } from '../temporal/turn.ts';
import { Unsettled } from '../temporal/unsettled.ts';
import { TASK_QUEUE } from '../workflows/contract.ts';
import { type BuildSettings, buildOf } from './build.ts';
import { createEnvelopeGuard, type ForgedBecause, type GuardOptions } from './envelope-guard.ts';
import { limitsFor } from './limits.ts';
import { noticeStore } from './notice-store.ts';
import type { PostSettings } from './post-settings.ts';
import { offerStandingWork } from './standing-metrics.ts';
import { stopWithin } from './stop-list.ts';
import { troubleSinks, watchFailedTasks } from './trouble.ts';
import { watchedActivities } from './watched-activities.ts';
import { watchedMailer } from './watched-post.ts';
import { openWebhookPostOf } from './webhook-post.ts';
import { openWorkPostOf } from './work-post.ts';
import { type Workflows, workflowsOfNow } from './workflow-bundle.ts';

export type WorkerOptions = {
  readonly temporal: TemporalPlace;
  /** Seals what the worker sends to cases, and knows what others of this house have sealed. */
  readonly sealer: Sealer;
  readonly database: Database;
  readonly smtpUrl: string;
  readonly mailFrom: { readonly name: string; readonly address: string };
  readonly publicUrl: string;
  readonly linkDays: number;
  readonly post: PostSettings;
  readonly auditLog: LogSettings;
  /** Made before; bundling takes seconds. */
  readonly bundle?: Workflows;
  readonly maxCachedWorkflows?: number;
  /** As which build it works; absent: as one that knows nothing of builds. */
  readonly build?: BuildSettings;
  /** Told when the worker has ended by a fault. */
  readonly onFailure?: (error: unknown) => void;
  /** Told of trouble with mail or chats that needs a person: our own account refused, a bot's key wrong. */
  readonly onPostFault?: (what: string) => void;
  /** Told when the record cannot be believed any more, or is not signed. */
  readonly onAlarm?: (alarm: Alarm) => void;
  /** Told of items that loops have set aside. */
  readonly onAside?: AsideAlarmOptions['onAside'];
  /** Told of each command that nobody of this house sealed. */
  readonly onForged?: GuardOptions['onForged'];
  /** Told when workflows were behind the record. */
  readonly onBehind?: (report: ReconcileReport) => void;
  /** Told when record and workflows differed, and what was done. */
  readonly onRepaired?: (report: BothReport) => void;
};

export type RunningWorker = {
  readonly worker: Worker;
  readonly clerk: AuditClerk;
  readonly done: Promise<void>;
  /** The names of what did not stop in time; asked again, it is the same stop. */
  stop(): Promise<readonly string[]>;
};

/** What is under way may end within so long; then it is given back to Temporal, and others do it again. */
const GRACE_MS = 5_000;
const FORCE_MS = 7_000;
/** FI-4: a PostgreSQL that was killed is there again by then. */
const POSTGRES_BEGINS_MS = 30_000;
const LIMITS = { shutdownGraceTime: GRACE_MS, shutdownForceTime: FORCE_MS, stickyQueueScheduleToStartTimeout: '5 seconds' } as const;

/** Runs until `stop`, which takes ten seconds at most. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { temporal, database, sealer } = options;
  const connection = await NativeConnection.connect(connectionOptions(temporal));
  const mailer = watchedMailer(createSmtpMailer({ url: options.smtpUrl, from: options.mailFrom, bounces: options.post.bounces }));
  const store = noticeStore(database);
  const stop = new AbortController();
  const courier = courierOf(options, mailer, store, stop.signal);
  const asking = lazyTemporal(temporal);
  const { client } = asking;
  const guard = guardOf(options);
  const cases = createCasePost(client, sealer, ownersIn(database));
  // After the commit, in this process: whoever recorded it is also the one who can send it soonest.
  let wake: PostOffice['wake'] = () => undefined;
  const unsettled = new Unsettled();
  const onRecorded = (stream: string, _events: object, due: readonly number[]): void => {
    unsettled.note(stream);
    wake(stream, due);
  };
  const recorder = recorderOf(database, { onRecorded });
  const run = await begun(database);
  const workflowBundle = options.bundle ?? (await workflowsOfNow());
  const build = await buildOf(options.build, workflowBundle, { server: asking.connection.workflowService, namespace: temporal.namespace });
  const worker = await Worker.create({
    connection,
    ...asWhom(options),
    taskQueue: TASK_QUEUE,
    activities: watchedActivities(createActivities({ recorder: deliveredByLedger(recorder), courier, cases, guard, aside: messagesAside(database) })),
    workflowBundle,
    ...build.options,
    sinks: troubleSinks(database),
    ...TURN,
    ...LIMITS,
    ...limitsFor(),
    ...(options.maxCachedWorkflows === undefined ? {} : { maxCachedWorkflows: options.maxCachedWorkflows }),
  });
  const done = worker.run();
  const unwatched = watching(worker, database, client);
  const onFault = options.onPostFault ?? (() => undefined);
  const postOffice = openPostOffice({
    database,
    client,
    sealer,
    courier,
    poster: options.post.bots.length === 0 ? null : posterOf(options, onFault),
    store,
    digestAt: options.post.digestAt,
    onFault: (error) => onFault(`held mails, overviews and cards wait: ${error instanceof Error ? error.message : String(error)}`),
  });
  wake = postOffice.wake;
  const workPost = openWorkPostOf(options, store.calendar, onFault);
  const webhookPost = openWebhookPostOf(options, onFault);
  const clerk = clerkOf(options, mailer, onFault);
  const carrying = keepCarrying(database, cases, (error) => onFault(`what cases are to be told waits: ${reasonOf(error)}`));
  const asideAlarm = asideAlarmOf(options, mailer, onFault);
  const reconciling = keptReconciled(options, client, { run, unsettled, contact: watchTemporal(temporal) }, onFault);
  const place = build.keepPlace((error) => onFault(`which build is the current one is not known: ${reasonOf(error)}`));
  let stopping: Promise<readonly string[]> | null = null;
  const stopOnce = async (): Promise<readonly string[]> => {
    stop.abort();
    for (const unwatch of unwatched) unwatch();
    if (worker.getState() === 'RUNNING') worker.shutdown();
    const limitMs = FORCE_MS + 500;
    const late = await Promise.all([
      stopWithin({ name: 'comparing record and workflows', limitMs, stop: () => reconciling.stop() }),
      stopWithin({ name: 'sending mails', limitMs, stop: async () => void (await Promise.all([postOffice.stop(), workPost.stop()])) }),
      stopWithin({ name: 'telling other systems', limitMs, stop: () => webhookPost.stop() }),
      stopWithin({ name: "the audit's clerk", limitMs, stop: () => clerk.stop() }),
      stopWithin({ name: 'telling other cases again', limitMs, stop: () => carrying.stop() }),
      stopWithin({ name: 'telling what was set aside', limitMs, stop: () => asideAlarm.stop() }),
      stopWithin({ name: 'looking which build is the current one', limitMs, stop: () => place.stop() }),
      stopWithin({ name: 'workflows and activities', limitMs, stop: () => done }),
    ]);
    mailer.close();
    // Its workflows know what it recorded; else the next run asks them.
    if (late.flat().length === 0 && unsettled.isClear) await stopWithin({ name: '', limitMs: 500, stop: () => endRun(database, run) });
    return [...late, ...(await closed([asking, connection]))].flat();
  };
  // Whoever waits for `done` hears of a failure; nobody has to, and a worker that failed must not end the process unheard.
  done.catch((error: unknown) => {
    if (stopping === null) options.onFailure?.(error);
  });
  return {
    worker,
    clerk,
    done,
    stop: () => (stopping ??= stopOnce()),
  };
}

/** What begins while PostgreSQL begins as well, or comes again after it was killed, waits for it. */
const begun = (database: Database): Promise<string> => overLostWays(() => beginRun(database), { limitMs: POSTGRES_BEGINS_MS });

/**
 * Workflows hear of no notices, and so ask for none: the ledger of the process that recorded them sends them after the commit,
 * and costs no history (docs/adr/0118). What was recorded before says which ones its workflow delivers.
 */
const deliveredByLedger = (recorder: Recorder): Recorder => ({
  record: async (request) => ({ ...(await recorder.record(request)), notices: [] }),
});

/** What is listened for while it runs; each ends its own listening. */
const watching = (worker: Worker, database: Database, client: Client): readonly (() => void)[] => [
  whenAsked(() => workerRunning.set(worker.getState() === 'RUNNING' ? 1 : 0)),
  offerStandingWork(database),
  watchFailedTasks(database, client),
];

/** Tells the office's mailbox, and whoever listens, what was set aside. */
const asideAlarmOf = (options: WorkerOptions, mailer: Mailer, onFault: (text: string) => void) =>
  openAsideAlarm({
    database: options.database,
    post: createPlainPost(mailer, new URL(options.publicUrl).hostname),
    mailbox: options.auditLog.mail?.address ?? null,
    onAside: options.onAside ?? (() => undefined),
    onFault: (error) => onFault(`what was set aside could not be told: ${reasonOf(error)}`),
  });

/** What of them did not close in a second. */
const closed = (connections: readonly { readonly close: () => Promise<void> }[]): Promise<readonly (readonly string[])[]> =>
  Promise.all(connections.map((open) => stopWithin({ name: 'a connection to Temporal', limitMs: 1_000, stop: () => open.close() })));

/** In which namespace it works, which keys it says it has, and how it reads and writes payloads. */
const asWhom = ({ temporal: { namespace, payloads }, sealer }: WorkerOptions) => ({
  namespace,
  identity: identityWith({ seal: sealer.keyId(), payload: payloads.keyId() }),
  dataConverter: payloads.converter,
});

/** What has not happened yet is 0, so that its first time is seen to be one more. */
const ALARMS: Readonly<Record<Alarm['code'], 0>> = {
  EVENT_CHANGED: 0,
  CHAIN_BROKEN: 0,
  LOG_CUT: 0,
  LOG_FORKED: 0,
  NO_KEY: 0,
  CHECKPOINT_STALE: 0,
  OUTSIDE_FAILED: 0,
};
const FORGED: Readonly<Record<ForgedBecause, 0>> = { NOT_LOCAL: 0, CLAIMS_THE_CLOCK: 0, NO_SEAL: 0, SEAL_WRONG: 0, NO_ORIGIN: 0 };
for (const [code, n] of Object.entries(ALARMS)) alarms.inc({ code }, n);
for (const [why, n] of Object.entries(FORGED)) forged.inc({ why }, n);

const guardOf = ({ sealer, database, onForged }: WorkerOptions) =>
  createEnvelopeGuard({
    sealer,
    consequenceAt: (place) => consequenceAt(database, place),
    onForged(what) {
      forged.inc({ why: what.why });
      onForged?.(what);
    },
  });

function keptReconciled(
  { database, sealer, onBehind, onRepaired }: WorkerOptions,
  client: Client,
  watched: Watched,
  onFault: (what: string) => void,
) {
  return keepReconciled(database, client, sealer, watched, {
    say: onBehind ?? (() => undefined),
    sayBoth: onRepaired ?? (() => undefined),
    onFault: (error) => onFault(`record and workflows are not compared: ${reasonOf(error)}`),
  });
}

function courierOf(options: WorkerOptions, mailer: ReturnType<typeof createSmtpMailer>, store: NoticeStore, stopping: AbortSignal): Courier {
  const { publicUrl, linkDays, post } = options;
  return createCourier({
    mailer,
    publicUrl,
    linkDays,
    mailsPerHour: post.mailsPerHour,
    replyAddress: post.replyAddress,
    onOwnFault: (reply) => options.onPostFault?.(`the mail server refuses our own account or settings (${reply}); mails wait`),
    store,
    stopping,
  });
}

function clerkOf(options: WorkerOptions, mailer: Mailer, onFault: (what: string) => void): AuditClerk {
  const { database, auditLog, publicUrl, onAlarm } = options;
  const post = auditLog.mail === null ? null : createCheckpointPost(createPlainPost(mailer, new URL(publicUrl).hostname), auditLog.mail.address);
  return openAuditClerk({
    database,
    ...signerSettings(auditLog),
    outside: outsideOf(auditLog, post),
    onAlarm(alarm) {
      alarms.inc({ code: alarm.code });
      onAlarm?.(alarm);
    },
    ...(post === null ? {} : { mailAlarm: (alarm: Alarm) => post.alarm(alarm.code, alarm.where) }),
    onFault: (error) => onFault(`the audit's clerk waits: ${reasonOf(error)}`),
  });
}

function posterOf({ database, publicUrl, post }: WorkerOptions, onFault: (what: string) => void) {
  return createPoster({
    bots: post.bots,
    publicUrl,
    onRefused: (bot, reply) => onFault(`the bot ${bot} does not take our cards (${reply})`),
    store: {
      enqueue: (bot) => enqueueCards(database, bot),
      claim: (bot, most) => claimCards(database, bot, most),
      postedLastMinute: (bot) => postedLastMinute(database, bot),
      settle: (ids, settled) => settleCards(database, ids, settled),
      hold: (bot, until) => holdCards(database, bot, until),
      putAside: (card, about, reason) => putCardAside(database, card, about, reason),
    },
  });
}
