/** `tuojian webhook list`: who is told of events, and how that goes. */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { table } from '../../output.ts';
import { type WebhookShown, webhooksPath } from '../../webhooks.ts';

export const listCommand = new Command('list')
  .requiredOption(...PROGRAMME)
  .option(...LANG)
  .option(...SIGN_IN)
  .description('the other systems that hear of the events of a programme, their state, what waits and what was set aside')
  .action(async (options: SignIn & { readonly lang: string; readonly programme: string }) => {
    const { webhookCause, webhookStatusName } = await import('../../../domain/words/webhooks.ts');
    const api = await signIn(options);
    const { items } = await api.get<{ items: readonly WebhookShown[] }>(webhooksPath(options.programme));
    table(
      items.map(({ webhook, name, address, status, waiting, aside, cause }) => [
        webhook,
        name,
        pick(webhookStatusName(status), options.lang),
        `${waiting}/${aside}`,
        cause === null ? '' : pick(webhookCause(cause), options.lang),
        address,
      ]),
    );
  });
