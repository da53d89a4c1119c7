/** The gates of publicity. */
import type { Gate } from './gate.ts';
import { manager, PlayedCase, type PlayedWorld, person, system } from './played-case.ts';
import { stageBase, surveyBasis } from './samples.ts';

const toClear = (world: PlayedWorld = {}) =>
  new PlayedCase('publicity', '2026-03-06T02:00:00.000Z', world)
    .must({ type: 'Open', ...stageBase({ survey: surveyBasis }) }, system)
    .must({ type: 'PlanPublicity', activities: [{ key: 'X', channel: 'OPEN_DAY', audience: '家长', plannedOn: '2025-11-01' }] });
const planned = () => toClear().must({ type: 'ClearContent', key: 'X', showsChildren: false, guardianConsent: false });
const carriedOut = () => planned().must({ type: 'RecordActivity', key: 'X', on: '2025-11-01', reached: 100, evidence: '照片' });
const aware =
  (asked: number, knowing: number, on = '2026-01-01', actor = manager) =>
  () =>
    carriedOut().send({ type: 'RecordAwareness', on, asked, aware: knowing }, actor);

const SHOWN = { type: 'ClearContent', key: 'X', showsChildren: true, guardianConsent: true } as const;
const CONSENT = { title: '监护人同意书', sha256: 'a'.repeat(64) };
const NO_PAPER: PlayedWorld = {
  adopted: {
    PUBLICITY: [{ table: 'PUBLICITY', version: 1, from: '2026-01-01', basis: '青卫〔2026〕1号', values: { consentPaper: false }, confirms: [] }],
  },
};
/** From 2026-02-02 on. */
const notice = (to: string) => ({ type: 'RecordNotice', key: 'G1', title: '招生', place: '社区', from: '2026-02-02', to, objections: 0 }) as const;

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
  {
    key: 'publicity.consent',
    stage: 'PUBLICITY',
    name: { zh: '肖像同意和佐证', en: 'consent and proof' },
    rule: {
      zh: '含儿童肖像的，附监护人同意书方可审核通过；县级规定不要求的，登记后转为问题。活动没有佐证材料、公示天数不足的，转为问题。',
      en: 'Children are shown with the guardians’ consent as a paper alone, or found where the county asks none. An activity without a file and a short notice are found.',
    },
    document: '个人信息保护法第三十一条',
    rows: ['PUBLICITY.consentPaper', 'PUBLICITY.noticeDays'],
    tries: [
      { what: { zh: '附同意书', en: 'with the paper' }, must: 'TAKEN', play: () => toClear().send({ ...SHOWN, files: [CONSENT] }) },
      { what: { zh: '只勾选同意', en: 'a tick alone' }, must: 'REFUSED', code: 'INCOMPLETE', play: () => toClear().send(SHOWN) },
      {
        what: { zh: '没有同意', en: 'no consent' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => toClear().send({ ...SHOWN, guardianConsent: false, files: [CONSENT] }),
      },
      { what: { zh: '县级规定不要求同意书', en: 'the county asks no paper' }, must: 'TAKEN', play: () => toClear(NO_PAPER).send(SHOWN) },
      { what: { zh: '公示 7 日', en: 'a notice of seven days' }, must: 'TAKEN', play: () => toClear().send(notice('2026-02-08')) },
      {
        what: { zh: '公示尚未期满', en: 'a notice that still stands' },
        must: 'REFUSED',
        code: 'DATE_IN_FUTURE',
        play: () => toClear().send(notice('2026-03-07')),
      },
      { what: { zh: '起止颠倒', en: 'over before it began' }, must: 'REFUSED', code: 'INCOMPLETE', play: () => toClear().send(notice('2026-02-01')) },
    ],
  },
];
