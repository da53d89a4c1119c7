/** The gates of the summary evaluation. */
import { shippedValues } from '../../domain/rule-table/table.ts';
import { EVALUATION } from '../../domain/standards/evaluation.ts';
import type { Gate } from './gate.ts';
import { manager, officer, PlayedCase, person, system } from './played-case.ts';
import { stageBase } from './samples.ts';

const COMPUTED = ['ON_TIME_FINISH', 'WITHIN_ESTIMATE', 'BUDGET'];
const full = Object.fromEntries(shippedValues(EVALUATION).indicators.flatMap(({ key, weight }) => (COMPUTED.includes(key) ? [] : [[key, weight]])));
const zero = Object.fromEntries(Object.keys(full).map((key) => [key, 0]));
/** In time, within the estimate, nine tenths of it paid: the budget alone loses a point. */
const opened = () =>
  new PlayedCase('evaluation', '2026-03-06T02:00:00.000Z').must(
    { type: 'Open', ...stageBase({ completionOn: '2025-03-28', paidFen: 90, estimateFen: 100 }) },
    system,
  );
const reported = () => opened().must({ type: 'SubmitSelfReport', scores: full, text: '' });
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
const all = Object.keys({ ...full, BUDGET: 0 }).map((indicator) => ({ indicator, reason: '无' }));

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
      { what: { zh: '零分，只有理由', en: 'nothing scored, reasons alone' }, must: 'REFUSED', play: score({ scores: zero, reasons: all }) },
      { what: { zh: '自填预算执行率', en: 'the budget typed' }, must: 'REFUSED', play: score({ scores: { ...full, BUDGET: 10 } }) },
      { what: { zh: '超过权重', en: 'beyond its weight' }, must: 'REFUSED', play: score({ scores: { ...full, PLACES: 21 } }) },
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
];
