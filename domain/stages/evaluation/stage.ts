/**
 * Summary evaluation (总结评估): self-report by the unit, scores by the office, problems turned into improvement measures,
 * each verified before final acceptance (财预〔2020〕10号; domain facts 6).
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { incomplete, rejection, unknownItem, wrongState } from '../../kernel/rejection.ts';
import { code, day, flag, line, list, number, optional, record, table, text } from '../../kernel/shape.ts';
import type { IsoDate } from '../../kernel/values.ts';
import { has } from '../../kernel/who-acts.ts';
import { type Band, bandOf, INDICATORS } from '../../standards/evaluation.ts';
import { type CommandsOf, office, runs } from '../commands.ts';
import { constructionStage } from '../construction/stage.ts';
import { stage } from '../declare.ts';
import type { StageMove, StageState } from '../facts.ts';
import { managementStage } from '../management/stage.ts';
import { publicityStage } from '../publicity/stage.ts';
import { done } from '../stage.ts';
import { stageView } from '../stage-view.ts';
import { trainingStage } from '../training/stage.ts';
import { shown } from './view.ts';

export type Scores = Readonly<Record<string, number>>;
export type Measure = {
  readonly problem: string;
  readonly measure: string;
  readonly owner: string;
  readonly dueOn: IsoDate;
  readonly status: 'OPEN' | 'DONE' | 'VERIFIED';
  readonly evidence: string | null;
};

const points = table(line(40), number(0, 100));
const commands = {
  SubmitSelfReport: runs({ scores: points, text }),
  ScoreEvaluation: office({
    scores: points,
    measures: list(record({ key: code, problem: text, measure: text, owner: text, dueOn: day }), { most: 50 }),
  }),
  CompleteMeasure: runs({ key: code, evidence: text }),
  VerifyMeasure: office({ key: code, passed: flag, note: optional(text) }),
};
export type EvaluationCommand = CommandsOf<typeof commands>;

/** What it hands on. */
export type EvaluationResult = { readonly evaluationScore: number; readonly evaluationBand: Band; readonly measures: number };

export type EvaluationEvent =
  | { readonly type: 'SelfReportSubmitted'; readonly data: { readonly scores: Scores; readonly total: number; readonly text: string } }
  | {
      readonly type: 'EvaluationScored';
      readonly data: {
        readonly scores: Scores;
        readonly total: number;
        readonly band: Band;
        readonly measures: Extract<EvaluationCommand, { type: 'ScoreEvaluation' }>['measures'];
      };
    }
  | { readonly type: 'MeasureCompleted'; readonly data: { readonly key: string; readonly evidence: string } }
  | { readonly type: 'MeasureVerified'; readonly data: { readonly key: string; readonly passed: boolean; readonly note: string | null } };

type Happening = EvaluationEvent | StageMove<EvaluationResult>;

export type EvaluationState = StageState & {
  readonly selfTotal: number | null;
  readonly total: number | null;
  readonly band: Band | null;
  readonly measures: Readonly<Record<string, Measure>>;
};

/** Faults of a score sheet: unknown or missing indicators, points beyond an indicator's weight. */
export function scoreFaults(scores: Scores): readonly string[] {
  const faults = Object.keys(scores)
    .filter((key) => !INDICATORS.some((i) => i.key === key))
    .map((key) => `unknown indicator ${key}`);
  for (const { key, weight } of INDICATORS) {
    const points = scores[key];
    if (points === undefined) faults.push(`indicator ${key} has no score`);
    else if (points < 0 || points > weight) faults.push(`indicator ${key}: ${points} is not between 0 and ${weight}`);
  }
  return faults;
}
const total = (scores: Scores): number => Math.round(Object.values(scores).reduce((sum, points) => sum + points, 0) * 100) / 100;
const officeOnly = rejection('NOT_YOURS', '只有领导小组办公室可以评分和核验。', 'Only the programme office scores and verifies.');

