/** The gates of filing and handover. */
import { findingsIn } from '../../domain/audit/rules.ts';
import { projectStandards } from '../../domain/project/standards.ts';
import { STAGE_KEYS } from '../../domain/stages/all.ts';
import type { Gate, Tried } from './gate.ts';
import { PlayedCase, system } from './played-case.ts';
import { profile, surveyBasis, WAN } from './samples.ts';

const file = { title: '材料.pdf', sha256: 'a'.repeat(64) };
const another = { title: '批复.pdf', sha256: 'b'.repeat(64) };
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
/** The same notice entered as often as it is told, with so many objections. */
const objected =
  (...objections: readonly number[]) =>
  (): Tried => {
    const played = passed();
    const tried = objections.map((number) => {
      const publicNotice = { from: '2026-03-23', to: '2026-03-30', objections: number, file };
      return played.send({ type: 'RecordHandover', facts: { publicNotice } });
    });
    return tried.at(-1) ?? { refused: null, findings: [] };
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

const replied = (on: string) => accounts({ approval: { number: '青财审〔2025〕3号', on, by: '县财政局', file: another } });

export const HANDOVER_GATES: readonly Gate[] = [
  {
    key: 'handover.notice',
    stage: 'HANDOVER',
    name: { zh: '公示期', en: 'public notice' },
    rule: {
      zh: '公示不少于 5 个工作日，自次日起数；已登记的异议须逐条答复。',
      en: 'A public notice has at least 5 working days, the first day not counted; objections on record are answered.',
    },
    document: '行政许可法 第八十二条',
    rows: ['HANDOVER.noticeDays', 'HANDOVER.noticeInWorkdays'],
    tries: [
      { what: { zh: '满 5 个工作日', en: 'five working days' }, must: 'TAKEN', play: notice('2026-03-23', '2026-03-30') },
      { what: { zh: '全在春节', en: 'all of it Spring Festival' }, must: 'REFUSED', play: notice('2026-02-15', '2026-02-20') },
      { what: { zh: '4 个工作日', en: 'four working days' }, must: 'REFUSED', play: notice('2026-03-27', '2026-04-02') },
      { what: { zh: '登记三条异议', en: 'with three objections' }, must: 'TAKEN', play: objected(3) },
      { what: { zh: '再次登记，异议减为零', en: 'entered again, with none of them' }, must: 'REFUSED', code: 'INCOMPLETE', play: objected(3, 0) },
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
      zh: '决算与合同、变更、支付勾稽，不超过核定概算，超过合同的写明理由；批复有自己的文号和文件。',
      en: 'Accounts fit contract, changes and payments, stay within the estimate, and say why they exceed the contract; their approval has a number and a file of its own.',
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
      {
        what: { zh: '批复另有文件', en: 'approved by a paper of its own' },
        must: 'TAKEN',
        play: hand(accounts({ approval: { number: '青财审〔2025〕3号', on: '2025-08-01', by: '县财政局', file: another } })),
      },
      {
        what: { zh: '以决算本身充作批复', en: 'approved by the accounts themselves' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: hand(accounts({ approval: { number: '青财审〔2025〕3号', on: '2025-08-01', by: '县财政局', file } })),
      },
      {
        what: { zh: '项目单位自己批复', en: 'approved by the unit that drew them up' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: hand(accounts({ approval: { number: '青财审〔2025〕3号', on: '2025-08-01', by: '县卫健局 ', file: another } })),
      },
      {
        what: { zh: '批复没有文件', en: 'approved without a file' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: hand(accounts({ approval: { number: '青财审〔2025〕3号', on: '2025-08-01', by: '县财政局' } })),
      },
      { what: { zh: '没有文件', en: 'without a file' }, must: 'REFUSED', code: 'INCOMPLETE', play: hand(accounts({ file: undefined })) },
    ],
  },
  {
    key: 'handover.accounts.reply',
    stage: 'HANDOVER',
    name: { zh: '决算的审核批复期限', en: 'days for the reply to the accounts' },
    rule: {
      zh: '自决算编报之日起按金额分档审核、批复；逾期记为问题，不设关口，由县级确认天数。',
      en: 'Reviewed and replied to in working days by their sum; late is found and nothing waits for it; the county confirms the days.',
    },
    document: '竣工财务决算审核批复时限（县级规定，参照厦门市思明区）',
    rows: ['HANDOVER.accountsReview', 'HANDOVER.accountsReplyDays'],
    tries: [
      { what: { zh: '期限内批复', en: 'replied to in time' }, must: 'TAKEN', play: found(replied('2025-08-01')) },
      {
        what: { zh: '逾期批复', en: 'replied to late' },
        must: 'FOUND',
        code: 'ACCOUNTS_REPLY_LATE',
        play: found(replied('2025-12-01')),
      },
      {
        what: { zh: '期限已过，尚未批复', en: 'not yet, when the days have passed' },
        must: 'FOUND',
        code: 'ACCOUNTS_REPLY_LATE',
        play: found(accounts()),
      },
    ],
  },
  {
    key: 'handover.assets',
    stage: 'HANDOVER',
    name: { zh: '资产与档案', en: 'assets and archive' },
    rule: {
      zh: '通过验收后移交，有编号和清单，一个文件不能充作两项。',
      en: 'Handed over once it was accepted, with a number and a list; one file is not two papers.',
    },
    document: '政府投资条例 第二十五条、第二十九条',
    rows: ['HANDOVER.asPaper', 'HANDOVER.inOrder'],
    tries: [
      {
        what: { zh: '验收后', en: 'after acceptance' },
        must: 'TAKEN',
        play: hand({ assets: { to: '县卫健局', on: '2026-03-31', number: '1', file } }),
      },
      {
        what: { zh: '资产与档案共用一个文件', en: 'one file for assets and archive' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: hand({
          assets: { to: '县卫健局', on: '2026-03-31', number: '1', file },
          archive: { location: '县档案馆', on: '2026-03-31', number: '2', file },
        }),
      },
      {
        what: { zh: '与以前登记的一项共用文件', en: 'the file of what was entered before' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () =>
          passed()
            .must({ type: 'RecordHandover', facts: { assets: { to: '县卫健局', on: '2026-03-31', number: '1', file } } })
            .send({ type: 'RecordHandover', facts: { archive: { location: '县档案馆', on: '2026-03-31', number: '2', file } } }),
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
