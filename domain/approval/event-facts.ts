/**
 * What the events of an approval mean: their words, whom they name, what they carry. Read by search, stories and mails
 * (domain/audit/facts.ts). Deliberately absent: the history in sentences, which knows the state (narrate.ts).
 */

import { DEADLINE } from '../calendar/deadline-facts.ts';
import type { EventFactsOf } from '../kernel/event-facts.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { lightOrMarkWords, PAUSE_WORDS } from '../words/clocks.ts';
import { named } from '../words/named.ts';
import { ADDED_WORDS, MAIL_ASKED_WORDS, PASSED_WORDS } from '../words/tasks.ts';
import type { ApprovalEvent } from './events.ts';
import type { Backdated } from './receipt.ts';
import type { OldEvent } from './upcast.ts';
import { CLOCKS, CONTENT, DOCUMENT, FOUND, PINNED_ROUTE } from './value-facts.ts';

const BACKDATED = { document: 'document', by: 'person' } as const;
const DAY = { on: 'code', backdated: BACKDATED } as const;

/** A day that the office entered later never reads like one of the server's. */
const enteredLater = ({ backdated }: { readonly on?: IsoDate; readonly backdated?: Backdated }): readonly Text[] =>
  backdated === undefined ? [] : [{ zh: `办公室补录，凭 ${backdated.document}`, en: `entered later by the office, by ${backdated.document}` }];

