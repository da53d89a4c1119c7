/** The gates of planning. */
import { REVIEW_KINDS } from '../../domain/stages/planning/stage.ts';
import type { Gate } from './gate.ts';
import { PlayedCase, system } from './played-case.ts';
import { stageBase } from './samples.ts';

/** QH-01 plans 150 places. */
const opened = (demandGap: number | null) =>
  new PlayedCase('planning', '2023-03-06T02:00:00.000Z').must({ type: 'Open', ...stageBase({ demandGap }) }, system);
const content = { targets: '新增托位 150 个', risks: '招生不足', safeguards: '财政保障' };
const reviewed = (
  demandGap: number | null,
  more: { readonly supplyNote?: string; readonly safeguards?: string } = {},
  heard = { unit: '县财政局', opinion: '无意见' },
) => {
  const plan = opened(demandGap)
    .must({ type: 'DraftPlan', content: { ...content, ...more } })
    .must({ type: 'RecordConsultation', ...heard, on: '2023-03-03' });
  for (const review of REVIEW_KINDS) plan.must({ type: 'RecordReview', review, passed: true, on: '2023-03-04' });
  return plan;
};
const submit = { type: 'SubmitPlan' } as const;

export const PLANNING_GATES: readonly Gate[] = [
  {
    key: 'planning.submit',
    stage: 'PLANNING',
    name: { zh: '实施方案送审', en: 'the plan goes for approval' },
    rule: {
      zh: '方案须已起草、征求其他成员单位意见，当前版本通过合法性和公平竞争审查；计划托位超过需求缺口 120 % 的须写明供给过剩风险。',
      en: 'A plan is drafted, other member units were heard, and both reviews passed this version of it; more than 120 % of the demand gap needs a note on the risk of oversupply.',
    },
    document: '县级规定（本产品默认）；公平竞争审查条例',
    rows: ['SURVEY.oversupplyPercent'],
    tries: [
      { what: { zh: '齐备且供需平衡', en: 'complete, within the demand' }, must: 'TAKEN', play: () => reviewed(130).send(submit) },
      { what: { zh: '没有起草', en: 'nothing drafted' }, must: 'REFUSED', code: 'INCOMPLETE', play: () => opened(130).send(submit) },
      {
        what: { zh: '未征求意见、未审查', en: 'nobody heard, nothing reviewed' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened(130).must({ type: 'DraftPlan', content }).send(submit),
      },
      {
        what: { zh: '超过需求缺口 120 % 而无说明', en: 'above 120 % without a note' },
        must: 'REFUSED',
        code: 'NOTE_REQUIRED',
        play: () => reviewed(124).send(submit),
      },
      {
        what: { zh: '说明只有空格', en: 'a note of blanks' },
        must: 'REFUSED',
        code: 'NOTE_REQUIRED',
        play: () => reviewed(124, { supplyNote: '  ' }).send(submit),
      },
      { what: { zh: '写明了说明', en: 'with a note' }, must: 'TAKEN', play: () => reviewed(124, { supplyNote: '园区新增就业' }).send(submit) },
      { what: { zh: '送审两次', en: 'sent twice' }, must: 'REFUSED', code: 'WRONG_STATE', play: () => reviewed(130).must(submit).send(submit) },
      {
        what: { zh: '审查之后又改了方案', en: 'changed after it was reviewed' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () =>
          reviewed(130)
            .must({ type: 'DraftPlan', content: { ...content, risks: '另一种风险' } })
            .send(submit),
      },
      {
        what: { zh: '审查之后只补写供给过剩说明', en: 'the note on supply alone, written after the reviews' },
        must: 'TAKEN',
        play: () =>
          reviewed(124)
            .must({ type: 'DraftPlan', content: { ...content, supplyNote: '园区新增就业' } })
            .send(submit),
      },
      {
        what: { zh: '改后重新审查', en: 'changed and reviewed again' },
        must: 'TAKEN',
        play: () => {
          const plan = reviewed(130).must({ type: 'DraftPlan', content: { ...content, risks: '另一种风险' } });
          for (const review of REVIEW_KINDS) plan.must({ type: 'RecordReview', review, passed: true, on: '2023-03-05' });
          return plan.send(submit);
        },
      },
      {
        what: { zh: '方案内容为空', en: 'a plan of blanks' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => reviewed(130, { safeguards: '　' }).send(submit),
      },
      {
        what: { zh: '只征求了本单位意见', en: 'the applicant’s own unit alone was heard' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => reviewed(130, {}, { unit: '县卫健局　', opinion: '无意见' }).send(submit),
      },
      {
        what: { zh: '意见没有写单位', en: 'an opinion of nobody' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => reviewed(130, {}, { unit: ' ', opinion: '' }).send(submit),
      },
      {
        what: { zh: '意见的日期在未来', en: 'an opinion of a day to come' },
        must: 'REFUSED',
        code: 'DATE_IN_FUTURE',
        play: () => opened(130).send({ type: 'RecordConsultation', unit: '县财政局', opinion: '无意见', on: '2023-03-07' }),
      },
    ],
  },
];
