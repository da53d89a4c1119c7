/** The gates of publicity. */
import type { Gate } from './gate.ts';
import { manager, PlayedCase, person, system } from './played-case.ts';
import { stageBase, surveyBasis } from './samples.ts';

const planned = () =>
  new PlayedCase('publicity', '2026-03-06T02:00:00.000Z')
    .must({ type: 'Open', ...stageBase({ survey: surveyBasis }) }, system)
    .must({ type: 'PlanPublicity', activities: [{ key: 'X', channel: 'OPEN_DAY', audience: '家长', plannedOn: '2025-11-01' }] })
    .must({ type: 'ClearContent', key: 'X', showsChildren: false, guardianConsent: false });
const carriedOut = () => planned().must({ type: 'RecordActivity', key: 'X', on: '2025-11-01', reached: 100, evidence: '照片' });
const aware =
  (asked: number, knowing: number, on = '2026-01-01', actor = manager) =>
  () =>
    carriedOut().send({ type: 'RecordAwareness', on, asked, aware: knowing }, actor);

export const PUBLICITY_GATES: readonly Gate[] = [
  {
    key: 'publicity.awareness',
    stage: 'PUBLICITY',
    name: { zh: '知晓率', en: 'awareness' },
    rule: {
      zh: '活动全部完成后，按需求调研的样本量询问；知晓率达到本县规定的，宣传结束。',
      en: 'When every activity is carried out, as many are asked as the demand survey needs; the stage ends at the county’s share.',
    },
    document: 'Cochran 样本量公式；县级规定（本产品默认）',
    rows: ['PUBLICITY.awarePercent', 'PUBLICITY.marginPercent'],
    tries: [
      { what: { zh: '问 553 户，80% 知晓', en: '553 asked, 80 % know' }, must: 'TAKEN', play: aware(553, 443) },
      { what: { zh: '问 552 户', en: '552 asked' }, must: 'REFUSED', code: 'INCOMPLETE', play: aware(552, 552) },
      { what: { zh: '问 1 人，知晓', en: 'one asked, who knows' }, must: 'REFUSED', code: 'INCOMPLETE', play: aware(1, 1) },
      { what: { zh: '没有问人', en: 'nobody asked' }, must: 'REFUSED', code: 'INCOMPLETE', play: aware(0, 0) },
      { what: { zh: '知晓多于所问', en: 'more know than were asked' }, must: 'REFUSED', code: 'SUMS_DISAGREE', play: aware(600, 601) },
      { what: { zh: '明天的调查', en: 'a survey of tomorrow' }, must: 'REFUSED', code: 'DATE_IN_FUTURE', play: aware(600, 600, '2026-03-07') },
      { what: { zh: '无关人员登记', en: 'by somebody else' }, must: 'REFUSED', play: aware(600, 600, '2026-01-01', person('stranger')) },
      {
        what: { zh: '早于最后一项活动的调查', en: 'a survey of before the last activity' },
        must: 'REFUSED',
        code: 'EARLIER_DAY',
        play: aware(600, 600, '2025-10-31'),
      },
      {
        what: { zh: '一份计划中同一活动两次', en: 'one activity twice in a plan' },
        must: 'REFUSED',
        code: 'DUPLICATE',
        play: () =>
          planned().send({
            type: 'PlanPublicity',
            activities: ['Y', 'Y'].map((key) => ({ key, channel: 'OPEN_DAY', audience: '家长', plannedOn: '2025-11-01' })),
          }),
      },
      {
        what: { zh: '活动没有依据', en: 'an activity with nothing behind it' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: () => planned().send({ type: 'RecordActivity', key: 'X', on: '2025-11-01', reached: 100, evidence: ' ' }),
      },
      {
        what: { zh: '活动未完成', en: 'before the activities' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => planned().send({ type: 'RecordAwareness', on: '2026-01-01', asked: 600, aware: 600 }),
      },
    ],
  },
];
