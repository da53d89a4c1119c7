/** `tuojian webhook ledger WEBHOOK`: what became of each message, newest first. */
import { Command } from 'commander';
import { type SignIn, signIn } from '../../api-session.ts';
import { LANG, PROGRAMME, pick, SIGN_IN } from '../../declare.ts';
import { say, table } from '../../output.ts';
import { type MessageShown, webhooksPath } from '../../webhooks.ts';

type Options = SignIn & { readonly lang: string; readonly programme: string; readonly status?: string };

export const ledgerCommand = new Command('ledger')
  .argument('<webhook>', 'its id, WH-…')
  .requiredOption(...PROGRAMME)
  .option('--status <status>', 'WAITING, DELIVERED or ASIDE')
  .option(...LANG)
  .option(...SIGN_IN)
  .description('the last 200 messages to another system: event, state, tries, what the last one came to')
  .action(async (webhook: string, options: Options) => {
    const { webhookCause, webhookMessageName } = await import('../../../domain/words/webhooks.ts');
    const api = await signIn(options);
    const query = options.status === undefined ? '' : `&status=${encodeURIComponent(options.status)}`;
    const { items } = await api.get<{ items: readonly MessageShown[] }>(`${webhooksPath(options.programme, webhook)}/messages?limit=200${query}`);
    if (items.length === 0) say(pick({ zh: '没有消息。', en: 'No messages.' }, options.lang));
    table(
      items.map(({ message, event, about, status, createdAt, attempts }) => {
        const last = attempts.at(-1);
        return [
          createdAt,
          event,
          about ?? '',
          pick(webhookMessageName(status), options.lang),
          String(attempts.length),
          last === undefined ? '' : last.cause === '' ? `${last.status} ${last.ms} ms` : pick(webhookCause(last.cause), options.lang),
          message,
        ];
      }),
    );
  });
