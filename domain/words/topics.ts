/** What notices are about, as people choose them. Deliberately absent: which notice is about what (notice/preference.ts). */
import type { Text } from '../kernel/values.ts';
import type { MailWish, Topic } from '../notice/preference.ts';

export const TOPIC_WORDS: Readonly<Record<Topic, Text>> = {
  TASKS: { zh: '待办事项', en: 'Tasks' },
  CLOCKS: { zh: '时限和预警', en: 'Time limits and warnings' },
  TALK: { zh: '意见和抄送', en: 'Answers and copies' },
  OUTCOMES: { zh: '办理结果', en: 'Outcomes' },
  RECEIPTS: { zh: '回执', en: 'Receipts' },
  PROGRAMME: { zh: '项目和工作安排', en: 'Programme and people' },
};

export const MAIL_WISH_WORDS: Readonly<Record<MailWish, Text>> = {
  AT_ONCE: { zh: '即时', en: 'At once' },
  DIGEST: { zh: '列入每日汇总', en: 'In the daily overview' },
  OFF: { zh: '不通知', en: 'Not at all' },
};
