/**
 * A mail server in the bench's own process: mails come by a real SMTP conversation, and whoever waits for one is told at
 * once, so that nothing is asked for in a loop and no page of mails is kept by what is measured.
 */
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** `at`: milliseconds of this process's clock when the last byte had come. */
export type SunkMail = { readonly id: number; readonly to: string; readonly subject: string; readonly text: string; readonly at: number };

/** A mail by who gets it, what it is (`【待办】` in its subject) and the mark in it, `LOAD-…`. */
export type Wanted = { readonly to: string; readonly what: string; readonly mark: string };

export type MailSink = {
  readonly url: string;
  /** Each is asked for once. Error: none within `limitMs`. */
  mail(wanted: Wanted, limitMs: number): Promise<SunkMail>;
  count(): number;
  stop(): Promise<void>;
};

const textOf = (parsed: ParsedMail): string => parsed.text ?? '';
const keyOf = ({ to, what, mark }: Wanted): string => `${to} ${what} ${mark}`;
const keyIn = (address: string, subject: string): string => {
  const [, what = '', mark = ''] = /^【(.+?)】.*LOAD-(\w+-\d+)\b/.exec(subject) ?? [];
  return keyOf({ to: address.split('@')[0] ?? '', what, mark });
};

export async function startMailSink(): Promise<MailSink> {
  const here = new Map<string, SunkMail>();
  const waiting = new Map<string, (mail: SunkMail) => void>();
  let count = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const at = performance.now();
        const to = session.envelope.rcptTo[0]?.address ?? '';
        callback();
        // What a mail says is read after it was taken, so that reading is no part of sending.
        void simpleParser(Buffer.concat(chunks), { skipHtmlToText: true, skipImageLinks: true, skipTextToHtml: true, skipTextLinks: true }).then(
          (parsed) => {
            count += 1;
            const subject = parsed.subject ?? '';
            const mail = { id: count, to, subject, text: textOf(parsed), at };
            const key = keyIn(to, subject);
            const waits = waiting.get(key);
            waiting.delete(key);
            if (waits === undefined) here.set(key, mail);
            else waits(mail);
          },
        );
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail sink has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mail(wanted, limitMs) {
      const key = keyOf(wanted);
      const found = here.get(key);
      here.delete(key);
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(key);
          reject(new Error(`no mail 【${wanted.what}】 to ${wanted.to} about ${wanted.mark} within ${limitMs} ms`));
        }, limitMs);
        waiting.set(key, (mail) => {
          clearTimeout(late);
          resolve(mail);
        });
      });
    },
    count: () => count,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
