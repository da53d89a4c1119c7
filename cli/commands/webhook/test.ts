/** `tuojian webhook test WEBHOOK`: a message that belongs to no case. */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';
import { webhooksPath } from '../../webhooks.ts';

type Options = SignIn & { readonly lang: string; readonly programme: string };

export const testCommand = new Command('test')
  .argument('<webhook>', 'its id, WH-…')
  .requiredOption(...PROGRAMME)
  .option(...LANG)
  .option(...SIGN_IN)
  .description('send a test (webhook.Test), and look at it with webhook ledger')
  .action(async (webhook: string, options: Options) => {
    const api = await signIn(options);
    await api.post(`${webhooksPath(options.programme, webhook)}/test`, {});
    say(
      pick(
        {
          zh: `测试消息已排入发送；结果见 npx tuojian webhook ledger ${webhook} --programme ${options.programme}。`,
          en: `A test is on its way; see npx tuojian webhook ledger ${webhook} --programme ${options.programme}.`,
        },
        options.lang,
      ),
    );
  });
