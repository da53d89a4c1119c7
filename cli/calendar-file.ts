/** A year of the working-day calendar as a file. Deliberately absent: what is wrong with it (api/schemas/calendar-year.ts), storing it. */
import { calendarFaults, calendarYear } from '../api/schemas/calendar-year.ts';
import type { CalendarYear } from '../domain/calendar/year.ts';
import { setupError } from './declare.ts';
import { faultsIn, readJsonFile } from './json-argument.ts';

/** Error: SetupError with every fault. */
export function calendarIn(file: string, lang: string): CalendarYear {
  const json = readJsonFile(file, lang);
  const faults = calendarFaults(json);
  if (faults.length > 0)
    throw setupError(lang, faultsIn(file), { zh: '请逐项改正；未导入任何内容。', en: 'Correct each; nothing was imported.' }, faults);
  return calendarYear.parse(json);
}
