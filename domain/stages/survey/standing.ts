/** What the page of the demand survey tells. Deliberately absent: its forms (form.ts), its questions and their charts. */
import { STRATUM_WORDS, VERDICT_WORDS } from '../../standards/demand.ts';
import { SURVEY_RULES, surveyRules } from '../../standards/survey.ts';
import { dayCell, filled, type Need, plainly, type Section, type Telling, text } from '../standing.ts';
import { reportOf } from './report.ts';
import type { SurveyState } from './stage.ts';

function needs(state: SurveyState): readonly Need[] {
  const { closesOn, tally, report } = state;
  if (state.status === 'DONE' && report === null)
    return [{ key: 'HELD', what: text('调研报告', 'Survey report'), there: true, value: text('接续登记', 'taken over') }];
  const now = report ?? reportOf(state);
  const rules = surveyRules(state.standards);
  const { rows } = SURVEY_RULES;
  const percent = tally.received === 0 ? 0 : Math.round((tally.valid * 1_000) / tally.received) / 10;
  return [
    {
      key: 'DAYS',
      what: text('起止日期', 'Days of the survey'),
      there: closesOn !== null,
      ...(closesOn === null || report !== null ? {} : { until: closesOn }),
    },
    {
      key: 'ANSWERS',
      what: text('有效问卷', 'Valid answers'),
      there: tally.valid >= now.answersNeeded,
      value: plainly(`${tally.valid} / ${now.answersNeeded}`),
      why: text(
        `抽样误差不超过 ±${rules.marginPercent}%；不足的写明理由`,
        `a margin of ±${rules.marginPercent} % at most; a smaller sample needs a reason`,
      ),
      basis: rows.marginPercent.document,
    },
    ...(rules.validReturnPercent === null
      ? []
      : [
          {
            key: 'RETURN',
            what: text('回收有效率', 'Valid return'),
            there: tally.received > 0 && percent >= rules.validReturnPercent,
            value: text(`${percent}%，须 ${rules.validReturnPercent}%`, `${percent} % of ${rules.validReturnPercent} %`),
            basis: rows.validReturnPercent.document,
          },
        ]),
    ...(now.sample?.strata ?? []).map(({ stratum, valid, least, most, short }) => ({
      key: `STRATUM.${stratum}`,
      what: text(`${STRATUM_WORDS[stratum].zh}样本`, `Sample of the ${STRATUM_WORDS[stratum].en}`),
      there: !short,
      value: plainly(least === null ? String(valid) : `${valid} / ${least}${most === null ? '' : `–${most}`}`),
      basis: rows.stratumPercent.document,
    })),
    {
      key: 'REPORT',
      what: text('报告审签', 'Report signed'),
      there: state.status === 'DONE',
      value: report === null ? text('尚未送审', 'not handed in') : VERDICT_WORDS[report.verdict],
    },
  ];
}

function sections(state: SurveyState): readonly Section[] {
  const { batches, report, tally } = state;
  const [what, value] = [text('项目', 'What'), text('数值', 'Value')];
  return filled([
    {
      key: 'batches',
      title: text('已收入的批次', 'Batches taken in'),
      columns: [text('批号', 'Batch')],
      rows: batches.map((batch) => ({ key: batch, cells: [plainly(batch)] })),
    },
    {
      key: 'answers',
      title: text('答卷', 'Answers'),
      columns: [what, value],
      rows:
        tally.received === 0
          ? []
          : [
              { key: 'received', cells: [text('收回', 'received'), plainly(tally.received)] },
              { key: 'valid', cells: [text('有效', 'valid'), plainly(tally.valid)] },
              ...(tally.answered === undefined
                ? []
                : [
                    { key: 'first', cells: [text('最早答卷', 'first answer'), dayCell(tally.answered.first)] },
                    { key: 'last', cells: [text('最近答卷', 'last answer'), dayCell(tally.answered.last)] },
                  ]),
            ],
    },
    {
      key: 'report',
      title: text('报告', 'Report'),
      columns: [what, value],
      rows:
        report === null
          ? []
          : [
              { key: 'required', cells: [text('需求托位', 'places required'), plainly(report.requiredPlaces)] },
              { key: 'gap', cells: [text('需求缺口', 'demand gap'), plainly(report.demandGap)] },
              { key: 'policy', cells: [text('政策缺口', 'policy gap'), plainly(report.policyGap)] },
              { key: 'planned', cells: [text('计划托位', 'places planned'), plainly(report.plannedPlaces)] },
              { key: 'margin', cells: [text('抽样误差', 'margin of error'), plainly(`±${(report.margin * 100).toFixed(2)}%`)] },
              { key: 'verdict', cells: [text('供需判断', 'supply'), VERDICT_WORDS[report.verdict]] },
            ],
    },
  ]);
}

export const surveyTelling: Telling<SurveyState> = { needs, sections };
