/**
 * Events and actions in a workflow's history. An action is what Temporal Cloud charges for, by its own definition
 * (docs.temporal.io/cloud/actions): a start (also the next run of a long one), an activity that is begun, again for each
 * retry, all local activities of one workflow task together, a timer, a signal, an Update. Deliberately absent: what stands
 * in no history (queries, heartbeats).
 */
import type { Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
export type Kept = { readonly events: number; readonly actions: number };

const LOCAL_ACTIVITY = 'core_local_activity';

/** Of one run. */
export function actionsIn(events: readonly HistoryEvent[]): number {
  let actions = 0;
  const tasksWithLocal = new Set<string>();
  for (const event of events) {
    const marker = event.markerRecordedEventAttributes;
    // A start or signal of another case stands in that one's history as well, and is counted there.
    if (
      event.workflowExecutionStartedEventAttributes ||
      event.timerStartedEventAttributes ||
      event.workflowExecutionSignaledEventAttributes ||
      event.workflowExecutionUpdateAcceptedEventAttributes
    )
      actions += 1;
    else if (event.activityTaskStartedEventAttributes) actions += event.activityTaskStartedEventAttributes.attempt ?? 1;
    else if (marker?.markerName === LOCAL_ACTIVITY) tasksWithLocal.add(String(marker.workflowTaskCompletedEventId));
  }
  return actions + tasksWithLocal.size;
}

/** Of all runs of a case. */
export async function keptOf(client: Client, workflowId: string): Promise<Kept> {
  let [events, actions] = [0, 0];
  for (let run: string | undefined = ''; run !== undefined; ) {
    const history: readonly HistoryEvent[] = (await client.workflow.getHandle(workflowId, run === '' ? undefined : run).fetchHistory()).events ?? [];
    events += history.length;
    actions += actionsIn(history);
    run = history[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
  }
  return { events, actions };
}
