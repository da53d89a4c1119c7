/**
 * Keeps workflows and record together while a worker runs: what changed lately every half minute, a new calendar while it is
 * new, and every five minutes both ways. Deliberately absent: what is compared and mended (temporal/).
 */
import { setMaxListeners } from 'node:events';
import type { Client } from '@temporalio/client';
import { dueAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import { readCalendar } from '../prisma/record/calendar.ts';
import { recorderOf } from '../prisma/record/event-store.ts';
import { type ReconcileReport, reconcile, tellVersion } from '../temporal/reconcile.ts';
import { type BothReport, reconcileBoth } from '../temporal/reconcile-both.ts';
import type { Sealer } from '../temporal/seal.ts';
import { createJob } from './job.ts';
import { type Doing, keepDoing } from './keep-doing.ts';

const EVERY_MS = 30_000;
/** Both ways, over all open cases and all live workflows. */
const BOTH_EVERY_MS = 300_000;
/** A recorder goes by a calendar that it read up to ten seconds ago (prisma/record/event-store.ts); after this none does. */
const CALENDAR_SETTLED_MS = 120_000;

export type ReconcileTold = {
  readonly say: (report: ReconcileReport) => void;
  readonly sayBoth: (report: BothReport) => void;
  /** Told when one of its jobs cannot work, once until it can again. */
  readonly onFault: (error: unknown) => void;
};

/** Reconciles now (all open cases), then every half minute what changed lately, and every five minutes both ways. */
export function keepReconciled(db: Database, client: Client, sealer: Sealer, { say, sayBoth, onFault }: ReconcileTold): Doing {
  let bothAt = Date.now();
  const recorder = recorderOf(db);
  const jobs = {
    versions: createJob(db, 'RECONCILE', 'comparing versions', onFault),
    both: createJob(db, 'RECONCILE', 'comparing both ways', onFault),
    calendar: createJob(db, 'CALENDAR', 'telling a new calendar', onFault),
  };
  const bothWays = async (stopping: AbortSignal): Promise<void> => {
    if (Date.now() - bothAt < BOTH_EVERY_MS) return;
    const report = await reconcileBoth(db, client, recorder, { versions: false, stopping });
    bothAt = Date.now();
    if (report.repairs.length > 0) sayBoth(report);
  };
  let calendar = { version: '', since: 0, told: new Set<string>() };
  const tellNewCalendar = async (stopping: AbortSignal): Promise<void> => {
    const { version } = await readCalendar(db);
    if (version !== calendar.version) calendar = { version, since: Date.now(), told: new Set() };
    // Looking through all clocks is for the time after a change, not for every half minute of years.
    const lately = Date.now() - calendar.since < CALENDAR_SETTLED_MS;
    if (lately || (await dueAside(db, 'CALENDAR')).length > 0) await tellVersion(db, client, sealer, version, calendar.told, stopping);
  };
  /** What a stop broke off has not failed. */
  const unlessStopped = (stopping: AbortSignal, work: (stopping: AbortSignal) => Promise<void>) => async (): Promise<void> => {
    if (stopping.aborted) return;
    await work(stopping).catch((error: unknown) => {
      if (!stopping.aborted) throw error;
    });
  };
  const once = async (minutes: number | null, stopping: AbortSignal): Promise<void> => {
    const compare = async (): Promise<void> => {
      const report = await reconcile(db, client, minutes, stopping);
      if (report.behind.length > 0) say(report);
    };
    await jobs.versions.run(unlessStopped(stopping, compare));
    await jobs.calendar.run(unlessStopped(stopping, tellNewCalendar));
    await jobs.both.run(unlessStopped(stopping, bothWays));
  };
  // What is asked of workflows ends with the stop: once the worker has stopped, nobody answers.
  let minutes: number | null = null;
  return keepDoing({
    everyMs: EVERY_MS,
    atOnce: true,
    onFault,
    work: async (stopping) => {
      // Every question that is under way listens for it.
      setMaxListeners(0, stopping);
      await client.connection.withAbortSignal(stopping, () => once(minutes, stopping));
      minutes = 10;
    },
  });
}
