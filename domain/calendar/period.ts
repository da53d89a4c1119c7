/** A time that has passed on paper, and how many working days it had. Deliberately absent: limits that run (deadline.ts). */
import type { IsoDate } from '../kernel/values.ts';
import { type Calendar, workdaysBetween } from './calendar.ts';

/** `workdays` is counted by the recorder, the first day left out (domain facts 2.4); it refuses fewer than `least`. */
export type Period = { readonly from: IsoDate; readonly to: IsoDate; readonly least: number; readonly workdays: number };

export class PeriodTooShort extends Error {
  constructor({ from, to, least }: Period, workdays: number) {
    super(`from ${from} to ${to} there are ${workdays} working days, the first day not counted; it must be at least ${least}`);
    this.name = 'PeriodTooShort';
  }
}

/** Errors: PeriodTooShort; UnknownYear. */
export function countedIn(period: Period, calendar: Calendar): Period {
  const workdays = workdaysBetween(period.from, period.to, calendar);
  if (workdays < period.least) throw new PeriodTooShort(period, workdays);
  return { ...period, workdays };
}