export const APPROVAL_FACTS = {
  ApprovalOpened: {
    zh: '审批建立',
    en: 'approval opened',
    shows: ['title'],
    fields: {
      owner: 'unsearched',
      programme: 'code',
      project: 'code',
      title: 'text',
      applicant: 'person',
      route: PINNED_ROUTE,
      content: CONTENT,
      named: { each: 'person' },
      undertaking: DOCUMENT,
      contentHash: 'unsearched',
      receivedOn: 'code',
      acceptedOn: 'code',
      standards: 'unsearched',
    },
  },
  DraftSaved: { zh: '保存草稿', en: 'draft saved', shows: ['title'], fields: { content: CONTENT, contentHash: 'unsearched', title: 'text' } },
  ApplicationSubmitted: {
    zh: '提交申请',
    en: 'application submitted',
    shows: ['on'],
    also: enteredLater,
    fields: { ...DAY, undertaking: DOCUMENT },
  },
  ApplicationAccepted: { zh: '受理', en: 'application accepted for handling', shows: ['on'], fields: { on: 'code', missing: 'text', ...CLOCKS } },
  StepSkipped: { zh: '跳过步骤', en: 'step skipped', shows: ['step', 'why'], fields: { values: { each: 'code' }, why: 'text' } },
  StepOpened: {
    zh: '步骤开始',
    en: 'step opened',
    shows: ['step'],
    fields: {
      ...FOUND,
      deadline: DEADLINE,
      values: { each: 'code' },
      who: { people: 'person', roles: 'unsearched', not: 'person' },
      assignees: 'person',
    },
  },
  DecisionMade: {
    zh: '作出决定',
    en: 'decision made',
    shows: ['step', 'choice', 'reason'],
    fields: {
      person: 'person',
      onBehalfOf: 'acting',
      choice: 'outcome',
      reason: 'text',
      conditions: 'text',
      signature: DOCUMENT,
      // Some of it may be hidden from whoever searches.
      filled: 'unsearched',
      seen: 'unsearched',
      route: 'unsearched',
    },
  },
  DecidedAutomatically: { zh: '自动决定', en: 'decided automatically', shows: ['step', 'why'], fields: { why: 'text' } },
  TurnPassed: { zh: '轮到下一人', en: 'turn passed', shows: ['step'], fields: { person: 'person' } },
  StepClosed: {
    zh: '步骤结束',
    en: 'step closed',
    shows: ['step', 'result', 'why'],
    fields: { result: 'outcome', tally: 'unsearched', why: 'text' },
  },
  BranchEnded: {
    zh: '分支结束',
    en: 'branch ended',
    shows: ['step', 'result', 'why'],
    fields: { branch: 'code', result: 'outcome', why: 'text' },
  },
  BranchReturned: {
    zh: '分支内退回',
    en: 'returned within its branch',
    shows: ['step', 'reason'],
    fields: { ...FOUND, person: 'person', reason: 'text', branch: 'code', to: 'code' },
  },
  DecisionTakenBack: { zh: '拿回决定', en: 'decision taken back', fields: { person: 'person', caseDeadline: DEADLINE } },
  OutcomeWithheld: { zh: '暂不办结', en: 'outcome withheld', fields: { missing: 'text' } },
  ApprovalClosed: {
    zh: '审批办结',
    en: 'approval closed',
    shows: ['outcome', 'reason'],
    fields: { outcome: 'outcome', by: 'person', reason: 'text', conditions: 'text', at: 'unsearched' },
  },
  TaskHandedOver: {
    zh: '转办',
    en: 'task handed over',
    shows: ['why'],
    words: { why: named(PASSED_WORDS) },
    also: ({ reason, words }) => [words ?? { zh: reason, en: reason }],
    fields: { ...FOUND, from: 'person', why: 'code', reason: 'text', words: 'text', by: 'person', mandate: 'unsearched', onBehalfOf: 'person' },
  },
  HandOverRefused: { zh: '转办未成', en: 'hand-over refused', shows: ['to', 'why'], fields: { person: 'person', to: 'person', why: 'text' } },
  OpinionAsked: { zh: '委派', en: 'opinion asked', shows: ['question'], fields: { ...FOUND, by: 'person', question: 'text' } },
  OpinionGiven: { zh: '答复意见', en: 'opinion given', shows: ['opinion'], fields: { person: 'person', opinion: 'text', recommends: 'code' } },
  OpinionRecalled: { zh: '收回委派', en: 'opinion recalled', fields: {} },
  ApproversAdded: {
    zh: '加签',
    en: 'approvers added',
    shows: ['where', 'reason'],
    words: { where: named(ADDED_WORDS) },
    fields: { ...FOUND, by: 'person', where: 'code', reason: 'text' },
  },
  ApproverRemoved: { zh: '减签', en: 'approver removed', shows: ['reason'], fields: { by: 'person', person: 'person', reason: 'text' } },
  Recused: { zh: '回避', en: 'recused', shows: ['reason'], fields: { person: 'person', reason: 'text' } },
  ApplicantChanged: {
    zh: '变更申请人',
    en: 'applicant changed',
    shows: ['to', 'basis'],
    fields: { from: 'person', to: 'person', basis: 'document' },
  },
  ApproverUnreachable: { zh: '邮件无法送达', en: 'approver unreachable', fields: { person: 'person', reply: 'text' } },
  SubstitutesAsked: { zh: '改请他人', en: 'substitutes asked', shows: ['why'], fields: { ...FOUND, why: 'text' } },
  TasksEscalated: {
    zh: '升级转办',
    en: 'tasks passed to those above',
    shows: ['step', 'mark'],
    words: { mark: lightOrMarkWords },
    fields: { ...FOUND, mark: 'code', from: 'person', to: 'code' },
  },
  QuestionAsked: { zh: '提问', en: 'question asked', shows: ['question'], fields: { ...FOUND, by: 'person', question: 'text' } },
  QuestionAnswered: {
    zh: '答复提问',
    en: 'question answered',
    shows: ['to', 'text'],
    fields: { person: 'person', to: 'person', text: 'text', documents: DOCUMENT },
  },
  Commented: { zh: '批注', en: 'commented', shows: ['text'], fields: { person: 'person', text: 'text', documents: DOCUMENT } },
  ProjectChangeNoted: {
    zh: '审批获知项目变更',
    en: 'approval told of a change of the project',
    shows: ['document', 'on', 'what', 'reason'],
    fields: { by: 'person', what: 'text', document: 'document', on: 'code', reason: 'text' },
  },
  CopySent: { zh: '抄送', en: 'copy sent', fields: { ...FOUND, by: 'person', note: 'text' } },
  ReadMarked: { zh: '已阅', en: 'read', fields: { person: 'person' } },
  SeenMarked: { zh: '已阅未批', en: 'seen, not decided yet', fields: { person: 'person' } },
  MailAsked: {
    zh: '要求重发邮件',
    en: 'mail asked for',
    shows: ['what'],
    words: { what: named(MAIL_ASKED_WORDS) },
    fields: { what: 'code', person: 'person' },
  },
  ReadingEnded: { zh: '未阅抄送归档', en: 'copies put away' },
  SupplementRequested: {
    zh: '一次性告知补正',
    en: 'supplement requested',
    shows: ['step', 'on', 'list'],
    fields: { ...CLOCKS, person: 'person', list: 'text', on: 'code', fields: 'unsearched' },
  },
  Supplemented: {
    zh: '补正材料收到',
    en: 'supplemented',
    shows: ['on'],
    also: enteredLater,
    fields: { ...CLOCKS, ...DAY, documents: DOCUMENT, note: 'text', content: CONTENT, contentHash: 'unsearched', filled: 'unsearched' },
  },
  ClockPaused: {
    zh: '暂停计时',
    en: 'clock paused',
    shows: ['on', 'reason', 'notice'],
    words: { reason: named(PAUSE_WORDS) },
    fields: { ...CLOCKS, reason: 'code', notice: 'text', by: 'person', on: 'code', until: DEADLINE, deficiency: DEADLINE },
  },
  ClockResumed: {
    zh: '恢复计时',
    en: 'clock resumed',
    shows: ['on'],
    also: enteredLater,
    fields: { ...CLOCKS, ...DAY, by: 'person', deficiency: DEADLINE },
  },
  LimitExtended: {
    zh: '延长期限',
    en: 'limit extended',
    shows: ['reason'],
    fields: { ...CLOCKS, by: 'person', days: { unit: 'code' }, reason: 'text' },
  },
  ClocksReworked: { zh: '重新计算期限', en: 'clocks reworked', fields: { ...CLOCKS, was: 'code', caseWas: 'code', until: DEADLINE } },
  ContentReturned: {
    zh: '退回',
    en: 'content returned',
    shows: ['step', 'on', 'to', 'reason'],
    fields: { person: 'person', reason: 'text', afterwards: 'code', ...CLOCKS, on: 'code', branches: 'code' },
  },
  ContentResubmitted: {
    zh: '重新提交',
    en: 'content resubmitted',
    shows: ['on'],
    also: enteredLater,
    fields: { ...DAY, content: CONTENT, contentHash: 'unsearched', caseDeadline: DEADLINE },
  },
  NoticeChecked: {
    zh: '核对首封通知',
    en: 'first notice looked up',
    shows: ['step'],
    fields: { ...CLOCKS, told: { since: 'unsearched', at: 'code' }, next: 'unsearched' },
  },
  MarkReached: {
    zh: '到达时限标志',
    en: 'mark reached',
    shows: ['step', 'mark'],
    words: { mark: lightOrMarkWords },
    fields: { clock: 'code', mark: 'code', waitingFor: 'person', tell: 'code' },
  },
  TimeRanOut: { zh: '逾期处理', en: 'time ran out', shows: ['step'], fields: { action: 'code', waitingFor: 'person' } },
  DeficiencyOverdue: { zh: '容缺材料逾期', en: 'deficiency overdue', shows: ['on'], fields: { ...CLOCKS, on: 'code', until: DEADLINE } },
  Nudged: {
    zh: '催办',
    en: 'nudged',
    fields: { by: 'person', people: 'person', again: { from: 'unsearched', at: 'code', calendar: 'unsearched', officeHours: 'unsearched' } },
  },
} as const satisfies EventFactsOf<ApprovalEvent | OldEvent>;
