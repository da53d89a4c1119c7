/** A mail as it is built here, before any transport knows of it. */
export type Mail = {
  /** Fixed per notice, so that a repeated mail is recognised as the same one. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Mails about one case are one thread. */
  readonly inReplyTo: string;
};

/** SENT: accepted by the server. REFUSED: never going to be. LATER: not accepted this time. */
export type SendResult = { readonly result: 'SENT' | 'REFUSED' | 'LATER'; readonly reply: string };
export type Mailer = { send(mail: Mail): Promise<SendResult> };

/** No line end, control, zero-width or direction mark in a header or a subject; one line, bounded. */
export const oneLine = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to go
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 180);
