/** The forms of the summary evaluation. Deliberately absent: what may happen (stage.ts, rates.ts). */
import { addDays } from '../../kernel/days.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { EVALUATION } from '../../standards/evaluation.ts';
import { type Option, optionsOf, stageForms } from '../form.ts';
import { text } from '../standing.ts';
import { RATE_NAMES, RATES, ratesAsked } from './rates.ts';
import { type EvaluationState, type evaluationStage, pointsByRecord } from './stage.ts';

const { rows } = EVALUATION;
const indicators = (state: EvaluationState): readonly Option[] =>
  valuesIn(state.standards, EVALUATION).indicators.map(({ key, zh, en, weight }) => ({
    value: key,
    label: text(`${zh}（${weight}）`, `${en} (${weight})`),
  }));
/** Indicators that people score: the others follow from the record and from verified numbers. */
function scoredByHand(state: EvaluationState): readonly { readonly key: string; readonly weight: number }[] {
  const rules = valuesIn(state.standards, EVALUATION);
  const [known, counted] = [pointsByRecord(state), ratesAsked(rules)];
  return rules.indicators.filter(({ key }) => known[key] === undefined && !counted.some((rate) => rate === key));
}
const toScore = (state: EvaluationState): readonly Option[] =>
  indicators(state).filter(({ value }) => scoredByHand(state).some(({ key }) => key === value));
const allPoints = (state: EvaluationState) => Object.fromEntries(scoredByHand(state).map(({ key, weight }) => [key, weight]));

const measures = (state: EvaluationState, status: 'OPEN' | 'DONE'): readonly Option[] =>
  Object.entries(state.measures)
    .filter(([, measure]) => measure.status === status)
    .map(([value, { measure }]) => ({ value, label: text(`${value} ${measure}`, `${value} ${measure}`) }));
const anyMeasure = (state: EvaluationState): string => Object.keys(state.measures)[0] ?? '—';
const POINTS = {
  label: text('由人打分的指标', 'Indicators that people score'),
  help: text('其余指标按记录和核验的人数计分，不用填', 'The others follow from the record and from verified numbers'),
  options: toScore,
  basis: rows.indicators.document,
} as const;

export const evaluationForms = stageForms<EvaluationState, (typeof evaluationStage)['commands']>()({
  ReportRate: {
    name: text('填报人数', 'Report numbers'),
    how: text(
      '使用率：在托人数；家长满意度：满意的家长和作答的家长，一名婴幼儿一份。',
      'Occupancy: children enrolled. Satisfaction: satisfied parents, of those who answered, one a child.',
    ),
    fields: {
      rate: { label: text('指标', 'Rate'), options: optionsOf(RATE_NAMES, RATES) },
      on: { label: text('统计日期', 'Counted on'), basis: rows.rateMonths.document },
      have: { label: text('在托人数或满意人数', 'Enrolled, or satisfied'), unit: text('人', 'people') },
      of: {
        label: text('作答人数', 'Who answered'),
        unit: text('人', 'people'),
        help: text('只填家长满意度的；托位数以记录为准', 'For satisfaction alone; places stand on record'),
        basis: rows.answeredPercent.document,
      },
      evidence: { label: text('依据', 'Evidence'), needed: true, help: text('在托名册、满意度调查', 'The register, the survey') },
    },
    probe: (_state, today) => ({ rate: 'OCCUPANCY', on: today, have: 1, evidence: '—' }),
  },
  VerifyRate: {
    name: text('核验人数', 'Verify numbers'),
    how: text('由填报人以外的人员核验。', 'Somebody verifies them other than who reported them.'),
    fields: {
      rate: {
        label: text('指标', 'Rate'),
        options: (state) =>
          optionsOf(
            RATE_NAMES,
            RATES.filter((rate) => state.rates?.[rate]?.status === 'REPORTED'),
          ),
      },
      passed: { label: text('是否通过', 'Passed') },
      note: { label: text('说明', 'Note'), help: text('不通过的写明理由', 'Where they are not passed, why') },
    },
    probe: (state) => ({ rate: RATES.find((rate) => state.rates?.[rate]?.status === 'REPORTED') ?? 'OCCUPANCY', passed: true }),
  },
  SubmitSelfReport: {
    name: text('报送自评', 'Submit the self-report'),
    fields: { scores: POINTS, text: { label: text('自评报告', 'Report') } },
    probe: (state) => ({ scores: allPoints(state), text: '—' }),
  },
  ScoreEvaluation: {
    name: text('评分', 'Score it'),
    how: text(
      '失分的指标须有改进措施或理由；由代为自评的人以外的人员评分。',
      'Every lost point has a measure or a reason; somebody scores other than who sent the self-report.',
    ),
    final: text('评分后不能更改。没有改进措施的，总结评估随之办结。', 'Scores stay as they are. Without measures the evaluation ends with it.'),
    fields: {
      scores: POINTS,
      measures: {
        label: text('改进措施', 'Measures'),
        fields: {
          key: { label: text('编号', 'Number') },
          problem: { label: text('问题', 'Problem'), needed: true, short: true },
          measure: { label: text('措施', 'Measure'), needed: true, short: true },
          owner: { label: text('责任人', 'Who sees to it'), needed: true, short: true },
          dueOn: { label: text('完成期限', 'Due on') },
          indicator: { label: text('对应指标', 'Indicator'), options: indicators },
        },
      },
      reasons: {
        label: text('无法弥补的失分理由', 'Reasons of lost points that nothing brings back'),
        fields: {
          indicator: { label: text('指标', 'Indicator'), options: indicators },
          reason: { label: text('理由', 'Reason'), needed: true, short: true },
        },
      },
    },
    probe: (state, today) => ({
      scores: allPoints(state),
      measures: [{ key: 'M1', problem: '—', measure: '—', owner: '—', dueOn: addDays(today, 30) }],
      reasons: indicators(state).map(({ value }) => ({ indicator: value, reason: '—' })),
    }),
  },
  CompleteMeasure: {
    name: text('上报措施完成', 'Report a measure done'),
    fields: {
      key: { label: text('措施', 'Measure'), options: (state) => measures(state, 'OPEN') },
      evidence: { label: text('依据', 'Evidence'), needed: true },
    },
    probe: (state) => ({ key: measures(state, 'OPEN')[0]?.value ?? anyMeasure(state), evidence: '—' }),
    nothing: () => text('没有待完成的改进措施。', 'No measure is open.'),
  },
  VerifyMeasure: {
    name: text('核验措施', 'Verify a measure'),
    how: text(
      '由上报人以外的人员核验；全部通过后总结评估办结。',
      'Somebody verifies it other than who reported it; once all are passed, the evaluation ends.',
    ),
    fields: {
      key: { label: text('措施', 'Measure'), options: (state) => measures(state, 'DONE') },
      passed: { label: text('是否通过', 'Passed') },
      note: { label: text('说明', 'Note') },
    },
    probe: (state) => ({ key: measures(state, 'DONE')[0]?.value ?? anyMeasure(state), passed: true }),
    nothing: () => text('没有待核验的改进措施。', 'No measure waits to be verified.'),
  },
});
