/** Mails and messages to other systems, counted and traced as they are handed over. Deliberately absent: to whom, and about what. */
import type { Mailer, SendResult } from '../notices/mail.ts';
import type { SendOutcome, WebhookSender } from '../notices/webhooks/webhook-sender.ts';
import { mailSeconds, mails, webhookSeconds, webhookSends } from '../telemetry/metrics.ts';
import { inSpan } from '../telemetry/spans.ts';

// What has not happened yet is 0, so that its first time is seen to be one more.
const MAILED = ['SENT', 'REFUSED', 'LATER', 'UNKNOWN', 'OURS'] as const satisfies readonly SendResult['result'][];
const TOLD = ['DELIVERED', 'GONE', 'LATER'] as const satisfies readonly SendOutcome['verdict'][];
for (const outcome of MAILED) mails.inc({ outcome }, 0);
for (const outcome of TOLD) webhookSends.inc({ outcome }, 0);

export const watchedMailer = <M extends Mailer>(mailer: M): M => ({
  ...mailer,
  send: (bytes, to) =>
    inSpan(
      { name: 'hand over a mail', kind: 'CLIENT' },
      async () => {
        const ended = mailSeconds.startTimer();
        const sent = await mailer.send(bytes, to);
        ended();
        mails.inc({ outcome: sent.result });
        return sent;
      },
      ({ result }) => ({ 'tuojian.outcome': result }),
    ),
});

export const watchedSender =
  (send: WebhookSender): WebhookSender =>
  (sending) =>
    inSpan(
      { name: 'tell another system', kind: 'CLIENT' },
      async () => {
        const outcome = await send(sending);
        webhookSeconds.observe(outcome.ms / 1_000);
        webhookSends.inc({ outcome: outcome.verdict });
        return outcome;
      },
      ({ verdict }) => ({ 'tuojian.outcome': verdict }),
    );
