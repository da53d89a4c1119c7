import { cutText, unlinked, visible } from '../domain/text/shown.ts';

/** A mail as it is built here, before any transport knows of it. */
export type Mail = {
  /** Fixed per notice, so that a repeated mail is recognised as the same one. */
  readonly messageId: string;
  /** Names the mail in its return path, where late bounces come back (VERP). */
  readonly notice: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Mails about one case are one thread; null for overviews. */
  readonly inReplyTo: string | null;
  /** Where an answer by mail goes; null: there is nobody to answer to. */
  readonly replyTo: string | null;
  /** The way out of overviews (RFC 8058); on nothing else. */
  readonly unsubscribe: string | null;
};

/**
 * SENT: accepted by the server. REFUSED: never going to be. LATER: not accepted this time. UNKNOWN: it may have been, the
 * answer was lost. OURS: our own sign-in or settings are wrong, which no recipient is to blame for.
 */
export type SendResult = {
  readonly result: 'SENT' | 'REFUSED' | 'LATER' | 'UNKNOWN' | 'OURS';
  /** The address does not exist: nothing more is sent there. */
  readonly dead: boolean;
  /** Codes alone; what a server says can repeat an address. */
  readonly reply: string;
};

export type Mailer = {
  /** The message, byte for byte, as it will stand on the wire. */
  build(mail: Mail): Promise<Buffer>;
  /** Hands bytes over to one recipient. Never throws. */
  send(bytes: Buffer, to: { readonly notice: string; readonly address: string }): Promise<SendResult>;
};

/**
 * A line of a header, a subject or a card: no line end, nothing that hides or turns it, nothing that a mail program would
 * make a link of (T14), bounded. The one place for every line that other people wrote.
 */
export const oneLine = (text: string): string => cutText(unlinked(visible(text.replace(/\s+/g, ' '))).trim(), 180);
