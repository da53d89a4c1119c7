/** The gates of planning. */
import type { PlanContent } from '../../domain/stages/planning/content.ts';
import type { PlanningCommand } from '../../domain/stages/planning/facts.ts';
import type { Gate } from './gate.ts';
import { minutes, opinion, PROOF, planOf, planWay, reviewsOn } from './plan-samples.ts';
import { PlayedCase, system } from './played-case.ts';
import { profile, stageBase } from './samples.ts';

/** QH-01 plans 150 places. */
const opened = (demandGap: number | null) =>
  new PlayedCase('planning', '2023-03-06T02:00:00.000Z').must({ type: 'Open', ...stageBase({ demandGap }) }, system);
const content = planOf(profile);
/** All that it needs, but for what is exchanged. */
const ready = (demandGap: number | null, more: Partial<PlanContent> = {}, heard: Partial<typeof opinion> = {}) => {
  const plan = opened(demandGap);
  for (const command of planWay(profile, { ...content, ...more }))
    plan.must(command.type === 'RecordConsultation' ? ({ ...command, ...heard } as PlanningCommand) : command); // fields of its own type
  return plan;
};
const submit = { type: 'SubmitPlan' } as const;
const approved = () => {
  const plan = ready(130).must(submit);
  const [approval = ''] = Object.keys(plan.state.approvals);
  return plan.must({ type: 'ApprovalDecided', approval, outcome: 'APPROVED', reason: null } as never, system); // as its approval tells it, with what this gate looks at alone
};
const issue = { type: 'IssuePlan', number: '青政办发〔2023〕9号', on: '2023-03-06' } as const;
const issued = () => approved().must(minutes('GROUP', '2023-03-06')).must(issue);
const published = { type: 'PublishPlan', where: '县政府网站', on: '2023-03-06', until: '2023-12-31', files: PROOF } as const;

