/** `tuojian webhook refuse WEBHOOK`: refused by another, or taken back. */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';
import { webhooksPath } from '../../webhooks.ts';

type Options = SignIn & { readonly lang: string; readonly programme: string; readonly reason: string };

export const refuseCommand = new Command('refuse')
  .argument('<webhook>', 'its id, WH-…')
  .requiredOption(...PROGRAMME)
  .requiredOption('--reason <reason>', 'why')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('refuse a proposal, or take back your own')
  .action(async (webhook: string, options: Options) => {
    const api = await signIn(options);
    await api.post(`${webhooksPath(options.programme, webhook)}/refuse`, { reason: options.reason });
    say(pick({ zh: `${webhook} 的提议已结束。`, en: `The proposal ${webhook} has ended.` }, options.lang));
  });
