/**
 * Asks a case how far it knows of itself, without a query (docs/adr/0147). Deliberately absent: what follows from the answer
 * (reconcile.ts, reconcile-both.ts, catch-up.ts).
 */
import { type Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { reasonOf } from '../domain/aside.ts';
import { type CaseHead, HEAD_TOLD, headUpdate } from '../workflows/contract.ts';

/** One that records is asked after that; a workflow task is given up after ten seconds. */
const ANSWER_MS = 10_000;

/** Null: Temporal has no such case, or its workflow has ended. Error: it did not answer within `withinMs`. */
export async function headByWorkflow(client: Client, stream: string, withinMs = ANSWER_MS): Promise<CaseHead | null> {
  const asked = await client
    .withDeadline(Date.now() + withinMs, () => client.workflow.getHandle(stream).executeUpdate(headUpdate))
    .catch((error: unknown) => error);
  const told = asked instanceof WorkflowUpdateFailedError ? asked.cause : undefined;
  if (told instanceof ApplicationFailure && told.type === HEAD_TOLD) return told.details?.[0] as CaseHead; // as workflows/case-work.ts says it
  if (asked instanceof WorkflowNotFoundError) return null;
  throw new Error(`its workflow does not answer (${reasonOf(told ?? asked)})`);
}
