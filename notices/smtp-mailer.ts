/** The way to a mail server; the only place that knows nodemailer. One recipient a mail, nothing read from files or URLs. */
import nodemailer, { type TransportOptions } from 'nodemailer';
import type { Mailer, SendResult } from './mail.ts';

export type SmtpOptions = {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly url: string;
  readonly from: { readonly name: string; readonly address: string };
};

export function createSmtpMailer({ url, from }: SmtpOptions): Mailer & { verify(): Promise<void>; close(): void } {
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 3,
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as TransportOptions);
  return {
    async send(mail) {
      try {
        const info = await transport.sendMail({
          from,
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: mail.messageId,
          inReplyTo: mail.inReplyTo,
          references: [mail.inReplyTo],
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
        return { result: 'SENT', reply: info.response };
      } catch (error) {
        return resultOf(error);
      }
    },
    verify: async () => void (await transport.verify()),
    close: () => transport.close(),
  };
}

/** 5xx is final; everything else may pass another time (outcome table, reliability 1.5; refined with the mail ledger). */
function resultOf(error: unknown): SendResult {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
  const reply = error instanceof Error ? error.message : String(error);
  const ours = error instanceof Error && 'code' in error && ['EAUTH', 'ENOAUTH', 'ETLS', 'ECONFIG'].includes(String(error.code));
  return { result: code >= 500 && !ours ? 'REFUSED' : 'LATER', reply };
}
