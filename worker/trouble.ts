/**
 * Hears of cases whose workflow cannot go on: its code throws at what it was given, or does not fit what its history holds,
 * and Temporal tries that workflow task again and again. Only that case stands still; it is set aside for people to see, and
 * settled when it answers again, by itself or after `tuojian repair` (docs/adr/0121).
 */
import type { Client } from '@temporalio/client';
import type { InjectedSinks } from '@temporalio/worker';
import { setAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import type { CaseSinks } from '../workflows/contract.ts';
import { type FailedTask, onFailedTask } from './temporal-runtime.ts';

export const troubleSinks = (db: Database): InjectedSinks<CaseSinks> => ({
  trouble: {
    stuck: {
      async fn(_info, stream, reason) {
        await setAside(db, { loop: 'RECONCILE', item: stream, about: stream, reason: `its workflow cannot go on: ${reason}` });
      },
      callDuringReplay: false,
    },
  },
});

/** Longer than a task takes that is done again and ends well. Milliseconds. */
const LOOK_AFTER_MS = 4_000;
/** While Temporal does not say how it stands; after so many looks it is left to the comparison of record and workflows. */
const LOOKS = 100;
/** What our own failure converter writes in place of words, which are encrypted. */
const ENCODED = 'Encoded failure';

/**
 * Sets a case aside whose workflow task failed and goes on failing, whatever the cause. Core tells of the first failure alone,
 * and lets the server's time for the others run out; so the server is asked whether the task is still being tried. Returns how
 * to end that.
 */
export function watchFailedTasks(db: Database, client: Client, lookAfterMs = LOOK_AFTER_MS): () => void {
  /** By run, so that one that is told again is looked at once. */
  const looks = new Map<string, NodeJS.Timeout>();
  let over = false;
  const lookLater = (failed: FailedTask, left: number): void => {
    clearTimeout(looks.get(failed.runId));
    if (over || left === 0) return void looks.delete(failed.runId);
    const look = (): void => {
      looks.delete(failed.runId);
      // Temporal or PostgreSQL is away; nobody tells of it again.
      void told(db, client, failed).catch(() => lookLater(failed, left - 1));
    };
    looks.set(failed.runId, setTimeout(look, lookAfterMs).unref());
  };
  const unhear = onFailedTask((failed) => lookLater(failed, LOOKS));
  return () => {
    over = true;
    unhear();
    for (const look of looks.values()) clearTimeout(look);
  };
}

/** Error: it is not known yet how it stands, or could not be kept. */
async function told(db: Database, client: Client, { runId, failure }: FailedTask): Promise<void> {
  const said = /message: "((?:[^"\\]|\\.)*)"/.exec(failure)?.[1] ?? '';
  const why = said === '' || said === ENCODED ? 'its workflow task fails again and again' : said;
  for await (const { workflowId } of client.workflow.list({ query: `RunId = '${runId}'` })) {
    const { status, raw } = await client.workflow.getHandle(workflowId, runId).describe();
    if (status.name !== 'RUNNING' || (raw.pendingWorkflowTask?.attempt ?? 0) < 2) return;
    const kept = await setAside(db, { loop: 'RECONCILE', item: workflowId, about: workflowId, reason: `its workflow cannot go on: ${why}` });
    if (kept) return;
  }
  throw new Error(`${runId} could not be looked at`);
}
