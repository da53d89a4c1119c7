/** What somebody who reads an approval is told of the world: who holds which role now, and the calendar. Nothing is locked. */
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Organisation } from '../../domain/programme/facts.ts';
import type { Database } from '../database.ts';
import { calendarNow } from '../record/calendar.ts';

export async function readingWorld(
  db: Database,
  programme: string,
): Promise<{ readonly calendar: Calendar; readonly holders: (role: string) => readonly string[] }> {
  const [calendar, found] = await Promise.all([
    calendarNow(db),
    db.pool.query<{ roles: Organisation['roles'] | null; left: readonly string[] | null }>({
      name: 'roles-now',
      text: `SELECT organisation -> 'roles' AS roles, organisation -> 'left' AS left FROM organisation WHERE stream = $1`,
      values: [streamOf('programme', programme)],
    }),
  ]);
  const roles: Readonly<Record<string, readonly string[]>> = found.rows[0]?.roles ?? {};
  const left = found.rows[0]?.left ?? [];
  return { calendar, holders: (role) => (roles[role] ?? []).filter((person) => !left.includes(person)) };
}
