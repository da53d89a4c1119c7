/** `tuojian api` and `tuojian worker`: one part alone, for production. */
import type { Logger } from 'pino';
import { startServer } from '../api/server.ts';
import { readSettings } from '../config/env.ts';
import type { Settings } from '../config/settings.ts';
import type { Outside } from '../config/weaknesses.ts';
import { SetupError } from '../local/setup-error.ts';
import { openDatabase } from '../prisma/database.ts';
import type { TemporalPlace } from '../temporal/connect.ts';
import { payloadsBy } from '../temporal/payload-codec.ts';
import { sealerFrom } from '../temporal/seal.ts';
import { startWorker } from '../worker/create-worker.ts';
import { postSettings } from '../worker/post-settings.ts';
import { createLog, installTemporalRuntime } from '../worker/service-log.ts';
import { StopList } from '../worker/stop-list.ts';
import { judgeLater, mustBeStrong } from './production.ts';
import { stopOnSignals } from './signals.ts';

function needed(settings: Settings, name: string, value: string | null): string {
  if (value !== null) return value;
  throw new SetupError(
    `${name} is not set.`,
    `Set ${name}, or use \`tuojian start\`, which brings everything with it (data in ${settings.dataDir}).`,
  );
}

type Begun = { readonly log: Logger; readonly parts: StopList; readonly temporal: TemporalPlace };

/** Error: BadSettings, SetupError. A server that does not answer yet is judged when it does. */
async function begin(settings: Settings, outside: Outside): Promise<Begun> {
  const log = createLog(settings.log);
  const parts = new StopList();
  const ending = stopOnSignals(parts, (line) => log.info(line));
  const { namespace, apiKey, tls } = settings.temporal;
  const address = needed(settings, 'TEMPORAL_ADDRESS', settings.temporal.address);
  const open = await mustBeStrong(settings, outside);
  const judging = judgeLater(settings, open, ({ message, wayOut }) => ending.fail(`${message}\n→ ${wayOut}`));
  parts.add({ name: 'looking at the settings', limitMs: 1_000, stop: async () => judging.stop() });
  const payloads = payloadsBy(settings.payloadKey, settings.allow.includes('clear-payloads'));
  return { log, parts, temporal: { address, namespace, apiKey, tls, payloads } };
}

export async function serveApi(): Promise<void> {
  const settings = readSettings();
  const { log, parts, temporal } = await begin(settings, { api: true, worker: false });
  const database = openDatabase(needed(settings, 'DATABASE_URL', settings.databaseUrl));
  parts.add({ name: 'the connections to PostgreSQL', limitMs: 2_000, stop: () => database.close() });
  const { host, port, publicUrl, leastReadingMs, deadlineMs, proxyHops, missesPerMinute, inbound } = settings;
  const sealer = sealerFrom(settings.sealKey);
  const server = await startServer({
    temporal,
    sealer,
    database,
    log,
    host,
    port,
    publicUrl,
    leastReadingMs,
    deadlineMs,
    proxyHops,
    missesPerMinute,
    inbound,
  });
  parts.add({ name: 'the API', limitMs: 8_000, stop: () => server.stop() });
  log.info({ host, port }, 'API listening');
}

export async function serveWorker(): Promise<void> {
  const settings = readSettings();
  const { log, parts, temporal } = await begin(settings, { api: false, worker: true });
  installTemporalRuntime(log);
  const smtpUrl = needed(settings, 'SMTP_URL', settings.smtpUrl);
  const database = openDatabase(needed(settings, 'DATABASE_URL', settings.databaseUrl));
  parts.add({ name: 'the connections to PostgreSQL', limitMs: 2_000, stop: () => database.close() });
  const { mailFrom, publicUrl, linkDays, auditLog } = settings;
  const worker = await startWorker({
    temporal,
    sealer: sealerFrom(settings.sealKey),
    database,
    smtpUrl,
    mailFrom,
    publicUrl,
    linkDays,
    post: postSettings(settings),
    auditLog,
    onAlarm: ({ code, where }) => log.error({ code, where }, 'ALARM of the audit log: run `tuojian audit check`'),
    onPostFault: (what) => log.error({ what }, 'a part of the worker needs a person'),
    onAside: (told) => log.error(told, 'set aside; look with `tuojian aside list`'),
    onForged: (what) => log.error(what, 'ALARM: a command that nobody of this service sealed was refused; see SECURITY.md'),
  });
  parts.add({ name: 'the worker', limitMs: 11_000, stop: () => worker.stop() });
  log.info({ address: temporal.address }, 'worker running');
}
