/**
 * The implementation plan (实施方案) of a project: drafted, member units heard, legality and fair competition reviewed, the
 * office met, approved by the office and the leading group, issued with its document number, published (domain facts 2.4). A
 * plan that is issued stays readable and is changed by a new version on the same way; the project does what the newest one
 * says (project/plan.ts). Deliberately absent: what a plan says (content.ts), the way of any plan (plan/chain.ts), decisions.
 */

import { due } from '../../approval/fill.ts';
import { DEADLINE } from '../../calendar/deadline-facts.ts';
import { addDays } from '../../kernel/days.ts';
import { addressOf, tell } from '../../kernel/message.ts';
import { NOTHING_HEARD, withMeeting, withReview } from '../../plan/chain.ts';
import { MEETING_FACTS, OPINION_FACTS, PUBLICATION_FACTS, REVIEW_FACTS } from '../../plan/view.ts';
import { same } from '../../profile/change.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { PLANS } from '../../standards/plans.ts';
import { SURVEY_RULES } from '../../standards/survey.ts';
import { factOf, type TakenFact } from '../../taken-fact/kinds.ts';
import { ruleWords } from '../../words/rules.ts';
import { stage } from '../declare.ts';
import { underWay } from '../stage.ts';
import { stageView } from '../stage-view.ts';
import { surveyStage } from '../survey/stage.ts';
import type { DueDay } from '../watch.ts';
import { sameText, scheduleOf, scopeOf } from './content.ts';
import { decide } from './decide.ts';
import { commands, inForce, inputs, isSettled, type PlanningEvent, type PlanningResult, type PlanningState, type TakePlan } from './facts.ts';
import { shown } from './view.ts';

const projectAddress = addressOf<TakePlan>('project');

const CONTENT = {
  targets: 'text',
  risks: 'text',
  safeguards: 'text',
  supplyNote: 'text',
  nodes: { node: 'code', plannedOn: 'code', unit: 'text', person: 'text' },
  measures: { measure: 'text', unit: 'text' },
} as const;

/** Until when the version in force is published. */
function dues(state: PlanningState): readonly DueDay[] {
  const plan = inForce(state);
  const on = plan?.publication === undefined ? plan?.publishBy?.dueOn : null;
  if (plan === undefined || on == null) return [];
  const { publishWorkdays } = PLANS.rows;
  const what = {
    zh: `实施方案（${plan.number}）须公开并登记（${publishWorkdays.document}）`,
    en: `the implementation plan (${plan.number}) must be published, and that recorded (${ruleWords(publishWorkdays.document).en})`,
  };
  const { publishWarnDays } = valuesIn(state.standards, PLANS);
  return [{ key: `PUBLISH.${plan.version}`, what, on, from: addDays(on, -publishWarnDays), after: ['PROGRAMME_OFFICER'] }];
}

/** Whether the project is not any more what its plan says. */
function departs(state: PlanningState): boolean {
  const plan = inForce(state);
  if (plan?.scope === undefined || plan.content.nodes === undefined) return false;
  const { profile } = state;
  const schedule = scheduleOf(plan.content.nodes, plan.scope.buildKind);
  const { startOn, finishOn, milestones, opensOn } = profile;
  const now = { startOn, finishOn, milestones, ...(opensOn === undefined ? {} : { opensOn }) };
  return !same({ ...plan.scope, manager: '' }, { ...scopeOf(profile), manager: '' }) || !same({ ...now, ...schedule }, now);
}

/** The plan on paper is the first version, in force until another is issued here; what is drafted or issued here stays. */
function takeOver(state: PlanningState, facts: readonly TakenFact[]): PlanningState {
  const { issuedPlans = [] } = state;
  const own = issuedPlans.filter(({ takenOver }) => takenOver !== true);
  const fact = factOf(facts, 'PLAN_ISSUED');
  if (fact === undefined) return { ...state, issuedPlans: own, issued: own.at(-1) === undefined ? null : state.issued };
  const { document: number, on, nodes, measures } = fact;
  const content = { targets: '', risks: '', ...(nodes === undefined ? {} : { nodes }), ...(measures === undefined ? {} : { measures }) };
  const plan = { version: 1, number, on, content, takenOver: true } as const;
  const plans = { issuedPlans: [plan, ...own] };
  if (own.length > 0) return { ...state, ...plans };
  const drafted = state.version > plan.version;
  return { ...state, ...plans, issued: { number, on }, ...(drafted ? {} : { version: plan.version, content, approved: true }) };
}

/** Minutes are of what the meeting had before it; a case that has none keeps none. */
const unmet = ({ reviewed, meetings }: PlanningState): object => ({
  ...(reviewed === undefined ? {} : { reviewed: {} }),
  ...(meetings === undefined ? {} : { meetings: {} }),
});

