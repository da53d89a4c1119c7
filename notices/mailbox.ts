/**
 * Fetches what lies unread in a mailbox, and marks it as read once it was dealt with. A message that fails is passed over
 * and tried again with gaps that grow; the others are read. Deliberately absent: what follows from a message, and when
 * it is looked again (jobs/keep-doing.ts).
 */
import { ImapFlow } from 'imapflow';

export type MailboxOptions = {
  /** `imaps://user:password@host:993/INBOX`. */
  readonly url: string;
  /** Milliseconds between two looks; a message that failed is tried again after twice as many, and so on. */
  readonly everyMs: number;
  /** Called for each message, one at a time; a message whose reading throws stays unread and is tried again later. */
  readonly receive: (raw: Buffer) => Promise<void>;
  /** Told of each message that failed. */
  readonly onFault: (error: unknown) => void;
};

/** Of a larger message only its beginning is fetched: a report stands there, and what was changed on its way is no answer. */
const BYTES_MAX = 2 * 1_024 * 1_024;
/** So many messages in one look; the next look takes the next ones. */
const AT_ONCE = 200;
const GAP_MAX_MS = 3_600_000;
/** What a server may take to answer, and a look as a whole. */
const ANSWER_MS = 30_000;

/** What happened to a message, by the mailbox's own number of it. */
type Seen = { done: boolean; tries: number; notBefore: number };

/** What is unread, looked at once and again; `stop` breaks off the look that is under way. */
export const openMailbox = (options: MailboxOptions): { once(): Promise<void>; stop(): void } => new MailboxLook(options);

function clientOf(url: string): ImapFlow {
  const { hostname, port, username, password, protocol } = new URL(url);
  const client = new ImapFlow({
    host: hostname,
    port: Number(port === '' ? (protocol === 'imaps:' ? 993 : 143) : port),
    secure: protocol === 'imaps:',
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    connectionTimeout: ANSWER_MS,
    greetingTimeout: ANSWER_MS,
    socketTimeout: ANSWER_MS,
  });
  client.on('error', () => undefined);
  return client;
}
const folderOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1)) || 'INBOX';

/** Signs in, opens the mailbox, and reads nothing. Error: the server's or the network's. */
export async function lookAtMailbox(url: string): Promise<void> {
  const client = clientOf(url);
  try {
    await client.connect();
    (await client.getMailboxLock(folderOf(url))).release();
  } finally {
    await client.logout().catch(() => client.close());
  }
}

class MailboxLook {
  readonly #options: MailboxOptions;
  /** By `uidvalidity/uid`: a mailbox that was made anew numbers its messages anew (RFC 3501 2.3.1.1). */
  #seen = new Map<string, Seen>();
  #client: ImapFlow | null = null;
  stopped = false;

  constructor(options: MailboxOptions) {
    this.#options = options;
  }

  stop(): void {
    this.stopped = true;
    this.#client?.close();
  }

  async once(): Promise<void> {
    if (this.stopped) return;
    const client = clientOf(this.#options.url);
    this.#client = client;
    try {
      await client.connect();
      const lock = await client.getMailboxLock(folderOf(this.#options.url));
      try {
        await this.#readUnread(client);
      } finally {
        lock.release();
      }
    } finally {
      this.#client = null;
      await (this.stopped ? Promise.resolve(client.close()) : client.logout().catch(() => client.close()));
    }
  }

  async #readUnread(client: ImapFlow): Promise<void> {
    const validity = client.mailbox === false ? '' : String(client.mailbox.uidValidity);
    const found = await client.search({ seen: false }, { uid: true });
    const unread = found === false || found === undefined ? [] : found;
    // What is not unread any more needs no memory.
    const keys = new Set(unread.map((uid) => `${validity}/${uid}`));
    this.#seen = new Map([...this.#seen].filter(([key]) => keys.has(key)));
    let taken = 0;
    for (const uid of unread) {
      const key = `${validity}/${uid}`;
      const seen = this.#seen.get(key) ?? { done: false, tries: 0, notBefore: 0 };
      if (this.stopped || taken >= AT_ONCE) return;
      if (seen.notBefore > Date.now()) continue;
      taken += 1;
      this.#seen.set(key, seen);
      try {
        await this.#read(client, uid, seen);
      } catch (error) {
        if (this.stopped) return;
        // Without a connection no message is at fault.
        if (!client.usable) throw error;
        this.#later(seen);
        this.#options.onFault(error);
      }
    }
  }

  async #read(client: ImapFlow, uid: number, seen: Seen): Promise<void> {
    if (!seen.done) {
      const message = await client.fetchOne(String(uid), { source: { start: 0, maxLength: BYTES_MAX } }, { uid: true });
      // Somebody else has taken it away meanwhile.
      if (message === false || message.source === undefined) return;
      await this.#options.receive(message.source);
      // From here on only its mark is missing: it is not dealt with again.
      seen.done = true;
    }
    const marked = await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
    if (!marked) throw new Error('the mailbox lets no message be marked as read; this one was dealt with and is left unread');
  }

  #later(seen: Seen): void {
    seen.tries += 1;
    seen.notBefore = Date.now() + Math.min(GAP_MAX_MS, this.#options.everyMs * 2 ** Math.min(seen.tries - 1, 20));
  }
}
