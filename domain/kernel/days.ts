/** Days as people in Asia/Shanghai count them. Deliberately absent: working days (calendar/) and the clock. */
import type { IsoDate } from './values.ts';

const DAY_MS = 86_400_000;
const toMs = (day: IsoDate): number => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
const fromMs = (ms: number): IsoDate => new Date(ms).toISOString().slice(0, 10);

export const addDays = (day: IsoDate, n: number): IsoDate => fromMs(toMs(day) + n * DAY_MS);
/** Calendar days from one day to another; negative when `to` lies before. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => Math.round((toMs(to) - toMs(from)) / DAY_MS);

/** Whether a day that is written `2026-11-24` stands in the calendar: JavaScript reads 30 February as 2 March. */
export function isRealDay(written: string): boolean {
  const ms = Date.parse(`${written}T00:00:00Z`);
  return !Number.isNaN(ms) && fromMs(ms) === written;
}

/** `2026-11` of a day. */
export const monthOf = (day: IsoDate): string => day.slice(0, 'yyyy-mm'.length);

/** The same day `n` months later, or that month's last day. */
export function addMonths(day: IsoDate, n: number): IsoDate {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + n, Number(day.slice(8, 10))];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return fromMs(Date.UTC(year, month, Math.min(date, last)));
}

/** The minute in Asia/Shanghai, as people read it: `2026-11-24 09:30`. */
export const minuteAt = (instant: string): string => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** The day in Asia/Shanghai (UTC+8, no daylight saving since 1991) at an instant. */
export const dayAt = (instant: string): IsoDate => fromMs(Date.parse(instant) + 8 * 3_600_000);
/** An hour of a day in Asia/Shanghai as an instant; hour 24 is the end of the day. */
export const at = (day: IsoDate, hour: number): string => new Date(toMs(day) + (hour - 8) * 3_600_000).toISOString();
