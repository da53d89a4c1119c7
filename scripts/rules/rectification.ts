/** The gates of rectification after final acceptance, and of what the leading group decides when it has failed twice. */
import type { AirStandard } from '../../domain/standards/air.ts';
import { air, evidence, file, PANEL, panel, UNITS } from './acceptance.ts';
import type { Gate } from './gate.ts';
import { officer, PlayedCase, person, system } from './played-case.ts';
import { stageBase } from './samples.ts';

const leader = person('leader', 'GROUP_LEADER');
/** A test of the day; `tvoc`: over its limit. */
const airOn = (standard: AirStandard, on: string, tvoc?: number) => {
  const test = air(standard, { on, report: `KQ-${on}` });
  return tvoc === undefined ? test : { ...test, values: test.values.map((value) => (value.of === 'tvoc' ? { ...value, value: tvoc } : value)) };
};
type Works = PlayedCase<'acceptance'>;
function answered(played: Works, outcome: 'APPROVED' | 'REJECTED', scores: readonly number[] = []): Works {
  const approval = Object.keys(played.state.approvals)[0] ?? '';
  const given = scores.map((score, index) => ({ person: PANEL[index] ?? '', score }));
  return played.must({ type: 'ApprovalDecided', approval, outcome, reason: outcome === 'APPROVED' ? null : '仍超标', scores: given }, system);
}
/** 86 points and TVOC 0.68: ordered on 2026-03-06, due on 2026-03-27. */
function ordered(): Works {
  const played = new PlayedCase('acceptance', '2026-03-06T02:00:00.000Z', { world: { unitOf: (one) => UNITS[one] ?? '' } })
    .must({ type: 'Open', ...stageBase({ panel: [], completionOn: '2025-03-28', wageArrearsFen: null }) }, system)
    .must(evidence())
    .must(airOn('WORKS', '2026-03-02'))
    .must(airOn('USE', '2026-03-02', 0.68))
    .must(panel(), officer)
    .must({ type: 'CallPanel' });
  const called = answered(played, 'APPROVED', [88, 85, 84, 87, 86]);
  called.now = '2026-03-20T02:00:00.000Z';
  return called;
}
const report = (changed: object = {}) => ({
  type: 'ReportRectified' as const,
  on: '2026-03-20',
  items: [{ key: 'AIR', evidence: '更换家具、通风' }],
  ...changed,
});
const extended = (asks: typeof officer, answers: typeof officer) =>
  ordered().must({ type: 'AskExtension', days: 5, reason: '到货延迟' }, asks).send({ type: 'AnswerExtension', granted: true, reason: '' }, answers);
const tested = () => ordered().must(airOn('USE', '2026-03-19'));
const fails = (played: Works) => answered(played.must(airOn('USE', '2026-03-20')).must(report()), 'REJECTED');
const twice = () => fails(fails(ordered()));
const decision = (changed: object = {}) => ({
  type: 'DecideAfterNotices' as const,
  decision: 'MEASURES' as const,
  document: '青托领纪〔2026〕4号',
  on: '2026-03-20',
  file,
  measures: '更换全部家具',
  ...changed,
});

export const RECTIFICATION_GATES: readonly Gate[] = [
  {
    key: 'acceptance.rectification',
    stage: 'ACCEPTANCE',
    name: { zh: '整改报告', en: 'a report of rectification' },
    rule: {
      zh: '整改须针对所列各项，凭通知之后的检测和材料；否决项只能凭复验合格消除。',
      en: 'A report answers every item that was ordered, with tests and papers of after the notice; a veto ends with a passed re-inspection alone.',
    },
    document: '项目验收办法（本产品默认）',
    rows: ['ACCEPTANCE.ordinaryDays', 'ACCEPTANCE.mostNotices'],
    tries: [
      { what: { zh: '重新检测合格后报告', en: 'after a new test that passes' }, must: 'TAKEN', play: () => tested().send(report()) },
      { what: { zh: '没有重新检测', en: 'without a new test' }, must: 'REFUSED', code: 'INCOMPLETE', play: () => ordered().send(report()) },
      {
        what: { zh: '通知之前的日期', en: 'of a day before the notice' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => tested().send(report({ on: '2026-03-05' })),
      },
      {
        what: { zh: '不写措施', en: 'without a word' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => tested().send(report({ items: [{ key: 'AIR', evidence: ' ' }] })),
      },
      {
        what: { zh: '未列的项目', en: 'of an item that nobody ordered' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => tested().send(report({ items: [{ key: 'FITOUT', evidence: 'x', files: [file] }] })),
      },
      {
        what: { zh: '整改期间换验收组', en: 'another panel while it is put right' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: () => ordered().send(panel(), officer),
      },
      {
        what: { zh: '经办人代为申请延期又自己答复', en: 'an extension asked for and granted by one officer' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: () => extended(officer, officer),
      },
      {
        what: { zh: '延期由另一人答复', en: 'an extension granted by another' },
        must: 'TAKEN',
        play: () => extended(officer, person('other', 'PROGRAMME_OFFICER')),
      },
      {
        what: { zh: '日期在未来', en: 'of a day to come' },
        must: 'REFUSED',
        code: 'DATE_IN_FUTURE',
        play: () => tested().send(report({ on: '2026-03-21' })),
      },
    ],
  },
  {
    key: 'acceptance.after-two-notices',
    stage: 'ACCEPTANCE',
    name: { zh: '两次整改不合格之后', en: 'after two failed notices' },
    rule: {
      zh: '第二次复验不合格即停止，由领导小组凭会议纪要决定：重新开始、采取其他措施、不予验收。',
      en: 'After the second failed re-inspection it stops until the leading group decides by its minutes: from the start, other measures, or not accepted.',
    },
    document: '项目验收办法（本产品默认）',
    rows: ['ACCEPTANCE.mostNotices'],
    tries: [
      { what: { zh: '组长凭纪要决定', en: 'decided by the leader, with the minutes' }, must: 'TAKEN', play: () => twice().send(decision(), leader) },
      { what: { zh: '继续报告整改', en: 'a third report' }, must: 'REFUSED', play: () => twice().send(report()) },
      {
        what: { zh: '只有一次不合格', en: 'after one alone' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: () => fails(ordered()).send(decision(), leader),
      },
      { what: { zh: '办公室决定', en: 'by the office' }, must: 'REFUSED', code: 'NOT_YOURS', play: () => twice().send(decision(), officer) },
      { what: { zh: '项目负责人决定', en: 'by the manager' }, must: 'REFUSED', code: 'NOT_YOURS', play: () => twice().send(decision()) },
      {
        what: { zh: '兼任项目负责人的组长', en: 'by a leader who runs the project' },
        must: 'REFUSED',
        code: 'OWN_PROJECT',
        play: () => twice().send(decision(), person('manager', 'GROUP_LEADER')),
      },
      {
        what: { zh: '纪要早于送交之日', en: 'minutes of before it came to them' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => twice().send(decision({ on: '2026-03-19' }), leader),
      },
      {
        what: { zh: '不写措施', en: 'measures that nobody names' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => twice().send(decision({ measures: ' ' }), leader),
      },
    ],
  },
];
