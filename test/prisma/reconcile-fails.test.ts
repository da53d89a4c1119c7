/** Reconciliation that cannot work: said, kept with its reason, told by mail, and settled when it works again. */
import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAsideAlarm } from '../../jobs/aside-alarm.ts';
import { keepReconciled } from '../../jobs/keep-reconciled.ts';
import { listAside } from '../../prisma/aside.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { createSealer } from '../../temporal/seal.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
beforeAll(async () => {
  const url = await freshDatabase('reconcile_fails_test');
  await migrate(url);
  db = openDatabase(url);
  await db.pool.query(
    "INSERT INTO case_state (stream, kind, programme, version, status, title, state, changed_at) VALUES ('project/T-01', 'project', 'T', 1, 'OPEN', '{}', '{}', now())",
  );
});
afterAll(() => db.close());

/** Temporal as far as it is asked here: it answers, or it does not. */
function temporal(answers: boolean): Client {
  const query = async () => {
    if (!answers) throw new Error('14 UNAVAILABLE: no connection to temporal.county.example');
    return { version: 1, closed: false };
  };
  const asked = {
    connection: { withAbortSignal: (_signal: AbortSignal, work: () => Promise<void>) => work() },
    withDeadline: (_deadline: number, work: () => Promise<unknown>) => work(),
    workflow: { getHandle: () => ({ query, signal: query }) },
  };
  return asked as unknown as Client; // no more of it is asked
}
/** Runs until it is as it should be, ten seconds at most; a stop breaks off what is under way. */
async function runUntil(client: Client, holds: () => Promise<boolean>): Promise<readonly unknown[]> {
  const faults: unknown[] = [];
  const kept = keepReconciled(db, client, createSealer({ newest: { id: 'k', secret: Buffer.alloc(32) }, find: () => null }), {
    say: () => undefined,
    sayBoth: () => undefined,
    onFault: (error) => void faults.push(error),
  });
  for (let tries = 0; tries < 100 && !(await holds()); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  await kept.stop();
  return faults;
}
const isAside = (count: number) => async () => (await aside()).length === count;
const aside = async () => (await listAside(db, { all: false })).map(({ loop, item, reason }) => `${loop} ${item}: ${reason}`);

describe('reconciliation', () => {
  it('of which a part cannot work is told once and to people, whatever part it is; the others go on', async () => {
    await db.pool.query('ALTER TABLE calendar_year RENAME TO calendar_year_gone');
    const faults = await runUntil(temporal(true), isAside(1));
    expect(faults).toHaveLength(1);
    expect(await aside()).toEqual([expect.stringMatching(/^CALENDAR telling a new calendar: .*calendar_year.* does not exist/)]);
    const mails: string[] = [];
    const alarm = openAsideAlarm({
      database: db,
      mailbox: 'audit@county.example',
      onAside: () => undefined,
      onFault: () => undefined,
      post: { send: async (_address, _subject, text) => void mails.push(text) },
    });
    await db.pool.query("UPDATE set_aside SET first_seen = now() - interval '2 minutes'");
    await alarm.once();
    await alarm.stop();
    expect(mails).toEqual([expect.stringContaining('telling a new calendar')]);
    await db.pool.query('ALTER TABLE calendar_year_gone RENAME TO calendar_year');
    await runUntil(temporal(true), isAside(0));
    expect(await aside()).toEqual([]);
  });

  it('of a case that does not answer keeps that case, and no address of a server', async () => {
    await runUntil(temporal(false), isAside(1));
    expect(await aside()).toEqual([expect.stringMatching(/^RECONCILE project\/T-01: its workflow does not answer \(14 UNAVAILABLE/)]);
    await db.pool.query('UPDATE set_aside SET next_try = now()');
    await runUntil(temporal(true), isAside(0));
    expect(await aside()).toEqual([]);
  });

  it('ends at once when it is stopped, however many cases nobody answers for, and sets none aside for that', async () => {
    await db.pool.query(
      "INSERT INTO case_state (stream, kind, programme, version, status, title, state, changed_at) SELECT 'project/S-' || n, 'project', 'T', 1, 'OPEN', '{}', '{}', now() FROM generate_series(1, 60) n",
    );
    // As the client does it: an abort ends the calls that are under way; one that begins afterwards waits for its deadline.
    let stopping: AbortSignal | null = null;
    let waiting = 0;
    const query = () =>
      new Promise((_resolve, reject) => {
        waiting += 1;
        stopping?.addEventListener('abort', () => reject(new Error('1 CANCELLED')));
        setTimeout(() => reject(new Error('4 DEADLINE_EXCEEDED')), 2_000).unref();
      });
    const asked = {
      connection: {
        withAbortSignal(signal: AbortSignal, work: () => Promise<void>) {
          stopping = signal;
          return work();
        },
      },
      withDeadline: (_deadline: number, work: () => Promise<unknown>) => work(),
      workflow: { getHandle: () => ({ query, signal: query }) },
    };
    let began = 0;
    await runUntil(asked as unknown as Client, async () => {
      began = Date.now();
      return waiting > 0;
    }); // no more of it is asked
    expect(waiting).toBeGreaterThan(0);
    expect(Date.now() - began).toBeLessThan(1_500);
    expect(await aside()).toEqual([]);
    await db.pool.query("DELETE FROM case_state WHERE stream LIKE 'project/S-%'");
  });
});
