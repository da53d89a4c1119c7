/**
 * Addresses at which a calendar program fetches a person's last days: one a person, known by the hash of its token alone.
 * Deliberately absent: what the feed holds (domain/programme/progress/deadlines.ts, sheets/calendar-feed.ts).
 */
import { randomBytes } from 'node:crypto';
import type { Locale } from '../../domain/kernel/locale.ts';
import type { CalendarFeed, FeedOf } from '../../domain/programme/progress/feed.ts';
import { sha256 } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';

/** 128 bits: nobody finds one by trying. */
const TOKEN_BYTES = 16;
const languageOf = (kept: string): Locale => (kept === 'en' ? 'en' : 'zh-CN');

/** Its token, which is kept nowhere; the address of before ends. */
export async function makeCalendarFeed(db: Database, person: string, language: Locale): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const data = { hash: sha256(token), language, madeAt: new Date(), readAt: null };
  await db.prisma.calendarFeed.upsert({ where: { person }, create: { person, ...data }, update: data });
  return token;
}

/** Null: this person has none. */
export async function calendarFeedOf(db: Database, person: string): Promise<CalendarFeed | null> {
  const found = await db.prisma.calendarFeed.findUnique({ where: { person } });
  if (found === null) return null;
  return { language: languageOf(found.language), madeAt: found.madeAt.toISOString(), readAt: found.readAt?.toISOString() ?? null };
}

/** Whether there was one. */
export async function endCalendarFeed(db: Database, person: string): Promise<boolean> {
  return (await db.prisma.calendarFeed.deleteMany({ where: { person } })).count > 0;
}

/** Whose it is, noted as fetched; null: there is no such address. A program that asks every minute writes once an hour. */
export async function openCalendarFeed(db: Database, token: string): Promise<FeedOf | null> {
  const found = await db.prisma.calendarFeed.findUnique({ where: { hash: sha256(token) } });
  if (found === null) return null;
  await db.pool.query(
    "UPDATE calendar_feed SET read_at = date_trunc('hour', now()) WHERE person = $1 AND coalesce(read_at, '-infinity') < date_trunc('hour', now())",
    [found.person],
  );
  return { person: found.person, language: languageOf(found.language) };
}
