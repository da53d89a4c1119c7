/** One facility project, as the implementation plan has it (实施步骤). */
import { stagesToStart } from '../domain/project/stages.ts';
import { runKind } from './case-loop.ts';
import type { CaseInput, CaseOutcome } from './contract.ts';
import { tellProject } from './locked-story.ts';

/**
 * Ends when the project is accepted and handed over, or cancelled. Every stage that needs waiting of its own is a workflow
 * of its own.
 */
export async function facilityProject(input: CaseInput<'project'>): Promise<CaseOutcome> {
  return runKind('project', input, { due: stagesToStart, course: tellProject });
}
