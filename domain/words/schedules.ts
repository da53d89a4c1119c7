/** By what planned days were set, in words. */
import type { Text } from '../kernel/values.ts';
import type { ScheduleBy } from './lists.ts';

export const SCHEDULE_BY_WORDS: Readonly<Record<ScheduleBy, Text>> = {
  BEFORE: { zh: '此前计划', en: 'as it was before' },
  PLAN: { zh: '印发方案', en: 'issued plan' },
  REPLAN: { zh: '经审批调整', en: 'agreed on an approval' },
  OFFICE: { zh: '办公室凭文件登记', en: 'recorded by the office with its document' },
};
