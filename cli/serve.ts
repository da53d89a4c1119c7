/** `tuojian api` and `tuojian worker`: one part alone, for production. */

import { startServer } from '../api/server.ts';
import { readSettings, type Settings } from '../config/env.ts';
import { SetupError } from '../local/setup-error.ts';
import { openDatabase } from '../prisma/database.ts';
import { startWorker } from '../worker/create-worker.ts';
import { createLog, installTemporalRuntime } from '../worker/log.ts';
import { postSettings } from '../worker/post-settings.ts';

function needed(settings: Settings, name: string, value: string | null): string {
  if (value !== null) return value;
  throw new SetupError(
    `${name} is not set.`,
    `Set ${name}, or use \`tuojian start\`, which brings everything with it (data in ${settings.dataDir}).`,
  );
}

function untilSignal(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().then(() => process.exit(0)));
}

export async function serveApi(): Promise<void> {
  const settings = readSettings();
  const log = createLog(settings.log);
  const database = openDatabase(needed(settings, 'DATABASE_URL', settings.databaseUrl));
  const { namespace, apiKey, tls } = settings.temporal;
  const address = needed(settings, 'TEMPORAL_ADDRESS', settings.temporal.address);
  const { host, port, publicUrl, leastReadingMs, deadlineMs, proxyHops, missesPerMinute } = settings;
  const server = await startServer({
    temporal: { address, namespace, apiKey, tls },
    database,
    log,
    host,
    port,
    publicUrl,
    leastReadingMs,
    deadlineMs,
    proxyHops,
    missesPerMinute,
    inbound: settings.inbound,
  });
  log.info({ host, port }, 'API listening');
  untilSignal(async () => {
    await server.stop();
    await database.close();
  });
}

export async function serveWorker(): Promise<void> {
  const settings = readSettings();
  const log = createLog(settings.log);
  installTemporalRuntime(log);
  const database = openDatabase(needed(settings, 'DATABASE_URL', settings.databaseUrl));
  const { namespace, apiKey, tls } = settings.temporal;
  const address = needed(settings, 'TEMPORAL_ADDRESS', settings.temporal.address);
  const smtpUrl = needed(settings, 'SMTP_URL', settings.smtpUrl);
  const { mailFrom, publicUrl, linkDays } = settings;
  const worker = await startWorker({
    temporal: { address, namespace, apiKey, tls },
    database,
    smtpUrl,
    mailFrom,
    publicUrl,
    linkDays,
    post: postSettings(settings),
    auditLog: settings.auditLog,
    onAlarm: ({ code, where }) => log.error({ code, where }, 'ALARM of the audit log: run `tuojian audit check`'),
    onPostFault: (what) => log.error({ what }, 'a part of the worker needs a person'),
    onAside: (told) => log.error(told, 'set aside; look with `tuojian aside list`'),
  });
  log.info({ address }, 'worker running');
  untilSignal(async () => {
    await worker.stop();
    await database.close();
  });
}
