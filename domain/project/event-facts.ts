/** What the events of a project mean: their words, whom they name, what they carry. Read by domain/audit/facts.ts. */
import { CONTENT, PINNED_ROUTE } from '../approval/value-facts.ts';
import { DEADLINE } from '../calendar/deadline-facts.ts';
import type { EventFactsOf } from '../kernel/event-facts.ts';
import type { Text } from '../kernel/values.ts';
import { PROFILE } from '../profile/profile-facts.ts';
import { DUE_TOLD } from '../stages/watch.ts';
import { STEP_NAMES } from '../standards/approval-paths.ts';
import { SURVEY_BASIS } from '../standards/demand-facts.ts';
import { changedWords, changesOf } from '../takeover/fact-content.ts';
import { factWords } from '../takeover/fact-words.ts';
import { lookAgain } from '../words/change.ts';
import { named } from '../words/named.ts';
import { ESTIMATE_ANSWER_WORDS, type ProjectEvent } from './facts.ts';

const CHANGE = { document: 'document', on: 'code', reason: 'text', what: 'text', again: 'text' } as const;
const STANDING = { applied: { person: 'person', project: 'code' }, applications: 'code', assetsDue: DEADLINE } as const;
const STEP = { step: named(STEP_NAMES) } as const;
const CHANGE_SHOWS = ['document', 'on', 'what', 'reason'] as const;

const FILE = { title: 'text', sha256: 'file' } as const;

/** Of all kinds of facts that can be taken over (domain/taken-fact/kinds.ts). */
const FACT = {
  kind: 'code',
  document: 'document',
  on: 'code',
  by: 'text',
  files: FILE,
  note: 'text',
  amountFen: 'amount',
  key: 'code',
  source: 'code',
  opensOn: 'code',
  closesOn: 'code',
  step: 'code',
  permit: 'code',
  contractKind: 'code',
  grade: 'outcome',
  happenedOn: 'code',
  what: 'text',
  contractor: 'text',
  milestone: 'code',
  inspection: 'code',
  month: 'code',
  problems: 'text',
  cause: 'text',
  payment: 'code',
  ref: 'code',
  post: 'code',
  examOn: 'code',
  certificate: 'code',
  classKind: 'code',
  issuer: 'text',
  issuedOn: 'code',
  validUntil: 'code',
  healthCertificate: 'code',
  healthIssuer: 'text',
  noCrimeNumber: 'code',
  healthCertificateUntil: 'code',
  noCrimeCheckedOn: 'code',
  rules: 'code',
  channel: 'code',
  audience: 'text',
  from: 'code',
  to: 'text',
  approvedOn: 'code',
  approvedBy: 'text',
  location: 'text',
  stage: 'code',
  item: 'code',
  nodes: { node: 'code', plannedOn: 'code', unit: 'text', person: 'text' },
  measures: { measure: 'text', unit: 'text' },
} as const;

/** How what was proposed ended: in the service's own words, or as people wrote it. */
const endedTold = ({ reason, words = { zh: reason, en: reason } }: { readonly reason: string; readonly words?: Text }): readonly Text[] => [words];

