/**
 * How a case's workflow stands when somebody asks for it in vain, in one line: what waits, at which try, and what
 * happened last. For whoever reads why a run did not hold. Deliberately absent: whether that is right (oracle/).
 */
import type { Service } from './service.ts';

const LAST = 6;
const LOOK_MS = 5_000;
/** PENDING_WORKFLOW_TASK_STATE_STARTED of Temporal's API. */
const STARTED = 2;
/** An event is named by its only attributes: `workflowTaskFailed`. */
const nameOf = (event: object): string =>
  Object.entries(event).flatMap(([name, value]) =>
    value != null && name.endsWith('EventAttributes') ? [name.slice(0, -'EventAttributes'.length)] : [],
  )[0] ?? 'unknown';

export async function standingOf(service: Service, stream: string): Promise<string> {
  const { client, close } = await service.client();
  try {
    return await client.withDeadline(Date.now() + LOOK_MS, async () => {
      const handle = client.workflow.getHandle(stream);
      const { raw, status } = await handle.describe();
      const { events } = await handle.fetchHistory();
      const last = (events ?? []).slice(-LAST).map((event) => `${event.eventId} ${nameOf(event)}`);
      const task = raw.pendingWorkflowTask;
      const waits = task == null ? 'no workflow task' : `workflow task ${task.state === STARTED ? 'started' : 'scheduled'}, try ${task.attempt}`;
      const activities = (raw.pendingActivities ?? []).map(({ activityType, attempt }) => `${activityType?.name} try ${attempt}`);
      return [status.name, waits, ...activities, `last events ${last.join(', ')}`].join('; ');
    });
  } catch (error) {
    return `Temporal says ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    await close();
  }
}
