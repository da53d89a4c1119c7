/** How long each kind of effect may take and how it is retried, with the reason. */
import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

/**
 * One short transaction. Local, so that a decision and its record stand in one workflow task. It is tried until the
 * database answers: giving up could leave an event recorded that the workflow does not know.
 */
export const RECORDING: LocalActivityOptions = {
  startToCloseTimeout: '15 seconds',
  localRetryThreshold: '20 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '5 seconds' },
};

/**
 * Starting and telling other cases. Local, because it is safe any number of times and costs one history event where a
 * child workflow and a signal cost fourteen. Tried until Temporal takes it.
 */
export const TELLING: LocalActivityOptions = {
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '20 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '5 seconds' },
};

/**
 * Mail. Ordinary, not local: a local activity that is cut off by a worker's end runs again from its start, and mails
 * would go out twice. A mail server may be down for days (RFC 5321 4.5.4.1: try for four to five).
 * A batch may take minutes, and says that it goes on (worker/watched-activities.ts). One that no worker has, because the server
 * noted that it was handed out and the answer was lost, says nothing: it is handed out anew, and not after those minutes.
 */
export const DELIVERY: ActivityOptions = {
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '20 seconds',
  scheduleToCloseTimeout: '5 days',
  retry: { initialInterval: '30 seconds', backoffCoefficient: 2, maximumInterval: '30 minutes' },
};
