/** The forms of the way of a plan, a project's or a programme's. Deliberately absent: what stands in the plan. */
import { MEETING_NAMES, MEETINGS, OPINION_ANSWER_WORDS, OPINION_ANSWERS, REVIEW_KINDS, REVIEW_NAMES } from '../../plan/chain.ts';
import { PLANS } from '../../standards/plans.ts';
import { NO_FILE, optionsOf } from '../form.ts';
import { text } from '../standing.ts';

const OPINION = {
  unit: { label: text('单位', 'Unit'), needed: true, short: true },
  opinion: { label: text('意见', 'Opinion'), needed: true },
  on: { label: text('日期', 'Day') },
  answer: { label: text('是否采纳', 'Adopted'), options: optionsOf(OPINION_ANSWER_WORDS, OPINION_ANSWERS), needed: true },
  why: { label: text('未采纳理由', 'Why not'), help: text('部分采纳、未采纳的须写明', 'Needed where it was not adopted, or in part') },
  files: { label: text('复函', 'Its letter') },
} as const;
const REVIEW = {
  review: { label: text('审查', 'Review'), options: optionsOf(REVIEW_NAMES, REVIEW_KINDS), basis: '重大行政决策程序；公平竞争审查条例' },
  passed: { label: text('是否通过', 'Passed') },
  on: { label: text('日期', 'Day') },
  files: { label: text('审查意见书', 'The opinion') },
} as const;
const MEETING = {
  meeting: { label: text('会议', 'Meeting'), options: optionsOf(MEETING_NAMES, MEETINGS), basis: PLANS.rows.minutes.document },
  number: { label: text('纪要文号', 'Number of the minutes') },
  on: { label: text('会议日期', 'Day of the meeting') },
  decisions: { label: text('议定事项', 'What was decided') },
  files: { label: text('会议纪要', 'The minutes') },
} as const;
const PUBLICATION = {
  where: { label: text('在哪里公开', 'Where'), help: text('网址或场所', 'Address or place') },
  on: { label: text('公开日期', 'Published on'), basis: PLANS.rows.publishWorkdays.document },
  until: { label: text('公开截止', 'Until') },
  files: { label: text('公开截图或文件', 'Picture or file of it') },
} as const;

/** Whole acts, of whichever plan. */
export const OPINION_ACT = {
  name: text('登记征求意见', 'Record an opinion'),
  how: text(
    '至少征求一个其他成员单位的意见，写明是否采纳，附复函。登记不全的，再登记一次该单位的意见，以后来的为准。',
    'One member unit but the applicant’s own has to be heard, and its opinion answered, with its letter. What lacks is made good by recording that unit’s opinion again.',
  ),
  fields: OPINION,
  probe: (_state: object, today: string) => ({ unit: '—', opinion: '—', on: today, answer: 'NO_OBJECTION' as const }),
  start: (_state: object, today: string) => ({ on: today }),
};
export const REVIEW_ACT = {
  name: text('登记审查结果', 'Record a review'),
  fields: REVIEW,
  probe: (_state: object, today: string) => ({ review: 'LEGALITY' as const, passed: true, on: today }),
};
export const MEETING_ACT = {
  name: text('登记会议纪要', 'Record minutes'),
  how: text(
    '报批前登记办公室会议，印发前登记领导小组会议，附纪要。再次登记的，以后来的为准。',
    'Of the office before it is handed in, of the leading group before it is issued, with the minutes. Recorded again, the later one stands.',
  ),
  fields: MEETING,
  probe: (_state: object, today: string) => ({ meeting: 'GROUP' as const, number: '—', on: today, decisions: '—' }),
};
export const ISSUE_FIELDS = { number: { label: text('文号', 'Document number') }, on: { label: text('印发日期', 'Issued on') } } as const;
export const PUBLICATION_ACT = {
  name: text('登记公开', 'Record its publication'),
  fields: PUBLICATION,
  probe: (_state: object, today: string) => ({ where: '—', on: today, until: today, files: [NO_FILE] }),
};
