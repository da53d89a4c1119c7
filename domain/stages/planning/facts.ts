/** What the implementation plan of a project knows, may be asked, and can have happened to it. Deliberately absent: the decisions (decide.ts). */
import type { Deadline } from '../../calendar/deadline.ts';
import { code, day, optional, text } from '../../kernel/shape.ts';
import type { IsoDate } from '../../kernel/values.ts';
import {
  type Chain,
  MEETING_FIELDS,
  type Meeting,
  OPINION_FIELDS,
  type Opinion,
  PUBLICATION_FIELDS,
  type Publication,
  REVIEW_FIELDS,
  type Review,
} from '../../plan/chain.ts';
import { type CommandsOf, runs } from '../commands.ts';
import { from, type InputsOf } from '../declare.ts';
import type { StageMove, StageState } from '../facts.ts';
import { surveyStage } from '../survey/stage.ts';
import { content, type PlanContent, type PlanMeasure, type PlanNode, type PlanScope } from './content.ts';

export const inputs = { demandGap: from(surveyStage, 'demandGap') };

export const commands = {
  /** `reason`: of a change of a plan that is issued. */
  DraftPlan: runs({ content, reason: optional(text) }),
  RecordConsultation: runs(OPINION_FIELDS),
  RecordReview: runs(REVIEW_FIELDS),
  RecordMeeting: runs(MEETING_FIELDS),
  SubmitPlan: runs({}),
  IssuePlan: runs({ number: code, on: day }),
  PublishPlan: runs(PUBLICATION_FIELDS),
};
export type PlanningCommand = CommandsOf<typeof commands>;

/** What it hands on. */
export type PlanningResult = {
  readonly planNumber: string;
  readonly planIssuedOn: IsoDate;
  readonly planVersion: number;
  /** Places by the plan as it was issued; absent: by a release up to 0.5.0, as in what other stages hand on. */
  readonly planPlaces?: number;
};

export type PlanningEvent =
  | {
      readonly type: 'PlanDrafted';
      /** `scope`: what it takes from the project; absent: by a release up to 0.6.0. `reason`: of a change. */
      readonly data: { readonly version: number; readonly content: PlanContent; readonly scope?: PlanScope; readonly reason?: string };
    }
  | { readonly type: 'ConsultationRecorded'; readonly data: Opinion }
  | { readonly type: 'ReviewRecorded'; readonly data: Review }
  | { readonly type: 'MeetingRecorded'; readonly data: Meeting }
  | { readonly type: 'PlanApproved'; readonly data: { readonly version: number } }
  | { readonly type: 'PlanRefused'; readonly data: { readonly reason: string | null } }
  | {
      readonly type: 'PlanIssued';
      /** `version`: its case goes on, and takes changes; absent: by a release up to 0.6.0. `publishBy`: until when it is published. */
      readonly data: { readonly number: string; readonly on: IsoDate; readonly version?: number; readonly publishBy?: Deadline };
    }
  | { readonly type: 'PlanPublished'; readonly data: Publication };
export type Happening = PlanningEvent | StageMove<PlanningResult>;

/** A version as it was issued; it stays as it is. */
export type IssuedPlan = {
  readonly version: number;
  readonly number: string;
  readonly on: IsoDate;
  readonly content: PlanContent;
  readonly scope?: PlanScope;
  readonly reason?: string;
  readonly publishBy?: Deadline;
  readonly publication?: Publication;
  /** It was issued on paper before its project came here: what else it says stands in that paper. */
  readonly takenOver?: true;
};

export type PlanningState = StageState<InputsOf<typeof inputs>> &
  Chain & {
    readonly version: number;
    readonly content: PlanContent | null;
    readonly scope?: PlanScope;
    /** Why an issued plan is changed; absent: it is the first. */
    readonly reason?: string;
    readonly approved: boolean;
    readonly issued: { readonly number: string; readonly on: IsoDate } | null;
    /** Every version that was issued, oldest first; absent: none, or by a release up to 0.6.0. */
    readonly issuedPlans?: readonly IssuedPlan[];
  };

/** The version in force; undefined: none that could be changed. */
export const inForce = ({ issuedPlans = [] }: Pick<PlanningState, 'issuedPlans'>): IssuedPlan | undefined => issuedPlans.at(-1);
/** Nothing has been drafted since it was issued. */
export const isSettled = (state: PlanningState): boolean => inForce(state)?.version === state.version;

/** Told to the project: what a plan that was issued sets. */
export type TakePlan = {
  readonly type: 'TakePlan';
  readonly number: string;
  readonly on: IsoDate;
  readonly version: number;
  readonly nodes: readonly PlanNode[];
  readonly measures: readonly PlanMeasure[];
};
