/** Workflows that take their thread for themselves, as no case may, and one that answers a question and ends. */
import { allHandlersFinished, condition, defineUpdate, setHandler, sleep } from '@temporalio/workflow';

export async function endless(): Promise<void> {
  for (;;) Math.sqrt(2);
}

export const question = defineUpdate<string>('question');

export async function asked(): Promise<void> {
  let answered = false;
  setHandler(question, async () => {
    await sleep(1);
    answered = true;
    return 'answer';
  });
  await condition(() => answered && allHandlersFinished());
}

/** A fifth of a second of work in one turn. */
export async function busy(): Promise<string> {
  let sum = 0;
  for (let turns = 0; turns < 2e8; turns += 1) sum += turns % 3;
  return `done ${sum > 0}`;
}
