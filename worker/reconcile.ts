/**
 * Looks whether workflows know all that the record holds, and asks those behind to catch up (docs/adr/0002): a workflow can
 * fall behind when its worker dies between the commit and the end of the workflow task. And tells running clocks when the
 * working-day calendar has changed, so that an import reaches them whoever made it.
 */
import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Actor } from '../domain/kernel/actor.ts';
import { asideAlready, dueAside, passedOver, setAside, settleAside } from '../prisma/aside.ts';
import { readCalendar } from '../prisma/calendar.ts';
import type { Database } from '../prisma/database.ts';
import { createEventStore } from '../prisma/event-store.ts';
import { headsOf, recentlyChanged, withOldCalendar } from '../prisma/streams.ts';
import type { Sealer } from '../temporal/seal.ts';
import { synchroniseSignal, tellSignal } from '../workflows/contract.ts';
import { createJob } from './job.ts';
import { type BothReport, isStopped, reconcileBoth, versionOf } from './reconcile-both.ts';

export type ReconcileReport = { readonly looked: number; readonly behind: readonly string[] };

/** So many cases are asked at once; one that does not answer takes five seconds. */
const SIDE_BY_SIDE = 8;

/**
 * Looks at open cases that changed in the last `minutes`, and at those that did not answer before; null: at all open cases.
 * Each fails alone: a case that does not answer is set aside until it does.
 */
