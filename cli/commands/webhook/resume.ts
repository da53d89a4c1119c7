/** `tuojian webhook resume WEBHOOK`: it is told again. */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';
import { webhooksPath } from '../../webhooks.ts';

type Options = SignIn & { readonly lang: string; readonly programme: string; readonly basis: string; readonly skip?: boolean };

export const resumeCommand = new Command('resume')
  .argument('<webhook>', 'its id, WH-…')
  .requiredOption(...PROGRAMME)
  .requiredOption('--basis <document>', 'the document that decides it')
  .option('--skip', 'leave out what happened meanwhile')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('send again what waited, and what happens from now on')
  .action(async (webhook: string, options: Options) => {
    const api = await signIn(options);
    await api.post(`${webhooksPath(options.programme, webhook)}/state`, { to: 'ACTIVE', skip: options.skip === true, basis: options.basis });
    say(pick({ zh: `${webhook} 已恢复。`, en: `${webhook} is resumed.` }, options.lang));
  });
