/**
 * A year of the working-day calendar as it comes in, by a file or over the API; every fault of it in one report. Deliberately
 * absent: reading a file (cli/calendar-file.ts), storing it.
 */
import { z } from 'zod';
import { dayFaults } from '../../domain/calendar/year.ts';
import { faultAt } from '../../domain/kernel/fault.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { code, day, faultsOf, said } from './values.ts';

const DAYS_MOST = 200;
/** The fields of a year, which a route may take beside others. */
export const yearFields = {
  year: z.int().min(2000).max(2100),
  status: z.enum(['DECREED', 'PROVISIONAL'], said('须为 DECREED（依通知）或 PROVISIONAL（暂定）', 'must be DECREED (by notice) or PROVISIONAL')),
  document: code,
  days: z.array(z.strictObject({ day, work: z.boolean(), name: code })).max(DAYS_MOST),
};
export const calendarYear = z.strictObject(yearFields);

/** What the shape of one field cannot see; looked at also where other fields are wrong, so that one report holds all. */
const daysAlone = z.looseObject({ year: z.int(), days: z.array(z.looseObject({ day: z.string(), work: z.boolean() })).max(DAYS_MOST) });

/** Days outside of their year, and days that stand twice. */
export function faultsAcrossDays(json: unknown): readonly Text[] {
  const alone = daysAlone.safeParse(json);
  return alone.success ? dayFaults(alone.data.year, alone.data.days).map(({ nth, what }) => faultAt(`days[${nth}].day`, what)) : [];
}

export function calendarFaults(json: unknown): readonly Text[] {
  const parsed = calendarYear.safeParse(json);
  return [...(parsed.success ? [] : faultsOf(parsed.error)), ...faultsAcrossDays(json)];
}
