/** The gates of final acceptance. */
import { createHash } from 'node:crypto';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { ACCEPTANCE } from '../../domain/standards/acceptance.ts';
import { AIR, type AirStandard, limitsOf, POLLUTANTS } from '../../domain/standards/air.ts';
import type { Gate, Tried } from './gate.ts';
import { clock, officer, PlayedCase, person, system } from './played-case.ts';
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
/** Each of its own. */
export const fileOf = (name: string) => ({ title: `${name}.pdf`, sha256: createHash('sha256').update(name).digest('hex') });
export const file = fileOf('材料');

const opened = () =>
  new PlayedCase('acceptance', '2026-03-06T02:00:00.000Z', { world: { unitOf: (person) => UNITS[person] ?? '' } }).must(
    { type: 'Open', ...stageBase({ panel: [], completionOn: '2025-03-28', wageArrearsFen: null }) },
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
  file: fileOf(`KQ-${'on' in changed ? changed.on : ''}-${standard}`),
  values: limitsOf(shippedValues(AIR), standard).map(([of, most]) => ({ of, value: most / 2, unit: POLLUTANTS[of] })),
  ...changed,
});
export const evidence = (unmet: readonly string[] = []) => ({
  type: 'SubmitEvidence' as const,
  items: shippedValues(ACCEPTANCE).items.map(({ key, lapses }) => ({
    ...{ key, met: !unmet.includes(key), proof: key, files: [fileOf(key)] },
    ...(lapses === true ? { until: '2031-03-01' } : {}),
  })),
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
/** One file for these items. */
const proving = (...keys: readonly string[]) => ({
  type: 'SubmitEvidence' as const,
  items: keys.map((key) => ({ key, met: true, proof: key, files: [file] })),
});
const proves =
  (one: string, two: string, title = file.title) =>
  () => {
    const [first, second] = proving(one, two).items;
    const renamed = second === undefined ? [] : [{ ...second, files: [{ ...file, title }] }];
    return opened().send({ type: 'SubmitEvidence', items: [...(first === undefined ? [] : [first]), ...renamed] });
  };
const food =
  (until: string | undefined, met = true) =>
  () =>
    opened().send({
      type: 'SubmitEvidence',
      items: [{ key: 'FOOD', met, proof: '许可证', files: [file], ...(until === undefined ? {} : { until }) }],
    });
const paper = (changed: object) => ({
  ...{ type: 'RecordPaper' as const, paper: 'FOOD' as const, number: 'JY1', on: '2026-03-02', until: '2031-03-01', file: fileOf('JY1') },
  ...changed,
});
/** All there, with a food licence that ended yesterday. */
function ended() {
  const played = opened().must({
    ...evidence(),
    items: evidence().items.map((item) => (item.key === 'FOOD' ? { ...item, until: '2026-03-07' } : item)),
  });
  const called = played.must(air('WORKS')).must(air('USE')).must(panel(), officer);
  called.now = '2026-03-08T02:00:00.000Z';
  return called;
}
/** A licence that ends on 2027-03-01, ninety days after 2026-12-01. */
function reminded(on: string): Tried {
  const played = opened().must(paper({ until: '2027-03-01' }));
  played.now = `${on}T02:00:00.000Z`;
  const { refused } = played.send({ type: 'TellDue', due: 'PAPER.FOOD@2027-03-01', when: 'SOON' }, clock);
  return { refused, findings: played.events.flatMap(({ type }) => (type === 'DueTold' ? ['DUE_TOLD'] : [])) };
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
      { what: { zh: '一个文件证明两项', en: 'one file for two items' }, must: 'REFUSED', code: 'INCOMPLETE', play: proves('FIRE', 'HEALTH') },
      {
        what: { zh: '换个文件名', en: 'the same file under another name' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: proves('FIRE', 'HEALTH', 'B.pdf'),
      },
      {
        what: { zh: '结算与概算同一份审核报告', en: 'one review for settlement and estimate' },
        must: 'TAKEN',
        play: proves('SETTLEMENT', 'ESTIMATE'),
      },
      { what: { zh: '结算报告又证明工资', en: 'the same for wages' }, must: 'REFUSED', code: 'INCOMPLETE', play: proves('SETTLEMENT', 'WAGES') },
      {
        what: { zh: '分两次提交', en: 'handed in one after the other' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().must(proving('FIRE')).send(proving('HEALTH')),
      },
      { what: { zh: '同一项重新提交', en: 'the same item again' }, must: 'TAKEN', play: () => opened().must(proving('FIRE')).send(proving('FIRE')) },
      {
        what: { zh: '空气检测报告用作卫生评价', en: 'the report on the air as the health evaluation' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().must(air('USE', { file })).send(proving('HEALTH')),
      },
      {
        what: { zh: '卫生评价用作空气检测报告', en: 'the health evaluation as the report on the air' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().must(proving('HEALTH')).send(air('USE', { file })),
      },
      {
        what: { zh: '用上次检测的报告重新检测', en: 'a new test with the report of the last one' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () =>
          opened()
            .must(air('USE', { on: '2026-03-01', file }))
            .send(air('USE', { on: '2026-03-05', file })),
      },
    ],
  },
  {
    key: 'acceptance.papers',
    stage: 'ACCEPTANCE',
    name: { zh: '证照有效期', en: 'papers that end' },
    rule: {
      zh: '有有效期的证照须填写截止日，召集验收时未届满；到期前后提醒，通过验收后仍跟踪。',
      en: 'A paper that ends is told with its last day, and has not ended when the panel is called; it is watched before and after that day, also of a centre that has passed.',
    },
    document: '食品经营许可和备案管理办法；国卫人口发〔2019〕58号',
    rows: ['ACCEPTANCE.items', 'ACCEPTANCE.leaseMonths', 'DUES.foodWarnDays', 'DUES.leaseWarnDays', 'DUES.landPreMonths'],
    tries: [
      { what: { zh: '今天到期', en: 'its last day is today' }, must: 'TAKEN', play: food('2026-03-06') },
      { what: { zh: '昨天到期', en: 'it ended yesterday' }, must: 'REFUSED', code: 'INCOMPLETE', play: food('2026-03-05') },
      { what: { zh: '没有截止日', en: 'without its last day' }, must: 'REFUSED', code: 'INCOMPLETE', play: food(undefined) },
      { what: { zh: '未取得，如实填报', en: 'told as not there' }, must: 'TAKEN', play: food(undefined, false) },
      {
        what: { zh: '召集之前到期', en: 'it ends before the panel is called' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => ended().send({ type: 'CallPanel' }),
      },
      { what: { zh: '延续后召集', en: 'renewed, then called' }, must: 'TAKEN', play: () => ended().must(paper({})).send({ type: 'CallPanel' }) },
      { what: { zh: '登记租约', en: 'a lease' }, must: 'TAKEN', play: () => opened().send(paper({ paper: 'LEASE' })) },
      {
        what: { zh: '截止日早于签订', en: 'it ends before it begins' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send(paper({ until: '2026-03-01' })),
      },
      {
        what: { zh: '明天的证照', en: 'a paper of tomorrow' },
        must: 'REFUSED',
        code: 'DATE_IN_FUTURE',
        play: () => opened().send(paper({ on: '2026-03-07' })),
      },
      {
        what: { zh: '用另一项的文件', en: 'the file of another item' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () =>
          opened()
            .must(proving('FIRE'))
            .send(paper({ paper: 'LEASE', file })),
      },
      {
        what: { zh: '无关人员登记', en: 'by somebody else' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: () => opened().send(paper({}), person('stranger')),
      },
      {
        what: { zh: '到期前由系统提醒', en: 'told by the clock before it ends' },
        must: 'FOUND',
        code: 'DUE_TOLD',
        play: () => reminded('2026-12-10'),
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
