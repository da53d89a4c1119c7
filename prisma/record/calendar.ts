/**
 * The working-day calendar as stored: seeded once, a year replaced by `tuojian calendar import` or by two people in the console
 * (prisma/office/calendar-proposals.ts), read whole.
 */
import { createHash } from 'node:crypto';
import type { Calendar, YearStatus } from '../../domain/calendar/calendar.ts';
import type { CalendarYear, SpecialDay } from '../../domain/calendar/year.ts';
import { type Database, inTransaction, type Queryable, type Source, through } from '../database.ts';

export async function readCalendar(db: Source): Promise<Calendar> {
  const years = await through(db).query<{ year: number; status: YearStatus }>('SELECT year, status FROM calendar_year ORDER BY year');
  const days = await through(db).query<{ day: string; work: boolean }>('SELECT day, work FROM calendar_day ORDER BY day');
  const text = JSON.stringify([years.rows, days.rows]);
  return {
    version: createHash('sha256').update(text).digest('hex').slice(0, 12),
    years: Object.fromEntries(years.rows.map(({ year, status }) => [String(year), status])),
    days: Object.fromEntries(days.rows.map(({ day, work }) => [day, work])),
  };
}

/** The calendar is read anew after this long, so that an import is seen. */
const AGE_MS = 10_000;
let kept: { readonly db: Database; readonly at: number; readonly calendar: Promise<Calendar> } | null = null;

/** The calendar for whoever only reads: at most some seconds old. */
export function calendarNow(db: Database): Promise<Calendar> {
  if (kept === null || kept.db !== db || Date.now() - kept.at > AGE_MS) {
    const reading = readCalendar(db);
    kept = { db, at: Date.now(), calendar: reading };
    reading.catch(() => {
      kept = null;
    });
  }
  return kept.calendar;
}

/** A year as it is stored, for whoever only looks; null: it is not known. */
export const storedYear = ({ pool }: Database, year: number): Promise<CalendarYear | null> => findCalendarYear(pool, year);

/** The same, in a transaction where one is under way. */
export async function findCalendarYear(db: Queryable, year: number): Promise<CalendarYear | null> {
  const found = await db.query<{ status: YearStatus; document: string }>('SELECT status, document FROM calendar_year WHERE year = $1', [year]);
  const days = await db.query<SpecialDay>('SELECT day, work, name FROM calendar_day WHERE day LIKE $1 ORDER BY day', [`${year}-%`]);
  const [row] = found.rows;
  return row === undefined ? null : { year, ...row, days: days.rows };
}

/** Replaces a year as a whole; `onlyMissing` leaves a year alone that is there already. */
export async function storeCalendarYear(db: Queryable, data: CalendarYear, onlyMissing: boolean): Promise<boolean> {
  const conflict = onlyMissing ? 'DO NOTHING' : 'DO UPDATE SET status = EXCLUDED.status, document = EXCLUDED.document';
  const stored = await db.query(`INSERT INTO calendar_year (year, status, document) VALUES ($1, $2, $3) ON CONFLICT (year) ${conflict}`, [
    data.year,
    data.status,
    data.document,
  ]);
  if (stored.rowCount === 0) return false;
  await db.query('DELETE FROM calendar_day WHERE day LIKE $1', [`${data.year}-%`]);
  await db.query('INSERT INTO calendar_day (day, work, name) SELECT * FROM unnest($1::text[], $2::boolean[], $3::text[])', [
    data.days.map((d) => d.day),
    data.days.map((d) => d.work),
    data.days.map((d) => d.name),
  ]);
  return true;
}

/** The years that are known. */
export const calendarYears = async (db: Database): Promise<Calendar['years']> => (await readCalendar(db.pool)).years;

export type Replaced =
  | { readonly replaced: true; readonly before: CalendarYear | null }
  /** The year is decreed, and what would take its place is provisional. */
  | { readonly replaced: false; readonly before: CalendarYear };

/** By which somebody knows a year again that they have seen; null: that nothing was known of it. */
export const yearMark = (year: CalendarYear | null): string => createHash('sha256').update(JSON.stringify(year)).digest('hex');

/** Whoever replaces a year waits for whoever does so just now, also where the year has no row yet to wait for; readers do not. */
export const holdCalendar = async (tx: Queryable): Promise<void> => void (await tx.query('LOCK TABLE calendar_year IN SHARE ROW EXCLUSIVE MODE'));

type Replacing = {
  /** A provisional one may take the place of a decreed one. */
  readonly evenDecreed: boolean;
};

/** A year takes the place of what was known of it, within a transaction. */
export async function replaceYearIn(tx: Queryable, data: CalendarYear, { evenDecreed }: Replacing): Promise<Replaced> {
  await holdCalendar(tx);
  const before = await findCalendarYear(tx, data.year);
  if (before?.status === 'DECREED' && data.status === 'PROVISIONAL' && !evenDecreed) return { replaced: false, before };
  await storeCalendarYear(tx, data, false);
  return { replaced: true, before };
}

/** The same in a transaction of its own. */
export const replaceYear = (db: Database, data: CalendarYear, how: Replacing): Promise<Replaced> =>
  inTransaction(db.pool, (tx) => replaceYearIn(tx, data, how));