/** Waits for the plan, its reviews and approvals; ends when it is issued. */
export const planningStage = stage<PlanningState, PlanningEvent, PlanningResult>()({
  key: 'PLANNING',
  kind: 'planning',
  workflow: 'planning',
  name: { zh: '规划与实施方案', en: 'Planning' },
  after: [surveyStage],
  inputs,
  standards: [SURVEY_RULES, PLANS],
  commands,
  view: stageView<PlanningState>()(shown),
  events: {
    PlanDrafted: {
      zh: '起草实施方案',
      en: 'plan drafted',
      shows: ['reason'],
      fields: {
        content: CONTENT,
        scope: { buildKind: 'code', unit: 'text', manager: 'person', funding: { centralFen: 'amount' } },
        reason: 'text',
      },
    },
    ConsultationRecorded: { zh: '征求意见', en: 'consultation recorded', shows: ['on', 'opinion'], fields: OPINION_FACTS },
    ReviewRecorded: { zh: '审查结果', en: 'review recorded', shows: ['on'], fields: REVIEW_FACTS },
    MeetingRecorded: { zh: '会议纪要', en: 'minutes recorded', shows: ['number', 'on', 'decisions'], fields: MEETING_FACTS },
    PlanApproved: { zh: '实施方案通过', en: 'plan approved', fields: {} },
    PlanRefused: { zh: '实施方案未通过', en: 'plan refused', shows: ['reason'], fields: { reason: 'text' } },
    PlanIssued: { zh: '实施方案印发', en: 'plan issued', shows: ['number', 'on'], fields: { number: 'document', on: 'code', publishBy: DEADLINE } },
    PlanPublished: { zh: '实施方案公开', en: 'plan published', shows: ['on', 'where'], fields: PUBLICATION_FACTS },
  },
  initial: (base) => ({ ...base, version: 0, content: null, consultations: [], reviews: {}, approved: false, issued: null }),
  decide,
  evolve(state, event) {
    switch (event.type) {
      case 'PlanDrafted': {
        const { version, content, scope, reason } = event.data;
        // A change goes the whole way again.
        const again = isSettled(state) ? { ...NOTHING_HEARD, approved: false } : {};
        // A review is of what was reviewed, beside the note on supply; cases of earlier releases, without a table, go on as they began.
        const anew = state.standards?.[SURVEY_RULES.key] === undefined || sameText(state.content, content) ? {} : { reviews: {}, ...unmet(state) };
        return {
          ...state,
          version,
          content,
          ...anew,
          ...again,
          ...(scope === undefined ? {} : { scope }),
          ...(reason === undefined ? {} : { reason }),
        };
      }
      case 'ConsultationRecorded':
        return { ...state, consultations: [...state.consultations, event.data] };
      case 'ReviewRecorded':
        return { ...state, ...withReview(state, event.data) };
      case 'MeetingRecorded':
        return { ...state, ...withMeeting(state, event.data) };
      case 'PlanApproved':
        return { ...state, approved: true };
      case 'PlanRefused':
        return { ...state, approved: false };
      case 'PlanIssued': {
        const { number, on, version, publishBy } = event.data;
        const { content, scope, reason, issuedPlans = [] } = state;
        const issued = { ...state, issued: { number, on } };
        if (version === undefined || content === null) return issued;
        const plan = {
          version,
          number,
          on,
          content,
          ...(scope === undefined ? {} : { scope }),
          ...(reason === undefined ? {} : { reason }),
          ...(publishBy === undefined ? {} : { publishBy }),
        };
        return { ...issued, issuedPlans: [...issuedPlans, plan] };
      }
      case 'PlanPublished': {
        const { issuedPlans = [] } = state;
        const last = issuedPlans.length - 1;
        return { ...state, issuedPlans: issuedPlans.map((plan, index) => (index === last ? { ...plan, publication: event.data } : plan)) };
      }
    }
  },
  takeOver,
  needs: { PlanIssued: ({ publishBy }) => ({ fill: { publishBy: due(publishBy) } }) },
  dues,
  goesOn: {
    as: (state) => (inForce(state) === undefined || state.watchEnded === true ? null : 'IN_FORCE'),
    takes: ['DraftPlan', 'RecordConsultation', 'RecordReview', 'RecordMeeting', 'SubmitPlan', 'IssuePlan', 'PublishPlan'],
    changes: true,
  },
  tells(state, event) {
    const plan = inForce(state);
    if (event.type !== 'PlanIssued' || plan?.content.nodes === undefined || event.data.version === undefined) return [];
    const { number, on, version, content } = plan;
    return [
      tell(projectAddress(state.project), { type: 'TakePlan', number, on, version, nodes: plan.content.nodes, measures: content.measures ?? [] }),
    ];
  },
  again: (state) =>
    (isSettled(state) ? departs(state) : state.approved || underWay(state, 'IMPLPLAN'))
      ? [
          {
            zh: '实施方案按原内容报批；内容有变更的，请不予批准或撤回后修改，已批准的须按原程序形成新版本',
            en: 'the plan was handed in for what was planned then; if it must change, withdraw or refuse it and draft it again; once approved it needs a new version by the same procedure',
          },
        ]
      : [],
  answered: (state, _key, decided) => [
    decided.outcome === 'APPROVED'
      ? { type: 'PlanApproved', data: { version: state.version } }
      : { type: 'PlanRefused', data: { reason: decided.reason } },
  ],
});
