/**
 * Looks whether workflows know all that the record holds, and asks those behind to catch up (docs/adr/0002): a workflow can
 * fall behind when its worker dies between the commit and the end of the workflow task. And tells running clocks when the
 * working-day calendar has changed, so that an import reaches them whoever made it.
 */
import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Client } from '@temporalio/client';
import type { Actor } from '../domain/case.ts';
import { readCalendar } from '../prisma/calendar.ts';
import type { Database } from '../prisma/database.ts';
import { createEventStore } from '../prisma/event-store.ts';
import { recentlyChanged, withOldCalendar } from '../prisma/streams.ts';
import type { Sealer } from '../temporal/seal.ts';
import { synchroniseSignal, tellSignal } from '../workflows/contract.ts';
import { type BothReport, reconcileBoth, viewOf } from './reconcile-both.ts';

export type ReconcileReport = { readonly looked: number; readonly behind: readonly string[] };

/** Looks at open cases that changed in the last `minutes`; null: at all open cases. */
export async function reconcile(db: Database, client: Client, minutes: number | null): Promise<ReconcileReport> {
  const behind: string[] = [];
  const open = await recentlyChanged(db, minutes);
  for (const { stream, version } of open) {
    const known = await viewOf(client, stream);
    if (known !== null && known.version < version) {
      behind.push(stream);
      await client.workflow
        .getHandle(stream)
        .signal(synchroniseSignal)
        .catch(() => undefined);
    }
  }
  return { looked: open.length, behind };
}

/** Tells every case whose clocks run by another calendar; each notes what it was and what it is now. Returns how many. */
export const tellCalendar = async (db: Database, client: Client, sealer: Sealer): Promise<number> =>
  tellVersion(db, client, sealer, (await readCalendar(db.pool)).version, new Set());

/** `told`: whom this process has told of this version, so that one who cannot answer is not asked for ever. */
async function tellVersion(db: Database, client: Client, sealer: Sealer, version: string, told: Set<string>): Promise<number> {
  const streams = (await withOldCalendar(db, version)).filter((stream) => !told.has(stream));
  for (const stream of streams) {
    told.add(stream);
    const command = { type: 'CalendarChanged', calendar: version };
    const actor: Actor = { person: null, door: 'case', assurance: 'system', roles: [] };
    // A calendar may come again: imported, corrected, and imported once more.
    const envelope = sealer.envelope(stream, command, actor, `${stream}:calendar:${version}:${randomUUID()}`);
    await client.workflow
      .getHandle(stream)
      .signal(tellSignal, envelope)
      .catch(() => undefined);
  }
  return streams.length;
}

const EVERY_MS = 30_000;
/** Both ways, over all open cases and all live workflows. */
const BOTH_EVERY_MS = 300_000;
/** A recorder goes by a calendar that it read up to ten seconds ago (prisma/event-store.ts); after this none does. */
const CALENDAR_SETTLED_MS = 120_000;

/** Reconciles now (all open cases), then every half minute what changed lately, and every five minutes both ways. */
export function keepReconciled(
  db: Database,
  client: Client,
  sealer: Sealer,
  say: (report: ReconcileReport) => void,
  sayBoth: (report: BothReport) => void,
): { stop(): Promise<void> } {
  const stop = new AbortController();
  // Every question that is under way listens for it.
  setMaxListeners(0, stop.signal);
  let bothAt = Date.now();
  const recorder = createEventStore({ pool: db.pool });
  const bothWays = async (): Promise<void> => {
    if (Date.now() - bothAt < BOTH_EVERY_MS) return;
    bothAt = Date.now();
    const report = await reconcileBoth(db, client, recorder, { versions: false });
    if (report.repairs.length > 0) sayBoth(report);
  };
  let running: Promise<void> = Promise.resolve();
  let calendar = { version: '', since: 0, told: new Set<string>() };
  const tellNewCalendar = async (): Promise<void> => {
    const { version } = await readCalendar(db.pool);
    if (version !== calendar.version) calendar = { version, since: Date.now(), told: new Set() };
    // Looking through all clocks is for the time after a change, not for every half minute of years.
    if (Date.now() - calendar.since < CALENDAR_SETTLED_MS) await tellVersion(db, client, sealer, version, calendar.told);
  };
  const once = async (minutes: number | null): Promise<void> => {
    const report = await reconcile(db, client, minutes).catch(() => null);
    if (report !== null && report.behind.length > 0) say(report);
    await tellNewCalendar().catch(() => undefined);
    await bothWays().catch(() => undefined);
  };
  // What is asked of workflows ends with the stop: once the worker has stopped, nobody answers.
  const round = (minutes: number | null): Promise<void> =>
    stop.signal.aborted ? Promise.resolve() : client.connection.withAbortSignal(stop.signal, () => once(minutes));
  running = round(null);
  const timer = setInterval(() => {
    running = running.then(() => round(10));
  }, EVERY_MS);
  return {
    async stop() {
      stop.abort();
      clearInterval(timer);
      await running;
    },
  };
}
