/** The gates of the summary evaluation. */
import { shippedValues } from '../../domain/rule-table/table.ts';
import { EVALUATION } from '../../domain/standards/evaluation.ts';
import type { Gate, Tried } from './gate.ts';
import { manager, officer, PlayedCase, person, system } from './played-case.ts';
import { stageBase } from './samples.ts';

const COMPUTED = ['PLACES', 'FIRST_PASS', 'ON_TIME_START', 'ON_TIME_FINISH', 'WITHIN_ESTIMATE', 'CERTIFIED', 'RULES', 'BUDGET'];
const full = Object.fromEntries(shippedValues(EVALUATION).indicators.flatMap(({ key, weight }) => (COMPUTED.includes(key) ? [] : [[key, weight]])));
const zero = Object.fromEntries(Object.keys(full).map((key) => [key, 0]));
/** In time, within the estimate, nine tenths of it paid: the budget alone loses a point. */
const HANDED_ON = {
  completionOn: '2025-03-28',
  paidFen: 90,
  estimateFen: 100,
  startedOn: '2024-01-15',
  inspections: 8,
  inspectionsPassed: 8,
  planPlaces: 150,
  trained: 31,
  certified: 31,
  rules: 17,
  rulesLeast: 14,
};
type Handed = { readonly [K in keyof typeof HANDED_ON]?: (typeof HANDED_ON)[K] | null };
const opened = (handed: Handed = {}) =>
  new PlayedCase('evaluation', '2026-03-06T02:00:00.000Z').must({ type: 'Open', ...stageBase({ ...HANDED_ON, ...handed }) }, system);
const reported = (handed: Handed = {}) => opened(handed).must({ type: 'SubmitSelfReport', scores: full, text: '' });
const measure = (indicator: string) => ({ key: 'GJ-1', problem: 'p', measure: 'm', owner: 'o', dueOn: '2026-05-01', indicator });
const BUDGET = { indicator: 'BUDGET', reason: '质保金未到支付期' };
type Sheet = {
  readonly scores?: Readonly<Record<string, number>>;
  readonly measures?: readonly ReturnType<typeof measure>[];
  readonly reasons?: readonly { readonly indicator: string; readonly reason: string }[];
};
const score =
  ({ scores = full, measures = [], reasons = [BUDGET] }: Sheet, actor = officer) =>
  () =>
    reported().send({ type: 'ScoreEvaluation', scores, measures, reasons }, actor);
/** The record says otherwise; nobody types anything else than before. */
const known = (handed: Handed, indicator?: string) => () =>
  reported(handed).send(
    {
      type: 'ScoreEvaluation',
      scores: full,
      measures: [],
      reasons: [BUDGET, ...(indicator === undefined ? [] : [{ indicator, reason: '工期经批准顺延' }])],
    },
    officer,
  );
/** Scored with a measure, which is reported done and looked at. */
const verified =
  (evidence = '签约协议 3 份', actor = officer) =>
  (): Tried => {
    const scored = reported().must({ type: 'ScoreEvaluation', scores: full, measures: [measure('BUDGET')], reasons: [] }, officer);
    const done = scored.send({ type: 'CompleteMeasure', key: 'GJ-1', evidence });
    return done.refused === null ? scored.send({ type: 'VerifyMeasure', key: 'GJ-1', passed: true }, actor) : done;
  };
/** A tenth of the places, and none of what is typed. */
const poor = () => reported({ planPlaces: 1_500 }).send({ type: 'ScoreEvaluation', scores: zero, measures: [], reasons: all }, officer);
const all = [...Object.keys(full), ...COMPUTED].map((indicator) => ({ indicator, reason: '无' }));

