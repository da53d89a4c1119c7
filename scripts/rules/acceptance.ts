/** The gates of final acceptance. */
import { shippedValues } from '../../domain/rule-table/table.ts';
import { ACCEPTANCE } from '../../domain/standards/acceptance.ts';
import { AIR, type AirStandard, limitsOf, POLLUTANTS } from '../../domain/standards/air.ts';
import type { Gate, Tried } from './gate.ts';
import { officer, PlayedCase, system } from './played-case.ts';
import { stageBase } from './samples.ts';

export const UNITS: Readonly<Record<string, string>> = {
  a: '县发改局',
  b: '县财政局',
  c: '县住建局',
  d: '县妇幼保健院',
  e: '县消防救援大队',
  f: '县卫健局',
};
export const PANEL = ['a', 'b', 'c', 'd', 'e'];
const AS = ['NDRC', 'FINANCE', 'HOUSING', 'HEALTH', 'FIRE'];
export const file = { title: '材料.pdf', sha256: 'a'.repeat(64) };

const opened = () =>
  new PlayedCase('acceptance', '2026-03-06T02:00:00.000Z', { world: { unitOf: (person) => UNITS[person] ?? '' } }).must(
    { type: 'Open', ...stageBase({ panel: [], completionOn: '2025-03-28' }) },
    system,
  );
export const air = (standard: AirStandard, changed: object = {}) => ({
  type: 'RecordAirTest' as const,
  on: '2026-03-02',
  laboratory: '青禾检测中心',
  report: 'KQ-1',
  cma: '190012341234',
  standard,
  finishedOn: '2025-03-20',
  file,
  values: limitsOf(shippedValues(AIR), standard).map(([of, most]) => ({ of, value: most / 2, unit: POLLUTANTS[of] })),
  ...changed,
});
export const evidence = (unmet: readonly string[] = []) => ({
  type: 'SubmitEvidence' as const,
  items: shippedValues(ACCEPTANCE).items.map(({ key }) => ({ key, met: !unmet.includes(key), proof: key, files: [file] })),
});
export const panel = (people: readonly string[] = PANEL) => ({
  type: 'NamePanel' as const,
  members: people.map((person, index) => ({ person, as: AS[index] ?? 'EXPERT', qualification: '高级工程师' })),
  reserve: [],
  document: '青托办〔2026〕6号',
});
const ready = (unmet: readonly string[] = []) => opened().must(evidence(unmet)).must(air('WORKS')).must(air('USE'));
const tested = (changed: object) => () => opened().send(air('USE', changed));
/** A test above the limit of TVOC, then one within it, and whether the air stands as passed. */
function passes(failed: object, passed: object): Tried {
  const above = air('USE', failed).values.map((value) => (value.of === 'tvoc' ? { ...value, value: 9 } : value));
  const played = opened()
    .must({ ...air('USE', failed), values: above })
    .must(air('USE', passed));
  const told = played.state.air?.faults ?? [];
  const refused = { code: 'INCOMPLETE' as const, message: { zh: told.join(), en: told.join() } };
  return { refused: told.length === 0 ? null : refused, findings: [] };
}
/** What the recorder refuses is an error; here it is a refusal like any other. */
function recorded(play: () => Tried): Tried {
  try {
    return play();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { refused: { code: 'PANEL_INVALID', message: { zh: message, en: message } }, findings: [] };
  }
}

