/**
 * Summary evaluation (总结评估): self-report by the unit, scores by the office, problems turned into improvement measures,
 * each verified before final acceptance (财预〔2020〕10号; domain facts 6).
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { addDays, dayAt } from '../../kernel/days.ts';
import { incomplete, rejection, unknownItem, wrongState } from '../../kernel/rejection.ts';
import { code, day, flag, line, list, number, optional, record, table, text } from '../../kernel/shape.ts';
import type { IsoDate } from '../../kernel/values.ts';
import { has } from '../../kernel/who-acts.ts';
import { heldIn, valuesIn } from '../../rule-table/table.ts';
import { DUES } from '../../standards/dues.ts';
import { type Band, bandOf, EVALUATION } from '../../standards/evaluation.ts';
import { named } from '../../words/named.ts';
import { type CommandsOf, office, runs } from '../commands.ts';
import { constructionStage } from '../construction/stage.ts';
import { from, given, type InputsOf, stage } from '../declare.ts';
import type { StageMove, StageState } from '../facts.ts';
import { managementStage } from '../management/stage.ts';
import { planningStage } from '../planning/stage.ts';
import { publicityStage } from '../publicity/stage.ts';
import { done } from '../stage.ts';
import { stageView } from '../stage-view.ts';
import { trainingStage } from '../training/stage.ts';
import { measureDues } from './dues.ts';
import {
  evolveRates,
  RATE_NAMES,
  type RateEvent,
  type Rates,
  type RatesHandedOn,
  rateCommands,
  rateFaults,
  ratesAsked,
  ratesHandedOn,
  reportRate,
  verifyRate,
} from './rates.ts';
import { answerFaults, computedScores, type Known, measureFaults, type Scores, scoreFaults, totalOf } from './scores.ts';
import { shown } from './view.ts';

const RATE = { rate: named(RATE_NAMES) } as const;

export type Measure = {
  readonly problem: string;
  readonly measure: string;
  readonly owner: string;
  readonly dueOn: IsoDate;
  readonly status: 'OPEN' | 'DONE' | 'VERIFIED';
  readonly evidence: string | null;
  /** Who reported it done; absent: not yet, or by an earlier release. */
  readonly by?: string;
  /** Whose lost points it answers. */
  readonly indicator?: string;
};

const points = table(line(40), number(0, 100));
const commands = {
  SubmitSelfReport: runs({ scores: points, text }),
  ScoreEvaluation: office({
    scores: points,
    measures: list(record({ key: code, problem: text, measure: text, owner: text, dueOn: day, indicator: optional(code) }), { most: 50 }),
    /** Why an indicator lost points that no measure can bring back. */
    reasons: optional(list(record({ indicator: code, reason: text }), { most: 50 })),
  }),
  CompleteMeasure: runs({ key: code, evidence: text }),
  VerifyMeasure: office({ key: code, passed: flag, note: optional(text) }),
  ...rateCommands,
};
export type EvaluationCommand = CommandsOf<typeof commands>;

/** What it hands on. */
export type EvaluationResult = {
  readonly evaluationScore: number;
  readonly evaluationBand: Band;
  readonly measures: number;
} & RatesHandedOn;

export type EvaluationEvent =
  | RateEvent
  | { readonly type: 'SelfReportSubmitted'; readonly data: { readonly scores: Scores; readonly total: number; readonly text: string } }
  | {
      readonly type: 'EvaluationScored';
      readonly data: {
        readonly scores: Scores;
        readonly total: number;
        readonly band: Band;
        readonly measures: Extract<EvaluationCommand, { type: 'ScoreEvaluation' }>['measures'];
        readonly reasons?: readonly { readonly indicator: string; readonly reason: string }[];
      };
    }
  | { readonly type: 'MeasureCompleted'; readonly data: { readonly key: string; readonly evidence: string } }
  | { readonly type: 'MeasureVerified'; readonly data: { readonly key: string; readonly passed: boolean; readonly note: string | null } };

type Happening = EvaluationEvent | StageMove<EvaluationResult>;

const inputs = {
  completionOn: from(constructionStage, 'completionOn'),
  plan: given('plan'),
  paidFen: from(constructionStage, 'paidFen'),
  paidInAllFen: from(constructionStage, 'paidInAllFen'),
  estimateFen: from(constructionStage, 'estimateFen'),
  startedOn: from(constructionStage, 'startedOn'),
  inspections: from(constructionStage, 'inspections'),
  inspectionsPassed: from(constructionStage, 'inspectionsPassed'),
  planPlaces: from(planningStage, 'planPlaces'),
  trained: from(trainingStage, 'trained'),
  certified: from(trainingStage, 'certified'),
  rules: from(managementStage, 'rules'),
  rulesLeast: from(managementStage, 'rulesLeast'),
};

