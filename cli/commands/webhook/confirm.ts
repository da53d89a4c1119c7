/** `tuojian webhook confirm WEBHOOK`: the second person agrees. */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';
import { webhooksPath } from '../../webhooks.ts';

type Options = SignIn & { readonly lang: string; readonly programme: string };

export const confirmCommand = new Command('confirm')
  .argument('<webhook>', 'its id, WH-…')
  .requiredOption(...PROGRAMME)
  .option(...LANG)
  .option(...SIGN_IN)
  .description('confirm it as the second person; it hears of events from now on')
  .action(async (webhook: string, options: Options) => {
    const api = await signIn(options);
    await api.post(`${webhooksPath(options.programme, webhook)}/confirm`, {});
    say(pick({ zh: `${webhook} 已确认，从现在起推送。`, en: `${webhook} is confirmed and hears of events from now on.` }, options.lang));
  });
