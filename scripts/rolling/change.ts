/**
 * A change of running workflows, as the next release might bring it: before a command is posted, the case sleeps. Bundled into
 * both builds (worker/build.ts says which of them begins it), because whoever is gone back to must know the new way.
 */
import { patched, sleep, type WorkflowInterceptors } from '@temporalio/workflow';

export const interceptors = (): WorkflowInterceptors => ({
  inbound: [
    {
      async handleUpdate(input, next) {
        if (patched('rolling-change')) await sleep(1);
        return next(input);
      },
    },
  ],
});
