/** How a route reads: when a group has agreed, where a return leads, what stands while a project is suspended, what a form asks for. */

import type { Text } from '../kernel/values.ts';
import type { FieldType } from './form-shape.ts';
import type { AgreeMode, ReturnTarget, WhenSuspended } from './route.ts';

/** 1: the head of their own unit. */
export const superiorWords = (levels: number): Text =>
  levels === 1
    ? { zh: '申请人所在单位负责人', en: 'head of the applicant’s unit' }
    : { zh: `申请人上 ${levels - 1} 级单位负责人`, en: `head ${levels - 1} above the applicant’s unit` };

export const AGREE_WORDS: Readonly<Record<AgreeMode, Text>> = {
  ALL: { zh: '全部同意（会签）', en: 'all agree' },
  ANY: { zh: '任一人答复即可（或签）', en: 'the first answer counts' },
  IN_ORDER: { zh: '依次办理（顺签）', en: 'one after the other' },
  VOTE: { zh: '按票数（票签）', en: 'by vote' },
  ONE_OF_EACH: { zh: '每个部门至少一人', en: 'one of each department' },
};

export const RETURN_TARGET_WORDS: Readonly<Record<ReturnTarget, Text>> = {
  APPLICANT: { zh: '申请人', en: 'the applicant' },
  PREVIOUS: { zh: '上一步', en: 'the step before' },
  EARLIER: { zh: '更早的环节', en: 'earlier steps' },
  BRANCH: { zh: '本分支更早的环节', en: 'earlier steps of the branch' },
};

export const SUSPENDED_WORDS: Readonly<Record<WhenSuspended, Text>> = {
  STANDS: { zh: '停止计时', en: 'the clock stands' },
  GOES_ON: { zh: '继续计时', en: 'the clock goes on' },
};

/** What kind of thing a field of a form asks for. */
export const FIELD_TYPE_WORDS: Readonly<Record<FieldType, Text>> = {
  TEXT: { zh: '一行文字', en: 'line of text' },
  LONG_TEXT: { zh: '多行文字', en: 'text' },
  NUMBER: { zh: '数字', en: 'number' },
  MONEY: { zh: '金额', en: 'money' },
  DAY: { zh: '日期', en: 'day' },
  CHOICE: { zh: '单选', en: 'one of several' },
  CHOICES: { zh: '多选', en: 'some of several' },
  PERSON: { zh: '人员', en: 'person' },
  FILES: { zh: '附件', en: 'files' },
  TABLE: { zh: '表格', en: 'table' },
};
