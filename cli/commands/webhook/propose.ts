/** `tuojian webhook propose NAME ADDRESS`: another system is to hear of events, once another person confirms it. */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { collect, LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { lastLine, say } from '../../output.ts';
import { webhooksPath } from '../../webhooks.ts';

type Options = SignIn & {
  readonly lang: string;
  readonly programme: string;
  readonly basis: string;
  readonly event?: readonly string[];
  readonly also?: readonly string[];
};

export const proposeCommand = new Command('propose')
  .argument('<name>', 'what the other system is called')
  .argument('<address>', 'where it hears, https://…')
  .requiredOption(...PROGRAMME)
  .requiredOption('--basis <document>', 'the document that decides it')
  .option('--event <event>', '*, a kind such as approval.*, or one event (docs/webhooks.md); may be repeated; all unless given', collect)
  .option('--also <programme>', 'events of this programme too; may be repeated', collect)
  .option(...LANG)
  .option(...SIGN_IN)
  .description('propose that another system hears of events; prints its secret, once')
  .action(async (name: string, address: string, options: Options) => {
    const { programme, basis, event = ['*'], also } = options;
    const api = await signIn(options);
    const body = { name, address, events: event, basis, ...(also === undefined ? {} : { programmes: also }) };
    const { webhook, secret } = await api.post<{ webhook: string; secret: string }>(webhooksPath(programme), body);
    say(
      pick(
        {
          zh: `${webhook} 已提出，须由另一人登录后在“管理、事件推送”中确认。密钥只显示这一次，请交给对方：`,
          en: `${webhook} is proposed and holds when another person has confirmed it, signed in, under Administration, Outgoing events. Its secret is shown this once; hand it to the other system:`,
        },
        options.lang,
      ),
    );
    say(secret);
    lastLine({ webhook });
  });
