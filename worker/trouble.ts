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

/** One that failed once may have been cut off. */
const AGAIN = 2;
/** Runs that are remembered. */
const MOST = 1_000;
/** What our own failure converter writes in place of words, which are encrypted. */
const ENCODED = 'Encoded failure';

/** Sets a case aside whose workflow task fails again, whatever the cause. Returns how to end that. */
export function watchFailedTasks(db: Database, client: Client): () => void {
  const failures = new Map<string, number>();
  const told = async ({ runId, failure }: FailedTask): Promise<void> => {
    const times = (failures.get(runId) ?? 0) + 1;
    failures.delete(runId);
    failures.set(runId, times);
    for (const oldest of failures.keys()) {
      if (failures.size <= MOST) break;
      failures.delete(oldest);
    }
    if (times < AGAIN) return;
    const said = /message: "((?:[^"\\]|\\.)*)"/.exec(failure)?.[1] ?? '';
    const why = said === '' || said === ENCODED ? 'its workflow task fails again and again' : said;
    for await (const { workflowId } of client.workflow.list({ query: `RunId = '${runId}'` }))
      await setAside(db, { loop: 'RECONCILE', item: workflowId, about: workflowId, reason: `its workflow cannot go on: ${why}` });
  };
  // Which case it is may not be known while Temporal is away; the task fails again when it is back.
  return onFailedTask((failed) => void told(failed).catch(() => undefined));
}
