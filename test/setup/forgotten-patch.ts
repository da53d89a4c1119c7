/**
 * A change of running workflows as no release may bring it: without `patched()`. Where somebody remarks on a case, the case now
 * sleeps before it takes that in; a history with a remark from before does not replay, and one without does.
 */
import { sleep, type WorkflowInterceptors } from '@temporalio/workflow';
import type { CommandEnvelope } from '../../workflows/contract.ts';

export const interceptors = (): WorkflowInterceptors => ({
  inbound: [
    {
      async handleUpdate(input, next) {
        const [envelope] = input.args as readonly CommandEnvelope[]; // of the one Update that cases have
        if (envelope?.command.type === 'Comment') await sleep(1);
        return next(input);
      },
    },
  ],
});
