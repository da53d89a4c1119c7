/** The way to a mail server; the only place that knows nodemailer. One recipient a mail, nothing read from files or URLs. */
import { Readable } from 'node:stream';
import nodemailer, { type TransportOptions } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { Mailer } from './mail.ts';
import { codesOf, NO_UNICODE, outcomeOf } from './outcome.ts';
import { type ReturnPath, returnPathFor } from './return-path.ts';
import { offersUnicodeAddresses } from './smtp-offers.ts';

/** What a server offers is asked anew after this long. */
const OFFERS_AGE_MS = 600_000;

export type SmtpOptions = {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly url: string;
  readonly from: { readonly name: string; readonly address: string };
  /** Where late bounces come back. Null: to the sender, where nobody reads them. */
  readonly bounces: ReturnPath | null;
};

export function createSmtpMailer({ url, from, bounces }: SmtpOptions): Mailer & { verify(): Promise<void>; close(): void } {
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
  } as TransportOptions); // its types leave out what its pool takes
  let asked: { readonly at: number; readonly offers: boolean | null } | null = null;
  const offersUnicode = async (): Promise<boolean | null> => {
    if (asked === null || asked.offers === null || Date.now() - asked.at > OFFERS_AGE_MS)
      asked = { at: Date.now(), offers: await offersUnicodeAddresses(url) };
    return asked.offers;
  };
  return {
    build: (mail) =>
      new MailComposer({
        from,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: mail.messageId,
        ...(mail.inReplyTo === null ? {} : { inReplyTo: mail.inReplyTo, references: [mail.inReplyTo] }),
        ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
        headers: {
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          ...(mail.unsubscribe === null
            ? {}
            : { 'List-Unsubscribe': `<${mail.unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
        },
        disableFileAccess: true,
        disableUrlAccess: true,
      })
        .compile()
        .build(),
    async send(bytes, { notice, address }) {
      // nodemailer would send the letters as they are to a server that has not said that it reads them.
      if (/[^\x20-\x7e]/.test(address)) {
        const offers = await offersUnicode();
        if (offers === null) return { result: 'LATER', dead: false, reply: 'no answer' };
        if (!offers) return { result: 'REFUSED', dead: true, reply: NO_UNICODE };
      }
      let wereRead = false;
      const raw = Readable.from(
        (function* () {
          wereRead = true;
          yield bytes;
        })(),
      );
      try {
        const info = await transport.sendMail({
          raw,
          envelope: { from: bounces === null ? from.address : returnPathFor(bounces, notice), to: [address] },
        });
        return { result: 'SENT', dead: false, reply: codesOf(info.response) };
      } catch (error) {
        return outcomeOf(error, wereRead);
      }
    },
    verify: async () => void (await transport.verify()),
    close: () => transport.close(),
  };
}