export const EVALUATION_GATES: readonly Gate[] = [
  {
    key: 'evaluation.lost-points',
    stage: 'EVALUATION',
    name: { zh: '失分与改进措施', en: 'lost points and measures' },
    rule: {
      zh: '失分的指标须有改进措施或理由，评为差的须有改进措施；已有记录的指标按记录计分。',
      en: 'An indicator that lost points has a measure or a reason, a poor evaluation has measures, and what the record knows is computed.',
    },
    document: '财预〔2020〕10号',
    rows: ['EVALUATION.indicators', 'EVALUATION.lostNeedsAnswer', 'EVALUATION.computed', 'EVALUATION.fair'],
    tries: [
      { what: { zh: '满分，预算失分有理由', en: 'full, with a reason for the budget' }, must: 'TAKEN', play: score({}) },
      {
        what: { zh: '使用率失分，有措施', en: 'occupancy lost points, with a measure' },
        must: 'TAKEN',
        play: score({ scores: { ...full, OCCUPANCY: 4 }, measures: [measure('OCCUPANCY')] }),
      },
      {
        what: { zh: '失分，没有措施也没有理由', en: 'lost points, neither measure nor reason' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: score({ scores: { ...full, OCCUPANCY: 4 } }),
      },
      {
        what: { zh: '措施对着另一个指标', en: 'a measure for another indicator' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: score({ scores: { ...full, OCCUPANCY: 4 }, measures: [measure('PLACES')] }),
      },
      { what: { zh: '理由为空', en: 'a blank reason' }, must: 'REFUSED', play: score({ reasons: [{ ...BUDGET, reason: ' ' }] }) },
      { what: { zh: '零分，只有理由', en: 'nothing scored, reasons alone' }, must: 'REFUSED', play: poor },
      { what: { zh: '自填预算执行率', en: 'the budget typed' }, must: 'REFUSED', play: score({ scores: { ...full, BUDGET: 10 } }) },
      { what: { zh: '自填新增托位', en: 'the places typed' }, must: 'REFUSED', play: score({ scores: { ...full, PLACES: 12 } }) },
      { what: { zh: '自填持证率', en: 'certificates typed' }, must: 'REFUSED', play: score({ scores: { ...full, CERTIFIED: 3 } }) },
      {
        what: { zh: '晚一天开工，有理由', en: 'started a day late, with a reason' },
        must: 'TAKEN',
        play: known({ startedOn: '2024-01-16' }, 'ON_TIME_START'),
      },
      { what: { zh: '晚一天开工，不说明', en: 'started a day late, unanswered' }, must: 'REFUSED', play: known({ startedOn: '2024-01-16' }) },
      {
        what: { zh: '印发方案 160 个托位，建成 150 个', en: '150 places of the 160 in the plan' },
        must: 'REFUSED',
        play: known({ planPlaces: 160 }),
      },
      { what: { zh: '一次检查未通过，不说明', en: 'one inspection not passed, unanswered' }, must: 'REFUSED', play: known({ inspectionsPassed: 7 }) },
      { what: { zh: '一人无证，不说明', en: 'one without a certificate, unanswered' }, must: 'REFUSED', play: known({ certified: 30 }) },
      { what: { zh: '制度少于规定，不说明', en: 'fewer rules than asked for, unanswered' }, must: 'REFUSED', play: known({ rules: 13 }) },
      { what: { zh: '超过权重', en: 'beyond its weight' }, must: 'REFUSED', play: score({ scores: { ...full, OCCUPANCY: 9 } }) },
      { what: { zh: '同一措施两次', en: 'one measure twice' }, must: 'REFUSED', play: score({ measures: [measure('PLACES'), measure('PLACES')] }) },
      { what: { zh: '无关人员评分', en: 'by somebody else' }, must: 'REFUSED', code: 'NOT_YOURS', play: score({}, person('stranger')) },
      { what: { zh: '负责人自己评分', en: 'by its manager' }, must: 'REFUSED', code: 'NOT_YOURS', play: score({}, manager) },
      {
        what: { zh: '没有自评', en: 'without a self-report' },
        must: 'REFUSED',
        code: 'OUT_OF_ORDER',
        play: () => opened().send({ type: 'ScoreEvaluation', scores: full, measures: [], reasons: [BUDGET] }, officer),
      },
      {
        what: { zh: '评两次', en: 'scored twice' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: () => {
          const sheet = { type: 'ScoreEvaluation', scores: { ...full, OCCUPANCY: 4 }, measures: [measure('OCCUPANCY')], reasons: [BUDGET] } as const;
          return reported().must(sheet, officer).send(sheet, officer);
        },
      },
    ],
  },
  {
    key: 'evaluation.measures',
    stage: 'EVALUATION',
    name: { zh: '改进措施与核验', en: 'measures and their verification' },
    rule: {
      zh: '措施写明问题、做法和责任人，完成须有依据，由办公室核验；不得核验本人负责的项目。',
      en: 'A measure says what is wrong, what is done and by whom; it is done with evidence, and the office verifies it, nobody a project of their own.',
    },
    document: '财预〔2020〕10号；本产品默认值（不相容职务分离）',
    rows: ['EVALUATION.lostNeedsAnswer'],
    tries: [
      { what: { zh: '有依据，办公室核验', en: 'with evidence, verified by the office' }, must: 'TAKEN', play: verified() },
      { what: { zh: '依据为空', en: 'blank evidence' }, must: 'REFUSED', code: 'REASON_REQUIRED', play: verified('　') },
      {
        what: { zh: '项目负责人兼经办人自己核验', en: 'by an officer who runs the project' },
        must: 'REFUSED',
        code: 'OWN_PROJECT',
        play: verified(undefined, person('manager', 'PROGRAMME_OFFICER')),
      },
      {
        what: { zh: '措施为空', en: 'a measure of blanks' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: score({ measures: [{ ...measure('BUDGET'), measure: ' ', owner: '' }], reasons: [] }),
      },
      {
        what: { zh: '无关人员核验', en: 'by somebody else' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: verified(undefined, person('stranger')),
      },
    ],
  },
];
