/** `tuojian calendar import FILE` */
import { z } from 'zod';
import { code, day, faultsOf } from '../api/schemas/values.ts';
import { SetupError } from '../local/setup-error.ts';
import { inTransaction } from '../prisma/database.ts';
import { type CalendarYearData, findCalendarYear, storeCalendarYear } from '../prisma/record/calendar.ts';
import { withDatabase } from './connect.ts';
import { readJsonFile } from './json-argument.ts';

const calendarFile = z.strictObject({
  year: z.int().min(2000).max(2100),
  status: z.enum(['DECREED', 'PROVISIONAL'], 'must be DECREED (by notice) or PROVISIONAL'),
  document: code,
  days: z.array(z.strictObject({ day, work: z.boolean(), name: code })).max(200),
});

/** What the shape of one field cannot see; looked at also where other fields are wrong, so that one report holds all. */
const daysAlone = z.looseObject({ year: z.int(), days: z.array(z.looseObject({ day: z.string(), work: z.boolean() })) });

function calendarFaults(json: unknown): readonly string[] {
  const parsed = calendarFile.safeParse(json);
  const alone = daysAlone.safeParse(json);
  const said = new Map<string, { readonly at: number; readonly work: boolean }>();
  const kind = (work: boolean): string => (work ? 'a working day' : 'a day of rest');
  const { year, days } = alone.success ? alone.data : { year: 0, days: [] };
  const ofDays = days.flatMap(({ day: on, work }, index) => {
    const before = said.get(on);
    if (before === undefined) said.set(on, { at: index, work });
    return [
      ...(on.startsWith(`${year}-`) ? [] : [`days[${index}].day: must lie in ${year}; there is ${on}`]),
      ...(before === undefined
        ? []
        : [`days[${index}].day: must stand once; ${on} is ${kind(before.work)} in days[${before.at}] and ${kind(work)} here`]),
    ];
  });
  return [...(parsed.success ? [] : faultsOf(parsed.error)), ...ofDays];
}

/** `replaceDecreed`: a provisional calendar may take the place of a decreed one (taken in by mistake). */
export async function importCalendar(file: string, replaceDecreed = false): Promise<void> {
  const json = readJsonFile(file);
  const faults = calendarFaults(json).map((fault) => `  ${fault}`);
  if (faults.length > 0) throw new SetupError(`${file} has faults:\n${faults.join('\n')}`, 'Correct each; nothing was imported.');
  const calendar = calendarFile.parse(json);
  const { year, status, document, days } = calendar;
  const before = await withDatabase((db) =>
    inTransaction(db.pool, async (tx) => {
      const known = await findCalendarYear(tx, year);
      if (known?.status === 'DECREED' && status === 'PROVISIONAL' && !replaceDecreed)
        throw new SetupError(
          `${year} is decreed by ${known.document}; a provisional calendar cannot take its place. Nothing was imported.`,
          'Import the notice that changes it, with status DECREED; or say --replace-decreed if it was imported by mistake.',
        );
      await storeCalendarYear(tx, calendar, false);
      return known;
    }),
  );
  const same = before !== null && isSameYear(before, calendar);
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
