/** The working-day calendar as people look at it: each year with its notice and its days, and what hangs on it now. */
import type { YearStatus } from '../../domain/calendar/calendar.ts';
import type { CalendarShown } from '../../domain/office.ts';
import type { Database } from '../database.ts';

export async function calendarShown(db: Database, programme: string): Promise<CalendarShown> {
  const [years, days, clocks] = await Promise.all([
    db.pool.query<{ year: number; status: YearStatus; document: string }>('SELECT year, status, document FROM calendar_year ORDER BY year'),
    db.pool.query<{ day: string; work: boolean; name: string }>('SELECT day, work, name FROM calendar_day ORDER BY day'),
    db.pool.query<{ clocks: number }>('SELECT count(*)::int AS clocks FROM running_clock JOIN stream s USING (stream) WHERE s.programme = $1', [
      programme,
    ]),
  ]);
  return {
    years: years.rows.map((year) => ({ ...year, days: days.rows.filter(({ day }) => day.startsWith(`${year.year}-`)) })),
    clocks: clocks.rows[0]?.clocks ?? 0,
  };
}
