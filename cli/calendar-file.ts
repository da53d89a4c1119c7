/** A year of the working-day calendar as a file; every fault of it in one report. Deliberately absent: storing it. */
import { z } from 'zod';
import { code, day, faultsOf } from '../api/schemas/values.ts';
import { SetupError } from '../local/setup-error.ts';
import type { CalendarYearData } from '../prisma/record/calendar.ts';
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

/** Error: SetupError with every fault. */
export function calendarIn(file: string): CalendarYearData {
  const json = readJsonFile(file);
  const faults = calendarFaults(json).map((fault) => `  ${fault}`);
  if (faults.length > 0) throw new SetupError(`${file} has faults:\n${faults.join('\n')}`, 'Correct each; nothing was imported.');
  return calendarFile.parse(json);
}

const inOrder = (days: CalendarYearData['days']): string => JSON.stringify(days.map(({ day: on, work, name }) => [on, work, name]).sort());
export const isSameYear = (a: CalendarYearData, b: CalendarYearData): boolean =>
  a.status === b.status && a.document === b.document && inOrder(a.days) === inOrder(b.days);
