/** What auditors ask, as the bench asks it: each kind of question with values drawn anew, alone and combined. */
import type { AuditQuery } from '../../domain/audit/query.ts';

export type Draw = { readonly project: string; readonly programme: string; readonly person: string; readonly day: string; readonly later: string };

export const QUESTIONS: Readonly<Record<string, (draw: Draw) => AuditQuery>> = {
  everything: () => ({}),
  project: ({ project }) => ({ project }),
  programme: ({ programme }) => ({ programme }),
  person: ({ person }) => ({ person }),
  action: () => ({ action: 'DecisionMade' }),
  'rare action': () => ({ action: 'CompletionFiled' }),
  stage: () => ({ stage: 'SURVEY' }),
  outcome: () => ({ outcome: 'APPROVE' }),
  door: () => ({ door: 'link' }),
  'common word of two characters': () => ({ text: '同意' }),
  'word of two characters inside a sentence': () => ({ text: '楼梯' }),
  'long phrase': () => ({ text: '儿童活动用房面积符合要求' }),
  'word that is nowhere': () => ({ text: '海绵宝宝' }),
  number: () => ({ document: '青发改审批〔2023〕18号' }),
  'number as text': () => ({ text: '青建竣备〔2023〕' }),
  amount: () => ({ amountFrom: 300_000_000, amountTo: 320_000_000 }),
  'a week': ({ day, later }) => ({ from: day, to: later }),
  'person and word': ({ person }) => ({ person, text: '消防' }),
  'programme, action, outcome': ({ programme }) => ({ programme, action: 'DecisionMade', outcome: 'APPROVE' }),
  'project, stage, word': ({ project }) => ({ project, stage: 'APPROVALS', text: '材料' }),
  'action, amount, time': ({ day }) => ({ action: 'PaymentRequested', amountFrom: 1_000_000, from: day }),
  'two words': () => ({ text: '现场 无异议' }),
};