export async function reconcile(db: Database, client: Client, minutes: number | null, stopping?: AbortSignal): Promise<ReconcileReport> {
  const behind: string[] = [];
  const before = await asideAlready(db, 'RECONCILE');
  const changed = await recentlyChanged(db, minutes);
  const due = (await dueAside(db, 'RECONCILE')).map(({ item }) => item).filter((item) => item.includes('/'));
  const again = (await headsOf(db, due)).filter(({ stream }) => !changed.some((one) => one.stream === stream));
  const waiting = [...changed, ...again];
  const total = waiting.length;
  const one = async (stream: string, version: number): Promise<void> => {
    try {
      const known = await versionOf(client, stream);
      if (known !== null && known < version) {
        behind.push(stream);
        await client.workflow.getHandle(stream).signal(synchroniseSignal);
      }
      if (before.has(stream)) await settleAside(db, 'RECONCILE', stream);
    } catch (error) {
      if (isStopped(stopping)) return; // that it was not answered is our own doing
      if (!(await setAside(db, { loop: 'RECONCILE', item: stream, about: stream, reason: error }))) throw error;
    }
  };
  const work = async (): Promise<void> => {
    // Once the worker has stopped nobody answers: what is asked after the abort would be waited for, case after case.
    for (let next = waiting.shift(); next !== undefined && !isStopped(stopping); next = waiting.shift()) await one(next.stream, next.version);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return { looked: total, behind };
}

/** Tells every case whose clocks run by another calendar; each notes what it was and what it is now. Returns how many. */
export const tellCalendar = async (db: Database, client: Client, sealer: Sealer): Promise<number> =>
  tellVersion(db, client, sealer, (await readCalendar(db.pool)).version, new Set());

/** `told`: whom this process has told of this version, so that one who cannot answer is not asked for ever. */
async function tellVersion(
  db: Database,
  client: Client,
  sealer: Sealer,
  version: string,
  told: Set<string>,
  stopping?: AbortSignal,
): Promise<number> {
  const over = await passedOver(db, 'CALENDAR');
  const before = await asideAlready(db, 'CALENDAR');
  const streams = (await withOldCalendar(db, version)).filter((stream) => !told.has(stream) && !over.has(stream));
  for (const stream of streams) {
    if (isStopped(stopping)) break;
    const command = { type: 'CalendarChanged', calendar: version };
    const actor: Actor = { person: null, door: 'case', assurance: 'system', roles: [] };
    // A calendar may come again: imported, corrected, and imported once more.
    const envelope = sealer.envelope(stream, command, actor, `${stream}:calendar:${version}:${randomUUID()}`);
    try {
      await client.workflow.getHandle(stream).signal(tellSignal, envelope);
      if (before.has(stream)) await settleAside(db, 'CALENDAR', stream);
    } catch (error) {
      // One that has ended has no clock any more; whether it should have is looked at both ways.
      const ended = error instanceof WorkflowNotFoundError;
      if (!ended && isStopped(stopping)) break;
      if (!ended && !(await setAside(db, { loop: 'CALENDAR', item: stream, about: stream, reason: error }))) throw error;
      if (!ended) continue;
    }
    told.add(stream);
  }
  return streams.length;
}

const EVERY_MS = 30_000;
/** Both ways, over all open cases and all live workflows. */
const BOTH_EVERY_MS = 300_000;
/** A recorder goes by a calendar that it read up to ten seconds ago (prisma/event-store.ts); after this none does. */
const CALENDAR_SETTLED_MS = 120_000;

export type ReconcileTold = {
  readonly say: (report: ReconcileReport) => void;
  readonly sayBoth: (report: BothReport) => void;
  /** Told when one of its jobs cannot work, once until it can again. */
  readonly onFault: (error: unknown) => void;
};

/** Reconciles now (all open cases), then every half minute what changed lately, and every five minutes both ways. */
export function keepReconciled(db: Database, client: Client, sealer: Sealer, { say, sayBoth, onFault }: ReconcileTold): { stop(): Promise<void> } {
  const stop = new AbortController();
  // Every question that is under way listens for it.
  setMaxListeners(0, stop.signal);
  let bothAt = Date.now();
  const recorder = createEventStore({ pool: db.pool });
  const jobs = {
    versions: createJob(db, 'RECONCILE', 'comparing versions', onFault),
    both: createJob(db, 'RECONCILE', 'comparing both ways', onFault),
    calendar: createJob(db, 'CALENDAR', 'telling a new calendar', onFault),
  };
  const bothWays = async (): Promise<void> => {
    if (Date.now() - bothAt < BOTH_EVERY_MS) return;
    const report = await reconcileBoth(db, client, recorder, { versions: false, stopping: stop.signal });
    bothAt = Date.now();
    if (report.repairs.length > 0) sayBoth(report);
  };
  let running: Promise<void> = Promise.resolve();
  let calendar = { version: '', since: 0, told: new Set<string>() };
  const tellNewCalendar = async (): Promise<void> => {
    const { version } = await readCalendar(db.pool);
    if (version !== calendar.version) calendar = { version, since: Date.now(), told: new Set() };
    // Looking through all clocks is for the time after a change, not for every half minute of years.
    const lately = Date.now() - calendar.since < CALENDAR_SETTLED_MS;
    if (lately || (await dueAside(db, 'CALENDAR')).length > 0) await tellVersion(db, client, sealer, version, calendar.told, stop.signal);
  };
  /** What a stop broke off has not failed. */
  const unlessStopped = (work: () => Promise<void>) => async (): Promise<void> => {
    if (stop.signal.aborted) return;
    await work().catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
  };
  const compare = (minutes: number | null) => async (): Promise<void> => {
    const report = await reconcile(db, client, minutes, stop.signal);
    if (report.behind.length > 0) say(report);
  };
  const once = async (minutes: number | null): Promise<void> => {
    await jobs.versions.run(unlessStopped(compare(minutes)));
    await jobs.calendar.run(unlessStopped(tellNewCalendar));
    await jobs.both.run(unlessStopped(bothWays));
  };
  // What is asked of workflows ends with the stop: once the worker has stopped, nobody answers.
  const round = (minutes: number | null): Promise<void> =>
    stop.signal.aborted ? Promise.resolve() : client.connection.withAbortSignal(stop.signal, () => once(minutes));
  running = round(null);
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = running
      .then(() => round(10))
      .finally(() => {
        busy = false;
      });
  }, EVERY_MS);
  return {
    async stop() {
      stop.abort();
      clearInterval(timer);
      await running;
    },
  };
}
