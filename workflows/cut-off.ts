/**
 * Local activities that Temporal Core cut off: a worker that needs the room of a case, or that is told to end, while a local
 * activity waits for its next try, ends it as cancelled and tells the case so, as if the case had asked for that. Nothing was
 * answered then: neither done nor refused. Deliberately absent: what they do.
 */
import { ActivityFailure, CancelledFailure, sleep } from '@temporalio/workflow';
import { goesOnAfterCutOff } from './versions.ts';

/** Ends the workflow task, so that the worker can do what it wanted, and another may have this case. */
const PAUSE = '1 second';

/** Does what may be done any number of times until it has an end of its own. Error: that end; or the case itself is cancelled. */
export async function despiteCutOffs<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (failure) {
      if (!(failure instanceof ActivityFailure && failure.cause instanceof CancelledFailure && goesOnAfterCutOff())) throw failure;
      await sleep(PAUSE);
    }
  }
}
