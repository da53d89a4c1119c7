/** One facility project, told as the story that the implementation plan tells (实施步骤). */
import { ApplicationFailure } from '@temporalio/workflow';
import { caseOf } from '../domain/cases.ts';
import type { ProjectState } from '../domain/project/facts.ts';
import { STAGE_WAVES, type StageKey } from '../domain/stages/all.ts';
import { runCase, type Teller } from './case-loop.ts';
import type { CaseInput, CaseOutcome } from './contract.ts';

/**
 * Ends when the project is accepted and handed over, or cancelled. Every stage that needs waiting of its own is a child
 * workflow; a run that continues as new tells the story again and passes through what is done already.
 */
export async function facilityProject(input: CaseInput): Promise<CaseOutcome> {
  return runCase(input, caseOf(input.stream), async (teller) => {
    const through = passing(teller);
    for (const wave of STAGE_WAVES) await through(wave);
  });
}

/**
 * Starts the stages that wait to be started, side by side, and waits until all of them are done. What the project does not
 * have, because it came to the product later, is passed over.
 */
function passing(teller: Teller): (wave: readonly StageKey[]) => Promise<void> {
  // The case loop knows states as plain objects; the project's logic made this one.
  const project = (): ProjectState => teller.state() as ProjectState;
  const running = (): boolean => project().status === 'RUNNING';
  return async (wave) => {
    if (!teller.closed() && wave.every((stage) => project().stages[stage] === undefined)) return;
    for (const stage of wave) {
      while (!teller.closed() && project().stages[stage]?.status === 'WAITING') {
        await teller.until(() => teller.closed() || running());
        if (!teller.closed()) await tryCommand(teller, stage);
      }
    }
    await teller.until(() => teller.closed() || wave.every((stage) => (project().stages[stage]?.status ?? 'DONE') === 'DONE'));
  };
}

/** Suspended in the same moment: the project is asked again when it runs. */
async function tryCommand(teller: Teller, stage: StageKey): Promise<void> {
  try {
    await teller.command({ type: 'StartStage', stage } as { type: string }); // the loop is typed for any case
  } catch (failure) {
    if (!(failure instanceof ApplicationFailure)) throw failure;
  }
}
