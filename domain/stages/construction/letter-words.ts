/** The ladder of supervision as it is called: 提醒函, 督办函, 约谈, 通报, 领导小组会议议题, 移交. Deliberately absent: who sends one (supervision.ts). */
import type { Text } from '../../kernel/values.ts';

export const LETTERS = ['REMINDER', 'SUPERVISION', 'TALK', 'CIRCULAR', 'MEETING', 'TRANSFER'] as const;
export type Letter = (typeof LETTERS)[number];
export const LETTER_NAMES: Readonly<Record<Letter, Text>> = {
  REMINDER: { zh: '提醒函', en: 'letter of reminder' },
  SUPERVISION: { zh: '督办函', en: 'letter of supervision' },
  TALK: { zh: '约谈', en: 'admonitory talk' },
  CIRCULAR: { zh: '通报', en: 'circulated notice' },
  MEETING: { zh: '领导小组会议议题', en: 'item of the leading group’s meeting' },
  TRANSFER: { zh: '移交纪检或审计', en: 'transfer to discipline inspection or audit' },
};
