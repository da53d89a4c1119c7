/** What the courier is given of a notice, and asks and tells the ledger; prisma/ satisfies it. Deliberately absent: SQL. */
import type { Content } from '../domain/approval/facts.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { NoticeTemplate } from '../domain/notice/due.ts';
import type { CodeFor, NoticeStatus, OwnNotice, Reachable, Settlement } from '../domain/notice/ledger.ts';
import type { ToldFacts } from '../domain/notice-facts.ts';
import type { NewLink } from '../domain/views.ts';
import type { Overview } from './overview.ts';

export type DueNotice = {
  readonly id: string;
  readonly template: NoticeTemplate;
  readonly stream: string;
  readonly task: number | null;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly was: NoticeStatus;
  readonly recipient: Reachable | null;
  /** Its case as it stands now. */
  readonly about: { readonly stream: string; readonly project: string | null; readonly state: object } | null;
  readonly names: ReadonlyMap<string, Reachable>;
  /** What it tells, as it stood when it happened, and the content that it names. */
  readonly facts: ToldFacts;
  readonly content: Content | null;
  readonly overview: Overview | null;
  /** Where it goes when that is not the recipient's present address. */
  readonly toAddress: string | null;
  readonly addressHash: string;
  readonly lastHour: number;
};

export type NoticeStore = {
  claim(ids: readonly string[]): Promise<{ readonly claimed: readonly DueNotice[]; readonly busy: number }>;
  claimAbout(stream: string, versions: readonly number[]): Promise<readonly DueNotice[]>;
  claimDue(most: number): Promise<readonly DueNotice[]>;
  /** And what was set aside of it is settled. */
  settle(id: string, settlement: Settlement): Promise<void>;
  /** Gives back what was claimed and not tried. */
  unclaim(notices: readonly { readonly id: string; readonly was: NoticeStatus }[]): Promise<void>;
  storeLink(token: string, link: NewLink): Promise<void>;
  mintCode(wanted: CodeFor, expiresAt: Date): Promise<string>;
  mintUnsubscribe(person: string): Promise<string>;
  noteDeadAddress(person: string, address: string): Promise<void>;
  addNotice(notice: OwnNotice): Promise<boolean>;
  keepersOf(stream: string, without: string): Promise<readonly string[]>;
  markDigested(notices: readonly string[]): Promise<void>;
  calendar(): Promise<Calendar>;
  /** Passes over a notice that cannot be dealt with, and tries it again later by itself. False: the ledger does not answer, or did not. */
  putAside(notice: { readonly id: string; readonly stream: string }, reason: unknown): Promise<boolean>;
};
