/** What an applicant and the office may do with an application, on a button. Deliberately absent: what approvers may (answers.ts). */
import type { Text } from '../kernel/values.ts';

export const APPLICANT_ACT_WORDS = {
  SAVE_DRAFT: { zh: '保存草稿', en: 'Save the draft' },
  SUBMIT: { zh: '提交', en: 'Hand in' },
  SUPPLEMENT_NOW: { zh: '提交补正材料', en: 'Hand in what was asked for' },
  RESUBMIT: { zh: '重新提交', en: 'Hand in again' },
  WITHDRAW: { zh: '撤回申请', en: 'Withdraw' },
  NUDGE: { zh: '催办', en: 'Remind whoever is asked' },
  EXTEND_LIMIT: { zh: '延长期限', en: 'Extend the limit' },
} as const satisfies Readonly<Record<string, Text>>;
