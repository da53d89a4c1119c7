/** Days counted as numbers, for a slider. Pure. */
const DAY_MS = 86_400_000;
const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** A day so many days later; what is no day stays as it is. */
export const dayAfter = (day: string, days: number): string =>
  Number.isNaN(msOf(day)) ? day : new Date(msOf(day) + days * DAY_MS).toISOString().slice(0, 10);

/** 0 where either is no day. */
export const daysBetween = (first: string, last: string): number => Math.round((msOf(last) - msOf(first)) / DAY_MS) || 0;
