/** The forms of the implementation plan. Deliberately absent: what may happen (stage.ts). */
import { SURVEY_RULES } from '../../standards/survey.ts';
import { optionsOf, stageForms } from '../form.ts';
import { text } from '../standing.ts';
import { type PlanningState, type planningStage, REVIEW_KINDS, REVIEW_NAMES } from './stage.ts';

export const planningForms = stageForms<PlanningState, (typeof planningStage)['commands']>()({
  DraftPlan: {
    name: text('起草实施方案', 'Draft the plan'),
    how: text('每次保存形成新版本；内容改变的，审核须重新进行。', 'Each is another version; where its text changes, the reviews are done anew.'),
    fields: {
      content: {
        label: text('方案内容', 'The plan'),
        fields: {
          targets: { label: text('绩效目标', 'Targets'), needed: true },
          risks: { label: text('风险', 'Risks'), needed: true },
          safeguards: { label: text('保障措施', 'Safeguards'), needed: true },
          supplyNote: {
            label: text('供给过剩风险说明', 'Note on oversupply'),
            help: text('计划托位明显超过需求缺口的须写明', 'Needed where the planned places are far above the demand gap'),
            basis: SURVEY_RULES.rows.oversupplyPercent.document,
          },
        },
      },
    },
    probe: () => ({ content: { targets: '—', risks: '—', safeguards: '—' } }),
    start: ({ content }) => (content === null ? {} : { content }),
  },
  RecordConsultation: {
    name: text('登记征求意见', 'Record an opinion'),
    how: text('至少征求一个其他成员单位的意见。', 'One member unit but the applicant’s own has to be heard.'),
    fields: {
      unit: { label: text('单位', 'Unit'), needed: true, short: true },
      opinion: { label: text('意见', 'Opinion'), needed: true },
      on: { label: text('日期', 'Day') },
    },
    probe: (_state, today) => ({ unit: '—', opinion: '—', on: today }),
  },
  RecordReview: {
    name: text('登记审查结果', 'Record a review'),
    fields: {
      review: { label: text('审查', 'Review'), options: optionsOf(REVIEW_NAMES, REVIEW_KINDS), basis: '重大行政决策程序；公平竞争审查条例' },
      passed: { label: text('是否通过', 'Passed') },
      on: { label: text('日期', 'Day') },
    },
    probe: (_state, today) => ({ review: 'LEGALITY', passed: true, on: today }),
  },
  SubmitPlan: {
    name: text('报批实施方案', 'Hand the plan in'),
    how: text('提请办公室和领导小组审批。', 'Asks for the approval of the office and the leading group.'),
    fields: {},
    probe: () => ({}),
  },
  IssuePlan: {
    name: text('登记印发', 'Record its issue'),
    final: text('印发后本阶段办结；变更须按原程序形成新版本。', 'The stage ends with it; a change then needs a new version by the same procedure.'),
    fields: { number: { label: text('文号', 'Document number') }, on: { label: text('印发日期', 'Issued on') } },
    probe: (_state, today) => ({ number: '—', on: today }),
  },
});
