/**
 * A mail server that keeps what it took (a line of JSON a mail, on the disk before it says so) and that can refuse. What is
 * wrong with the way to it is the proxy's. Deliberately absent: what mails say, beside what their readers look for.
 */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type SunkMail = {
  readonly id: number;
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly sha256: string;
  readonly at: number;
};

/** At which step it refuses, with which reply, and whom; null: everybody. */
export type Refusal = { readonly step: 'MAIL' | 'RCPT' | 'DATA'; readonly code: number; readonly says: string; readonly to: string | null };

/** A mail by who gets it, what it is (`【待办】`) and the mark in its subject or text. */
export type Wanted = { readonly to: string; readonly what: string; readonly mark: string };

export class Sink {
  readonly #file: number;
  readonly #mails: SunkMail[] = [];
  readonly #server: SMTPServer;
  readonly #waiting = new Set<() => void>();
  refusal: Refusal | null = null;
  /** How often it refused. */
  refused = 0;

  private constructor(file: string) {
    this.#file = openSync(file, 'a', 0o600);
    const refuses = (step: Refusal['step'], to: string | null): Error | null => {
      const { refusal } = this;
      if (refusal === null || refusal.step !== step || (refusal.to !== null && to !== null && !to.startsWith(refusal.to))) return null;
      if (refusal.to !== null && to === null) return null;
      this.refused += 1;
      return Object.assign(new Error(refusal.says), { responseCode: refusal.code });
    };
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onMailFrom: (_address, _session, callback) => callback(refuses('MAIL', null)),
      onRcptTo: ({ address }, _session, callback) => callback(refuses('RCPT', address)),
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = session.envelope.rcptTo[0]?.address ?? '';
          const refused = refuses('DATA', to);
          if (refused !== null) return callback(refused);
          void this.#take(Buffer.concat(chunks), to).then(() => callback(null, 'taken'), callback);
        });
      },
    });
    this.#server.on('error', () => undefined);
  }

  static async open(file: string): Promise<Sink> {
    const sink = new Sink(file);
    await new Promise<void>((resolve, reject) => {
      sink.#server.once('error', reject);
      sink.#server.listen(0, '127.0.0.1', resolve);
    });
    return sink;
  }

  get port(): number {
    const address = this.#server.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get mails(): readonly SunkMail[] {
    return this.#mails;
  }

  /** The newest such mail. Null: none came within `limitMs`. */
  async mail({ to, what, mark }: Wanted, limitMs: number): Promise<SunkMail | null> {
    const end = Date.now() + limitMs;
    for (;;) {
      const found = this.#mails.findLast(
        (one) => one.to.startsWith(`${to}@`) && one.subject.includes(what) && (one.subject.includes(`${mark} `) || one.text.includes(`${mark} `)),
      );
      if (found !== undefined || Date.now() >= end) return found ?? null;
      await new Promise<void>((resolve) => {
        const go = (): void => {
          clearTimeout(late);
          this.#waiting.delete(go);
          resolve();
        };
        const late = setTimeout(go, end - Date.now());
        this.#waiting.add(go);
      });
    }
  }

  stop(): Promise<void> {
    return new Promise((resolve) =>
      this.#server.close(() => {
        closeSync(this.#file);
        resolve();
      }),
    );
  }

  async #take(bytes: Buffer, to: string): Promise<void> {
    const parsed: ParsedMail = await simpleParser(bytes, { skipHtmlToText: true, skipImageLinks: true, skipTextToHtml: true, skipTextLinks: true });
    const { subject = '', messageId = '', text = '' } = parsed;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const mail = { id: this.#mails.length + 1, messageId, to, subject, text, sha256, at: Date.now() };
    writeSync(this.#file, `${JSON.stringify({ messageId, to, subject, sha256, at: mail.at })}\n`);
    fsyncSync(this.#file);
    this.#mails.push(mail);
    for (const go of [...this.#waiting]) go();
  }
}