function decide(state: EvaluationState, command: EvaluationCommand, context: Context): Decision<Happening> {
  switch (command.type) {
    case 'SubmitSelfReport': {
      const faults = scoreFaults(command.scores);
      if (faults.length > 0) return refuse(incomplete('自评表有误。', 'The self-report has faults.', faults));
      if (state.total !== null) return refuse(wrongState('已评分。', 'It has been scored already.'));
      return allow<Happening>({
        type: 'SelfReportSubmitted',
        data: { scores: command.scores, total: total(command.scores), text: command.text },
      });
    }
    case 'ScoreEvaluation': {
      if (!has(context, 'PROGRAMME_OFFICER')) return refuse(officeOnly);
      if (context.actor.person === state.manager)
        return refuse(rejection('OWN_PROJECT', '不得评价本人负责的项目（回避）。', 'Nobody scores a project of his own.'));
      if (state.selfTotal === null) return refuse(rejection('OUT_OF_ORDER', '请先报送自评。', 'The self-report comes first.'));
      if (state.total !== null) return refuse(wrongState('已评分。', 'It has been scored already.'));
      const faults = scoreFaults(command.scores);
      if (faults.length > 0) return refuse(incomplete('评分表有误。', 'The score sheet has faults.', faults));
      const sum = total(command.scores);
      const sheet: EvaluationEvent = {
        type: 'EvaluationScored',
        data: { scores: command.scores, total: sum, band: bandOf(sum), measures: command.measures },
      };
      return command.measures.length > 0 ? allow<Happening>(sheet) : allow<Happening>(sheet, scored(sum, 0));
    }
    case 'CompleteMeasure': {
      const measure = state.measures[command.key];
      if (measure === undefined) return refuse(unknownItem(command.key));
      if (measure.status !== 'OPEN') return refuse(wrongState('该措施已上报完成。', 'This measure is reported done already.'));
      return allow<Happening>({ type: 'MeasureCompleted', data: { key: command.key, evidence: command.evidence } });
    }
    case 'VerifyMeasure': {
      if (!has(context, 'PROGRAMME_OFFICER')) return refuse(officeOnly);
      const measure = state.measures[command.key];
      if (measure === undefined) return refuse(unknownItem(command.key));
      if (measure.status !== 'DONE') return refuse(rejection('OUT_OF_ORDER', '措施尚未上报完成。', 'The measure has not been reported done.'));
      const { key, passed } = command;
      const verified: EvaluationEvent = { type: 'MeasureVerified', data: { key, passed, note: command.note ?? null } };
      const others = Object.entries(state.measures).filter(([other]) => other !== key);
      const last = passed && others.every(([, m]) => m.status === 'VERIFIED');
      return last ? allow<Happening>(verified, scored(state.total ?? 0, others.length + 1)) : allow<Happening>(verified);
    }
  }
}

const scored = (score: number, measures: number) => done({ evaluationScore: score, evaluationBand: bandOf(score), measures });

/** Waits for scores and improvement measures; ends when every measure is verified. */
export const evaluationStage = stage<EvaluationState, EvaluationEvent, EvaluationResult>()({
  key: 'EVALUATION',
  kind: 'evaluation',
  workflow: 'evaluation',
  name: { zh: '总结评估', en: 'Summary evaluation' },
  after: [constructionStage, trainingStage, managementStage, publicityStage],
  inputs: {},
  commands,
  view: stageView<EvaluationState>()(shown),
  events: {
    SelfReportSubmitted: { zh: '提交自评', en: 'self-report submitted', shows: ['text'], fields: { scores: 'unsearched', text: 'text' } },
    EvaluationScored: {
      zh: '评价打分',
      en: 'evaluation scored',
      fields: { scores: 'unsearched', band: 'outcome', measures: { key: 'code', problem: 'text', measure: 'text', owner: 'text', dueOn: 'code' } },
    },
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
        return { ...state, selfTotal: event.data.total };
      case 'EvaluationScored': {
        const measures = event.data.measures.map(({ key, ...facts }) => [key, { ...facts, status: 'OPEN', evidence: null }]);
        return { ...state, total: event.data.total, band: event.data.band, measures: Object.fromEntries(measures) };
      }
      case 'MeasureCompleted':
        return change(event.data.key, { status: 'DONE', evidence: event.data.evidence });
      case 'MeasureVerified':
        return change(event.data.key, { status: event.data.passed ? 'VERIFIED' : 'OPEN' });
    }
  },
  answered: () => [],
});
