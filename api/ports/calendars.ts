/** The working-day calendar by years; and a person's last days for a calendar of their own. */
import type { CalendarYear } from '../../domain/calendar/year.ts';
import type { Locale } from '../../domain/kernel/locale.ts';
import type { Role } from '../../domain/kernel/role.ts';
import type { CalendarProposal, CalendarReach } from '../../domain/office.ts';
import type { CalendarFeed, FeedAbout, FeedEntry, FeedOf } from '../../domain/programme/progress/feed.ts';
import type { ByReader } from '../reader-actor.ts';

/** Years of the working-day calendar that wait for a second person. */
export type CalendarYears = {
  reach(): Promise<CalendarReach>;
  /** Who holds one of these roles in each of these programmes. */
  holdersInEach(programmes: readonly string[], roles: readonly Role[]): Promise<readonly string[]>;
  list(): Promise<readonly CalendarProposal[]>;
  /** Null: nothing is known of it. */
  storedYear(year: number): Promise<CalendarYear | null>;
  /** WAITS: one of somebody else for the same year waits. `seconds`: who is told. */
  propose(
    wanted: Pick<CalendarProposal, 'programme' | 'programmes' | 'year' | 'before' | 'until'> & { readonly seconds: readonly string[] },
    doing: ByReader,
  ): Promise<{ readonly proposal: string } | 'WAITS'>;
  /** False, here and below: it has ended, or what it rests on changed meanwhile. `programmes`: those that run. */
  confirm(proposal: CalendarProposal, programmes: readonly string[], doing: ByReader): Promise<boolean>;
  refuse(proposal: CalendarProposal, programmes: readonly string[], doing: ByReader): Promise<boolean>;
};

/** Addresses at which a calendar program fetches a person's last days. */
export type CalendarFeeds = {
  calendarFeedOf(person: string): Promise<CalendarFeed | null>;
  makeCalendarFeed(person: string, language: Locale): Promise<string>;
  endCalendarFeed(person: string): Promise<boolean>;
  openCalendarFeed(token: string): Promise<FeedOf | null>;
  write(entries: readonly FeedEntry[], about: FeedAbout): string;
};
