/** The forms of the implementation plan. Deliberately absent: what may happen (decide.ts). */

import { NODE_NAMES, nodesOf, PLANS } from '../../standards/plans.ts';
import { SURVEY_RULES } from '../../standards/survey.ts';
import { optionsOf, stageForms } from '../form.ts';
import { text } from '../standing.ts';
import { ISSUE_FIELDS, MEETING_ACT, OPINION_ACT, PUBLICATION_ACT, REVIEW_ACT } from './chain-form.ts';
import { nodesToStart } from './content.ts';
import { type commands, inForce, type PlanningState } from './facts.ts';

export const planningForms = stageForms<PlanningState, typeof commands>()({
  DraftPlan: {
    name: text('起草实施方案', 'Draft the plan'),
    how: text(
      '建设性质、规模、托位、投资来源、责任单位取自项目资料；每次保存形成新版本，内容改变的，审查和会议须重新进行。已印发的方案由新版本变更。',
      'Kind, scale, places, money and unit are the project’s own. Each is another version; where its text changes, reviews and meetings are held anew. A plan that is issued is changed by a new version.',
    ),
    fields: {
      content: {
        label: text('方案内容', 'The plan'),
        fields: {
          targets: { label: text('绩效目标', 'Targets'), needed: true },
          risks: { label: text('风险', 'Risks'), needed: true },
          safeguards: null,
          supplyNote: {
            label: text('供给过剩风险说明', 'Note on oversupply'),
            help: text('计划托位明显超过需求缺口的须写明', 'Needed where the planned places are far above the demand gap'),
            basis: SURVEY_RULES.rows.oversupplyPercent.document,
          },
          nodes: {
            label: text('时间节点与责任', 'Days, and who sees to each'),
            help: text(
              '至少写明开工、封顶、竣工、开托（该类建设没有的除外）',
              'Start, topping out, completion and opening at least, as far as there are',
            ),
            basis: PLANS.rows.nodes.document,
            fields: {
              node: { label: text('节点', 'Node'), options: ({ profile }) => optionsOf(NODE_NAMES, nodesOf(profile.buildKind)) },
              plannedOn: { label: text('计划日期', 'Planned') },
              unit: { label: text('责任单位', 'Unit') },
              person: { label: text('责任人', 'Person') },
            },
          },
          measures: {
            label: text('保障措施', 'Safeguards'),
            fields: { measure: { label: text('措施', 'Measure'), needed: true, short: true }, unit: { label: text('责任单位', 'Unit') } },
          },
        },
      },
      reason: { label: text('变更理由', 'Why it changes'), help: text('变更已印发的方案时填写', 'Where a plan that is issued changes') },
    },
    probe: () => ({ content: { targets: '—', risks: '—' }, reason: '—' }),
    start: ({ content, profile }) => ({
      content: { ...content, nodes: content?.nodes ?? nodesToStart(profile), measures: content?.measures ?? [] },
    }),
  },
  RecordConsultation: OPINION_ACT,
  RecordReview: REVIEW_ACT,
  RecordMeeting: MEETING_ACT,
  SubmitPlan: {
    name: text('报批实施方案', 'Hand the plan in'),
    how: text('提请办公室和领导小组审批。', 'Asks for the approval of the office and the leading group.'),
    asks: ['IMPLPLAN'],
    fields: {},
    probe: () => ({}),
  },
  IssuePlan: {
    name: text('登记印发', 'Record its issue'),
    final: text(
      '首次印发后项目进入审批阶段；节点、责任和保障措施以印发的方案为准，变更须按原程序形成新版本。',
      'With the first the approvals begin. Days, responsible parties and safeguards are those of the plan from then on; a change needs a new version by the same procedure.',
    ),
    fields: ISSUE_FIELDS,
    probe: (state, today) => ({ number: inForce(state) === undefined ? '—' : '——', on: today }),
  },
  PublishPlan: PUBLICATION_ACT,
});
