/**
 * Hours in which an office works, in Asia/Shanghai on working days, for what may happen only so often (催办). Which they are
 * stands in the table CLOCKS. Deliberately absent: limits, which count days.
 */
import { addDays, at, dayAt } from '../kernel/days.ts';
import type { IsoInstant } from '../kernel/values.ts';
import { type Calendar, isWorkday } from './calendar.ts';
import { type ClockRules, clocksOf } from './clock-rules.ts';

export type OfficeHours = ClockRules['officeHours'];
const FIRST = clocksOf(undefined).officeHours;
const HOUR_MS = 3_600_000;

/** A moment so many working hours after another; blank until the recorder has asked the calendar. */
export type Moment = {
  readonly from: IsoInstant;
  readonly workingHours: number;
  readonly at: IsoInstant | null;
  readonly calendar: string | null;
  /** Where a county has set other hours than those of release 0.4.0. */
  readonly officeHours?: OfficeHours;
};

export const blankMoment = (from: IsoInstant, workingHours: number, officeHours: OfficeHours = FIRST): Moment => ({
  from,
  workingHours,
  at: null,
  calendar: null,
  ...(JSON.stringify(officeHours) === JSON.stringify(FIRST) ? {} : { officeHours }),
});

/** Error: UnknownYear. */
export function addWorkingHours(from: IsoInstant, hours: number, calendar: Calendar, officeHours: OfficeHours = FIRST): IsoInstant {
  let left = hours * HOUR_MS;
  for (let day = dayAt(from); ; day = addDays(day, 1)) {
    if (!isWorkday(day, calendar)) continue;
    for (const { from: opens, to: closes } of officeHours) {
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
  at: addWorkingHours(blank.from, blank.workingHours, calendar, blank.officeHours),
  calendar: calendar.version,
});
