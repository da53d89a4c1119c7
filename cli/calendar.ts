/** `tuojian calendar import FILE` */
import { z } from 'zod';
import { code, day, faultsOf } from '../api/schemas/values.ts';
import { SetupError } from '../local/setup-error.ts';
import { type CalendarYearData, findCalendarYear, storeCalendarYear } from '../prisma/calendar.ts';
import { inTransaction } from '../prisma/database.ts';
import { withDatabase } from './connect.ts';
import { readJsonFile } from './json-argument.ts';

export const calendarFile = z
  .strictObject({
    year: z.int().min(2000).max(2100),
    status: z.enum(['DECREED', 'PROVISIONAL'], 'must be DECREED (by notice) or PROVISIONAL'),
    document: code,
    days: z.array(z.strictObject({ day, work: z.boolean(), name: code })).max(200),
  })
  .superRefine((file, context) => {
    const said = new Map<string, { readonly at: number; readonly work: boolean }>();
    file.days.forEach((entry, index) => {
      const say = (message: string): void => context.addIssue({ code: 'custom', path: ['days', index, 'day'], message });
      if (!entry.day.startsWith(`${file.year}-`)) say(`must lie in ${file.year}; there is ${entry.day}`);
      const before = said.get(entry.day);
      const kind = (work: boolean): string => (work ? 'a working day' : 'a day of rest');
      if (before !== undefined) say(`must stand once; ${entry.day} is ${kind(before.work)} in days[${before.at}] and ${kind(entry.work)} here`);
      else said.set(entry.day, { at: index, work: entry.work });
    });
  });

/** `replaceDecreed`: a provisional calendar may take the place of a decreed one (taken in by mistake). */
export async function importCalendar(file: string, replaceDecreed = false): Promise<void> {
  const parsed = calendarFile.safeParse(readJsonFile(file));
  if (!parsed.success) throw new SetupError(`${file} has faults:\n${faultsOf(parsed.error, '  ').join('\n')}`, 'Correct each; nothing was imported.');
  const { year, status, document, days } = parsed.data;
  const before = await withDatabase((db) =>
    inTransaction(db.pool, async (tx) => {
      const known = await findCalendarYear(tx, year);
      if (known?.status === 'DECREED' && status === 'PROVISIONAL' && !replaceDecreed)
        throw new SetupError(
          `${year} is decreed by ${known.document}; a provisional calendar cannot take its place. Nothing was imported.`,
          'Import the notice that changes it, with status DECREED; or say --replace-decreed if it was imported by mistake.',
        );
      await storeCalendarYear(tx, parsed.data, false);
      return known;
    }),
  );
  const same = before !== null && isSameYear(before, parsed.data);
  const was = before === null || same ? '' : ` It takes the place of ${before.document} (${before.status}, ${before.days.length} days).`;
  process.stdout.write(
    same
      ? `${year} (${document}): nothing new; the same ${days.length} special days were there already.\n`
      : `${year} (${document}): ${days.length} special days imported.${was} New deadlines use it from now on; running ones are worked out again within half a minute by the worker (ClocksReworked).\n`,
  );
}

const inOrder = (days: CalendarYearData['days']): string => JSON.stringify(days.map(({ day: on, work, name }) => [on, work, name]).sort());
const isSameYear = (a: CalendarYearData, b: CalendarYearData): boolean =>
  a.status === b.status && a.document === b.document && inOrder(a.days) === inOrder(b.days);
