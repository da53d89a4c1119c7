/** The gates of the summary evaluation. */
import { shippedValues } from '../../domain/rule-table/table.ts';
import { EVALUATION } from '../../domain/standards/evaluation.ts';
import type { Gate, Tried } from './gate.ts';
import { manager, officer, PlayedCase, type PlayedWorld, person, system } from './played-case.ts';
import { stageBase } from './samples.ts';

const { indicators } = shippedValues(EVALUATION);
const TODAY = '2026-03-06';
/** In time, within the estimate, nine tenths of it paid: the budget alone loses a point. */
const HANDED_ON = {
  completionOn: '2025-03-28',
  plan: null,
  paidFen: 90,
  paidInAllFen: null,
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
/** A county that has an indicator of its own, which the office scores. */
const VISIT = { key: 'VISIT', zh: '现场评分', en: 'Score of the visit', weight: 10 };
const county: PlayedWorld = {
  adopted: {
    EVALUATION: [
      {
        ...{ table: 'EVALUATION', version: 1, from: '2026-01-01', basis: '青卫〔2026〕1号', confirms: [] },
        values: { indicators: [...indicators, VISIT] },
      },
    ],
  },
};
type Played = PlayedCase<'evaluation'>;
const opened = (handed: Handed = {}, given?: PlayedWorld): Played =>
  new PlayedCase('evaluation', `${TODAY}T02:00:00.000Z`, given).must({ type: 'Open', ...stageBase({ ...HANDED_ON, ...handed }) }, system);

const ENROLLED = { type: 'ReportRate', rate: 'OCCUPANCY', on: '2026-03-02', have: 120, evidence: '在托名册' } as const;
const SATISFIED = { type: 'ReportRate', rate: 'SATISFACTION', on: '2026-03-03', have: 100, of: 110, evidence: '满意度调查表 110 份' } as const;
const VERIFIED = { type: 'VerifyRate', rate: 'OCCUPANCY', passed: true } as const;
/** Its numbers, reported by the manager and looked at by the office. */
const counted = (played: Played, enrolled: object = {}, satisfied: object = {}): Played =>
  played
    .must({ ...ENROLLED, ...enrolled })
    .must({ ...SATISFIED, ...satisfied })
    .must(VERIFIED, officer)
    .must({ ...VERIFIED, rate: 'SATISFACTION' }, officer);
const selfReport = (played: Played): Played => played.must({ type: 'SubmitSelfReport', scores: {}, text: '' });
const reported = (handed: Handed = {}, enrolled: object = {}): Played =>
  selfReport(counted(opened(handed), enrolled, 'have' in enrolled ? { have: 70, of: 75 } : {}));
const measure = (indicator: string) => ({ key: 'GJ-1', problem: 'p', measure: 'm', owner: 'o', dueOn: '2026-05-01', indicator });
const BUDGET = { indicator: 'BUDGET', reason: '质保金未到支付期' };
type Sheet = {
  readonly scores?: Readonly<Record<string, number>>;
  readonly measures?: readonly ReturnType<typeof measure>[];
  readonly reasons?: readonly { readonly indicator: string; readonly reason: string }[];
};
const sheet = ({ scores = {}, measures = [], reasons = [BUDGET] }: Sheet = {}) => ({ type: 'ScoreEvaluation', scores, measures, reasons }) as const;
const score =
  (told: Sheet, actor = officer, enrolled = {}) =>
  () =>
    reported({}, enrolled).send(sheet(told), actor);
/** Of a county that scores a visit as well. */
const visited = (points: number) => () => {
  const played = counted(opened({}, county)).must({ type: 'SubmitSelfReport', scores: { VISIT: 10 }, text: '' });
  return played.send(sheet({ scores: { VISIT: points } }), officer);
};
/** The record says otherwise; nobody types anything else than before. */
const known = (handed: Handed, indicator?: string) => () =>
  reported(handed).send(sheet({ reasons: [BUDGET, ...(indicator === undefined ? [] : [{ indicator, reason: '工期经批准顺延' }])] }), officer);
/** Scored with a measure, which is reported done and looked at. */
const verified =
  (evidence = '签约协议 3 份', actor = officer) =>
  (): Tried => {
    const scored = reported().must(sheet({ measures: [measure('BUDGET')], reasons: [] }), officer);
    const done = scored.send({ type: 'CompleteMeasure', key: 'GJ-1', evidence });
    return done.refused === null ? scored.send({ type: 'VerifyMeasure', key: 'GJ-1', passed: true }, actor) : done;
  };
const all = indicators.map(({ key: indicator }) => ({ indicator, reason: '无' }));
/** A tenth of the places, nobody enrolled and little else. */
const poor = () => {
  const nothing = { planPlaces: 1_500, startedOn: '2024-01-16', paidFen: 101, inspectionsPassed: 0, certified: 0, rules: 0 };
  const played = opened(nothing)
    .must({ ...ENROLLED, have: 0 })
    .must(VERIFIED, officer);
  return selfReport(played).send(sheet({ reasons: all }), officer);
};
/** Half of the places taken is under the target. */
const FEW = { have: 75 };
/** The numbers as they are told, on a case that waits for them. */
const tells =
  (told: object, before: (played: Played) => Played = (played) => played) =>
  () =>
    before(opened()).send({ ...ENROLLED, ...told });
const satisfied =
  (told: object, enrolled = {}) =>
  () =>
    opened()
      .must({ ...ENROLLED, ...enrolled })
      .send({ ...SATISFIED, ...told });
const looksAt =
  (actor = officer, told: object = {}, by = manager) =>
  () =>
    opened()
      .must(ENROLLED, by)
      .send({ ...VERIFIED, ...told }, actor);
const other = person('other', 'PROGRAMME_OFFICER');

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
        play: score({ measures: [measure('OCCUPANCY')] }, officer, FEW),
      },
      {
        what: { zh: '失分，没有措施也没有理由', en: 'lost points, neither measure nor reason' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: score({}, officer, FEW),
      },
      {
        what: { zh: '措施对着另一个指标', en: 'a measure for another indicator' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: score({ measures: [measure('PLACES')] }, officer, FEW),
      },
      { what: { zh: '理由为空', en: 'a blank reason' }, must: 'REFUSED', play: score({ reasons: [{ ...BUDGET, reason: ' ' }] }) },
      { what: { zh: '零分，只有理由', en: 'nothing scored, reasons alone' }, must: 'REFUSED', play: poor },
      { what: { zh: '自填预算执行率', en: 'the budget typed' }, must: 'REFUSED', play: score({ scores: { BUDGET: 10 } }) },
      { what: { zh: '自填新增托位', en: 'the places typed' }, must: 'REFUSED', play: score({ scores: { PLACES: 12 } }) },
      { what: { zh: '自填持证率', en: 'certificates typed' }, must: 'REFUSED', play: score({ scores: { CERTIFIED: 3 } }) },
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
      { what: { zh: '本县自设指标，由办公室评分', en: 'an indicator of the county’s own, scored by the office' }, must: 'TAKEN', play: visited(10) },
      { what: { zh: '超过权重', en: 'beyond its weight' }, must: 'REFUSED', play: visited(11) },
      { what: { zh: '同一措施两次', en: 'one measure twice' }, must: 'REFUSED', play: score({ measures: [measure('PLACES'), measure('PLACES')] }) },
      { what: { zh: '无关人员评分', en: 'by somebody else' }, must: 'REFUSED', code: 'NOT_YOURS', play: score({}, person('stranger')) },
      { what: { zh: '负责人自己评分', en: 'by its manager' }, must: 'REFUSED', code: 'NOT_YOURS', play: score({}, manager) },
      {
        what: { zh: '没有自评', en: 'without a self-report' },
        must: 'REFUSED',
        code: 'OUT_OF_ORDER',
        play: () => counted(opened()).send(sheet(), officer),
      },
      {
        what: { zh: '评两次', en: 'scored twice' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: () => {
          const told = sheet({ measures: [measure('BUDGET')] });
          return reported().must(told, officer).send(told, officer);
        },
      },
    ],
  },
  {
    key: 'evaluation.rates',
    stage: 'EVALUATION',
    name: { zh: '使用率与满意度', en: 'occupancy and satisfaction' },
    rule: {
      zh: '填报在托人数和满意家长人数、日期和依据，由办公室另一人核验后计分；托位数按记录，不得填分数。',
      en: 'Children enrolled and parents satisfied are reported with a day and what shows it, and verified by somebody else of the office; the places are the record’s, and nobody types points.',
    },
    document: '财预〔2020〕10号；本产品默认值（不相容职务分离）',
    rows: ['measured', 'occupancyPercent', 'satisfactionPercent', 'answeredPercent', 'rateMonths'].map((name) => `EVALUATION.${name}`),
    tries: [
      { what: { zh: '在托 120 人', en: '120 children enrolled' }, must: 'TAKEN', play: tells({}) },
      { what: { zh: '无人在托', en: 'nobody enrolled' }, must: 'TAKEN', play: tells({ have: 0 }) },
      { what: { zh: '超托位在托（如实登记）', en: 'more children than places, as it is' }, must: 'TAKEN', play: tells({ have: 151 }) },
      { what: { zh: '自填托位数', en: 'the places typed' }, must: 'REFUSED', code: 'INCOMPLETE', play: tells({ of: 120 }) },
      { what: { zh: '没有依据', en: 'nothing that shows it' }, must: 'REFUSED', code: 'INCOMPLETE', play: tells({ evidence: ' ' }) },
      { what: { zh: '明天的人数', en: 'the children of tomorrow' }, must: 'REFUSED', code: 'DATE_IN_FUTURE', play: tells({ on: '2026-03-07' }) },
      { what: { zh: '竣工前的人数', en: 'before completion' }, must: 'REFUSED', code: 'EARLIER_DAY', play: tells({ on: '2025-03-27' }) },
      {
        what: { zh: '一年前的人数', en: 'of more than a year ago' },
        must: 'REFUSED',
        code: 'EARLIER_DAY',
        play: () => opened({ completionOn: '2024-03-28' }).send({ ...ENROLLED, on: '2025-03-05' }),
      },
      {
        what: { zh: '无关人员填报', en: 'by somebody else' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: () => opened().send(ENROLLED, person('stranger')),
      },
      {
        what: { zh: '评分后再改', en: 'after it was scored' },
        must: 'REFUSED',
        code: 'WRONG_STATE',
        play: () =>
          reported()
            .must(sheet({ measures: [measure('BUDGET')] }), officer)
            .send(ENROLLED),
      },
      { what: { zh: '110 位家长作答，100 位满意', en: '100 parents satisfied of 110' }, must: 'TAKEN', play: satisfied({}) },
      {
        what: { zh: '在托人数未填报', en: 'before the children are reported' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send(SATISFIED),
      },
      { what: { zh: '一位家长作答，一位满意', en: 'one parent of one' }, must: 'REFUSED', code: 'INCOMPLETE', play: satisfied({ have: 1, of: 1 }) },
      {
        what: { zh: '作答多于在托', en: 'more answers than children' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: satisfied({ have: 121, of: 121 }),
      },
      { what: { zh: '满意多于作答', en: 'more satisfied than answered' }, must: 'REFUSED', code: 'INCOMPLETE', play: satisfied({ have: 111 }) },
      { what: { zh: '不填作答人数', en: 'no denominator' }, must: 'REFUSED', code: 'INCOMPLETE', play: satisfied({ of: undefined }) },
      { what: { zh: '办公室核验', en: 'verified by the office' }, must: 'TAKEN', play: looksAt() },
      {
        what: { zh: '经办人填报，另一人核验', en: 'reported by one officer, verified by another' },
        must: 'TAKEN',
        play: looksAt(other, {}, officer),
      },
      {
        what: { zh: '填报人自己核验', en: 'verified by whoever reported it' },
        must: 'REFUSED',
        code: 'NOT_YOURS',
        play: looksAt(officer, {}, officer),
      },
      {
        what: { zh: '项目负责人兼经办人核验', en: 'verified by an officer who runs the project' },
        must: 'REFUSED',
        code: 'OWN_PROJECT',
        play: looksAt(person('manager', 'PROGRAMME_OFFICER'), {}, officer),
      },
      { what: { zh: '无关人员核验', en: 'verified by somebody else' }, must: 'REFUSED', code: 'NOT_YOURS', play: looksAt(person('stranger')) },
      {
        what: { zh: '不通过，不说明', en: 'not passed, without a reason' },
        must: 'REFUSED',
        code: 'REASON_REQUIRED',
        play: looksAt(officer, { passed: false }),
      },
      {
        what: { zh: '核验未填报的', en: 'verified before it is reported' },
        must: 'REFUSED',
        code: 'OUT_OF_ORDER',
        play: looksAt(officer, { rate: 'SATISFACTION' }),
      },
      {
        what: { zh: '未填报即自评', en: 'a self-report without numbers' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send({ type: 'SubmitSelfReport', scores: {}, text: '' }),
      },
      {
        what: { zh: '自评填分数', en: 'a self-report with points' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => opened().send({ type: 'SubmitSelfReport', scores: { OCCUPANCY: 8, SATISFACTION: 10 }, text: '' }),
      },
      {
        what: { zh: '评分填分数', en: 'points for occupancy typed' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: score({ scores: { OCCUPANCY: 7 } }),
      },
      {
        what: { zh: '未核验即评分', en: 'scored before it is verified' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () => selfReport(opened().must(ENROLLED).must(SATISFIED)).send(sheet(), officer),
      },
      {
        what: { zh: '核验后改报，未再核验', en: 'reported anew after it was verified' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () =>
          reported()
            .must({ ...ENROLLED, have: 150 })
            .send(sheet(), officer),
      },
      {
        what: { zh: '作答后在托人数改多', en: 'more children than the answers were enough for' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () =>
          reported({}, { have: 120 })
            .must({ ...ENROLLED, have: 300 })
            .must(VERIFIED, officer)
            .send(sheet(), officer),
      },
      {
        what: { zh: '核验不通过后评分', en: 'scored on numbers that were refused' },
        must: 'REFUSED',
        code: 'INCOMPLETE',
        play: () =>
          selfReport(opened().must(ENROLLED).must(SATISFIED))
            .must({ ...VERIFIED, passed: false, note: '名册与现场不符' }, officer)
            .send(sheet(), officer),
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
