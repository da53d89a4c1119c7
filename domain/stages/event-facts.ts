/** What the events mean that every stage has; those of one stage stand in its declaration. Read by domain/audit/facts.ts. */

import { CONTENT, DOCUMENT, PINNED_ROUTE } from '../approval/value-facts.ts';
import { DEADLINE } from '../calendar/deadline-facts.ts';
import type { EventFactsOf } from '../kernel/event-facts.ts';
import type { Text } from '../kernel/values.ts';
import { PROFILE } from '../profile/profile-facts.ts';
import { SURVEY_BASIS } from '../standards/demand-facts.ts';
import { shippedRoute } from '../standards/routes.ts';
import { lookAgain } from '../words/change.ts';
import type { ProjectFacts, StageEvent, StageResult } from './facts.ts';
import { DUE_TOLD } from './watch.ts';

/** Whatever a stage takes: facts of the project, and small results of earlier stages. */
type Inputs = Partial<ProjectFacts>;
const INPUTS = {
  survey: SURVEY_BASIS,
  panel: 'person',
  plan: { nodes: { node: 'code', plannedOn: 'code', unit: 'text', person: 'text' } },
} as const;

/** What a stage asks under a key of several, `PAYMENT.ZF-01`. */
const SEVERAL: Readonly<Record<string, Text>> = {
  PAYMENT: { zh: '支付', en: 'payment' },
  CHANGE: { zh: '变更', en: 'change order' },
  REPLAN: { zh: '计划调整', en: 'other planned days' },
};
/** Whose route has another code than it is asked under. */
const ROUTES: Readonly<Record<string, string>> = { PANEL: 'PANEL_SCORE' };

/** Which of its approvals, by the key under which the stage asked for it. */
function askedName(key: string): Text {
  const [of = '', ...rest] = key.split('.');
  const several = rest.length > 0 && Object.hasOwn(SEVERAL, of) ? SEVERAL[of] : undefined;
  if (several !== undefined) return { zh: `${several.zh} ${rest.join('.')}`, en: `${several.en} ${rest.join('.')}` };
  return shippedRoute((Object.hasOwn(ROUTES, key) ? ROUTES[key] : undefined) ?? key)?.name ?? { zh: key, en: key };
}

export const STAGE_FACTS = {
  StageOpened: {
    zh: '阶段案卷建立',
    en: 'stage opened',
    fields: {
      parent: 'unsearched',
      programme: 'code',
      project: 'code',
      name: 'text',
      manager: 'person',
      profile: PROFILE,
      inputs: INPUTS,
      standards: 'unsearched',
      // Each of them is an event of the project, which is searched.
      takenOver: 'unsearched',
    },
  },
  ApprovalAsked: {
    zh: '提请审批',
    en: 'approval asked for',
    // Its title says of what.
    shows: ['title'],
    fields: {
      key: 'code',
      approval: 'code',
      title: 'text',
      applicant: 'person',
      route: PINNED_ROUTE,
      content: CONTENT,
      named: { each: 'person' },
      undertaking: DOCUMENT,
      acceptedOn: 'code',
      standards: 'unsearched',
    },
  },
  ApprovalAnswered: {
    zh: '审批有结果',
    en: 'approval answered',
    shows: ['key', 'outcome', 'reason'],
    words: { key: askedName },
    fields: { key: 'code', approval: 'code', outcome: 'outcome', reason: 'text' },
  },
  ManagerChanged: {
    zh: '更换项目负责人',
    en: 'project manager changed',
    shows: ['to', 'basis'],
    fields: { from: 'person', to: 'person', basis: 'document' },
  },
  StageInputsChanged: {
    zh: '阶段获知项目变更',
    en: 'stage told of a change of the project',
    shows: ['document', 'on', 'what', 'reason'],
    also: lookAgain,
    fields: {
      by: 'person',
      what: 'text',
      again: 'text',
      document: 'document',
      on: 'code',
      reason: 'text',
      facts: PROFILE,
      inputs: INPUTS,
    },
  },
  StageStandardsChanged: {
    zh: '阶段改用现行规则表',
    en: 'stage goes by the rules of today',
    shows: ['document', 'on', 'what', 'reason'],
    fields: { by: 'person', what: 'text', document: 'document', on: 'code', reason: 'text', standards: 'unsearched' },
  },
  StageTakenOverCorrected: {
    zh: '接续事项更正，阶段已获知',
    en: 'stage told of a correction of what was taken over',
    shows: ['what', 'reason'],
    fields: { what: 'text', reason: 'text', facts: 'unsearched' },
  },
  DueTold: DUE_TOLD,
  WatchEnded: { zh: '项目取消，不再跟踪到期', en: 'project cancelled: last days are watched no more', fields: {} },
  StageSuspended: { zh: '阶段暂停', en: 'stage suspended', shows: ['reason'], fields: { reason: 'text', by: 'person', deadline: DEADLINE } },
  StageResumed: { zh: '阶段恢复', en: 'stage resumed', fields: { deadline: DEADLINE } },
  StageClosed: {
    zh: '阶段办结',
    en: 'stage closed',
    shows: ['outcome'],
    fields: { outcome: 'outcome', result: { each: 'code' }, undone: 'text' },
  },
} as const satisfies EventFactsOf<StageEvent<StageResult, Inputs>>;
