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

/** A day by itself: not within a number of a document, an id or an instant. */
const WRITTEN_DAY = /(?<![\w-])\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w-])/g;

/** A sentence that was recorded with days as `2026-11-27`, with each in the form of its language; a minute behind it stays. */
export const dayWordsIn = ({ zh, en }: Text): Text => ({
  zh: zh.replace(WRITTEN_DAY, (day) => dayWords(day).zh),
  en: en.replace(WRITTEN_DAY, (day) => dayWords(day).en),
});
