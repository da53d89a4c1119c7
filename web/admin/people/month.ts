/** A month of days as a calendar shows it, and where a span of days lies in it. Pure. */

export type Span = { readonly from: string; readonly to: string };

/** `2026-11` from what an address says; the month of today where it says none that is one. */
export const monthIn = (asked: string | undefined, today: string): string =>
  asked !== undefined && /^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/.test(asked) ? asked : today.slice(0, 7);

export function monthBeside(month: string, by: 1 | -1): string {
  const [year = 0, nth = 1] = month.split('-').map(Number);
  const index = year * 12 + nth - 1 + by;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

export function daysIn(month: string): number {
  const [year = 0, nth = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, nth, 0)).getUTCDate();
}

/** First and last day of the span within the month, counted from 1; null: none of it. */
export function within({ from, to }: Span, month: string): { readonly first: number; readonly last: number } | null {
  const [begin, end] = [`${month}-01`, `${month}-${String(daysIn(month)).padStart(2, '0')}`];
  if (to < begin || from > end) return null;
  return { first: from < begin ? 1 : Number(from.slice(8)), last: to > end ? daysIn(month) : Number(to.slice(8)) };
}
