/** From case to case, through Temporal's client: workflows are started and told by the local activity `carryOut`. */
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { WorkflowIdReusePolicy } from '@temporalio/common';
import type { CaseMessage, CasePost } from '../activities/ports.ts';
import { caseKindOf } from '../domain/case.ts';
import type { Sealer } from '../temporal/seal.ts';
import { type CaseInput, TASK_QUEUE, tellSignal, WORKFLOW_TYPES } from '../workflows/contract.ts';

export function createCasePost(client: Client, sealer: Sealer): CasePost {
  const sealed = (stream: string, { command, actor, commandId }: CaseMessage['envelope']) => sealer.envelope(stream, command, actor, commandId);
  return {
    async start({ stream, envelope }) {
      const input: CaseInput = { v: 1, stream, open: sealed(stream, envelope) };
      try {
        await client.workflow.start(WORKFLOW_TYPES[caseKindOf(stream)], {
          workflowId: stream,
          taskQueue: TASK_QUEUE,
          args: [input],
          // A case is opened once; a repeated start of one that has ended must not bring it back.
          workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        });
        return true;
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return true;
        throw error;
      }
    },
    async tell({ stream, envelope }) {
      try {
        await client.workflow.getHandle(stream).signal(tellSignal, sealed(stream, envelope));
        return true;
      } catch (error) {
        // It has ended meanwhile, and with it what it was to be told.
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },
  };
}
