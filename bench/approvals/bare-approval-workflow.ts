/** The yardstick: an approval that is nothing but its waiting: two Updates, three local notes and three mails. */
import { condition, defineUpdate, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';

const { note } = proxyLocalActivities<{ note(input: { readonly mark: string }): Promise<string> }>({ startToCloseTimeout: '10 seconds' });
const { mail } = proxyActivities<{ mail(input: { readonly mark: string; readonly to: string }): Promise<void> }>({
  startToCloseTimeout: '30 seconds',
});
export const decideUpdate = defineUpdate<string, []>('decide');

export async function bareApproval(mark: string): Promise<void> {
  let [decided, sent] = [0, 0];
  const tell = (to: string): void =>
    void mail({ mark, to }).then(() => {
      sent += 1;
    });
  setHandler(decideUpdate, async () => {
    const noted = await note({ mark });
    decided += 1;
    tell(decided === 1 ? 'second' : 'applicant');
    return noted;
  });
  await note({ mark });
  tell('first');
  await condition(() => sent === 3);
}
