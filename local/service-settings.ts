/**
 * What settings say to the API and to the worker, alike for the whole stack and for one part alone, and what a worker's log
 * tells. Deliberately absent: where the database, Temporal and the mail server are.
 */
import type { Logger } from 'pino';
import type { ServerOptions } from '../api/server.ts';
import { isEmbeddedDefault } from '../config/embedded.ts';
import { RELEASE } from '../config/release.ts';
import type { Settings } from '../config/settings.ts';
import { clamd } from '../documents/clamd.ts';
import { LogKeys } from '../log/keys.ts';
import { newestKept } from '../log/outside.ts';
import { secretsIn } from '../temporal/key-file.ts';
import type { BuildSettings } from '../worker/build.ts';
import type { WorkerOptions } from '../worker/create-worker.ts';
import { postSettings } from '../worker/post-settings.ts';

type OfServer = Omit<ServerOptions, 'temporal' | 'sealer' | 'database' | 'log'>;

export const serverSettings = (settings: Settings): OfServer => {
  const { host, port, publicUrl, leastReadingMs, deadlineMs, proxyHops, missesPerMinute, inbound, smtpUrl, auditLog, webhooks } = settings;
  const scanner = settings.scanner === null ? null : clamd(settings.scanner);
  const embedded = isEmbeddedDefault(settings);
  const signIn = {
    secrets: secretsIn(settings.signInKey, new Date().toISOString()),
    sessionHours: settings.sessionHours,
    providers: settings.providers,
    passwords: settings.passwords,
  };
  // Where the API runs by itself, the keys' folder may be another machine's: then signatures are judged by whoever knows the key.
  const logBeside = { keys: () => LogKeys.open(auditLog.keys)?.publicKeys ?? [], outside: () => newestKept(auditLog.file) };
  return {
    host,
    port,
    publicUrl,
    leastReadingMs,
    deadlineMs,
    proxyHops,
    missesPerMinute,
    inbound,
    embedded,
    smtpUrl,
    signIn,
    logBeside,
    webhooks,
    scanner,
  };
};

type OfWorker = Omit<WorkerOptions, 'temporal' | 'sealer' | 'database' | 'smtpUrl'>;

/** With `log` as the one who is told. */
export const workerSettings = (settings: Settings, log: Logger): OfWorker => {
  const { mailFrom, publicUrl, linkDays, auditLog } = settings;
  return { mailFrom, publicUrl, linkDays, auditLog, post: postSettings(settings), build: buildSettings(settings, log), ...workerEvents(log) };
};

/** The embedded Temporal belongs to one process, which is its only worker, whatever its release. */
const buildSettings = ({ temporal, buildWaits }: Settings, log: Logger): BuildSettings => ({
  release: temporal.address === null ? null : RELEASE,
  waits: buildWaits,
  onPlace({ place, own, current }) {
    if (place === 'CURRENT') log.info({ build: own }, 'cases are sent to workers of this build');
    else log.warn({ build: own, current }, 'this worker waits: cases are sent to another build (`tuojian workers list`)');
  },
  onUnversioned: () => log.warn('this Temporal knows no builds of workers (1.29.1 does): releases cannot be told apart'),
});

const workerEvents = (log: Logger): Pick<WorkerOptions, 'onForged' | 'onBehind' | 'onRepaired' | 'onPostFault' | 'onAlarm' | 'onAside'> => ({
  onAlarm: ({ code, where }) => log.error({ code, where }, 'ALARM of the audit log: run `tuojian audit check`'),
  onPostFault: (what) => log.error({ what }, 'a part of the worker needs a person'),
  onAside: (told) => log.error(told, 'set aside; look with `tuojian aside list`'),
  onForged: (what) =>
    log.error(
      what,
      'ALARM: a command that nobody of this service sealed was refused; somebody reaches Temporal, or processes do not share TUOJIAN_SEAL_KEY (SECURITY.md)',
    ),
  onRepaired: ({ repairs }) => log.warn({ repairs }, 'record and workflows differed'),
  onBehind: ({ behind }) => log.warn({ behind }, 'workflows were behind the record and were asked to catch up'),
});
