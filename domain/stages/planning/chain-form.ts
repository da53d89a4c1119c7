/** The forms of the way of a plan, a project's or a programme's. Deliberately absent: what stands in the plan. */
import { MEETING_NAMES, MEETINGS, OPINION_ANSWER_WORDS, OPINION_ANSWERS, REVIEW_KINDS, REVIEW_NAMES } from '../../plan/chain.ts';
import { PLANS } from '../../standards/plans.ts';
import { optionsOf } from '../form.ts';
import { text } from '../standing.ts';

export const OPINION_FORM = {
  unit: { label: text('单位', 'Unit'), needed: true, short: true },
  opinion: { label: text('意见', 'Opinion'), needed: true },
  on: { label: text('日期', 'Day') },
  answer: { label: text('是否采纳', 'Adopted'), options: optionsOf(OPINION_ANSWER_WORDS, OPINION_ANSWERS), needed: true },
  why: { label: text('未采纳理由', 'Why not'), help: text('部分采纳、未采纳的须写明', 'Needed where it was not adopted, or in part') },
  files: { label: text('复函', 'Its letter') },
} as const;
export const REVIEW_FORM = {
  review: { label: text('审查', 'Review'), options: optionsOf(REVIEW_NAMES, REVIEW_KINDS), basis: '重大行政决策程序；公平竞争审查条例' },
  passed: { label: text('是否通过', 'Passed') },
  on: { label: text('日期', 'Day') },
  files: { label: text('审查意见书', 'The opinion') },
} as const;
export const MEETING_FORM = {
  meeting: { label: text('会议', 'Meeting'), options: optionsOf(MEETING_NAMES, MEETINGS), basis: PLANS.rows.minutes.document },
  number: { label: text('纪要文号', 'Number of the minutes') },
  on: { label: text('会议日期', 'Day of the meeting') },
  decisions: { label: text('议定事项', 'What was decided') },
  files: { label: text('会议纪要', 'The minutes') },
} as const;
export const PUBLICATION_FORM = {
  where: { label: text('在哪里公开', 'Where'), help: text('网址或场所', 'Address or place') },
  on: { label: text('公开日期', 'Published on'), basis: PLANS.rows.publishWorkdays.document },
  until: { label: text('公开截止', 'Until') },
  files: { label: text('公开截图或文件', 'Picture or file of it') },
} as const;
