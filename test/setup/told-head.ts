/** A workflow's answer to how far it knows of its case, where no workflow runs. */
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { type CaseHead, HEAD_TOLD } from '../../workflows/contract.ts';

/** In place of a handle's `executeUpdate`: refuses, and the refusal says it, as workflows/case-work.ts does. */
export const tellsHead = (head: CaseHead) => async (): Promise<never> => {
  throw new WorkflowUpdateFailedError('refused', ApplicationFailure.create({ type: HEAD_TOLD, details: [head] }));
};
