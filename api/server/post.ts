/** The mail ledger and what people wish; and the ways in for mail. */
import { USUAL_WISHES } from '../../domain/notice/preference.ts';
import { keepDoing } from '../../jobs/keep-doing.ts';
import { sampleMails } from '../../notices/gallery.ts';
import { createInboundReader, type InboundOptions, NotReadNow } from '../../notices/inbound.ts';
import { tellKeepers } from '../../notices/keepers.ts';
import { openMailbox } from '../../notices/mailbox.ts';
import type { Database } from '../../prisma/database.ts';
import { dueInbound, failedInbound, keepInbound, settleInbound } from '../../prisma/mail/inbound-mails.ts';
import { listVisits } from '../../prisma/mail/links.ts';
import { addNotice, findNotice, keepersOf, listNotices, markBounced } from '../../prisma/mail/notices.ts';
import { personOfUnsubscribe, storeWishes, wishesOf } from '../../prisma/mail/preferences.ts';
import { over } from '../../prisma/over.ts';
import { peopleByAddress } from '../../prisma/people/people.ts';
import { openInboundBox } from '../inbound-box.ts';
import { HandInAgain, receiveMail, takeIn } from '../inbound-mail.ts';
import type { Post } from '../ports/post.ts';
import type { ApiDeps, Log } from '../ports.ts';

export type InboundSettings = InboundOptions & {
  /** Null: nothing is taken in. */
  readonly secret: string | null;
  /** A mailbox to be looked into. */
  readonly imapUrl: string | null;
  /** How often; half a minute unless given. */
  readonly imapEveryMs?: number;
};

type PostOptions = { readonly database: Database; readonly inbound: InboundSettings; readonly publicUrl: string };

export function postOf({ database, inbound: settings, publicUrl }: PostOptions): Post {
  const inbound = createInboundReader(settings);
  const notices = over(database, { addNotice, keepersOf });
  let gallery: ReturnType<typeof sampleMails> | null = null;
  return {
    ...over(database, { listNotices, listVisits, storeWishes, personOfUnsubscribe, findNotice, markBounced, peopleByAddress }),
    wishesOf: async (person) => (await wishesOf(database, [person])).get(person) ?? USUAL_WISHES,
    inboundSecret: settings.secret,
    readInbound: (raw) =>
      inbound.read(raw).catch((error: unknown) => {
        throw error instanceof NotReadNow ? new HandInAgain(error.message) : error;
      }),
    closeInbound: () => inbound.close(),
    keepInbound: (raw, why) => (settings.secret === null ? Promise.resolve(false) : keepInbound(database, settings.secret, raw, why)),
    tellKeepers: (notice, kind, reply) => tellKeepers(notices, notice, kind, reply),
    refuseReply: async ({ key, stream, person, zh, en }) =>
      void (await addNotice(database, { key: `reply/${key}`, template: 'reply-refused', stream, recipient: person, detail: { zh, en } })),
    gallery: () => (gallery ??= sampleMails(publicUrl)),
  };
}

/** A dead address is to be known within a minute. */
const IMAP_EVERY_MS = 30_000;
/** What was kept is looked for so often; each message has gaps of its own that grow. */
const BOX_EVERY_MS = 3_000;
/** Stopping waits so many ms for the message that is being dealt with. */
const MAILBOX_STOP_MS = 5_000;

type InboundParts = { readonly database: Database; readonly inbound: InboundSettings; readonly log: Log };

/** Ways in for mail beside the provider's POST: the mailbox, and what is kept until it can be dealt with. */
export function openInbound({ database, inbound: { secret, imapUrl, imapEveryMs }, log }: InboundParts, deps: ApiDeps): { stop(): Promise<void> } {
  const onFault = (error: unknown) => log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'the mailbox cannot be read');
  const everyMs = imapEveryMs ?? IMAP_EVERY_MS;
  // What was kept is tried again from there, and the mailbox need not hold it.
  const receive = (raw: Buffer): Promise<void> =>
    takeIn(deps, raw).then(
      () => undefined,
      (error: unknown) => {
        if (!(error instanceof HandInAgain && error.kept)) throw error;
      },
    );
  const mailbox = imapUrl === null ? null : openMailbox({ url: imapUrl, everyMs, receive, onFault });
  const looking =
    mailbox === null
      ? null
      : keepDoing({ everyMs, atOnce: true, seenAs: { loop: 'MAILBOX', job: 'reading the mailbox' }, onFault, work: () => mailbox.once() });
  const box =
    secret === null
      ? null
      : openInboundBox({
          due: () => dueInbound(database, secret),
          receive: (raw) => receiveMail(deps, raw),
          settle: (item) => settleInbound(database, item),
          fail: (item, why) => failedInbound(database, item, why),
          everyMs: BOX_EVERY_MS,
        });
  return {
    async stop() {
      const stopped = looking?.stop(MAILBOX_STOP_MS);
      mailbox?.stop();
      await Promise.all([stopped, box?.stop()]);
      await deps.post.closeInbound();
    },
  };
}
