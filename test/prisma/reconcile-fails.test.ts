/** Whom reconciliation asks, and reconciliation that cannot work: said, kept with its reason, told by mail, and settled when it works again. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAsideAlarm } from '../../jobs/aside-alarm.ts';
import { keepReconciled, type Watched } from '../../jobs/keep-reconciled.ts';
import { listAside } from '../../prisma/aside.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { migrate } from '../../prisma/migrate.ts';
import { beginRun, endRun } from '../../prisma/worker-runs.ts';
import { createSealer } from '../../temporal/seal.ts';
import { Unsettled } from '../../temporal/unsettled.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { tellsHead } from '../setup/told-head.ts';

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
  const silent = async () => {
    throw new Error('14 UNAVAILABLE: no connection to temporal.county.example');
  };
  const executeUpdate = answers ? tellsHead({ version: 1, closed: false }) : silent;
  const asked = {
    connection: { withAbortSignal: (_signal: AbortSignal, work: () => Promise<void>) => work() },
    withDeadline: (_deadline: number, work: () => Promise<unknown>) => work(),
    workflow: {
      getHandle: () => ({ executeUpdate, signal: answers ? async () => undefined : silent }),
      list: async function* () {
        yield* [{ workflowId: 'project/T-01' }];
      },
    },
  };
  return asked as unknown as Client; // no more of it is asked
}
/** A Temporal that knows no case; what is started in it is noted. */
function emptyTemporal(started: { readonly id: string; readonly version: number }[]): Client {
  const unknown = async () => {
    throw new WorkflowNotFoundError('not found', 'x', undefined);
  };
  const asked = {
    connection: { withAbortSignal: (_signal: AbortSignal, work: () => Promise<void>) => work() },
    withDeadline: (_deadline: number, work: () => Promise<unknown>) => work(),
    workflow: {
      getHandle: () => ({ executeUpdate: unknown, describe: unknown }),
      list: async function* () {
        yield* [];
      },
      start: async (_type: string, { workflowId, args }: { workflowId: string; args: [{ resumed: { version: number } }] }) =>
        void started.push({ id: workflowId, version: args[0].resumed.version }),
    },
  };
  return asked as unknown as Client; // no more of it is asked
}
/** Runs until it is as it should be, ten seconds at most; a stop breaks off what is under way. */
async function runUntil(client: Client, holds: () => Promise<boolean>, watched: Partial<Watched> = {}): Promise<readonly unknown[]> {
  const faults: unknown[] = [];
  // As after a release that did not say what it left behind: all open cases are asked.
  if (watched.run === undefined) await db.pool.query('DELETE FROM worker_run');
  const contact = { holds: async () => true, close: async () => undefined };
  const own = { run: watched.run ?? (await beginRun(db)), unsettled: new Unsettled(), contact, ...watched };
  const kept = keepReconciled(db, client, createSealer({ newest: { id: 'k', secret: Buffer.alloc(32) }, find: () => null }), own, {
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
  it('of a database in which nobody has run workflows yet starts every open case at once; mails that nobody sent are the ledger’s', async () => {
    const started: { readonly id: string; readonly version: number }[] = [];
    const row = (id: string, status: string) =>
      db.pool.query(
        `INSERT INTO notice (id, stream, version, template, recipient, task, status, message_id, created_at)
         VALUES ($1, 'project/T-01', 1, 'task', 'x', 1, $2, $1, now() - interval '1 day')`,
        [id, status],
      );
    await row('sent', 'SENT');
    await runUntil(emptyTemporal(started), async () => started.length === 1);
    expect(started).toEqual([{ id: 'project/T-01', version: 1 }]);
    await row('due', 'QUEUED');
    started.length = 0;
    await runUntil(emptyTemporal(started), async () => started.length === 1);
    expect(started).toEqual([{ id: 'project/T-01', version: 1 }]);
    await db.pool.query('DELETE FROM notice');
  });

  it('of a case whose workflow ended without knowing all of it starts it from the record in the same look, and sets nothing aside', async () => {
    const started: string[] = [];
    const ended = {
      connection: { withAbortSignal: (_signal: AbortSignal, work: () => Promise<void>) => work() },
      withDeadline: (_deadline: number, work: () => Promise<unknown>) => work(),
      workflow: {
        getHandle: () => ({
          executeUpdate: tellsHead({ version: 0, closed: false }),
          signal: async () => {
            throw new WorkflowNotFoundError('workflow execution already completed', 'project/T-01', undefined);
          },
          describe: async () => ({ status: { name: 'COMPLETED' } }),
        }),
        list: async function* () {
          yield* [];
        },
        start: async (_type: string, { workflowId }: { workflowId: string }) => void started.push(workflowId),
      },
    };
    // As in any half minute: the lists of both sides are not due.
    const before = await beginRun(db);
    const run = await beginRun(db);
    await endRun(db, before);
    const unsettled = new Unsettled();
    unsettled.note('project/T-01', Date.now() - 120_000);
    unsettled.broken(Date.now() - 100_000);
    await runUntil(ended as unknown as Client, async () => started.length > 0, { run, unsettled }); // no more of it is asked
    expect(started).toEqual(['project/T-01']);
    expect(await aside()).toEqual([]);
    await endRun(db, run);
  });

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
    const executeUpdate = () =>
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
      workflow: { getHandle: () => ({ executeUpdate, signal: executeUpdate }) },
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

  describe('of a service that has been here before', () => {
    const asked: string[] = [];
    const noting = {
      connection: { withAbortSignal: (_signal: AbortSignal, work: () => Promise<void>) => work() },
      withDeadline: (_deadline: number, work: () => Promise<unknown>) => work(),
      workflow: {
        getHandle: (stream: string) => ({
          executeUpdate: () => {
            asked.push(stream);
            return tellsHead({ version: 1, closed: false })();
          },
        }),
      },
    } as unknown as Client; // no more of it is asked
    const changed = (stream: string, ago: string) =>
      db.pool.query(
        `INSERT INTO case_state (stream, kind, programme, version, status, title, state, changed_at) VALUES ($1, 'project', 'T', 1, 'OPEN', '{}', '{}', now() - $2::interval)
         ON CONFLICT (stream) DO UPDATE SET changed_at = EXCLUDED.changed_at`,
        [stream, ago],
      );
    const rounds = (count: number) => async () =>
      (await db.pool.query('SELECT 1 FROM worker_run WHERE id = $1::uuid AND seen_at > started_at', [run])).rows.length >= count;
    let run = '';
    beforeAll(async () => {
      await db.pool.query('DELETE FROM case_state');
      await db.pool.query('DELETE FROM worker_run');
      await changed('project/LONG-AGO', '2 days');
      await changed('project/NOW', '1 second');
    });
    beforeEach(async () => {
      run = await beginRun(db);
      asked.length = 0;
    });

    it('asks nobody at its start where the run before ended of its own accord', async () => {
      const before = await beginRun(db);
      await endRun(db, before);
      await runUntil(noting, rounds(1), { run });
      expect(asked).toEqual([]);
      await endRun(db, run);
    });

    it('asks those that changed since a run broke off, and of those that do not answer, again; then it is settled', async () => {
      await db.pool.query("INSERT INTO worker_run (started_at, seen_at) VALUES (now() - interval '1 day', now() - interval '40 seconds')");
      const settled = async () => (await db.pool.query('SELECT 1 FROM worker_run WHERE asked_at IS NOT NULL')).rows.length > 0;
      await runUntil(noting, settled, { run });
      expect(await settled()).toBe(true);
      expect(asked).toEqual(['project/NOW']);
      await endRun(db, run);
    });

    it('asks of its own those that it recorded shortly before the way to Temporal broke', async () => {
      const unsettled = new Unsettled();
      unsettled.note('project/LONG-AGO', Date.now() - 120_000);
      unsettled.broken(Date.now() - 100_000);
      await runUntil(noting, async () => asked.length > 0, { run, unsettled });
      expect(asked).toEqual(['project/LONG-AGO']);
      await endRun(db, run);
    });
  });
});
