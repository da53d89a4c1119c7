/** Mails of the service itself to those who run it: plain text, no link, no ledger. */
import { createHash } from 'node:crypto';
import type { Mailer } from './mail.ts';

/** Error: the mail server did not take it. */
export type PlainPost = { send(address: string, subject: string, text: string): Promise<void> };

/** `host`: what stands behind the @ of a Message-ID. */
export const createPlainPost = (mailer: Mailer, host: string): PlainPost => ({
  async send(address, subject, text) {
    const id = createHash('sha256').update(`${address}\n${subject}\n${text}`).digest('hex').slice(0, 32);
    const html = `<pre>${escaped(text)}</pre>`;
    const to = { name: '', address };
    const mail = { notice: id, to, subject, text, html, messageId: `<${id}@${host}>`, inReplyTo: null, replyTo: null, unsubscribe: null };
    const outcome = await mailer.send(await mailer.build(mail), { notice: id, address });
    if (outcome.result !== 'SENT') throw new Error(`the mail server answered ${outcome.reply || outcome.result}`);
  },
});

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
