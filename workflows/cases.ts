/**
 * Cases whose workflow is their loop alone. What they wait for is said where they are decided (domain/). A stage needs no
 * function of its own: Temporal gives every type without an export of that name to the bundle's default.
 */
import { workflowInfo } from '@temporalio/workflow';
import { CASE_STAGES } from '../domain/stages/all.ts';
import { runKind } from './case-loop.ts';
import type { CaseInput, CaseOutcome } from './contract.ts';

/** Waits for people's decisions and for clocks; ends approved, rejected, withdrawn or cancelled. */
export const approval = async (input: CaseInput<'approval'>): Promise<CaseOutcome> => runKind('approval', input);
/** Waits for its projects and calls for monthly reports; ends when it is closed. */
export const programme = async (input: CaseInput<'programme'>): Promise<CaseOutcome> => runKind('programme', input);

/**
 * Every stage, by the type that its declaration names. Error: no stage is of this type; not a failure of the workflow, which
 * waits for a worker that knows it.
 */
export async function stageByType(input: CaseInput): Promise<CaseOutcome> {
  const { workflowType } = workflowInfo();
  const stage = CASE_STAGES.find(({ workflow }) => workflow === workflowType);
  if (stage === undefined) throw new TypeError(`no stage is carried by workflows of type ${workflowType}`);
  return runKind(stage.kind, input);
}