export type EvaluationState = StageState<InputsOf<typeof inputs>> & {
  readonly selfTotal: number | null;
  /** Who sent the self-report; absent: not yet, or by an earlier release. */
  readonly selfBy?: string;
  readonly total: number | null;
  readonly band: Band | null;
  readonly measures: Readonly<Record<string, Measure>>;
  /** Reasons for lost points, by indicator. */
  readonly reasons?: Readonly<Record<string, string>>;
  /** Absent: nothing was counted. */
  readonly rates?: Rates;
};

const officeOnly = rejection('NOT_YOURS', '只有领导小组办公室可以评分和核验。', 'Only the programme office scores and verifies.');

export function knownOf({ inputs, profile, rates, standards }: EvaluationState): Known {
  const onTimeBy = heldIn(standards, EVALUATION, 'onTimeBy');
  return { ...inputs, profile, ...(rates === undefined ? {} : { rates }), ...(onTimeBy === null ? {} : { onTimeBy }) };
}
/** Points that nobody types: the record gives them. */
export const pointsByRecord = (state: EvaluationState): Scores => computedScores(valuesIn(state.standards, EVALUATION), knownOf(state));

function decide(state: EvaluationState, command: EvaluationCommand, context: Context): Decision<Happening> {
  const rules = valuesIn(state.standards, EVALUATION);
  const computed = pointsByRecord(state);
  const counted = byRules(context, 3) ? ratesAsked(rules) : [];
  switch (command.type) {
    case 'ReportRate':
      return reportRate(state, command, rules, context);
    case 'VerifyRate':
      return verifyRate(state, command, context);
    case 'SubmitSelfReport': {
      const faults = [
        ...scoreFaults(command.scores, rules, computed, counted),
        ...(counted.length === 0 ? [] : rateFaults(state, rules, 'REPORTED', dayAt(context.now))),
      ];
      if (faults.length > 0) return refuse(incomplete('自评表有误。', 'The self-report has faults.', faults));
      if (state.total !== null) return refuse(wrongState('已评分。', 'It has been scored already.'));
      const scores = { ...command.scores, ...computed };
      return allow<Happening>({
        type: 'SelfReportSubmitted',
        data: { scores, total: totalOf(scores, rules), text: command.text },
      });
    }
    case 'ScoreEvaluation': {
      if (!has(context, 'PROGRAMME_OFFICER')) return refuse(officeOnly);
      if (context.actor.person === state.manager)
        return refuse(rejection('OWN_PROJECT', '不得评价本人负责的项目（回避）。', 'Nobody scores a project of his own.'));
      if (state.selfTotal === null) return refuse(rejection('OUT_OF_ORDER', '请先报送自评。', 'The self-report comes first.'));
      if (state.total !== null) return refuse(wrongState('已评分。', 'It has been scored already.'));
      if (byRules(context, 3) && isSame(context, state.selfBy))
        return refuse(
          rejection(
            'NOT_YOURS',
            '代为自评的人不得评分，须由办公室另一人评分。',
            'Whoever sent the self-report does not score it; somebody else of the office does.',
          ),
        );
      const scores = { ...command.scores, ...computed };
      const sum = totalOf(scores, rules);
      const band = bandOf(sum, rules);
      const reasons = command.reasons ?? [];
      const faults = [
        ...scoreFaults(command.scores, rules, computed, counted),
        ...(counted.length === 0 ? [] : rateFaults(state, rules, 'VERIFIED', dayAt(context.now))),
        ...answerFaults(scores, rules, { measures: command.measures, reasons }, band === 'POOR'),
        ...(byRules(context, 3) ? measureFaults(command.measures, dayAt(context.now)) : []),
      ];
      if (faults.length > 0) return refuse(incomplete('评分表有误。', 'The score sheet has faults.', faults));
      const sheet: EvaluationEvent = {
        type: 'EvaluationScored',
        data: {
          scores,
          total: sum,
          band,
          measures: command.measures,
          ...(reasons.length === 0 ? {} : { reasons }),
        },
      };
      return command.measures.length > 0 ? allow<Happening>(sheet) : allow<Happening>(sheet, scored(sum, band, 0, state.rates));
    }
    case 'CompleteMeasure': {
      const measure = state.measures[command.key];
      if (measure === undefined) return refuse(unknownItem(command.key));
      if (measure.status !== 'OPEN') return refuse(wrongState('该措施已上报完成。', 'This measure is reported done already.'));
      if (command.evidence.trim() === '' && byRules(context, 3))
        return refuse(rejection('REASON_REQUIRED', '请写明措施完成的依据（evidence）。', 'Please say what shows that it is done (evidence).'));
      return allow<Happening>({ type: 'MeasureCompleted', data: { key: command.key, evidence: command.evidence } });
    }
    case 'VerifyMeasure': {
      if (!has(context, 'PROGRAMME_OFFICER')) return refuse(officeOnly);
      if (context.actor.person === state.manager && byRules(context, 3))
        return refuse(rejection('OWN_PROJECT', '不得核验本人负责的项目的措施（回避）。', 'Nobody verifies measures of a project of their own.'));
      const measure = state.measures[command.key];
      if (measure === undefined) return refuse(unknownItem(command.key));
      if (measure.status !== 'DONE') return refuse(rejection('OUT_OF_ORDER', '措施尚未上报完成。', 'The measure has not been reported done.'));
      if (byRules(context, 3) && isSame(context, measure.by))
        return refuse(rejection('NOT_YOURS', '须由上报完成的人以外的人员核验。', 'Somebody verifies it other than who reported it done.'));
      const { key, passed } = command;
      const verified: EvaluationEvent = { type: 'MeasureVerified', data: { key, passed, note: command.note ?? null } };
      const others = Object.entries(state.measures).filter(([other]) => other !== key);
      const last = passed && others.every(([, m]) => m.status === 'VERIFIED');
      return last
        ? allow<Happening>(verified, scored(state.total ?? 0, bandOf(state.total ?? 0, rules), others.length + 1, state.rates))
        : allow<Happening>(verified);
    }
  }
}

