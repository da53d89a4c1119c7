/**
 * Waits until nothing more comes by itself: what is recorded is known to its workflows and to the log, and mails are out. Then
 * brings near what only waits for its hour (a claim of a sender who died, ten minutes after an unknown answer, a mail server
 * that said later, the next try of what was set aside), as hours do, and waits again. Deliberately absent: whether all is right (oracle/).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { countAside, retryAside } from '../../prisma/aside.ts';
import type { Database } from '../../prisma/database.ts';
import { casesWithStatus } from '../../prisma/record/streams.ts';
import { headByWorkflow } from '../../temporal/case-head.ts';

/** Reliability 5: quiescence. */
const QUIET_MS = 120_000;
const NEARER_MS = 90_000;

export type Quiet = {
  /** Milliseconds until nothing came any more; null: not within the time. */
  readonly quietMs: number | null;
  /** Mails that waited for their hour. */
  readonly broughtNear: number;
  /** What still went on, in words. */
  readonly left: readonly string[];
};

export async function untilQuiet(db: Database, client: Client): Promise<Quiet> {
  const began = Date.now();
  let left: readonly string[] = [];
  const quiet = async (limitMs: number, goesOn: () => Promise<readonly string[]>): Promise<number | null> => {
    const since = Date.now();
    for (let times = 0; Date.now() - since < limitMs; await sleep(500)) {
      left = await goesOn();
      times = left.length === 0 ? times + 1 : 0;
      if (times >= 2) return Date.now() - began;
    }
    return null;
  };
  const quietMs = await quiet(QUIET_MS, async () => [...(await behind(db, client)), ...(await mailsDueNow(db))]);
  if (quietMs === null) return { quietMs, broughtNear: 0, left };
  const broughtNear = await bringNear(db, client);
  // A mail that came late may have made the next thing due.
  await quiet(NEARER_MS, async () => {
    await bringNear(db, client);
    return [...(await behind(db, client)), ...(await mailsWaiting(db)), ...(await setAside(db))];
  });
  return { quietMs, broughtNear, left };
}

async function behind(db: Database, client: Client): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM log_queue');
  const queued = rows[0]?.n ?? 0;
  if (queued > 0) return [`${queued} events wait for their place in the log`];
  const found: string[] = [];
  const waiting = (await casesWithStatus(db)).filter(({ closed }) => !closed);
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
        const { stream, version } = one;
        const known = await headByWorkflow(client, stream).catch(() => null);
        if (known?.version !== version) found.push(`${stream}: its workflow knows version ${known?.version ?? 'nothing'} of ${version}`);
      }
    }),
  );
  return found;
}

const WAITING = `status IN ('QUEUED', 'HELD', 'UNKNOWN')`;
const named = (rows: readonly { readonly template: string; readonly stream: string; readonly outcome: string | null }[]): readonly string[] =>
  rows.map(({ template, stream, outcome }) => `mail ${template} of ${stream} (${outcome ?? 'not tried'})`);

const setAside = async (db: Database): Promise<readonly string[]> =>
  Object.entries(await countAside(db)).flatMap(([loop, n]) => (n > 0 ? [`${n} set aside by ${loop}`] : []));

/** Nobody holds them, no hour is named, and no try is noted after which one waits. */
async function mailsDueNow(db: Database): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ template: string; stream: string; outcome: string | null }>(
    `SELECT template, stream, outcome FROM notice WHERE ${WAITING} AND (claimed_until IS NULL OR claimed_until < now()) AND (not_before IS NULL OR not_before < now()) AND attempts = 0`,
  );
  return named(rows);
}

async function mailsWaiting(db: Database): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ template: string; stream: string; outcome: string | null }>(
    `SELECT template, stream, outcome FROM notice WHERE ${WAITING}`,
  );
  return named(rows);
}

/** Returns how many mails there were. */
async function bringNear(db: Database, client: Client): Promise<number> {
  await retryAside(db, null);
  const { rows } = await db.pool.query<{ stream: string; task: number | null }>(
    `UPDATE notice SET claimed_until = NULL, not_before = CASE WHEN not_before IS NULL THEN NULL ELSE now() END
     WHERE ${WAITING} AND (claimed_until > now() + interval '20 seconds' OR not_before > now() OR (attempts > 0 AND claimed_until IS NULL)) RETURNING stream, task`,
  );
  // What a workflow asks for is asked again by Temporal at its own hour.
  for (const stream of new Set(rows.flatMap(({ stream: of, task }) => (task === null ? [] : [of])))) {
    const { raw } = await client.workflow.getHandle(stream).describe();
    for (const { activityId, state } of raw.pendingActivities ?? [])
      if (state === SCHEDULED)
        await client.workflowService
          .resetActivity({ namespace: 'default', execution: { workflowId: stream }, id: activityId ?? '' })
          .catch(() => undefined); // it has just begun
  }
  return rows.length;
}
/** PENDING_ACTIVITY_STATE_SCHEDULED of Temporal's API: it waits for its next try. */
const SCHEDULED = 1;
