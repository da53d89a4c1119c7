/**
 * Hours in which an office works, for what may happen only so often (催办: once in four working hours). 09:00–12:00 and
 * 14:00–18:00 Asia/Shanghai on working days, default of this product. Deliberately absent: limits, which count days.
 */
import { addDays, at, dayAt } from '../kernel/days.ts';
import type { IsoInstant } from '../kernel/values.ts';
import { type Calendar, isWorkday } from './calendar.ts';

const SESSIONS = [
  [9, 12],
  [14, 18],
] as const;
const HOUR_MS = 3_600_000;

/** A moment so many working hours after another; blank until the recorder has asked the calendar. */
export type Moment = { readonly from: IsoInstant; readonly workingHours: number; readonly at: IsoInstant | null; readonly calendar: string | null };

export const blankMoment = (from: IsoInstant, workingHours: number): Moment => ({ from, workingHours, at: null, calendar: null });

/** Error: UnknownYear. */
export function addWorkingHours(from: IsoInstant, hours: number, calendar: Calendar): IsoInstant {
  let left = hours * HOUR_MS;
  for (let day = dayAt(from); ; day = addDays(day, 1)) {
    if (!isWorkday(day, calendar)) continue;
    for (const [opens, closes] of SESSIONS) {
      const start = Math.max(Date.parse(at(day, opens)), Date.parse(from));
      const here = Date.parse(at(day, closes)) - start;
      if (here <= 0) continue;
      if (here >= left) return new Date(start + left).toISOString();
      left -= here;
    }
  }
}

export const workOutMoment = (blank: Moment, calendar: Calendar): Moment => ({
  ...blank,
  at: addWorkingHours(blank.from, blank.workingHours, calendar),
  calendar: calendar.version,
});