export const ACCEPTANCE_GATES: readonly Gate[] = [
  {
    key: 'acceptance.air.test',
    stage: 'ACCEPTANCE',
    name: { zh: '空气检测报告', en: 'a report on the air' },
    rule: {
      zh: '检测须在完工满 7 日后，由有 CMA 编号的机构出具报告，全部指标带单位。',
      en: 'A test is of at least 7 days after the works, by a laboratory with a CMA number, with every value in its unit.',
    },
    document: 'GB/T 18883-2022；GB 50325-2020',
    rows: ['AIR.waitDays', 'AIR.asReported'],
    tries: [
      { what: { zh: '完工一年后', en: 'a year after' }, must: 'TAKEN', play: tested({}) },
      { what: { zh: '满 7 日', en: 'the seventh day' }, must: 'TAKEN', play: tested({ on: '2025-04-04' }) },
      { what: { zh: '第 6 日', en: 'the sixth day' }, must: 'REFUSED', code: 'INCOMPLETE', play: tested({ on: '2025-04-03' }) },
      { what: { zh: '完工前', en: 'before the works ended' }, must: 'REFUSED', code: 'INCOMPLETE', play: tested({ on: '2020-01-01' }) },
      { what: { zh: '明天', en: 'tomorrow' }, must: 'REFUSED', code: 'DATE_IN_FUTURE', play: tested({ on: '2026-03-07' }) },
      {
        what: { zh: '超标之后重新检测合格', en: 'a later test within the limits, after one above them' },
        must: 'TAKEN',
        play: () => passes({ on: '2026-03-01' }, { on: '2026-03-02' }),
      },
      {
        what: { zh: '超标之后补登更早的合格报告', en: 'an earlier test within the limits, entered after one above them' },
        must: 'REFUSED',
        play: () => passes({ on: '2026-03-02' }, { on: '2026-03-01' }),
      },
      { what: { zh: '没有 CMA 编号', en: 'no CMA number' }, must: 'REFUSED', play: tested({ cma: undefined }) },
      { what: { zh: '没有报告文件', en: 'no report' }, must: 'REFUSED', play: tested({ file: undefined }) },
      {
        what: { zh: '单位不对', en: 'a wrong unit' },
        must: 'REFUSED',
        play: tested({ values: air('USE').values.map((value) => (value.of === 'radon' ? { ...value, unit: 'MG_M3' } : value)) }),
      },
      { what: { zh: '少一项', en: 'one value lacking' }, must: 'REFUSED', play: tested({ values: air('USE').values.slice(1) }) },
    ],
  },
  {
    key: 'acceptance.evidence',
    stage: 'ACCEPTANCE',
    name: { zh: '验收资料', en: 'evidence' },
    rule: { zh: '满足的验收项须有说明和文件，每项一次。', en: 'An item that is met has words and a file, each once.' },
    document: '本产品默认值',
    rows: ['ACCEPTANCE.items', 'ACCEPTANCE.evidenceAsFile'],
    tries: [
      { what: { zh: '资料齐全', en: 'all of it' }, must: 'TAKEN', play: () => opened().send(evidence()) },
      {
        what: { zh: '没有文件', en: 'nothing behind it' },
        must: 'REFUSED',
        play: () => opened().send({ type: 'SubmitEvidence', items: [{ key: 'FIRE', met: true, proof: 'x' }] }),
      },
      {
        what: { zh: '没有这一项', en: 'an item that is none' },
        must: 'REFUSED',
        play: () => opened().send({ type: 'SubmitEvidence', items: [{ key: 'X', met: true, proof: 'x', files: [file] }] }),
      },
    ],
  },
  {
    key: 'acceptance.panel',
    stage: 'ACCEPTANCE',
    name: { zh: '验收组', en: 'the panel' },
    rule: {
      zh: '办公室确定不少于 5 人的单数，代表规定的部门；建设单位、管理单位的人员回避。',
      en: 'The office names an odd number of at least five, of the disciplines asked for; nobody of the owner’s or the manager’s unit.',
    },
    document: '本产品默认值',
    rows: ['ACCEPTANCE.leastPanel', 'ACCEPTANCE.disciplines', 'ACCEPTANCE.leastDisciplines', 'ACCEPTANCE.namedWhenCalled'],
    tries: [
      { what: { zh: '五个部门五人', en: 'five of five' }, must: 'TAKEN', play: () => opened().send(panel(), officer) },
      { what: { zh: '四人', en: 'four' }, must: 'REFUSED', code: 'PANEL_INVALID', play: () => opened().send(panel(PANEL.slice(1)), officer) },
      {
        what: { zh: '一人两次', en: 'one twice' },
        must: 'REFUSED',
        code: 'PANEL_INVALID',
        play: () => opened().send(panel(['a', 'b', 'c', 'd', 'a']), officer),
      },
      {
        what: { zh: '建设单位的人', en: 'somebody of the owner’s unit' },
        must: 'REFUSED',
        play: () => recorded(() => opened().send(panel(['a', 'b', 'c', 'f', 'e']), officer)),
      },
      {
        what: { zh: '冒充别的部门', en: 'for another discipline' },
        must: 'REFUSED',
        play: () => recorded(() => opened().send(panel(['b', 'a', 'c', 'd', 'e']), officer)),
      },
      { what: { zh: '项目负责人确定', en: 'named by the manager' }, must: 'REFUSED', code: 'NOT_YOURS', play: () => opened().send(panel()) },
      {
        what: { zh: '评分已开始', en: 'while it scores' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: () => ready().must(panel(), officer).must({ type: 'CallPanel' }).send(panel(), officer),
      },
    ],
  },
  {
    key: 'acceptance.call',
    stage: 'ACCEPTANCE',
    name: { zh: '召集验收', en: 'the panel is called' },
    rule: {
      zh: '每一验收项有资料、空气两项检测在案、验收组已确定，方可召集。',
      en: 'It is called once every item has evidence, both tests of the air are in, and the office has named it.',
    },
    document: '本产品默认值',
    rows: ['ACCEPTANCE.items'],
    tries: [
      { what: { zh: '齐备', en: 'all there' }, must: 'TAKEN', play: () => ready().must(panel(), officer).send({ type: 'CallPanel' }) },
      { what: { zh: '验收组未定', en: 'no panel' }, must: 'REFUSED', code: 'INCOMPLETE', play: () => ready().send({ type: 'CallPanel' }) },
      {
        what: { zh: '没有空气检测', en: 'no test of the air' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().must(evidence()).must(panel(), officer).send({ type: 'CallPanel' }),
      },
      {
        what: { zh: '重复召集', en: 'twice' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: () => ready().must(panel(), officer).must({ type: 'CallPanel' }).send({ type: 'CallPanel' }),
      },
    ],
  },
];
