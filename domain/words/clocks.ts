/** Lights, marks and pauses of a clock, in words. Deliberately absent: limits (limits.ts), days (days.ts). */
import type { YearStatus } from '../calendar/calendar.ts';
import type { Mark, PauseReason } from '../calendar/deadline.ts';
import type { Light } from '../kernel/summary.ts';
import type { Text } from '../kernel/values.ts';

export const LIGHT_WORDS: Readonly<Record<Light, Text>> = {
  GREEN: { zh: '绿灯', en: 'green light' },
  YELLOW: { zh: '黄灯', en: 'yellow light' },
  RED: { zh: '红灯', en: 'red light' },
};

/** Whether a year's days off are decreed by its notice. */
export const YEAR_WORDS: Readonly<Record<YearStatus, Text>> = {
  DECREED: { zh: '已发布', en: 'decreed' },
  PROVISIONAL: { zh: '暂定', en: 'provisional' },
};

/** What a clock has passed. */
export function markWords(mark: Mark): Text {
  if (mark === 'YELLOW') return { zh: '亮黄灯', en: 'Yellow light' };
  if (mark === 'RED') return { zh: '到期，亮红灯', en: 'Due: red light' };
  if (mark === 'TIMEOUT') return { zh: '时限届满', en: 'Time ran out' };
  const days = mark.slice('RED_'.length);
  return { zh: `超期 ${days} 个工作日`, en: `Overdue by ${days} ${days === '1' ? 'working day' : 'working days'}` };
}

const isLight = (code: string): code is Light => code in LIGHT_WORDS;
const isMark = (code: string): code is Mark => code === 'TIMEOUT' || /^RED_\d+$/.test(code);
/** A light that a project showed, or a mark that an approval reached, as the record names them. */
export const lightOrMarkWords = (code: string): Text => (isLight(code) ? LIGHT_WORDS[code] : isMark(code) ? markWords(code) : { zh: code, en: code });

export const PAUSE_WORDS: Readonly<Record<PauseReason, Text>> = {
  SUPPLEMENT: { zh: '补正', en: 'supplement' },
  EXPERT_REVIEW: { zh: '专家评审', en: 'expert review' },
  HEARING: { zh: '听证', en: 'hearing' },
  SITE_CHECK: { zh: '现场核查', en: 'site check' },
  PUBLICITY: { zh: '公示', en: 'public notice' },
  FORCE_MAJEURE: { zh: '不可抗力', en: 'force majeure' },
  RETURNED: { zh: '退回期间', en: 'returned to others' },
  SUSPENDED: { zh: '项目暂停', en: 'the project is suspended' },
};
