/**
 * Keeps workflows and record together while a worker runs. A case is asked what it knows where something happened by which it
 * may know too little: the way to Temporal broke, or a worker ended without a word (docs/adr/0102); a quiet service asks
 * nobody. A new calendar is told while it is new, and every five minutes the lists of both sides are compared. Deliberately
 * absent: what is compared and mended (temporal/).
 */
import { setMaxListeners } from 'node:events';
import type { Client } from '@temporalio/client';
import { dueAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import { readCalendar } from '../prisma/record/calendar.ts';
import { recorderOf } from '../prisma/record/event-store.ts';
import { type Head, headsOf, headsSince, openHeads } from '../prisma/record/streams.ts';
import { brokenOff, seeRun, settleRuns, wasHereBefore } from '../prisma/worker-runs.ts';
import { casesBehind, casesBehindFound, repairs } from '../telemetry/metrics.ts';
import type { Contact } from '../temporal/contact.ts';
import { type ReconcileReport, reconcile, tellVersion } from '../temporal/reconcile.ts';
import { type BothReport, reconcileBoth } from '../temporal/reconcile-both.ts';
import type { Sealer } from '../temporal/seal.ts';
import type { Unsettled } from '../temporal/unsettled.ts';
import { createJob } from './job.ts';
import { type Doing, keepDoing } from './keep-doing.ts';

const EVERY_MS = 30_000;
/** Between two looks at the way to Temporal, and two signs of life. */
const LOOK_MS = 5_000;
/** Before the last sign of life of a run that broke off: clocks of two machines differ. */
const BEFORE_MS = 60_000;
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

/** `run`: this process among those that run workflows (prisma/worker-runs.ts). */
export type Watched = { readonly run: string; readonly unsettled: Unsettled; readonly contact: Contact };

/** Looks every half minute, from now on. */
export function keepReconciled(
  db: Database,
  client: Client,
  sealer: Sealer,
  { run, unsettled, contact }: Watched,
  { say, sayBoth, onFault }: ReconcileTold,
): Pick<Doing, 'stop'> {
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
    repairs.inc(report.repairs.length);
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
  /** Nobody, or a release that did not say what it left behind, was here last: once, all open cases, and both ways. */
  let first = true;
  const ask = async (heads: readonly Head[], stopping: AbortSignal): Promise<void> => {
    const report = await reconcile(db, client, heads, stopping);
    casesBehind.set(report.behind.length);
    casesBehindFound.inc(report.behind.length);
    if (report.behind.length > 0) say(report);
    // Looked for at once: people who act on them would be told to try again until then.
    if (report.ended.length > 0) bothAt = 0;
  };
  const once = async (stopping: AbortSignal): Promise<void> => {
    const compare = async (): Promise<void> => {
      const broken = await brokenOff(db, run);
      const unknown = first && !(await wasHereBefore(db, run));
      // So is a database that was put back: Temporal may know none of its cases.
      if (unknown) bothAt = 0;
      const all = unknown ? await openHeads(db) : [];
      const left = broken === null ? [] : await headsSince(db, new Date(broken.since.getTime() - BEFORE_MS));
      const own = await headsOf(db, unsettled.due());
      await ask([...new Map([...all, ...left, ...own].map((head) => [head.stream, head])).values()], stopping);
      if (stopping.aborted) return;
      first = false;
      if (broken !== null) await settleRuns(db, broken);
    };
    await jobs.versions.run(unlessStopped(stopping, compare));
    await jobs.calendar.run(unlessStopped(stopping, tellNewCalendar));
    await jobs.both.run(unlessStopped(stopping, bothWays));
  };
  // What is asked of workflows ends with the stop: once the worker has stopped, nobody answers.
  const comparing = keepDoing({
    everyMs: EVERY_MS,
    atOnce: true,
    onFault,
    work: async (stopping) => {
      // Every question that is under way listens for it.
      setMaxListeners(0, stopping);
      await client.connection.withAbortSignal(stopping, () => once(stopping));
    },
  });
  const looking = keepDoing({
    everyMs: LOOK_MS,
    atOnce: true,
    // Who cannot reach PostgreSQL hears of it from everything else.
    onFault: () => undefined,
    work: async () => {
      if (!(await contact.holds())) unsettled.broken();
      await seeRun(db, run);
    },
  });
  return {
    async stop(limitMs) {
      await Promise.all([comparing.stop(limitMs), looking.stop(limitMs)]);
      await contact.close();
    },
  };
}
