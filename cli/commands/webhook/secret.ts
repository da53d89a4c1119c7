/** `tuojian webhook secret WEBHOOK`: another secret; the one of before signs beside it for a day. */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';
import { webhooksPath } from '../../webhooks.ts';

type Options = SignIn & { readonly lang: string; readonly programme: string; readonly basis: string };

export const secretCommand = new Command('secret')
  .argument('<webhook>', 'its id, WH-…')
  .requiredOption(...PROGRAMME)
  .requiredOption('--basis <document>', 'the document that decides it')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('make another secret and print it, once; both sign for a day')
  .action(async (webhook: string, options: Options) => {
    const api = await signIn(options);
    const { secret } = await api.post<{ secret: string }>(`${webhooksPath(options.programme, webhook)}/secret`, { basis: options.basis });
    say(
      pick(
        { zh: '新密钥只显示这一次；旧密钥一天内仍同时签名：', en: 'The new secret is shown this once; the old one signs beside it for a day:' },
        options.lang,
      ),
    );
    say(secret);
  });
