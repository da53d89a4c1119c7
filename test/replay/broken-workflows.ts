/** Deliberately broken: an approval that sleeps before it records, as a careless change might. Replay must refuse it. */
import { sleep } from '@temporalio/workflow';
import { runKind } from '../../workflows/case-loop.ts';
import type { CaseInput, CaseOutcome } from '../../workflows/contract.ts';

export async function approval(input: CaseInput<'approval'>): Promise<CaseOutcome> {
  await sleep('1 second');
  return runKind('approval', input);
}
