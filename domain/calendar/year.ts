/**
 * A year of the calendar as its notice has it: the days that differ from Monday to Friday, what is wrong with them, and what
 * a year changes of another. Pure. Deliberately absent: counting by it (calendar.ts), and what one field alone may hold.
 */
import { addDays } from '../kernel/days.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { YearStatus } from './calendar.ts';

export type SpecialDay = { readonly day: IsoDate; readonly work: boolean; readonly name: string };
export type CalendarYear = {
  readonly year: number;
  readonly status: YearStatus;
  /** The State Council's notice, by its document number. */
  readonly document: string;
  readonly days: readonly SpecialDay[];
};

/** `nth`: whose day it is. OUTSIDE: of the year. TWICE: it stands at `first` already. */
export type DayFault = { readonly nth: number; readonly what: Text } & (
  | { readonly why: 'OUTSIDE' }
  | { readonly why: 'TWICE'; readonly first: number }
);

/** What no day shows by itself; `what` follows its place, `days[1].day`. */
export function dayFaults(year: number, days: readonly Pick<SpecialDay, 'day' | 'work'>[]): readonly DayFault[] {
  const seen = new Map<IsoDate, { readonly at: number; readonly work: boolean }>();
  const kind = (work: boolean): Text => (work ? { zh: '工作日', en: 'a working day' } : { zh: '休息日', en: 'a day of rest' });
  return days.flatMap(({ day, work }, nth): readonly DayFault[] => {
    const before = seen.get(day);
    if (before === undefined) seen.set(day, { at: nth, work });
    const outside: readonly DayFault[] = day.startsWith(`${year}-`)
      ? []
      : [{ nth, why: 'OUTSIDE', what: { zh: `须在 ${year} 年内；这里是 ${day}`, en: `must lie in ${year}; there is ${day}` } }];
    if (before === undefined) return outside;
    const twice: Text = {
      zh: `不得重复；${day} 在 days[${before.at}] 为${kind(before.work).zh}，这里为${kind(work).zh}`,
      en: `must stand once; ${day} is ${kind(before.work).en} in days[${before.at}] and ${kind(work).en} here`,
    };
    return [...outside, { nth, why: 'TWICE', first: before.at, what: twice }];
  });
}

/** Each day from one to another, with both; none where `to` is earlier. */
export function daysFromTo(from: IsoDate, to: IsoDate): readonly IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** One day: `was` null: added, `will` null: removed. */
export type DayChange = { readonly day: IsoDate; readonly was: Omit<SpecialDay, 'day'> | null; readonly will: Omit<SpecialDay, 'day'> | null };

/** Which days differ once `after` has taken the place of `before` (null: nothing is known of the year), in their order. */
export function dayChanges(before: Pick<CalendarYear, 'days'> | null, after: Pick<CalendarYear, 'days'>): readonly DayChange[] {
  const byDay = (days: readonly SpecialDay[]) => new Map(days.map(({ day, work, name }) => [day, { work, name }]));
  const [was, will] = [byDay(before?.days ?? []), byDay(after.days)];
  return [...new Set([...was.keys(), ...will.keys()])].sort().flatMap((day) => {
    const [a, b] = [was.get(day) ?? null, will.get(day) ?? null];
    return a?.work === b?.work && a?.name === b?.name ? [] : [{ day, was: a, will: b }];
  });
}

/** Also with its notice; in whatever order the days stand. */
export const isSameYear = (a: CalendarYear, b: CalendarYear): boolean =>
  a.status === b.status && a.document === b.document && dayChanges(a, b).length === 0;
