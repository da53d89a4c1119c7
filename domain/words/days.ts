/** A day or a month in words, as a sentence holds it: 「2026年11月27日」, "27 Nov 2026". Deliberately absent: instants (kernel/days.ts). */
import { dayWords, dayWordsIn } from '../kernel/day-words.ts';
import { minuteAt } from '../kernel/days.ts';
import type { IsoDate, IsoInstant, Text } from '../kernel/values.ts';

export { dayWords, dayWordsIn, monthWords } from '../kernel/day-words.ts';

/** The minute in Asia/Shanghai: 「2026年11月27日 09:30」, "27 Nov 2026 09:30". */
export function minuteWords(instant: IsoInstant): Text {
  const minute = minuteAt(instant);
  return dayWordsIn({ zh: minute, en: minute });
}

/** From a day to a day, both in full. */
export function spanWords(from: IsoDate, to: IsoDate): Text {
  const [first, last] = [dayWords(from), dayWords(to)];
  return { zh: `${first.zh} – ${last.zh}`, en: `${first.en} – ${last.en}` };
}

/** Behind a last day: the limit would have ended on that day off (民法典 art. 203). */
export function movedWords(from: IsoDate): Text {
  const { zh, en } = dayWords(from);
  return { zh: `（${zh}为休假日，顺延）`, en: ` (${en} being a day off)` };
}
