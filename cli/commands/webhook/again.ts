/** `tuojian webhook again WEBHOOK`: sends again what was set aside, or all, since a day; or one message. */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { lastLine, say } from '../../output.ts';
import { webhooksPath } from '../../webhooks.ts';

type Options = SignIn & {
  readonly lang: string;
  readonly programme: string;
  readonly basis: string;
  readonly since?: string;
  readonly all?: boolean;
  readonly message?: string;
};

export const againCommand = new Command('again')
  .argument('<webhook>', 'its id, WH-…')
  .requiredOption(...PROGRAMME)
  .requiredOption('--basis <document>', 'the document that decides it')
  .option('--since <day>', 'what was set aside since this day')
  .option('--all', 'what was delivered since that day too')
  .option('--message <id>', 'this message alone, msg_…')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('send messages again, each with the id that it had')
  .action(async (webhook: string, options: Options) => {
    const { basis, since = '2000-01-01', all, message } = options;
    const api = await signIn(options);
    const what = message === undefined ? { what: all === true ? 'ALL' : 'ASIDE', since } : { what: 'ONE', message };
    const { count } = await api.post<{ count: number }>(`${webhooksPath(options.programme, webhook)}/again`, { ...what, basis });
    say(pick({ zh: `将重新发送 ${count} 条。`, en: `${count} are sent again.` }, options.lang));
    lastLine({ count });
  });
