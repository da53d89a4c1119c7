/** What the mail ledger shows of a notice: where it stands, who it is for, what an overview holds. */
import type { IsoDate, IsoInstant, Text } from '../kernel/values.ts';
import type { Person } from '../person.ts';
import type { NoticeTemplate } from './due.ts';
import type { Wishes } from './preference.ts';

/**
 * QUEUED: to be sent. HELD: until its hour. FOR_DIGEST, DIGESTED: with the next overview. SENT: accepted by the server;
 * RESENT: at the second try, after UNKNOWN (the server's answer was lost). REFUSED: it will never take it. BOUNCED: it
 * took it and gave it back. DROPPED: not wanted any more. FAILED: nobody to send it to.
 */
export const NOTICE_STATUSES = [
  'QUEUED',
  'HELD',
  'FOR_DIGEST',
  'DIGESTED',
  'SENT',
  'RESENT',
  'UNKNOWN',
  'REFUSED',
  'BOUNCED',
  'DROPPED',
  'FAILED',
] as const;
export type NoticeStatus = (typeof NOTICE_STATUSES)[number];

/** What became of a notice. */
export type Settlement = {
  readonly status: NoticeStatus;
  readonly outcome: string;
  /** What the server said to this try; absent when nothing was tried. */
  readonly tried?: { readonly attempt: number; readonly result: string; readonly reply: string; readonly addressHash?: string };
  readonly notBefore?: Date;
};

/** A notice that the ledger itself makes due. The same key counts once, whoever adds it. */
export type OwnNotice = {
  readonly key: string;
  readonly template: NoticeTemplate;
  readonly stream: string;
  readonly recipient: string;
  readonly detail?: Readonly<Record<string, string>>;
};

/** What a one-time code is for. */
export type CodeFor = {
  /** SIGN_IN is about no case: `stream` and `seen` are empty. */
  readonly purpose: 'PAGE' | 'REPLY' | 'SIGN_IN';
  readonly stream: string;
  readonly task: number;
  readonly person: string;
  /** Hash of the content that the mail tells of. */
  readonly seen: string;
};

/** A person as the courier needs him. */
export type Reachable = Person & {
  /** Null: he has not said. */
  readonly wishes: Wishes | null;
  /** A mail server has said that his address does not exist. */
  readonly dead: boolean;
};

export type NoticeView = {
  readonly id: string;
  /** MAIL; or the provider of the app in which it was a message of their own. */
  readonly channel: string;
  readonly template: string;
  readonly recipient: string;
  readonly task: number | null;
  readonly status: string;
  readonly outcome: string | null;
  readonly createdAt: IsoInstant;
  readonly sentAt: IsoInstant | null;
  readonly heldUntil: IsoInstant | null;
  /** Fetches of its link by anything; and when a person first opened it. */
  readonly visits: number;
  readonly openedAt: IsoInstant | null;
  readonly attempts: readonly {
    readonly attempt: number;
    readonly at: IsoInstant;
    readonly result: string;
    readonly reply: string;
    /** Salted hash of the address that it went to; '' of releases before 0.5.0 and of people who were erased. */
    readonly address: string;
  }[];
};

/** One line of an overview: a task or a case, where its door is, until when, how late. */
export type OverviewLine = {
  readonly title: Text;
  readonly project: string | null;
  readonly dueOn: IsoDate | null;
  readonly late: boolean;
  /** Path of the door page (api/routes/doors.ts); null where there is none. */
  readonly door: string | null;
};

/** What stands in the overview of a working day. */
export type DigestView = {
  readonly tasks: readonly OverviewLine[];
  /** For the office and the leading group: what is late in their programmes. */
  readonly late: readonly OverviewLine[];
  /** What waited for the digest, by notice. */
  readonly news: readonly { readonly notice: string; readonly template: string; readonly title: Text; readonly project: string | null }[];
  /** On the first working day of a week, for whoever oversees programmes: their figures. */
  readonly figures: readonly FiguresTold[];
};
export type FiguresTold = { readonly programme: string; readonly name: Text; readonly lines: readonly Text[] };

/** What is held because the hour's mails are used up. */
export type BurstView = { readonly held: readonly OverviewLine[] };
