/** What those who look after a service are shown of it, as types. Deliberately absent: where it is read (prisma/office/). */
import type { Route } from './approval/route.ts';
import type { Aside, Loop } from './aside.ts';
import type { CalendarYear } from './calendar/year.ts';
import type { IsoDate, IsoInstant } from './kernel/values.ts';
import type { FailingWebhook } from './webhook/facts.ts';

export type ServiceHealth = {
  /** Mails of the programme that wait to go out, by their state. */
  readonly mails: readonly { readonly status: string; readonly count: number; readonly oldest: IsoInstant }[];
  /** Of the last seven days: refused, bounced, or nobody to send to. */
  readonly undelivered: number;
  /** Of the last thirty days. */
  readonly lastMailAt: IsoInstant | null;
  /** For group bots. */
  readonly cardsWaiting: number;
  readonly log: {
    readonly size: number;
    /** Events without a place yet; counted up to a thousand. */
    readonly waiting: number;
    readonly unsignedSince: IsoInstant | null;
    readonly checkpoint: { readonly size: number; readonly at: IsoInstant } | null;
  };
  /** Bytes; of the machine on which the service runs, null where it does not say. */
  readonly disk: { readonly free: number; readonly all: number } | null;
  readonly databaseBytes: number;
  /** Other systems that do not take what they are told of, or were switched off for it. */
  readonly webhooks: readonly FailingWebhook[];
  /** What concerns this programme or none. */
  readonly aside: readonly Aside[];
  /** How many of which loop concern other programmes. */
  readonly asideElsewhere: readonly { readonly loop: Loop; readonly count: number }[];
};

/** What the service started itself and keeps running (`npm start`). */
export const OWN_PARTS = ['postgres', 'temporal', 'mails', 'worker'] as const;
/** `ends`: how often it ended by itself since the service started; `endedAt`: the last time. */
export type OwnPart = {
  readonly part: (typeof OWN_PARTS)[number];
  readonly runs: boolean;
  readonly ends: number;
  readonly endedAt: IsoInstant | null;
};

/** A burst of sign-ins that failed; `person` null: of nobody who is known. */
export type FailedSignIns = { readonly person: string | null; readonly door: string; readonly misses: number; readonly at: IsoInstant };
export type RefusedAct = {
  readonly stream: string;
  readonly commandType: string;
  readonly person: string | null;
  readonly door: string;
  readonly code: string;
  readonly at: IsoInstant;
};

export type MailFilter = {
  readonly status?: string;
  readonly person?: string;
  readonly template?: string;
  /** What did not arrive: refused, bounced, nobody to send to, nobody knows. */
  readonly undelivered?: boolean;
};
export type MailRow = {
  readonly id: string;
  readonly stream: string;
  readonly template: string;
  readonly recipient: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly attempts: number;
  readonly createdAt: IsoInstant;
  readonly sentAt: IsoInstant | null;
  readonly heldUntil: IsoInstant | null;
  /** The task that it asks for, while it is open; null: none, or it is over. */
  readonly openTask: number | null;
};
/** `next`: where the page after this one begins; null: it was the last. */
export type MailPage = { readonly items: readonly MailRow[]; readonly next: string | null };

export type BotStanding = {
  readonly bot: string;
  readonly sent: number;
  readonly waiting: number;
  readonly failed: number;
  readonly lastSentAt: IsoInstant | null;
  /** What the newest card came to that did not go out. */
  readonly lastOutcome: string | null;
};

/** A version of a route that a county adopted. */
export type RouteVersion = {
  readonly version: number;
  readonly basis: string;
  readonly at: IsoInstant;
  readonly proposedBy: string | null;
  /** Null: of a release in which one person adopted it. */
  readonly confirmedBy: string | null;
  readonly route: Route;
};

/** `clocks`: limits of the programme that run now, each worked out with the calendar. */
export type CalendarShown = {
  readonly years: readonly CalendarYear[];
  readonly clocks: number;
};

/** A year that waits for a second person. */
export type CalendarProposal = {
  readonly proposal: string;
  /** In which it was proposed, and those that ran then. */
  readonly programme: string;
  readonly programmes: readonly string[];
  readonly year: CalendarYear;
  /** What is stored now; null: nothing is known of the year. */
  readonly before: CalendarYear | null;
  /** What is stored is not what its proposer saw. */
  readonly changed: boolean;
  readonly basis: string;
  readonly proposedBy: string;
  readonly until: IsoDate;
};

/** Whom the calendar is about: every programme that runs, and every limit in them. */
export type CalendarReach = { readonly programmes: readonly string[]; readonly clocks: number };
