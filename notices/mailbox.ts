/** Fetches what lies unread in a mailbox, and marks it as read once it was dealt with. */
import { ImapFlow } from 'imapflow';

export type MailboxOptions = {
  /** `imaps://user:password@host:993/INBOX`. */
  readonly url: string;
  readonly everyMs: number;
  /** Called for each message, one at a time; a message whose reading throws stays unread and is tried again. */
  readonly receive: (raw: Buffer) => Promise<void>;
  readonly onFault: (error: unknown) => void;
};

/** Looks now and then; a mailbox that does not answer is tried again. */
export function watchMailbox({ url, everyMs, receive, onFault }: MailboxOptions): { stop(): Promise<void> } {
  let stopped = false;
  const once = async (): Promise<void> => {
    const { hostname, port, username, password, protocol, pathname } = new URL(url);
    const client = new ImapFlow({
      host: hostname,
      port: Number(port === '' ? (protocol === 'imaps:' ? 993 : 143) : port),
      secure: protocol === 'imaps:',
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
      logger: false,
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      const lock = await client.getMailboxLock(decodeURIComponent(pathname.slice(1)) || 'INBOX');
      try {
        const unread = await client.search({ seen: false }, { uid: true });
        for (const uid of unread === false || unread === undefined ? [] : unread) {
          const message = await client.fetchOne(String(uid), { source: true }, { uid: true });
          if (message === false || message.source === undefined) continue;
          await receive(message.source);
          await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
        }
      } finally {
        lock.release();
      }
    } finally {
      await client.logout().catch(() => undefined);
    }
  };
  let running = Promise.resolve();
  const look = (): void => {
    running = running.then(() => (stopped ? undefined : once().catch(onFault)));
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
