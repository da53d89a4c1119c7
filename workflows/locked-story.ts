/** The plan of facility-project.ts as a course, for runs that have the lock. Ends with them (versions.ts); nothing here may change. */
import { ApplicationFailure } from '@temporalio/workflow';
import { STAGE_WAVES, type StageKey } from '../domain/stages/all.ts';
import type { Teller } from './locked-loop.ts';

/** A run that continues as new tells it again and passes through what is done already. */
export async function tellProject(teller: Teller<'project'>): Promise<void> {
  const through = passing(teller);
  for (const wave of STAGE_WAVES) await through(wave);
}

/**
 * Starts the stages that wait to be started, side by side, and waits until all of them are done. What the project does not
 * have, because it came to the product later, is passed over.
 */
function passing(teller: Teller<'project'>): (wave: readonly StageKey[]) => Promise<void> {
  const statusOf = (stage: StageKey) => teller.state()?.stages[stage]?.status;
  const running = (): boolean => teller.state()?.status === 'RUNNING';
  return async (wave) => {
    if (!teller.closed() && wave.every((stage) => statusOf(stage) === undefined)) return;
    for (const stage of wave) {
      while (!teller.closed() && statusOf(stage) === 'WAITING') {
        await teller.until(() => teller.closed() || running());
        if (!teller.closed()) await tryCommand(teller, stage);
      }
    }
    await teller.until(() => teller.closed() || wave.every((stage) => (statusOf(stage) ?? 'DONE') === 'DONE'));
  };
}

/** Suspended in the same moment: the project is asked again when it runs. */
async function tryCommand(teller: Teller<'project'>, stage: StageKey): Promise<void> {
  try {
    await teller.command({ type: 'StartStage', stage });
  } catch (failure) {
    if (!(failure instanceof ApplicationFailure)) throw failure;
  }
}
