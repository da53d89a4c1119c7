/**
 * Hears of cases whose workflow cannot go on: its code throws at what it was given, and Temporal tries that workflow task
 * again and again. Only that case stands still; it is set aside for people to see, and settled when it answers again.
 */
import type { InjectedSinks } from '@temporalio/worker';
import { setAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import type { CaseSinks } from '../workflows/contract.ts';

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
