/** What the events of a programme mean: their words, whom they name, what they carry. Read by domain/audit/facts.ts. */

import { ADOPTED_ROUTE, CONTENT, PINNED_ROUTE } from '../approval/value-facts.ts';
import { DEADLINE } from '../calendar/deadline-facts.ts';
import type { EventFactsOf } from '../kernel/event-facts.ts';
import type { Text } from '../kernel/values.ts';
import { MEETING_FACTS, OPINION_FACTS, PUBLICATION_FACTS, REVIEW_FACTS } from '../plan/view.ts';
import { PROFILE } from '../profile/profile-facts.ts';
import { DUE_TOLD } from '../stages/watch.ts';
import { tableOf } from '../standards/all.ts';
import { SURVEY_BASIS } from '../standards/demand-facts.ts';
import { shippedRoute } from '../standards/routes.ts';
import { paperWords } from '../taken-fact/programme-papers.ts';
import { FUND_LEVEL_WORDS, RETURN_WORDS } from '../words/funds.ts';
import { named } from '../words/named.ts';
import { ENDED_WORDS, PROPOSAL_END_WORDS } from '../words/statuses.ts';
import type { ProgrammeEvent } from './facts.ts';
import { endWords } from './proposal.ts';

const CHANGED = { role: 'code', person: 'person', basis: 'document', proposal: 'code', proposedBy: 'person', exists: 'person' } as const;
const CONFIRMED = { basis: 'document', proposal: 'code', proposedBy: 'person' } as const;
const DESK = { person: 'person', mandate: 'unsearched', also: 'person' } as const;
const APPLIED = { person: 'person', project: 'code' } as const;

const UNIT = { unit: 'text', parent: 'text', head: 'person', deputy: 'person' } as const;
const FILE = { title: 'text', sha256: 'file' } as const;
const PAPER = {
  kind: 'code',
  document: 'document',
  on: 'code',
  by: 'text',
  files: FILE,
  note: 'text',
  members: 'text',
  key: 'code',
  source: 'code',
  amountFen: 'amount',
  decisions: 'text',
  title: 'text',
} as const;

const DEVELOPMENT = {
  survey: { asOf: 'code' },
  towns: { town: 'text' },
  projects: { name: 'text', year: 'code', code: 'code' },
  land: 'text',
  money: { source: 'text', amountFen: 'amount' },
  staff: 'text',
  measures: { measure: 'text', unit: 'text' },
} as const;

const ENDED = { why: named({ ...ENDED_WORDS, ...PROPOSAL_END_WORDS }) } as const;
/** A route that the county alone has stands by its code. */
const routeName = (code: string): Text => shippedRoute(code)?.name ?? { zh: code, en: code };
const tableName = (key: string): Text => tableOf(key)?.name ?? { zh: key, en: key };

const SOURCE = { key: 'code', level: 'code', document: 'document', on: 'code', by: 'text', amountFen: 'amount', files: FILE } as const;
const ALLOCATION = { key: 'code', source: 'code', project: 'code', document: 'document', on: 'code', amountFen: 'amount', files: FILE } as const;
const levelWords = named(FUND_LEVEL_WORDS);

