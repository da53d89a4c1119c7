/** A person's feed of last days, as types: its address, and what stands in it. Deliberately absent: the file (sheets/calendar-feed.ts). */
import type { Locale } from '../../kernel/locale.ts';
import type { IsoInstant, Text } from '../../kernel/values.ts';
import type { ProgrammeDeadline } from './deadlines.ts';

/** `readAt`: when a calendar fetched it last, to the hour; null: none has. */
export type CalendarFeed = { readonly language: Locale; readonly madeAt: IsoInstant; readonly readAt: IsoInstant | null };
export type FeedOf = { readonly person: string; readonly language: Locale };

/** `project`: as people call it; null: it is the programme's own. `page`: where it is looked at, signed in. */
export type FeedEntry = Pick<ProgrammeDeadline, 'id' | 'on' | 'plain' | 'late'> & {
  readonly programme: Text;
  readonly project: Text | null;
  readonly page: string;
};
/** `host`: of the service, which makes ids unique in the world. */
export type FeedAbout = { readonly host: string; readonly locale: Locale; readonly at: IsoInstant };
