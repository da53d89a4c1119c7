/**
 * Looks whether workflows know all that the record holds, and asks those behind to catch up (docs/adr/0002): a workflow can
 * fall behind when its worker dies between the commit and the end of the workflow task. And tells running clocks when the
 * working-day calendar has changed, so that an import reaches them whoever made it.
 */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { RULES } from '../domain/case.ts';
import { readCalendar } from '../prisma/calendar.ts';
import type { Database } from '../prisma/database.ts';
import { createEventStore } from '../prisma/event-store.ts';
import { recentlyChanged, withOldCalendar } from '../prisma/streams.ts';
import { type CommandEnvelope, synchroniseSignal, tellSignal } from '../workflows/contract.ts';
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
export const tellCalendar = async (db: Database, client: Client): Promise<number> =>
  tellVersion(db, client, (await readCalendar(db.pool)).version, new Set());

/** `told`: whom this process has told of this version, so that one who cannot answer is not asked for ever. */
async function tellVersion(db: Database, client: Client, version: string, told: Set<string>): Promise<number> {
  const streams = (await withOldCalendar(db, version)).filter((stream) => !told.has(stream));
  for (const stream of streams) {
    told.add(stream);
    const command = { type: 'CalendarChanged', calendar: version };
    const envelope: CommandEnvelope = {
      command,
      actor: { person: null, door: 'case', assurance: 'system', roles: [] },
      // A calendar may come again: imported, corrected, and imported once more.
      commandId: `${stream}:calendar:${version}:${randomUUID()}`,
      rules: RULES,
    };
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
  say: (report: ReconcileReport) => void,
  sayBoth: (report: BothReport) => void,
): { stop(): Promise<void> } {
  let stopped = false;
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
    if (Date.now() - calendar.since < CALENDAR_SETTLED_MS) await tellVersion(db, client, version, calendar.told);
  };
  const once = async (minutes: number | null): Promise<void> => {
    const report = await reconcile(db, client, minutes).catch(() => null);
    if (report !== null && report.behind.length > 0) say(report);
    await tellNewCalendar().catch(() => undefined);
    await bothWays().catch(() => undefined);
  };
  running = once(null);
  const timer = setInterval(() => {
    running = running.then(() => (stopped ? undefined : once(10)));
  }, EVERY_MS);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
