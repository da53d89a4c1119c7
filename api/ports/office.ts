/** What the office looks after, and how the service is. */
import type { DocumentPlace } from '../../domain/document-store.ts';
import type {
  BotStanding,
  CalendarShown,
  FailedSignIns,
  MailFilter,
  MailPage,
  OwnPart,
  RefusedAct,
  RouteVersion,
  ServiceHealth,
} from '../../domain/office.ts';

/** What the office and the administrators look after. */
export type Office = {
  serviceHealth(programme: string): Promise<ServiceHealth>;
  /** What is set aside of a programme, or of none. */
  asideIn(programme: string): Promise<Pick<ServiceHealth, 'aside' | 'asideElsewhere'>>;
  /** How many are tried again now. */
  retryAside(item: string): Promise<number>;
  /** Of these people, and of nobody who is known. */
  failedSignIns(people: readonly string[]): Promise<readonly FailedSignIns[]>;
  refusedActs(programme: string): Promise<readonly RefusedAct[]>;
  programmeMails(programme: string, filter: MailFilter, page: { readonly before: string | null; readonly most: number }): Promise<MailPage>;
  botStandings(programme: string): Promise<readonly BotStanding[]>;
  routeVersions(programme: string, code: string): Promise<readonly RouteVersion[]>;
  calendarShown(programme: string): Promise<CalendarShown>;
};

/**
 * Anybody may ask, and is answered within three seconds: codes and counts alone. Ready is whoever has PostgreSQL and Temporal. A record that is signed late, or
 * something set aside, is shown and takes nothing down: approvals go on, and what is recorded meanwhile is signed later.
 */
export type Health = {
  check(): Promise<{
    readonly postgres: 'ok' | string;
    readonly temporal: 'ok' | string;
    /** `ok`, `late by 7 min`, or `unknown`. */
    readonly record: 'ok' | string;
    /** `ok`, or why the store of new documents does not serve, by a code of STORE_FAULTS; `no answer` where it says nothing in time. */
    readonly documents: 'ok' | string;
    /** `ok`, `no answer`, or `none` where no virus scanner is set. */
    readonly scanner: 'ok' | 'none' | string;
    /** `ok`, or how many of which loop: `COURIER 2, BOTS 1`. */
    readonly aside: 'ok' | string;
    /** `ok`, or which of the service's own parts are being started again: `temporal, mails`. */
    readonly restarting: 'ok' | string;
    /** `ok`; `none`; `not of the current build`, where those at work may not do what is due (tuojian workers); `unknown` while Temporal does not say. */
    readonly workers: 'ok' | string;
  }>;
  /** Where new documents go, and whether they are taken while the scanner does not answer. */
  readonly documents: { readonly place: DocumentPlace; readonly unscanned: boolean };
  /** What the service keeps running itself; none where settings name all of it. */
  ownParts(): readonly OwnPart[];
};
