/** `tuojian webhook pause WEBHOOK`: nothing is sent until it is resumed. */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';
import { webhooksPath } from '../../webhooks.ts';

type Options = SignIn & { readonly lang: string; readonly programme: string; readonly basis: string };

export const pauseCommand = new Command('pause')
  .argument('<webhook>', 'its id, WH-…')
  .requiredOption(...PROGRAMME)
  .requiredOption('--basis <document>', 'the document that decides it')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('send nothing until it is resumed; what happens meanwhile is kept')
  .action(async (webhook: string, options: Options) => {
    const api = await signIn(options);
    await api.post(`${webhooksPath(options.programme, webhook)}/state`, { to: 'PAUSED', basis: options.basis });
    say(pick({ zh: `${webhook} 已暂停。`, en: `${webhook} is paused.` }, options.lang));
  });
