/** The mail ledger, what people wish, and what comes in by mail. */
import type { Locale } from '../../domain/kernel/locale.ts';
import type { Inbound } from '../../domain/notice/inbound.ts';
import type { NoticeView } from '../../domain/notice/ledger.ts';
import type { Wishes } from '../../domain/notice/preference.ts';
import type { VisitView } from '../../domain/views.ts';

export type Post = {
  listNotices(stream: string): Promise<readonly NoticeView[]>;
  listVisits(stream: string): Promise<readonly VisitView[]>;
  wishesOf(person: string): Promise<Wishes>;
  storeWishes(person: string, wishes: Wishes): Promise<void>;
  personOfUnsubscribe(token: string): Promise<string | null>;
  /** Null: no secret is set, and nothing is taken in. */
  readonly inboundSecret: string | null;
  readInbound(raw: Buffer): Promise<Inbound>;
  closeInbound(): Promise<void>;
  /** What a mail was about; null: it is none of ours. */
  findNotice(
    notice: string,
  ): Promise<{ readonly stream: string; readonly recipient: string; readonly template: string; readonly task: number | null } | null>;
  /** False: it is known already. */
  markBounced(notice: string, bounce: { readonly reply: string; readonly dead: boolean }): Promise<boolean>;
  /** Tells whoever looks after the case of a mail that came back, or that something answered which nobody can read. */
  tellKeepers(
    notice: { readonly id: string; readonly stream: string; readonly recipient: string; readonly template: string },
    kind: 'BOUNCED' | 'MACHINE',
    reply: string,
  ): Promise<void>;
  /** People with this address; more than one where they share a mailbox. */
  peopleByAddress(address: string): Promise<readonly string[]>;
  /** A mail that says why an answer by mail was not counted; `key` makes it go out once. */
  refuseReply(reply: {
    readonly key: string;
    readonly stream: string;
    readonly person: string;
    readonly zh: string;
    readonly en: string;
  }): Promise<void>;
  /** Keeps a message that could not be dealt with, and says why; it is tried again. False: it could not be kept. */
  keepInbound(raw: Buffer, why: unknown): Promise<boolean>;
  /** Every mail with sample data, in both languages. */
  gallery(): Promise<readonly SampleMail[]>;
};

export type SampleMail = {
  readonly template: string;
  readonly locale: Locale;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};
