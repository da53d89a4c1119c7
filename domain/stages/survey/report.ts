/** The report of a survey: what its answers give for the project's area, and what of it a reviewer signs. Pure. */

import type { Standards } from '../../rule-table/table.ts';
import {
  clusteredSampleSize,
  type Demand,
  demandFromAnswers,
  marginOf,
  type SurveyBasis,
  sampleSize,
  supplyVerdict,
  type Tally,
  VERDICT_WORDS,
  type Verdict,
} from '../../standards/demand.ts';
import { isRuled, surveyRules } from '../../standards/survey.ts';
import { line } from '../stage.ts';
import { type Sample, sampleOf, strataLine } from './sample.ts';

export type SurveyReport = Demand & {
  readonly validAnswers: number;
  readonly answersNeeded: number;
  readonly margin: number;
  /** Absent: of a release up to 0.5.0. */
  readonly sample?: Sample;
  readonly plannedPlaces: number;
  readonly verdict: Verdict;
  /** Why it is signed although sample or margin fall short; absent: they do not, or it is of a release up to 0.5.0. */
  readonly reason?: string;
};

type Surveyed = {
  readonly inputs: { readonly survey: SurveyBasis };
  readonly profile: { readonly places: number };
  readonly tally: Tally;
  readonly standards?: Standards;
};

/** The report that answers give for this project's area. */
export function reportOf(state: Surveyed): SurveyReport {
  const basis = state.inputs.survey;
  const rules = surveyRules(state.standards);
  const demand = demandFromAnswers(basis, state.tally, rules);
  const { designEffect } = basis.parameters;
  const e = rules.marginPercent / 100;
  const ruled = isRuled(state.standards);
  const answersNeeded = ruled ? clusteredSampleSize(basis.households, e, designEffect) : Math.ceil(sampleSize(basis.households, e) * designEffect);
  return {
    ...demand,
    ...(ruled ? { sample: sampleOf(basis, state.tally, answersNeeded, rules) } : {}),
    validAnswers: state.tally.valid,
    answersNeeded,
    margin: marginOf(state.tally.valid, basis.households, designEffect),
    plannedPlaces: state.profile.places,
    verdict: supplyVerdict(state.profile.places, demand.demandGap, rules),
  };
}

/** The return and the strata with what they are judged by. */
const sampleLines = ({ sample, validAnswers }: SurveyReport) =>
  sample === undefined
    ? []
    : [
        line('回收有效率', 'Valid return', `${validAnswers} / ${sample.received} = ${sample.validReturnPercent} %`),
        ...(sample.strata.length === 0 ? [] : [line('分层样本', 'Strata', strataLine(sample))]),
      ];

/** What stands on the sheet that is signed. */
export const reportLines = (report: SurveyReport) => [
  line('有效问卷', 'Valid answers', `${report.validAnswers} / ${report.answersNeeded}`),
  line('抽样误差', 'Margin of error', `±${(report.margin * 100).toFixed(2)} %`),
  ...sampleLines(report),
  ...(report.reason === undefined ? [] : [line('样本不足的说明', 'Why the sample falls short', report.reason)]),
  line('需求托位', 'Places required', report.requiredPlaces),
  line('需求缺口', 'Demand gap', report.demandGap),
  line('政策缺口', 'Policy gap', report.policyGap),
  line('计划托位', 'Places planned', report.plannedPlaces),
  line('供需判断', 'Supply', VERDICT_WORDS[report.verdict]),
];
