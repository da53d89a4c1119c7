/** What the development plan of a programme knows, may be asked, and can have happened to it. Deliberately absent: the decisions (decide.ts). */
import type { ApprovalDecided, Content } from '../../approval/facts.ts';
import type { Route } from '../../approval/route.ts';
import type { Deadline } from '../../calendar/deadline.ts';
import type { AnyCommand } from '../../kernel/command.ts';
import { code, day, optional, text } from '../../kernel/shape.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
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
import type { Standards } from '../../rule-table/table.ts';
import { type CommandsOf, office } from '../../stages/commands.ts';
import type { DueTold, TellDue, Watched } from '../../stages/watch.ts';
import type { Outcome } from '../../words/lists.ts';
import { type DevelopmentBase, type DevelopmentContent, developmentContent } from './content.ts';

/** By the programme's office, in the words of the commands of a stage. */
export const developmentCommands = {
  /** `unit`: whose plan it is, which is not heard by itself. `reason`: of a change of a plan that is issued. */
  DraftDevelopmentPlan: office({ content: developmentContent, unit: text, reason: optional(text) }),
  RecordPlanOpinion: office(OPINION_FIELDS),
  RecordPlanReview: office(REVIEW_FIELDS),
  RecordPlanMeeting: office(MEETING_FIELDS),
  SubmitDevelopmentPlan: office({}),
  IssueDevelopmentPlan: office({ number: code, on: day }),
  PublishDevelopmentPlan: office(PUBLICATION_FIELDS),
};
export type PublicDevelopmentCommand = CommandsOf<typeof developmentCommands>;
export type DevelopmentCommand = PublicDevelopmentCommand | ApprovalDecided | TellDue;

export const isDevelopmentCommand = (command: AnyCommand): command is DevelopmentCommand =>
  Object.hasOwn(developmentCommands, command.type) || command.type === 'ApprovalDecided' || command.type === 'TellDue';

export type DevelopmentEvent =
  | {
      readonly type: 'DevelopmentPlanDrafted';
      readonly data: {
        readonly version: number;
        readonly unit: string;
        readonly content: DevelopmentContent;
        readonly base: DevelopmentBase;
        readonly reason?: string;
        /** The rules by which it goes, of that day. */
        readonly standards: Standards;
      };
    }
  | { readonly type: 'PlanOpinionRecorded'; readonly data: Opinion }
  | { readonly type: 'PlanReviewRecorded'; readonly data: Review }
  | { readonly type: 'PlanMeetingRecorded'; readonly data: Meeting }
  | {
      readonly type: 'DevelopmentPlanSubmitted';
      readonly data: {
        readonly approval: string;
        readonly attempt: number;
        readonly title: Text;
        readonly applicant: string;
        readonly route: Route;
        readonly content: Content;
        readonly acceptedOn: IsoDate;
        readonly standards?: Standards;
      };
    }
  | {
      readonly type: 'DevelopmentPlanAnswered';
      readonly data: { readonly approval: string; readonly outcome: Outcome; readonly reason: string | null };
    }
  | {
      readonly type: 'DevelopmentPlanIssued';
      readonly data: { readonly number: string; readonly on: IsoDate; readonly version: number; readonly publishBy?: Deadline };
    }
  | { readonly type: 'DevelopmentPlanPublished'; readonly data: Publication }
  | DueTold;

export type IssuedDevelopment = {
  readonly version: number;
  readonly number: string;
  readonly on: IsoDate;
  readonly content: DevelopmentContent;
  readonly base: DevelopmentBase;
  readonly reason?: string;
  readonly publishBy?: Deadline;
  readonly publication?: Publication;
};

export type DevelopmentPlan = Chain & {
  readonly version: number;
  readonly unit: string;
  readonly content: DevelopmentContent;
  readonly base: DevelopmentBase;
  readonly standards: Standards;
  readonly reason?: string;
  /** Under way; null: none is. */
  readonly approval: string | null;
  readonly attempts: number;
  readonly approved: boolean;
  /** Oldest first; they stay as they were issued. */
  readonly issuedPlans: readonly IssuedDevelopment[];
};
/** Absent: none has been drafted. */
export type Developing = { readonly developmentPlan?: DevelopmentPlan; readonly watched?: Watched };

export const developmentInForce = ({ developmentPlan }: Developing): IssuedDevelopment | undefined => developmentPlan?.issuedPlans.at(-1);
/** Nothing has been drafted since it was issued. */
export const isDevelopmentSettled = (state: Developing): boolean =>
  state.developmentPlan !== undefined && developmentInForce(state)?.version === state.developmentPlan.version;
