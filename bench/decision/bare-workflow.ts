/** The yardstick: a workflow that does one Update and one local activity a decision, and nothing else. */
import { condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';

const { note } = proxyLocalActivities<{ note(input: { readonly n: number }): Promise<number> }>({ startToCloseTimeout: '10 seconds' });
export const bareUpdate = defineUpdate<number, [number]>('bare');

export async function bare(decisions: number): Promise<number> {
  let taken = 0;
  setHandler(bareUpdate, async (n) => {
    const noted = await note({ n });
    taken += 1;
    return noted;
  });
  await condition(() => taken >= decisions);
  return taken;
}
