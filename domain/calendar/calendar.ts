/**
 * Working-day arithmetic over a calendar that is passed in (行政许可法 art. 82: limits count working days, without
 * statutory holidays; make-up weekends are working days). Deliberately absent: the days themselves and the clock.
 */
import { addDays, addMonths } from '../kernel/days.ts';
import type { IsoDate } from '../kernel/values.ts';

/** A year is DECREED once the State Council's notice is out; before, its statutory days alone make it PROVISIONAL (暂定). */
export type YearStatus = 'DECREED' | 'PROVISIONAL';

export type Calendar = {
  /** Names the data, so that a deadline can say which calendar it was worked out with. */
  readonly version: string;
  readonly years: Readonly<Record<string, YearStatus>>;
  /** Only the days that differ from Monday to Friday: true is a working day. */
  readonly days: Readonly<Record<IsoDate, boolean>>;
};

/** A limit is never a bare number: 10 working days, 15 calendar days and 3 months are different things. */
export type Limit = { readonly n: number; readonly unit: 'WD' | 'CD' | 'MONTH' };

/** The calendar does not know this year. People see it; it never falls back to Monday to Friday. */
export class UnknownYear extends Error {
  readonly year: string;
  constructor(year: string) {
    super(`the working-day calendar does not know ${year}; import it with \`tuojian calendar import\``);
    this.name = 'UnknownYear';
    this.year = year;
  }
}

/** Error: UnknownYear. */
export function isWorkday(day: IsoDate, calendar: Calendar): boolean {
  if (calendar.years[day.slice(0, 4)] === undefined) throw new UnknownYear(day.slice(0, 4));
  const special = calendar.days[day];
  if (special !== undefined) return special;
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/**
 * The n-th working day after `day`; the day itself does not count (domain facts 2.4). n = 0 gives the same day, or the
 * next working day. Error: UnknownYear.
 */
export function addWorkdays(day: IsoDate, n: number, calendar: Calendar): IsoDate {
  let reached = day;
  if (n === 0) while (!isWorkday(reached, calendar)) reached = addDays(reached, 1);
  for (let left = n; left > 0; left -= 1) reached = neighbour(reached, 1, calendar);
  return reached;
}

type Direction = 1 | -1;
/** What was found of a calendar: clocks ask for the same weeks over and over, and days are slow to count as text. */
const found = new WeakMap<Calendar, Readonly<Record<Direction, Map<IsoDate, IsoDate>>>>();

/** The working day next to a day. Error: UnknownYear. */
function neighbour(day: IsoDate, direction: Direction, calendar: Calendar): IsoDate {
  const known = found.get(calendar) ?? { 1: new Map(), [-1]: new Map() };
  found.set(calendar, known);
  const before = known[direction].get(day);
  if (before !== undefined) return before;
  let reached = addDays(day, direction);
  while (!isWorkday(reached, calendar)) reached = addDays(reached, direction);
  known[direction].set(day, reached);
  return reached;
}

/** The n-th working day before `day`. Error: UnknownYear. */
export function subtractWorkdays(day: IsoDate, n: number, calendar: Calendar): IsoDate {
  let reached = day;
  for (let left = n; left > 0; left -= 1) reached = neighbour(reached, -1, calendar);
  return reached;
}

/** Working days after `from` up to and with `to`; 0 when `to` is not later. Error: UnknownYear. */
export function workdaysBetween(from: IsoDate, to: IsoDate, calendar: Calendar): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkday(day, calendar)) count += 1;
  return count;
}

export const addLimit = (day: IsoDate, limit: Limit, calendar: Calendar): IsoDate =>
  limit.unit === 'WD' ? addWorkdays(day, limit.n, calendar) : limit.unit === 'CD' ? addDays(day, limit.n) : addMonths(day, limit.n);