export const PROGRAMME_FACTS = {
  ProgrammeOpened: {
    zh: '项目群建立',
    en: 'programme opened',
    shows: ['document', 'code'],
    fields: {
      code: 'code',
      name: 'text',
      document: 'document',
      county: 'text',
      startOn: 'code',
      endOn: 'code',
      roles: { role: 'code', person: 'person' },
      deadline: DEADLINE,
    },
  },
  RoleAssigned: { zh: '指定任职', en: 'role assigned', shows: ['basis'], fields: CHANGED },
  RoleRevoked: { zh: '撤销任职', en: 'role revoked', shows: ['basis'], fields: CHANGED },
  RoleProposed: {
    zh: '提出任免',
    en: 'change of role proposed',
    shows: ['basis'],
    fields: { proposal: 'code', change: 'code', role: 'code', person: 'person', basis: 'document', by: 'person', until: 'code', exists: 'person' },
  },
  RoleProposalEnded: {
    zh: '任免提议结束',
    en: 'proposed change of role ended',
    shows: ['why'],
    words: ENDED,
    also: (ended) => [endWords(ended)],
    fields: { proposal: 'code', role: 'code', person: 'person', by: 'person', why: 'outcome', reason: 'text', words: 'text' },
  },
  ProjectRegistered: {
    zh: '登记项目',
    en: 'project registered',
    fields: { project: { profile: PROFILE, survey: SURVEY_BASIS, panel: 'person' }, exists: 'person' },
  },
  ProjectEnded: { zh: '项目结束', en: 'project ended', shows: ['outcome'], fields: { project: 'code', outcome: 'outcome' } },
  PlacesChanged: { zh: '项目托位变更', en: 'places of a project changed', shows: ['project', 'places'], fields: { project: 'code' } },
  ReportsCalled: {
    zh: '催报月报',
    en: 'monthly reports called for',
    shows: ['month'],
    fields: { month: 'code', managers: 'person', deadline: DEADLINE, calls: 'code', dueOn: 'code' },
  },
  MandateGranted: {
    zh: '设立代理',
    en: 'mandate granted',
    shows: ['to', 'basis'],
    fields: {
      mandate: 'unsearched',
      principal: 'person',
      delegate: 'person',
      further: 'person',
      from: 'code',
      to: 'code',
      scope: { routes: 'code', projects: 'code' },
      basis: 'document',
      setBy: 'person',
      unable: 'document',
      awaits: 'code',
      known: 'person',
    },
  },
  MandateConfirmed: { zh: '代理确认', en: 'mandate confirmed', fields: { mandate: 'unsearched', principal: 'person', by: 'person' } },
  MandateBegan: { zh: '代理开始', en: 'mandate began', fields: { mandate: 'unsearched', desk: DESK, cases: 'code' } },
  MandateEnded: {
    zh: '代理结束',
    en: 'mandate ended',
    shows: ['why'],
    also: ({ reason, words }) => [words ?? { zh: reason, en: reason }],
    fields: { mandate: 'unsearched', principal: 'person', why: 'outcome', reason: 'text', words: 'text', desk: DESK, cases: 'code' },
  },
  DeskHandedOver: {
    zh: '离职转办',
    en: 'desk handed over',
    shows: ['to', 'basis'],
    fields: { from: 'person', to: 'person', basis: 'document', known: 'person', desk: DESK, cases: 'code', applied: APPLIED, applications: 'code' },
  },
  PersonLeft: {
    zh: '人员离任',
    en: 'person left',
    shows: ['to', 'basis'],
    fields: {
      person: 'person',
      to: 'person',
      basis: 'document',
      roles: 'code',
      projects: 'code',
      leaving: { person: 'person', to: 'person', faults: 'text' },
    },
  },
  ManagerChanged: {
    zh: '更换项目负责人',
    en: 'project manager changed',
    shows: ['to', 'basis'],
    fields: { project: 'code', from: 'person', to: 'person', basis: 'document', known: 'person', applied: APPLIED, applications: 'code' },
  },
  UnitsProposed: {
    zh: '提出组织机构变更',
    en: 'change of units proposed',
    shows: ['basis'],
    fields: { proposal: 'code', basis: 'document', units: UNIT, by: 'person', until: 'code', known: 'person' },
  },
  UnitsAdopted: {
    zh: '采用组织机构',
    en: 'tree of units adopted',
    fields: { tree: { basis: 'document', units: UNIT }, proposal: 'code', proposedBy: 'person' },
  },
  UnitsProposalEnded: {
    zh: '组织机构提议结束',
    en: 'proposed change of units ended',
    shows: ['why'],
    words: ENDED,
    also: (ended) => [endWords(ended)],
    fields: { proposal: 'code', by: 'person', why: 'outcome', reason: 'text', words: 'text' },
  },
  RouteProposed: {
    zh: '提出审批路线变更',
    en: 'change of route proposed',
    shows: ['code', 'basis'],
    words: { code: (code, { wanted }) => wanted?.name ?? routeName(code) },
    fields: { proposal: 'code', code: 'code', wanted: ADOPTED_ROUTE, basis: 'document', by: 'person', until: 'code', known: 'person' },
  },
  RouteProposalEnded: {
    zh: '审批路线提议结束',
    en: 'proposed change of route ended',
    shows: ['why'],
    words: ENDED,
    also: (ended) => [endWords(ended)],
    fields: { proposal: 'code', code: 'code', by: 'person', why: 'outcome', reason: 'text', words: 'text' },
  },
  RouteAdopted: {
    zh: '采用本县审批路线',
    en: 'route adopted',
    shows: ['basis'],
    fields: { adopted: ADOPTED_ROUTE, ...CONFIRMED },
  },
  RouteWithdrawn: {
    zh: '停用本县审批路线',
    en: 'route withdrawn',
    shows: ['code', 'basis'],
    words: { code: routeName },
    fields: { code: 'code', ...CONFIRMED },
  },
  StandardProposed: {
    zh: '提出规则表变更',
    en: 'change of a table of rules proposed',
    shows: ['table', 'from', 'basis'],
    words: { table: tableName },
    fields: { proposal: 'code', table: 'code', from: 'code', basis: 'document', values: 'unsearched', confirms: 'code', by: 'person', until: 'code' },
  },
  StandardProposalEnded: {
    zh: '规则表提议结束',
    en: 'proposed change of a table of rules ended',
    shows: ['table', 'why'],
    words: { table: tableName, ...ENDED },
    also: (ended) => [endWords(ended)],
    fields: { proposal: 'code', table: 'code', by: 'person', why: 'outcome', reason: 'text', words: 'text' },
  },
  StandardAdopted: {
    zh: '采用本县规则表',
    en: 'table of rules adopted',
    fields: {
      adopted: { table: 'code', from: 'code', basis: 'document', values: 'unsearched', confirms: 'code' },
      proposal: 'code',
      proposedBy: 'person',
    },
  },
  EvaluationBegun: {
    zh: '开始项目群评价',
    en: 'evaluation of the programme begun',
    shows: ['evaluation', 'asOf', 'basis'],
    fields: {
      evaluation: 'code',
      asOf: 'code',
      basis: 'document',
      asked: 'unsearched',
      figures: { key: 'code', short: 'code', replanned: 'code' },
      standards: 'unsearched',
    },
  },
  EvaluationAnswered: {
    zh: '登记失分指标的措施和理由',
    en: 'lost points answered',
    shows: ['evaluation', 'total', 'band'],
    fields: {
      evaluation: 'code',
      band: 'outcome',
      measures: { key: 'code', indicator: 'code', problem: 'text', measure: 'text', person: 'person', dueOn: 'code' },
      reasons: { indicator: 'code', reason: 'text' },
    },
  },
  EvaluationMeasureReported: {
    zh: '改进措施完成',
    en: 'measure of the evaluation reported done',
    shows: ['evaluation', 'key', 'evidence'],
    fields: { evaluation: 'code', key: 'code', evidence: 'text' },
  },
  EvaluationMeasureVerified: {
    zh: '改进措施核验',
    en: 'measure of the evaluation verified',
    shows: ['evaluation', 'key', 'note'],
    fields: { evaluation: 'code', key: 'code', note: 'text' },
  },
  EvaluationMeasureOverdue: {
    zh: '改进措施逾期',
    en: 'measure of the evaluation overdue',
    shows: ['evaluation', 'key'],
    fields: { evaluation: 'code', key: 'code' },
  },
  EvaluationClosed: {
    zh: '办结项目群评价',
    en: 'evaluation of the programme closed',
    shows: ['evaluation', 'total', 'band', 'summary'],
    fields: { evaluation: 'code', band: 'outcome', summary: 'text' },
  },
  DevelopmentPlanDrafted: {
    zh: '起草发展规划',
    en: 'development plan drafted',
    shows: ['reason'],
    fields: { unit: 'text', content: DEVELOPMENT, base: {}, reason: 'text', standards: 'unsearched' },
  },
  PlanOpinionRecorded: { zh: '发展规划征求意见', en: 'opinion on the development plan recorded', shows: ['on', 'opinion'], fields: OPINION_FACTS },
  PlanReviewRecorded: { zh: '发展规划审查结果', en: 'review of the development plan recorded', shows: ['on'], fields: REVIEW_FACTS },
  PlanMeetingRecorded: {
    zh: '发展规划会议纪要',
    en: 'minutes on the development plan recorded',
    shows: ['number', 'on', 'decisions'],
    fields: MEETING_FACTS,
  },
  DevelopmentPlanSubmitted: {
    zh: '发展规划报批',
    en: 'development plan handed in',
    fields: {
      approval: 'code',
      title: 'text',
      applicant: 'person',
      route: PINNED_ROUTE,
      content: CONTENT,
      acceptedOn: 'code',
      standards: 'unsearched',
    },
  },
  DevelopmentPlanAnswered: {
    zh: '发展规划审批结果',
    en: 'development plan decided',
    shows: ['outcome', 'reason'],
    fields: { approval: 'code', outcome: 'outcome', reason: 'text' },
  },
  DevelopmentPlanIssued: {
    zh: '发展规划印发',
    en: 'development plan issued',
    shows: ['number', 'on'],
    fields: { number: 'document', on: 'code', publishBy: DEADLINE },
  },
  DevelopmentPlanPublished: { zh: '发展规划公开', en: 'development plan published', shows: ['on', 'where'], fields: PUBLICATION_FACTS },
  DueTold: DUE_TOLD,
  PaperTakenOver: {
    zh: '接续登记项目群文件（此前在纸面办理，非本系统办理）',
    en: 'paper of the programme taken over, and not done here',
    also: ({ paper }) => [paperWords(paper)],
    fields: { id: 'code', paper: PAPER },
  },
  PaperCorrected: {
    zh: '接续的项目群文件更正',
    en: 'paper of the programme that was taken over was corrected',
    shows: ['reason'],
    also: ({ was, paper }) => [paperWords(was), ...(paper === null ? [{ zh: '删去', en: 'taken away' }] : [paperWords(paper)])],
    fields: { id: 'code', was: PAPER, paper: PAPER, reason: 'text' },
  },
  FundsSourceRecorded: {
    zh: '登记资金来源',
    en: 'source of funds recorded',
    shows: ['key', 'level', 'document', 'amountFen'],
    words: { level: levelWords },
    fields: SOURCE,
  },
  FundsSourceCorrected: {
    zh: '更正资金来源',
    en: 'source of funds corrected',
    shows: ['key', 'level', 'document', 'amountFen', 'reason'],
    words: { level: levelWords },
    fields: { ...SOURCE, reason: 'text' },
  },
  FundsBudgetSet: {
    zh: '登记年度预算',
    en: 'budget of a year set',
    shows: ['source', 'year', 'budget', 'document', 'amountFen', 'reason'],
    fields: { source: 'code', document: 'document', on: 'code', amountFen: 'amount', reason: 'text', files: FILE },
  },
  FundsAllocated: {
    zh: '资金下达',
    en: 'funds allocated to a project',
    shows: ['project', 'source', 'document', 'amountFen'],
    fields: ALLOCATION,
  },
  FundsAllocationCorrected: {
    zh: '更正资金下达',
    en: 'allocation of funds corrected',
    shows: ['project', 'source', 'document', 'amountFen', 'reason'],
    fields: { ...ALLOCATION, reason: 'text' },
  },
  FundsReturned: {
    zh: '资金退回',
    en: 'funds returned',
    shows: ['project', 'how', 'document', 'amountFen', 'reason'],
    words: { how: named(RETURN_WORDS) },
    fields: { ...ALLOCATION, allocation: 'code', how: 'code', reason: 'text' },
  },
  FundsPaid: {
    zh: '资金台账记入付款',
    en: 'payments counted in the ledger',
    shows: ['project', 'paidFen'],
    fields: {
      project: 'code',
      account: 'code',
      paidFen: 'amount',
      from: { source: 'code', amountFen: 'amount' },
      closedOn: 'code',
      reportsFrom: 'code',
      reportsUntil: 'code',
    },
  },
  FundsReceived: {
    zh: '资金台账记入接续前到位资金',
    en: 'funds received before counted in the ledger',
    shows: ['project'],
    fields: { project: 'code', received: { key: 'code', level: 'code', amountFen: 'amount', document: 'document' } },
  },
  DeadlineReworked: { zh: '重新计算期限', en: 'deadline worked out again', fields: { was: 'code', deadline: DEADLINE } },
  ProgrammeClosed: { zh: '项目群结束', en: 'programme closed', shows: ['summary'], fields: { summary: 'text' } },
} as const satisfies EventFactsOf<ProgrammeEvent>;
