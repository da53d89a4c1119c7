/** Sentences of the page about the working-day calendar. */
import { sentences } from '../../app/words.ts';

export const CALENDAR_WORDS = sentences({
  year: { zh: '年份', en: 'Year' },
  from: (document: string) => ({ zh: `依据：${document}`, en: `By: ${document}` }),
  provisional: {
    zh: '国务院通知未到，只按法定节假日暂定；通知到后请导入，期限会重算。',
    en: "The State Council's notice is not out: statutory days alone, for now. Import the notice when it comes; limits are worked out again.",
  },
  decreed: { zh: '以国务院办公厅的通知为准。', en: "As the State Council's notice has it." },
  missing: (year: number) => ({
    zh: `没有 ${year} 年的日历。时限落到 ${year} 年的提交不予受理，并说明缺哪一年；不会按周一至周五估算。`,
    en: `There is no calendar of ${year}. What would be due in ${year} is refused, naming the year; nothing is guessed from Monday to Friday.`,
  }),
  clocks: (n: number) => ({ zh: `本项目群现有 ${n} 项时限按这份日历计算。`, en: `${n} limits of this programme run by this calendar now.` }),
  change: {
    zh: '日历由服务器上的 tuojian calendar import 导入，须写明通知文号。导入后半分钟内，在办的时限重新计算，并记入每个案卷。',
    en: 'A year is imported on the server by tuojian calendar import, with the number of its notice. Running limits are worked out again within half a minute, and each case records it.',
  },
  save: { zh: '下载这一年的文件', en: 'Download this year as a file' },
  day: { zh: '日期', en: 'Day' },
  weekday: { zh: '星期', en: 'Weekday' },
  kind: { zh: '安排', en: 'What it is' },
  name: { zh: '事由', en: 'Why' },
  rest: { zh: '休息', en: 'Day off' },
  work: { zh: '调休上班', en: 'Working day' },
  days: { zh: '节假日和调休', en: 'Holidays and make-up days' },
  counts: (off: number, work: number) => ({
    zh: `放假 ${off} 天（周末除外），调休上班 ${work} 天`,
    en: `${off} weekdays off, ${work} weekend days worked`,
  }),
  none: { zh: '还没有任何年份的日历', en: 'There is no year yet' },
  noneNext: { zh: '请先导入今年和明年的日历，才能计算时限。', en: 'Import this year and the next first, so that limits can be counted.' },
});
