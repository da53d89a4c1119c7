/** A day or a month in words, as a sentence holds it: 「2026年11月27日」, "27 Nov 2026". Deliberately absent: instants (kernel/days.ts). */
import { dayWords } from '../kernel/day-words.ts';
import type { IsoDate, Text } from '../kernel/values.ts';

export { dayWords, monthWords } from '../kernel/day-words.ts';

/** Behind a last day: the limit would have ended on that day off (民法典 art. 203). */
export function movedWords(from: IsoDate): Text {
  const { zh, en } = dayWords(from);
  return { zh: `（${zh}为休假日，顺延）`, en: ` (${en} being a day off)` };
}
