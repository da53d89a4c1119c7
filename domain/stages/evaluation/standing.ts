/** What the page of the summary evaluation tells. Deliberately absent: its forms (form.ts). */
import type { IsoDate, Text } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { BAND_WORDS, EVALUATION } from '../../standards/evaluation.ts';
import { MILESTONE_NAMES } from '../../standards/milestones.ts';
import { MEASURE_STATUS_WORDS } from '../../words/statuses.ts';
import { dayCell, filled, type Need, plainly, type Section, type Telling, text } from '../standing.ts';
import { RATE_NAMES, type Rate, ratesAsked } from './rates.ts';
import { plannedDays } from './scores.ts';
import { type EvaluationState, knownOf, pointsByRecord } from './stage.ts';

const RATE_STATUS: Readonly<Record<Rate['status'], Text>> = {
  REPORTED: text('待核验', 'to be verified'),
  VERIFIED: text('已核验', 'verified'),
  REFUSED: text('核验未通过', 'not passed'),
};
const capital = ({ zh, en }: Text): Text => ({ zh, en: `${en.slice(0, 1).toUpperCase()}${en.slice(1)}` });

function needs(state: EvaluationState, _today: IsoDate): readonly Need[] {
  const { rates = {}, selfTotal, total, band, measures, standards, status } = state;
  const rules = valuesIn(standards, EVALUATION);
  const { rows } = EVALUATION;
  if (status === 'DONE' && total === null)
    return [{ key: 'SCORED', what: text('总结评估', 'Evaluated'), there: true, value: text('接续登记', 'taken over') }];
  return [
    ...ratesAsked(rules).map((rate) => {
      const held = rates[rate];
      return {
        key: `RATE.${rate}`,
        what: capital(RATE_NAMES[rate]),
        there: held?.status === 'VERIFIED',
        ...(held === undefined
          ? {}
          : {
              value: text(`${held.have} / ${held.of}，${RATE_STATUS[held.status].zh}`, `${held.have} / ${held.of}, ${RATE_STATUS[held.status].en}`),
            }),
        why: text('填报人数，由另一人核验后计分', 'counted, and verified by somebody else'),
        basis: rows.rateMonths.document,
      };
    }),
    {
      key: 'SELF',
      what: text('自评', 'Self-report'),
      there: selfTotal !== null,
      ...(selfTotal === null ? {} : { value: text(`${selfTotal} 分`, `${selfTotal} points`) }),
      basis: rows.indicators.document,
    },
    {
      key: 'SCORED',
      what: text('办公室评分', 'Scored by the office'),
      there: total !== null,
      ...(total === null
        ? {}
        : {
            value: text(
              `${total} 分${band === null ? '' : `，${BAND_WORDS[band].zh}`}`,
              `${total} points${band === null ? '' : `, ${BAND_WORDS[band].en}`}`,
            ),
          }),
      basis: rows.excellent.document,
    },
    ...Object.entries(measures).map(([key, { measure, status: stands, dueOn }]) => ({
      key: `MEASURE.${key}`,
      what: plainly(`${key} ${measure}`),
      there: stands === 'VERIFIED',
      value: MEASURE_STATUS_WORDS[stands],
      ...(stands === 'OPEN' ? { until: dueOn } : {}),
    })),
  ];
}

function sections(state: EvaluationState): readonly Section[] {
  const { rates = {}, measures, reasons = {}, standards, inputs } = state;
  const { indicators } = valuesIn(standards, EVALUATION);
  const known = pointsByRecord(state);
  const nameOf = (key: string): Text => {
    const found = indicators.find((indicator) => indicator.key === key);
    return found === undefined ? plainly(key) : text(found.zh, found.en);
  };
  return filled([
    {
      key: 'indicators',
      title: text('按记录计分的指标', 'Points by the record'),
      columns: [text('指标', 'Indicator'), text('权重', 'Weight'), text('得分', 'Points')],
      rows: indicators.flatMap(({ key, weight }) =>
        known[key] === undefined ? [] : [{ key, cells: [nameOf(key), plainly(weight), plainly(known[key])] }],
      ),
    },
    {
      key: 'on-time',
      title: text('计划与实际', 'Planned and real days'),
      columns: [text('节点', 'Milestone'), text('印发的方案', 'By the issued plan'), text('经同意调整', 'As agreed since'), text('实际', 'Real')],
      rows: ([['START', inputs.startedOn] as const, ['COMPLETION', inputs.completionOn] as const] as const).flatMap(([key, on]) => {
        const { issued, agreed } = plannedDays(knownOf(state))[key];
        return on == null
          ? []
          : [{ key, cells: [MILESTONE_NAMES[key] ?? plainly(key), dayCell(issued), agreed === issued ? null : dayCell(agreed), dayCell(on)] }];
      }),
    },
    {
      key: 'rates',
      title: text('人数', 'Numbers'),
      columns: [
        text('指标', 'Rate'),
        text('人数', 'Number'),
        text('总数', 'Of'),
        text('日期', 'Day'),
        text('依据', 'Evidence'),
        text('状态', 'State'),
      ],
      rows: Object.entries(rates).map(([key, { have, of, on, evidence, status }]) => ({
        key,
        cells: [RATE_NAMES[key as keyof typeof RATE_NAMES], plainly(have), plainly(of), dayCell(on), plainly(evidence), RATE_STATUS[status]], // keys of rates
      })),
    },
    {
      key: 'measures',
      title: text('改进措施', 'Measures'),
      columns: [
        text('编号', 'Number'),
        text('问题', 'Problem'),
        text('措施', 'Measure'),
        text('责任人', 'Who'),
        text('期限', 'Due'),
        text('状态', 'State'),
      ],
      rows: Object.entries(measures).map(([key, { problem, measure, owner, dueOn, status }]) => ({
        key,
        cells: [plainly(key), plainly(problem), plainly(measure), plainly(owner), dayCell(dueOn), MEASURE_STATUS_WORDS[status]],
      })),
    },
    {
      key: 'reasons',
      title: text('失分理由', 'Reasons of lost points'),
      columns: [text('指标', 'Indicator'), text('理由', 'Reason')],
      rows: Object.entries(reasons).map(([key, reason]) => ({ key, cells: [nameOf(key), plainly(reason)] })),
    },
  ]);
}

export const evaluationTelling: Telling<EvaluationState> = { needs, sections };
