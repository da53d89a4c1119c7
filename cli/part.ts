/** What one part alone begins with, API or worker. Deliberately absent: the parts (commands/api.ts, commands/worker.ts). */

import type { Logger } from 'pino';
import type { Settings } from '../config/settings.ts';
import type { Outside } from '../config/weaknesses.ts';
import { documentStores } from '../documents/stores.ts';
import { SetupError } from '../local/setup-error.ts';
import { growHeapSlowly } from '../local/steady-heap.ts';
import { type Database, openDatabase } from '../prisma/database.ts';
import { watchPool } from '../telemetry/database.ts';
import type { TemporalPlace } from '../temporal/connect.ts';
import { payloadsBy } from '../temporal/payload-codec.ts';
import { createLog } from '../worker/service-log.ts';
import { StopList } from '../worker/stop-list.ts';
import { judgeLater, mustBeStrong } from './production.ts';
import { stopOnSignals } from './signals.ts';

/** Error: SetupError that names the setting. */
export function needed(settings: Settings, name: string, value: string | null): string {
  if (value !== null) return value;
  throw new SetupError(
    `${name} is not set.`,
    `Set ${name}, or use \`tuojian start\`, which brings everything with it (data in ${settings.dataDir}).`,
  );
}

/** `fail` stops everything, and the process ends as failed, so that its supervisor starts it again. */
type Begun = { readonly log: Logger; readonly parts: StopList; readonly temporal: TemporalPlace; fail(why: string): void };

/** Error: BadSettings, SetupError. A server that does not answer yet is judged when it does. */
export async function begin(settings: Settings, outside: Outside): Promise<Begun> {
  const log = createLog(settings.log);
  const parts = new StopList();
  growHeapSlowly();
  const ending = stopOnSignals(parts, (line) => log.info(line));
  const address = needed(settings, 'TEMPORAL_ADDRESS', settings.temporal.address);
  const open = await mustBeStrong(settings, outside);
  const judging = judgeLater(settings, open, ({ message, wayOut }) => ending.fail(`${message}\n→ ${wayOut}`));
  parts.add({ name: 'looking at the settings', limitMs: 1_000, stop: async () => judging.stop() });
  const payloads = payloadsBy(settings.payloadKey, settings.allow.includes('clear-payloads'));
  return { log, parts, temporal: { ...settings.temporal, address, payloads }, fail: ending.fail };
}

/** The connections to PostgreSQL, closed when the part stops. */
export function openNeeded(settings: Settings, parts: StopList): Database {
  const database = openDatabase(needed(settings, 'DATABASE_URL', settings.databaseUrl), { documents: documentStores(settings.documents) });
  watchPool('main', database);
  parts.add({ name: 'the connections to PostgreSQL', limitMs: 2_000, stop: () => database.close() });
  return database;
}
