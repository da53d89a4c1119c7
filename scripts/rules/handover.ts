/** The gates of filing and handover. */
import { findingsIn } from '../../domain/audit/rules.ts';
import { projectStandards } from '../../domain/project/standards.ts';
import { STAGE_KEYS } from '../../domain/stages/all.ts';
import type { Gate, Tried } from './gate.ts';
import { PlayedCase, system } from './played-case.ts';
import { profile, surveyBasis, WAN } from './samples.ts';

const file = { title: '材料.pdf', sha256: 'a'.repeat(64) };
const BUILT = { completionOn: '2025-03-28', contractFen: 2_000 * WAN, changesFen: 0, paidFen: 1_900 * WAN, estimateFen: 2_680 * WAN };

/** Passed on 2026-03-20; today is 2026-04-30. */
function passed() {
  const played = new PlayedCase('project', '2026-03-20T02:00:00.000Z').must(
    { type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: [], standards: projectStandards(undefined, '2023-01-05') },
    system,
  );
  for (const stage of STAGE_KEYS) {
    played.must({ type: 'StartStage', stage }, system);
    const result = stage === 'CONSTRUCTION' ? BUILT : {};
    if (stage !== 'HANDOVER') played.must({ type: 'FinishStage', stage, outcome: 'DONE', result, undone: [] }, system);
  }
  played.now = '2026-04-30T02:00:00.000Z';
  return played;
}
const hand = (facts: object) => () => passed().send({ type: 'RecordHandover', facts });
/** The same, and what the audit finds in it. */
const found = (facts: object) => (): Tried => {
  const played = passed();
  const { refused } = played.send({ type: 'RecordHandover', facts });
  const events = played.events.map((event) => ({ ...event, stream: 'project/QH-01' }));
  const calendar = { version: 'none', years: {}, days: {} };
  const findings = findingsIn({ project: 'QH-01', events, elsewhere: { numbers: [], contracts: [] }, calendar }).map(({ code }) => code);
  return { refused, findings };
};
/** What the recorder refuses is an error; here it is a refusal like any other. */
const notice = (from: string, to: string) => (): Tried => {
  try {
    return hand({ publicNotice: { from, to, objections: 0, file } })();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { refused: { code: 'INCOMPLETE', message: { zh: message, en: message } }, findings: [] };
  }
};
const accounts = (changed: object = {}) => ({
  finalAccounts: {
    amountFen: 2_500 * WAN,
    worksFen: 2_000 * WAN,
    otherFen: 500 * WAN,
    on: '2025-06-20',
    number: '青托决〔2025〕1号',
    file,
    ...changed,
  },
});

export const HANDOVER_GATES: readonly Gate[] = [
  {
    key: 'handover.notice',
    stage: 'HANDOVER',
    name: { zh: '公示期', en: 'public notice' },
    rule: { zh: '公示不少于 5 个工作日，自次日起数。', en: 'A public notice has at least 5 working days, the first day not counted.' },
    document: '行政许可法 第八十二条',
    rows: ['HANDOVER.noticeDays', 'HANDOVER.noticeInWorkdays'],
    tries: [
      { what: { zh: '满 5 个工作日', en: 'five working days' }, must: 'TAKEN', play: notice('2026-03-23', '2026-03-30') },
      { what: { zh: '全在春节', en: 'all of it Spring Festival' }, must: 'REFUSED', play: notice('2026-02-15', '2026-02-20') },
      { what: { zh: '4 个工作日', en: 'four working days' }, must: 'REFUSED', play: notice('2026-03-27', '2026-04-02') },
      { what: { zh: '尚未期满', en: 'not over yet' }, must: 'REFUSED', code: 'DATE_IN_FUTURE', play: notice('2026-04-24', '2026-05-09') },
    ],
  },
  {
    key: 'handover.notice.after',
    stage: 'HANDOVER',
    name: { zh: '公示在验收之后', en: 'a notice after what it announces' },
    rule: {
      zh: '公示须在验收结果作出之后；早于验收的照实登记，并记为问题。',
      en: 'A notice announces a result that is there; one that began before acceptance is recorded as it was, with a finding.',
    },
    document: '验收结果先作出后公示（本产品默认）',
    rows: [],
    tries: [
      {
        what: { zh: '验收次日起', en: 'from the day after acceptance' },
        must: 'TAKEN',
        play: found({ publicNotice: { from: '2026-03-21', to: '2026-03-30', objections: 0, file } }),
      },
      {
        what: { zh: '验收前一日起', en: 'from the day before it' },
        must: 'FOUND',
        code: 'NOTICE_BEFORE_ACCEPTANCE',
        play: found({ publicNotice: { from: '2026-03-19', to: '2026-03-30', objections: 0, file } }),
      },
    ],
  },
  {
    key: 'handover.accounts',
    stage: 'HANDOVER',
    name: { zh: '竣工财务决算', en: 'final accounts' },
    rule: {
      zh: '决算与合同、变更、支付勾稽，不超过核定概算，超过合同的写明理由。',
      en: 'Accounts fit contract, changes and payments, stay within the estimate, and say why they exceed the contract.',
    },
    document: '政府投资条例 第二十三条、第二十五条；财建〔2016〕503号',
    rows: ['HANDOVER.accountsReconciled', 'HANDOVER.asPaper', 'HANDOVER.inOrder'],
    tries: [
      { what: { zh: '勾稽一致', en: 'they fit' }, must: 'TAKEN', play: hand(accounts()) },
      { what: { zh: '2001 年的决算', en: 'of 2001' }, must: 'REFUSED', code: 'INCOMPLETE', play: hand(accounts({ on: '2001-01-01' })) },
      { what: { zh: '合计不符', en: 'sums that differ' }, must: 'REFUSED', code: 'INCOMPLETE', play: hand(accounts({ otherFen: 1 })) },
      {
        what: { zh: '超过概算', en: 'above the estimate' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: hand(accounts({ amountFen: 2_681 * WAN, otherFen: 681 * WAN })),
      },
      {
        what: { zh: '少于已付款', en: 'less than was paid' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: hand(accounts({ worksFen: 1_000 * WAN, otherFen: 1_500 * WAN })),
      },
      { what: { zh: '没有文件', en: 'without a file' }, must: 'REFUSED', code: 'INCOMPLETE', play: hand(accounts({ file: undefined })) },
    ],
  },
  {
    key: 'handover.assets',
    stage: 'HANDOVER',
    name: { zh: '资产与档案', en: 'assets and archive' },
    rule: { zh: '通过验收后移交，有编号和清单。', en: 'Handed over once it was accepted, with a number and a list.' },
    document: '政府投资条例 第二十五条、第二十九条',
    rows: ['HANDOVER.asPaper', 'HANDOVER.inOrder'],
    tries: [
      {
        what: { zh: '验收后', en: 'after acceptance' },
        must: 'TAKEN',
        play: hand({ assets: { to: '县卫健局', on: '2026-03-31', number: '1', file } }),
      },
      {
        what: { zh: '验收前', en: 'before acceptance' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: hand({ assets: { to: '县卫健局', on: '2026-03-19', number: '1', file } }),
      },
      {
        what: { zh: '没有编号', en: 'without a number' },
        must: 'REFUSED',
        play: hand({ archive: { location: '县档案馆', on: '2026-03-31', file } }),
      },
    ],
  },
];