/** Whoever did the one thing does not do the other. */
const isSame = ({ actor }: Context, by: string | undefined): boolean => by !== undefined && actor.person === by;

const scored = (score: number, band: Band, measures: number, rates: Rates | undefined) =>
  done({ evaluationScore: score, evaluationBand: band, measures, ...ratesHandedOn(rates) });

/** Waits for scores and improvement measures; ends when every measure is verified. */
export const evaluationStage = stage<EvaluationState, EvaluationEvent, EvaluationResult>()({
  key: 'EVALUATION',
  kind: 'evaluation',
  workflow: 'evaluation',
  name: { zh: '总结评估', en: 'Summary evaluation' },
  after: [constructionStage, trainingStage, managementStage, publicityStage],
  inputs,
  standards: [EVALUATION, DUES],
  commands,
  view: stageView((state: EvaluationState) => ({ byRecord: pointsByRecord(state) }))(shown),
  events: {
    SelfReportSubmitted: { zh: '提交自评', en: 'self-report submitted', shows: ['text'], fields: { scores: 'unsearched', text: 'text' } },
    EvaluationScored: {
      zh: '评价打分',
      en: 'evaluation scored',
      fields: {
        scores: 'unsearched',
        band: 'outcome',
        measures: { key: 'code', problem: 'text', measure: 'text', owner: 'text', dueOn: 'code', indicator: 'code' },
        reasons: { indicator: 'code', reason: 'text' },
      },
    },
    RateReported: {
      zh: '填报人数',
      en: 'numbers reported',
      shows: ['rate', 'on', 'evidence'],
      words: RATE,
      fields: { rate: 'code', on: 'code', evidence: 'text' },
    },
    RateVerified: { zh: '人数核验', en: 'numbers verified', shows: ['rate', 'note'], words: RATE, fields: { rate: 'code', note: 'text' } },
    MeasureCompleted: { zh: '改进措施完成', en: 'measure completed', shows: ['key', 'evidence'], fields: { key: 'code', evidence: 'text' } },
    MeasureVerified: { zh: '改进措施核验', en: 'measure verified', shows: ['key'], fields: { key: 'code', note: 'text' } },
  },
  initial: (base) => ({ ...base, selfTotal: null, total: null, band: null, measures: {} }),
  decide,
  evolve(state, event) {
    const change = (key: string, to: Partial<Measure>): EvaluationState => {
      const measure = state.measures[key];
      return measure === undefined ? state : { ...state, measures: { ...state.measures, [key]: { ...measure, ...to } } };
    };
    switch (event.type) {
      case 'SelfReportSubmitted':
        return { ...state, selfTotal: event.data.total, ...(event.actor.person === null ? {} : { selfBy: event.actor.person }) };
      case 'EvaluationScored': {
        const measures = event.data.measures.map(({ key, ...facts }) => [key, { ...facts, status: 'OPEN', evidence: null }]);
        const reasons = event.data.reasons?.map(({ indicator, reason }) => [indicator, reason]);
        return {
          ...state,
          total: event.data.total,
          band: event.data.band,
          measures: Object.fromEntries(measures),
          ...(reasons === undefined ? {} : { reasons: Object.fromEntries(reasons) }),
        };
      }
      case 'RateReported':
      case 'RateVerified':
        return { ...state, rates: evolveRates(state.rates, event) };
      case 'MeasureCompleted':
        return change(event.data.key, {
          status: 'DONE',
          evidence: event.data.evidence,
          ...(event.actor.person === null ? {} : { by: event.actor.person }),
        });
      case 'MeasureVerified':
        return change(event.data.key, { status: event.data.passed ? 'VERIFIED' : 'OPEN' });
    }
  },
  answered: () => [],
  dues: measureDues,
  // What was promised for a day is promised for as many days later as nobody could work on it.
  stood: (state, days) => ({
    ...state,
    measures: Object.fromEntries(
      Object.entries(state.measures).map(([key, measure]) => [
        key,
        measure.status === 'OPEN' ? { ...measure, dueOn: addDays(measure.dueOn, days) } : measure,
      ]),
    ),
  }),
});
