/**
 * Last days as an iCalendar feed (RFC 5545), for the calendar that somebody looks at anyway. A whole day each, without a time,
 * an alarm or anybody's name; what is over leaves the feed by itself. Deliberately absent: which days (domain/programme/progress).
 */
import { createHash } from 'node:crypto';
import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { pick } from '../domain/kernel/locale.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { FeedAbout, FeedEntry } from '../domain/programme/progress/feed.ts';

const NAME: Text = { zh: '托建期限', en: 'Tuojian deadlines' };
const LATE: Text = { zh: '（已逾期）', en: ' (late)' };
/** Programs that follow RFC 7986 ask so often; the others as they are set. Seconds. */
const REFRESH_S = 3_600;

/** The same matter keeps its id when its day changes. An id says nothing to whoever reads the file. */
const uidOf = (id: string, host: string): string => `${createHash('sha256').update(id).digest('hex').slice(0, 32)}@${host}`;

/** The whole file. */
export function calendarFeed(entries: readonly FeedEntry[], about: FeedAbout): string {
  const say = (text: Text): string => pick(text, about.locale);
  const calendar = ical({
    name: say(NAME),
    prodId: { company: 'Tuojian', product: 'Tuojian', language: about.locale === 'en' ? 'EN' : 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_S,
  });
  for (const { id, on, plain, late, programme, project, page } of entries) {
    calendar.createEvent({
      id: uidOf(id, about.host),
      start: new Date(`${on}T00:00:00Z`),
      allDay: true,
      stamp: new Date(about.at),
      summary: `${say(project ?? programme)}${about.locale === 'en' ? ': ' : '：'}${say(plain)}${late ? say(LATE) : ''}`,
      url: page,
      // Nobody is busy all day because of a last day.
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}
