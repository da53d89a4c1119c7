/** A day or a month in words: 「2026年11月27日」, "27 Nov 2026". Here, since refusals of the kernel name days; others take it from words/days.ts. */
import type { IsoDate, Text } from './values.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 「2026年10月」, "Oct 2026" of `2026-10`. */
export function monthWords(month: string): Text {
  const [year, of] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return { zh: `${year}年${of}月`, en: `${MONTHS[of - 1] ?? ''} ${year}` };
}

export function dayWords(day: IsoDate): Text {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  return { zh: `${year}年${month}月${date}日`, en: `${date} ${MONTHS[month - 1] ?? ''} ${year}` };
}
