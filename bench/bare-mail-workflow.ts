/** The yardstick for mail: one Update, one local activity that notes it, one activity that sends a mail; nothing else. */
import { condition, defineUpdate, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';

const { note } = proxyLocalActivities<{ note(input: { readonly n: number }): Promise<number> }>({ startToCloseTimeout: '10 seconds' });
const { mail } = proxyActivities<{ mail(input: { readonly n: number }): Promise<void> }>({ startToCloseTimeout: '30 seconds' });
export const bareMailUpdate = defineUpdate<number, [number]>('bareMail');

export async function bareMail(decisions: number): Promise<number> {
  let sent = 0;
  setHandler(bareMailUpdate, async (n) => {
    const noted = await note({ n });
    // As ours: the answer does not wait for the mail.
    void mail({ n }).then(() => {
      sent += 1;
    });
    return noted;
  });
  await condition(() => sent >= decisions);
  return sent;
}
