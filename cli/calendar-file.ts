/** A year of the working-day calendar as a file; every fault of it in one report. Deliberately absent: storing it. */
import { z } from 'zod';
import { code, day, faultsOf, said } from '../api/schemas/values.ts';
import { faultAt } from '../domain/kernel/fault.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { CalendarYearData } from '../prisma/record/calendar.ts';
import { setupError } from './declare.ts';
import { faultsIn, readJsonFile } from './json-argument.ts';

const calendarFile = z.strictObject({
  year: z.int().min(2000).max(2100),
  status: z.enum(['DECREED', 'PROVISIONAL'], said('须为 DECREED（依通知）或 PROVISIONAL（暂定）', 'must be DECREED (by notice) or PROVISIONAL')),
  document: code,
  days: z.array(z.strictObject({ day, work: z.boolean(), name: code })).max(200),
});

/** What the shape of one field cannot see; looked at also where other fields are wrong, so that one report holds all. */
const daysAlone = z.looseObject({ year: z.int(), days: z.array(z.looseObject({ day: z.string(), work: z.boolean() })) });

export function calendarFaults(json: unknown): readonly Text[] {
  const parsed = calendarFile.safeParse(json);
  const alone = daysAlone.safeParse(json);
  const seen = new Map<string, { readonly at: number; readonly work: boolean }>();
  const kind = (work: boolean): Text => (work ? { zh: '工作日', en: 'a working day' } : { zh: '休息日', en: 'a day of rest' });
  const { year, days } = alone.success ? alone.data : { year: 0, days: [] };
  const ofDays = days.flatMap(({ day: on, work }, index) => {
    const before = seen.get(on);
    if (before === undefined) seen.set(on, { at: index, work });
    return [
      ...(on.startsWith(`${year}-`)
        ? []
        : [faultAt(`days[${index}].day`, { zh: `须在 ${year} 年内；这里是 ${on}`, en: `must lie in ${year}; there is ${on}` })]),
      ...(before === undefined
        ? []
        : [
            faultAt(`days[${index}].day`, {
              zh: `不得重复；${on} 在 days[${before.at}] 为${kind(before.work).zh}，这里为${kind(work).zh}`,
              en: `must stand once; ${on} is ${kind(before.work).en} in days[${before.at}] and ${kind(work).en} here`,
            }),
          ]),
    ];
  });
  return [...(parsed.success ? [] : faultsOf(parsed.error)), ...ofDays];
}

/** Error: SetupError with every fault. */
export function calendarIn(file: string, lang: string): CalendarYearData {
  const json = readJsonFile(file, lang);
  const faults = calendarFaults(json);
  if (faults.length > 0)
    throw setupError(lang, faultsIn(file), { zh: '请逐项改正；未导入任何内容。', en: 'Correct each; nothing was imported.' }, faults);
  return calendarFile.parse(json);
}

const inOrder = (days: CalendarYearData['days']): string => JSON.stringify(days.map(({ day: on, work, name }) => [on, work, name]).sort());
export const isSameYear = (a: CalendarYearData, b: CalendarYearData): boolean =>
  a.status === b.status && a.document === b.document && inOrder(a.days) === inOrder(b.days);
