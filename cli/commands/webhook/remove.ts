/** `tuojian webhook remove WEBHOOK`: it is not told any more. */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';
import { webhooksPath } from '../../webhooks.ts';

type Options = SignIn & { readonly lang: string; readonly programme: string; readonly basis: string };

export const removeCommand = new Command('remove')
  .argument('<webhook>', 'its id, WH-…')
  .requiredOption(...PROGRAMME)
  .requiredOption('--basis <document>', 'the document that decides it')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('end it, with its secrets and its ledger; that it was there stays on record')
  .action(async (webhook: string, options: Options) => {
    const api = await signIn(options);
    await api.post(`${webhooksPath(options.programme, webhook)}/state`, { to: 'REMOVED', basis: options.basis });
    say(pick({ zh: `${webhook} 已移除。`, en: `${webhook} is removed.` }, options.lang));
  });
