/**
 * Has a run go on as new after so few events: says to the workflows what a server says whose
 * `limit.historyCount.suggestContinueAsNew` is 40. The time-skipping server cannot be told so.
 */
import { type WorkflowInterceptors, workflowInfo } from '@temporalio/workflow';

const EVENTS = 40;

export const interceptors = (): WorkflowInterceptors => ({
  internals: [
    {
      activate(input, next) {
        const info = workflowInfo();
        Object.assign(info, { continueAsNewSuggested: info.historyLength >= EVENTS });
        return next(input);
      },
    },
  ],
});
