/** Workflows that take their thread for themselves, as no case may, and one that asks it whose turn it is. */
import { allHandlersFinished, condition, currentUpdateInfo, defineUpdate, setHandler, sleep } from '@temporalio/workflow';

export async function endless(): Promise<void> {
  for (;;) Math.sqrt(2);
}

export const whose = defineUpdate<string | undefined>('whose');

/** Says of an Update, after it has waited, whose it is. */
export async function asked(): Promise<void> {
  let answered = false;
  setHandler(whose, async () => {
    await sleep(1);
    answered = true;
    return currentUpdateInfo()?.id;
  });
  await condition(() => answered && allHandlersFinished());
}

/** A fifth of a second of work in one turn. */
export async function busy(): Promise<string> {
  let sum = 0;
  for (let turns = 0; turns < 2e8; turns += 1) sum += turns % 3;
  return `done ${sum > 0}`;
}