export const PROJECT_FACTS = {
  ProjectOpened: {
    zh: '项目建立',
    en: 'project opened',
    fields: {
      programme: 'code',
      profile: PROFILE,
      survey: SURVEY_BASIS,
      panel: 'person',
      path: 'code',
      steps: 'code',
      stages: 'code',
      standards: 'unsearched',
    },
  },
  StageStarted: { zh: '阶段开始', en: 'stage started', shows: ['stage'], fields: { stage: 'stage', assetsDue: DEADLINE } },
  DueTold: DUE_TOLD,
  DeadlineReworked: { zh: '重新计算期限', en: 'deadline worked out again', fields: { was: 'code', deadline: DEADLINE } },
  StageFinished: {
    zh: '阶段结束',
    en: 'stage finished',
    shows: ['stage', 'outcome'],
    fields: { stage: 'stage', outcome: 'outcome', result: { each: 'code' }, undone: 'text' },
  },
  StepApplied: {
    zh: '申请审批事项',
    en: 'step applied for',
    // Its title names the step.
    shows: ['title', 'amountFen'],
    fields: {
      step: 'code',
      approval: 'code',
      amountFen: 'amount',
      title: 'text',
      route: PINNED_ROUTE,
      undertaking: FILE,
      content: CONTENT,
      acceptedOn: 'code',
      standards: 'unsearched',
    },
  },
  EstimateReported: {
    zh: '概算超可研估算，报告批准机关',
    en: 'estimate over the study reported',
    shows: ['estimateFen', 'studyFen'],
    fields: { approval: 'code', studyFen: 'amount', estimateFen: 'amount' },
  },
  EstimateReportAnswered: {
    zh: '可研批准机关答复',
    en: 'report on the estimate answered',
    shows: ['answer', 'number', 'on', 'reason'],
    words: { answer: named(ESTIMATE_ANSWER_WORDS) },
    fields: { approval: 'code', answer: 'code', number: 'document', on: 'code', reason: 'text' },
  },
  StepAnswered: {
    zh: '审批事项办结',
    en: 'step answered',
    shows: ['step', 'outcome', 'reason'],
    words: STEP,
    fields: { step: 'code', outcome: 'outcome', reason: 'text' },
  },
  ReplyRecorded: {
    zh: '登记批复',
    en: 'reply recorded',
    shows: ['step', 'number', 'on', 'amountFen'],
    words: STEP,
    fields: { step: 'code', number: 'document', on: 'code', amountFen: 'amount', by: 'text', until: 'code', files: FILE },
  },
  HandoverRecorded: {
    zh: '登记移交资料',
    en: 'handover recorded',
    fields: {
      accountsDue: DEADLINE,
      facts: {
        filing: { number: 'document', on: 'code', file: FILE },
        publicNotice: { from: 'code', to: 'code', answers: { on: 'code', answer: 'text', file: FILE }, file: FILE },
        finalAccounts: {
          amountFen: 'amount',
          on: 'code',
          number: 'document',
          reason: 'text',
          approval: { number: 'document', on: 'code', by: 'text', file: FILE },
          file: FILE,
        },
        assets: { to: 'text', on: 'code', number: 'document', file: FILE },
        archive: { location: 'text', on: 'code', number: 'document', file: FILE },
      },
      notice: { from: 'code', to: 'code' },
    },
  },
  ManagerChanged: {
    zh: '更换项目负责人',
    en: 'project manager changed',
    shows: ['to', 'basis'],
    fields: { from: 'person', to: 'person', basis: 'document' },
  },
  ProjectProfileChanged: {
    zh: '变更项目资料',
    en: 'project profile changed',
    shows: CHANGE_SHOWS,
    also: lookAgain,
    fields: { ...CHANGE, facts: PROFILE, was: PROFILE, path: 'code', steps: 'code' },
  },
  PlanTaken: {
    zh: '执行已印发的实施方案',
    en: 'implementation plan taken in',
    shows: ['number', 'on'],
    fields: {
      number: 'document',
      on: 'code',
      nodes: { node: 'code', plannedOn: 'code', unit: 'text', person: 'text' },
      measures: { measure: 'text', unit: 'text' },
    },
  },
  DevelopmentPlanTaken: {
    zh: '列入已印发的发展规划',
    en: 'listed in the development plan',
    shows: ['number', 'on'],
    fields: { number: 'document', on: 'code', year: 'text' },
  },
  MilestonesChanged: {
    zh: '变更计划节点',
    en: 'planned days changed',
    shows: CHANGE_SHOWS,
    also: lookAgain,
    fields: { ...CHANGE, facts: PROFILE, was: PROFILE, by: 'code' },
  },
  PanelChanged: {
    zh: '变更验收组',
    en: 'acceptance panel changed',
    shows: CHANGE_SHOWS,
    also: lookAgain,
    fields: { ...CHANGE, panel: 'person', joins: 'person', leaves: 'person', known: 'person' },
  },
  SurveyBasisChanged: {
    zh: '变更调研依据',
    en: 'basis of the survey changed',
    shows: CHANGE_SHOWS,
    also: lookAgain,
    fields: { ...CHANGE, survey: SURVEY_BASIS, was: SURVEY_BASIS },
  },
  StandardsChanged: {
    zh: '改用现行规则表',
    en: 'project goes by the rules of today',
    shows: CHANGE_SHOWS,
    also: lookAgain,
    fields: { ...CHANGE, standards: 'unsearched' },
  },
  ProjectSuspended: { zh: '项目暂停', en: 'project suspended', shows: ['reason'], fields: { reason: 'text', ...STANDING } },
  ApplicationStands: {
    zh: '暂停期间提交的申请停止计时',
    en: 'application handed in meanwhile stands',
    shows: ['approval', 'reason'],
    fields: { approval: 'code', reason: 'text', by: 'person' },
  },
  ProjectResumed: { zh: '项目恢复', en: 'project resumed', fields: STANDING },
  FactTakenOver: {
    zh: '接续登记（此前在纸面办理，非本系统办理）',
    en: 'taken over from paper, and not done here',
    also: ({ fact }) => [factWords(fact)],
    fields: { id: 'code', stage: 'stage', fact: FACT },
  },
  TakenOverCorrected: {
    zh: '接续事项更正',
    en: 'what was taken over was corrected',
    shows: ['reason'],
    also: ({ was, fact }) => [factWords(was), ...(fact === null ? [{ zh: '删去', en: 'taken away' }] : changesOf(was, fact).map(changedWords))],
    fields: { id: 'code', stage: 'stage', was: FACT, fact: FACT, reason: 'text', correction: 'code', proposedBy: 'person' },
  },
  CorrectionProposed: {
    zh: '提出接续事项更正',
    en: 'correction of what was taken over proposed',
    shows: ['correction', 'reason'],
    fields: { correction: 'code', id: 'code', fact: FACT, reason: 'text', by: 'person', until: 'code' },
  },
  CorrectionRefused: {
    zh: '接续事项更正未采纳',
    en: 'correction of what was taken over not taken up',
    shows: ['correction'],
    also: endedTold,
    fields: { correction: 'code', why: 'code', reason: 'text', words: 'text', by: 'person' },
  },
  TakeoverBegun: {
    zh: '改按接续办理',
    en: 'to be taken over from paper',
    shows: ['document', 'on', 'reason'],
    fields: { document: 'document', on: 'code', reason: 'text', standards: 'unsearched' },
  },
  ClosingProposed: {
    zh: '提请结束接续办理',
    en: 'end of the takeover proposed',
    shows: ['document', 'on', 'reason'],
    fields: { document: 'document', on: 'code', reason: 'text', by: 'person', until: 'code' },
  },
  ClosingEnded: {
    zh: '结束接续办理未获确认',
    en: 'proposed end of the takeover is void',
    also: endedTold,
    fields: { why: 'code', reason: 'text', words: 'text', by: 'person' },
  },
  TakeoverClosed: {
    zh: '接续办理结束',
    en: 'takeover closed',
    shows: ['document', 'on', 'reason'],
    fields: { document: 'document', on: 'code', reason: 'text', findings: { code: 'code', rule: 'text', evidence: 'text', facts: 'code' } },
  },
  StageTakenOver: {
    zh: '阶段此前已完成（接续）',
    en: 'stage done before it was taken over',
    shows: ['stage'],
    fields: { stage: 'stage', result: { each: 'code' } },
  },
  TakenOverResultChanged: {
    zh: '接续阶段结果更正',
    en: 'result of a stage that was taken over corrected',
    shows: ['stage'],
    fields: { stage: 'stage', result: { each: 'code' } },
  },
  CancellationBegun: { zh: '开始取消项目', en: 'cancellation begun', shows: ['reason'], fields: { reason: 'text' } },
  StageCancelAsked: {
    zh: '要求取消阶段',
    en: 'stage asked to cancel',
    shows: ['stage', 'reason'],
    fields: { stage: 'stage', reason: 'text' },
  },
  ProjectClosed: {
    zh: '项目办结',
    en: 'project closed',
    shows: ['outcome', 'reason'],
    fields: { outcome: 'outcome', reason: 'text', undone: 'text', remains: 'text' },
  },
} as const satisfies EventFactsOf<ProjectEvent>;
