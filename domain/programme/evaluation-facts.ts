/** What an evaluation of a programme knows, may be asked, and can have happened to it. Deliberately absent: the decisions (evaluation.ts). */
import type { Figure, FiguresAsked } from '../kernel/figure.ts';
import type { IsoDate } from '../kernel/values.ts';
import type { Standards } from '../rule-table/table.ts';
import type { Band } from '../standards/evaluation.ts';
import type { CountyStandards } from './county-standards.ts';

export type AskedMeasure = {
  readonly key: string;
  /** Whose lost points it answers. */
  readonly indicator: string;
  readonly problem: string;
  readonly measure: string;
  /** Who sees to it. */
  readonly person: string;
  readonly dueOn: IsoDate;
};
type Reason = { readonly indicator: string; readonly reason: string };

export type EvaluationCommand =
  /** `basis`: the document by which it is done. */
  | { readonly type: 'BeginEvaluation'; readonly asOf: IsoDate; readonly basis: string }
  | { readonly type: 'AnswerEvaluation'; readonly measures: readonly AskedMeasure[]; readonly reasons: readonly Reason[] }
  | { readonly type: 'ReportMeasure'; readonly key: string; readonly evidence: string }
  | { readonly type: 'VerifyMeasure'; readonly key: string; readonly passed: boolean; readonly note: string }
  | { readonly type: 'CloseEvaluation'; readonly summary: string }
  | { readonly type: 'MeasureDue'; readonly evaluation: string; readonly key: string };

export type EvaluationEvent =
  | {
      readonly type: 'EvaluationBegun';
      readonly data: {
        readonly evaluation: string;
        readonly asOf: IsoDate;
        readonly basis: string;
        readonly asked: FiguresAsked;
        /** Both are filled in by the recorder. */
        readonly figures: readonly Figure[];
        readonly standards: Standards;
      };
    }
  | {
      readonly type: 'EvaluationAnswered';
      readonly data: {
        readonly evaluation: string;
        readonly total: number;
        readonly band: Band;
        readonly measures: readonly AskedMeasure[];
        readonly reasons: readonly Reason[];
      };
    }
  | {
      readonly type: 'EvaluationMeasureReported';
      readonly data: { readonly evaluation: string; readonly key: string; readonly evidence: string };
    }
  | {
      readonly type: 'EvaluationMeasureVerified';
      readonly data: { readonly evaluation: string; readonly key: string; readonly passed: boolean; readonly note: string };
    }
  | { readonly type: 'EvaluationMeasureOverdue'; readonly data: { readonly evaluation: string; readonly key: string } }
  | {
      readonly type: 'EvaluationClosed';
      readonly data: { readonly evaluation: string; readonly total: number; readonly band: Band; readonly summary: string };
    };

export type ProgrammeMeasure = Omit<AskedMeasure, 'key'> & {
  readonly status: 'OPEN' | 'REPORTED' | 'VERIFIED';
  readonly reportedBy: string | null;
  readonly evidence: string | null;
  readonly overdue: boolean;
};
export type ProgrammeEvaluation = {
  readonly status: 'BEGUN' | 'ANSWERED' | 'CLOSED' | 'REPLACED';
  readonly asOf: IsoDate;
  readonly basis: string;
  readonly begunOn: IsoDate;
  readonly standards: Standards;
  readonly figures: readonly Figure[];
  /** By the figures, an indicator each. */
  readonly scores: Readonly<Record<string, number>>;
  readonly total: number;
  readonly band: Band;
  readonly measures: Readonly<Record<string, ProgrammeMeasure>>;
  readonly reasons: Readonly<Record<string, string>>;
  readonly summary: string | null;
};

/** What of a programme decides on its evaluations. Absent: there was none. */
export type Evaluated = CountyStandards & {
  readonly evaluations?: Readonly<Record<string, ProgrammeEvaluation>>;
  /** It was opened by a release that asks for one before it is closed. */
  readonly evaluates?: true;
};