export const PLANNING_GATES: readonly Gate[] = [
  {
    key: 'planning.submit',
    stage: 'PLANNING',
    name: { zh: '实施方案送审', en: 'the plan goes for approval' },
    rule: {
      zh: '方案须写明目标、时间节点和责任、风险、保障措施，征求其他成员单位意见并答复，当前版本通过合法性和公平竞争审查、经办公室会议；计划托位超过需求缺口 120 % 的须写明供给过剩风险。',
      en: 'A plan says targets, days with who sees to each, risks and safeguards; other member units were heard and answered, both reviews and the office’s meeting passed this version of it; more than 120 % of the demand gap needs a note on the risk of oversupply.',
    },
    document: '县级规定（本产品默认）；公平竞争审查条例',
    rows: ['SURVEY.oversupplyPercent', 'PLANS.leastUnits', 'PLANS.minutes', 'PLANS.files', 'PLANS.nodes'],
    tries: [
      { what: { zh: '齐备且供需平衡', en: 'complete, within the demand' }, must: 'TAKEN', play: () => ready(130).send(submit) },
      { what: { zh: '没有起草', en: 'nothing drafted' }, must: 'REFUSED', code: 'INCOMPLETE', play: () => opened(130).send(submit) },
      {
        what: { zh: '未征求意见、未审查', en: 'nobody heard, nothing reviewed' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened(130).must({ type: 'DraftPlan', content }).send(submit),
      },
      {
        what: { zh: '没有开托日期', en: 'no day of the opening' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => ready(130, { nodes: (content.nodes ?? []).filter(({ node }) => node !== 'OPENING') }).send(submit),
      },
      {
        what: { zh: '竣工早于开工', en: 'completion before the start' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () =>
          ready(130, { nodes: (content.nodes ?? []).map((one) => (one.node === 'COMPLETION' ? { ...one, plannedOn: '2023-01-01' } : one)) }).send(
            submit,
          ),
      },
      {
        what: { zh: '没有保障措施', en: 'no safeguards' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => ready(130, { measures: [] }).send(submit),
      },
      {
        what: { zh: '意见未采纳且没有理由', en: 'an opinion not adopted, without a reason' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => ready(130, {}, { answer: 'NOT_ADOPTED' }).send(submit),
      },
      {
        what: { zh: '意见没有复函', en: 'an opinion without its letter' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => ready(130, {}, { files: [] as never }).send(submit), // none, where the sample has one
      },
      {
        what: { zh: '办公室会议早于审查', en: 'the office met before the reviews' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => ready(130).must(minutes('OFFICE', '2023-03-01')).send(submit),
      },
      {
        what: { zh: '超过需求缺口 120 % 而无说明', en: 'above 120 % without a note' },
        must: 'REFUSED',
        code: 'NOTE_REQUIRED',
        play: () => ready(124).send(submit),
      },
      {
        what: { zh: '说明只有空格', en: 'a note of blanks' },
        must: 'REFUSED',
        code: 'NOTE_REQUIRED',
        play: () => ready(124, { supplyNote: '  ' }).send(submit),
      },
      { what: { zh: '写明了说明', en: 'with a note' }, must: 'TAKEN', play: () => ready(124, { supplyNote: '园区新增就业' }).send(submit) },
      { what: { zh: '送审两次', en: 'sent twice' }, must: 'REFUSED', code: 'WRONG_STATE', play: () => ready(130).must(submit).send(submit) },
      {
        what: { zh: '审查之后又改了方案', en: 'changed after it was reviewed' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () =>
          ready(130)
            .must({ type: 'DraftPlan', content: { ...content, risks: '另一种风险' } })
            .send(submit),
      },
      {
        what: { zh: '审查之后只补写供给过剩说明', en: 'the note on supply alone, written after the reviews' },
        must: 'TAKEN',
        play: () =>
          ready(124)
            .must({ type: 'DraftPlan', content: { ...content, supplyNote: '园区新增就业' } })
            .send(submit),
      },
      {
        what: { zh: '改后重新审查、重新开会', en: 'changed, reviewed and met on again' },
        must: 'TAKEN',
        play: () => {
          const plan = ready(130).must({ type: 'DraftPlan', content: { ...content, risks: '另一种风险' } });
          for (const review of reviewsOn('2023-03-05')) plan.must(review);
          return plan.must(minutes('OFFICE', '2023-03-06')).send(submit);
        },
      },
      {
        what: { zh: '方案内容为空', en: 'a plan of blanks' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => ready(130, { risks: '　' }).send(submit),
      },
      {
        what: { zh: '只征求了本单位意见', en: 'the applicant’s own unit alone was heard' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => ready(130, {}, { unit: '县卫健局　' }).send(submit),
      },
      {
        what: { zh: '意见没有写单位', en: 'an opinion of nobody' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => ready(130, {}, { unit: ' ', opinion: '' }).send(submit),
      },
      {
        what: { zh: '意见的日期在未来', en: 'an opinion of a day to come' },
        must: 'REFUSED',
        code: 'DATE_IN_FUTURE',
        play: () => opened(130).send({ ...opinion, on: '2023-03-07' }),
      },
    ],
  },
  {
    key: 'planning.issue',
    stage: 'PLANNING',
    name: { zh: '实施方案印发与变更', en: 'the plan is issued, and changes' },
    rule: {
      zh: '批准并有领导小组会议纪要后方可印发，印发不早于会议；已印发的方案只由写明理由、走完同样程序的新版本变更，文号一件一号。',
      en: 'A plan is issued once it is approved and the leading group’s minutes are there, not before that meeting; one that is issued changes by a new version alone, with its reason, by the same way and under a number of its own.',
    },
    document: '征求成员单位意见、合法性审核、会议审议、印发公开（通行做法）',
    rows: ['PLANS.minutes'],
    tries: [
      {
        what: { zh: '批准且有纪要', en: 'approved, with minutes' },
        must: 'TAKEN',
        play: () => approved().must(minutes('GROUP', '2023-03-06')).send(issue),
      },
      {
        what: { zh: '没有领导小组纪要', en: 'no minutes of the leading group' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => approved().send(issue),
      },
      {
        what: { zh: '印发早于会议', en: 'issued before the meeting' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () =>
          approved()
            .must(minutes('GROUP', '2023-03-06'))
            .send({ ...issue, on: '2023-03-05' }),
      },
      { what: { zh: '未批准', en: 'not approved' }, must: 'REFUSED', code: 'WRONG_STATE', play: () => ready(130).send(issue) },
      {
        what: { zh: '变更没有理由', en: 'changed without a reason' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => issued().send({ type: 'DraftPlan', content: { ...content, risks: '汛期' } }),
      },
      {
        what: { zh: '写明理由的新版本', en: 'a new version with its reason' },
        must: 'TAKEN',
        play: () => issued().send({ type: 'DraftPlan', content: { ...content, risks: '汛期' }, reason: '汛期停工' }),
      },
      {
        what: { zh: '新版本未走程序即送审', en: 'a new version handed in without its way' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () =>
          issued()
            .must({ type: 'DraftPlan', content: { ...content, risks: '汛期' }, reason: '汛期停工' })
            .send(submit),
      },
    ],
  },
  {
    key: 'planning.publish',
    stage: 'PLANNING',
    name: { zh: '实施方案公开', en: 'the plan is published' },
    rule: {
      zh: '印发后 20 个工作日内公开，登记地点、起止日期和文件；到期前提醒，逾期告知办公室。',
      en: 'It is published within 20 working days of its issue: where, from when until when, with a file. People are told before the last day, and the office after it.',
    },
    document: '政府信息公开条例 第二十六条',
    rows: ['PLANS.publishWorkdays', 'PLANS.publishWarnDays'],
    tries: [
      { what: { zh: '印发后公开', en: 'after its issue' }, must: 'TAKEN', play: () => issued().send(published) },
      { what: { zh: '未印发', en: 'not issued' }, must: 'REFUSED', code: 'WRONG_STATE', play: () => approved().send(published) },
      {
        what: { zh: '截止早于公开', en: 'ends before it begins' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => issued().send({ ...published, until: '2023-03-05' }),
      },
      {
        what: { zh: '没有文件', en: 'without a file' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => issued().send({ ...published, files: [] }),
      },
    ],
  },
];
