/** One facility project, as the implementation plan has it (实施步骤). */
import type { CommandOf, StateOf } from '../domain/cases.ts';
import { STAGE_WAVES } from '../domain/stages/all.ts';
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

/**
 * Of the first wave that is not done, what still waits; nothing while the project is suspended or being taken over. What the project does not
 * have, because it came to the product later, is passed over.
 */
function stagesToStart({ status, stages, takeover }: StateOf<'project'>): readonly CommandOf<'project'>[] {
  if (status !== 'RUNNING' || takeover?.status === 'OPEN') return [];
  const now = STAGE_WAVES.find((wave) => wave.some((stage) => (stages[stage]?.status ?? 'DONE') !== 'DONE')) ?? [];
  return now.filter((stage) => stages[stage]?.status === 'WAITING').map((stage) => ({ type: 'StartStage', stage }));
}
