/**
 * Looks whether workflows know all that the record holds, and asks those behind to catch up (docs/adr/0002): a workflow can
 * fall behind when its worker dies between the commit and the end of the workflow task. And tells running clocks when the
 * working-day calendar has changed, so that an import reaches them whoever made it. Deliberately absent: how often
 * (jobs/keep-reconciled.ts).
 */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { asideAlready, dueAside, passedOver, setAside, settleAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import { readCalendar } from '../prisma/record/calendar.ts';
import { type Head, headsOf, withOldCalendar } from '../prisma/record/streams.ts';
import { headByWorkflow } from './case-head.ts';
import { isStopped } from './reconcile-both.ts';
import type { Sealer } from './seal.ts';
import { askToCatchUp, tellCase } from './tell-case.ts';

/** `ended`: whose workflow has ended and case has not: it takes nothing in any more, and is to be started from the record. */
export type ReconcileReport = { readonly looked: number; readonly behind: readonly string[]; readonly ended: readonly string[] };

/** So many cases are asked at once; one that does not answer takes ten seconds. */
const SIDE_BY_SIDE = 8;

/**
 * Looks at these cases, and at those that did not answer before. Each fails alone: a case that does not answer is set aside
 * until it does. After a stop some may be left.
 */
export async function reconcile(db: Database, client: Client, changed: readonly Head[], stopping?: AbortSignal): Promise<ReconcileReport> {
  const [behind, ended]: [string[], string[]] = [[], []];
  const before = await asideAlready(db, 'RECONCILE');
  const due = (await dueAside(db, 'RECONCILE')).map(({ item }) => item).filter((item) => item.includes('/'));
  const again = (await headsOf(db, due)).filter(({ stream }) => !changed.some((one) => one.stream === stream));
  const waiting = [...changed, ...again];
  const total = waiting.length;
  const one = async ({ stream, version, over }: Head): Promise<void> => {
    try {
      const known = await headByWorkflow(client, stream);
      if (known === null && !over) ended.push(stream);
      if (known !== null && known.version < version) {
        behind.push(stream);
        if (!(await askToCatchUp(client, stream))) ended.push(stream);
      }
      if (before.has(stream)) await settleAside(db, 'RECONCILE', stream);
    } catch (error) {
      if (isStopped(stopping)) return; // that it was not answered is our own doing
      if (!(await setAside(db, { loop: 'RECONCILE', item: stream, about: stream, reason: error, nowhereElse: true }))) throw error;
    }
  };
  const work = async (): Promise<void> => {
    // Once the worker has stopped nobody answers: what is asked after the abort would be waited for, case after case.
    for (let next = waiting.shift(); next !== undefined && !isStopped(stopping); next = waiting.shift()) await one(next);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return { looked: total, behind, ended };
}

/** Tells every case whose clocks run by another calendar; each notes what it was and what it is now. Returns how many. */
export const tellCalendar = async (db: Database, client: Client, sealer: Sealer): Promise<number> =>
  tellVersion(db, client, sealer, (await readCalendar(db)).version, new Set());

/** `told`: whom this process has told of this version, so that one who cannot answer is not asked for ever. */
export async function tellVersion(
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
    // A calendar may come again: imported, corrected, and imported once more.
    const commandId = `${stream}:calendar:${version}:${randomUUID()}`;
    try {
      // One that has ended has no clock any more; whether it should have is looked at both ways.
      await tellCase(client, sealer, stream, { command: { type: 'CalendarChanged', calendar: version }, commandId });
      if (before.has(stream)) await settleAside(db, 'CALENDAR', stream);
    } catch (error) {
      if (isStopped(stopping)) break;
      if (!(await setAside(db, { loop: 'CALENDAR', item: stream, about: stream, reason: error }))) throw error;
      continue;
    }
    told.add(stream);
  }
  return streams.length;
}
