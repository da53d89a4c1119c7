import type { ApprovalDecided, Content, DocumentRef, Named } from '../approval/facts.ts';
import type { Route } from '../approval/route.ts';
import type { Deadline } from '../calendar/deadline.ts';
import type { ChangeNote, ProjectChange } from '../kernel/basis.ts';
import type { AnyCommand } from '../kernel/command.ts';
import { type Address, addressOf } from '../kernel/message.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { ProjectProfile } from '../profile/profile.ts';
import type { Standards } from '../rule-table/table.ts';
import type { SurveyBasis } from '../standards/demand.ts';
import type { TakenFact } from '../taken-fact/kinds.ts';
import type { Outcome } from '../words/lists.ts';
import type { PlanNode } from './planning/content.ts';
import type { DueTold, TellDue, Watched } from './watch.ts';

/** What the project itself can give to a stage. */
export type ProjectFacts = {
  readonly survey: SurveyBasis;
  readonly panel: readonly string[];
  /** What the newest plan that was issued sets; null: none was here. */
  readonly plan: { readonly version: number; readonly nodes: readonly PlanNode[] } | null;
};

/** `I`: what it takes from the project and from earlier stages, by its declaration. */
export type StageBase<I extends object = object> = {
  readonly parent: Address<FinishStage>;
  readonly programme: string;
  readonly project: string;
  readonly name: Text;
  readonly manager: string;
  readonly profile: ProjectProfile;
  readonly inputs: I;
  /** The tables of rules that it was opened under, pinned by the recorder. Absent: version 1 of what is shipped. */
  readonly standards?: Standards;
  /** What of it happened on paper before (domain/takeover); `done`: all that its project waits for. Absent: nothing. */
  readonly takenOver?: { readonly facts: readonly TakenFact[]; readonly done?: true };
};

export type StageOutcome = 'DONE' | 'CANCELLED';
/** Small facts that later stages and reports need, by name. */
export type StageResult = Readonly<Record<string, number | string | boolean | null>>;

export type StageState<I extends object = object> = StageBase<I> & {
  readonly status: 'OPEN' | StageOutcome;
  /** The project is suspended: people can do nothing here until it is resumed. */
  readonly suspended: boolean;
  /** Since when and why its clocks stand; absent: they do not. */
  readonly suspension?: { readonly on: IsoDate; readonly reason: string; readonly by?: string };
  /** Approvals under way: id to the stage's own key for it. */
  readonly approvals: Readonly<Record<string, string>>;
  readonly attempts: Readonly<Record<string, number>>;
  /** What runs out (watch.ts); absent: nothing. */
  readonly watched?: Watched;
  /** Nothing is watched any more. Absent: what runs out is. */
  readonly watchEnded?: true;
  /** What has changed in the project while it was open; absent: nothing. */
  readonly projectChanges?: readonly ProjectChange[];
};

/** Told when the project has changed: `facts` of its profile, `inputs` by the stage's names for them. The rest stays. */
export type ChangedInputs<I extends object> = ChangeNote & { readonly facts?: Partial<ProjectProfile>; readonly inputs?: Partial<I> };

export type StageCommand<I extends object = object> =
  | ({ readonly type: 'Open' } & StageBase<I>)
  | ApprovalDecided
  | { readonly type: 'Cancel'; readonly reason: Text }
  /** `reason`, `by`: its clocks stand meanwhile; absent: told by a project of a release up to 0.5.0. */
  | { readonly type: 'Suspend'; readonly reason?: string; readonly by?: string }
  | { readonly type: 'Resume' }
  | { readonly type: 'ChangeManager'; readonly from: string; readonly to: string; readonly basis: string }
  | ({ readonly type: 'ChangeInputs' } & ChangedInputs<I>)
  /** From now on under the tables that are in force today; what was decided stays. */
  | ({ readonly type: 'TakeStandards' } & ChangeNote)
  /** `facts`: all that was taken over of it, after the correction. */
  | { readonly type: 'CorrectTakenOver'; readonly facts: readonly TakenFact[]; readonly what: Text; readonly reason: string }
  | TellDue
  /** Its project was cancelled: nothing of it runs out any more. Money that is left is settled all the same. */
  | { readonly type: 'EndWatch' };

/** Where the stages of a kind are told what all stages are told. */
export const stageAddress = (kind: string): ((project: string) => Address<StageCommand>) => addressOf<StageCommand>(kind);

/** `R`: what a stage that is done hands on. */
export type StageEvent<R extends StageResult = StageResult, I extends object = object> =
  | { readonly type: 'StageOpened'; readonly data: StageBase<I> }
  | {
      readonly type: 'ApprovalAsked';
      readonly data: {
        readonly key: string;
        readonly approval: string;
        readonly attempt: number;
        readonly title: Text;
        readonly applicant: string;
        readonly route: Route;
        readonly content: Content;
        readonly named?: Named;
        readonly undertaking?: DocumentRef;
        readonly acceptedOn: IsoDate;
        /** What the approval is pinned to. */
        readonly standards?: Standards;
      };
    }
  | {
      readonly type: 'ApprovalAnswered';
      readonly data: { readonly key: string; readonly approval: string; readonly outcome: Outcome; readonly reason: string | null };
    }
  | { readonly type: 'ManagerChanged'; readonly data: { readonly from: string; readonly to: string; readonly basis: string } }
  /** `again`: what must be looked at anew in this stage because of it. */
  | { readonly type: 'StageInputsChanged'; readonly data: ChangedInputs<I> & ProjectChange }
  | {
      readonly type: 'StageTakenOverCorrected';
      /** `keeps`: what was recorded here of the same matter stays beside the correction; absent up to release 0.6.0, which overwrote it. */
      readonly data: { readonly facts: readonly TakenFact[]; readonly what: Text; readonly reason: string; readonly keeps?: true };
    }
  | DueTold
  | { readonly type: 'WatchEnded'; readonly data: Readonly<Record<never, never>> }
  | { readonly type: 'StageStandardsChanged'; readonly data: ChangeNote & { readonly standards: Standards } }
  /** `deadline`: its own clock, which stands. */
  | { readonly type: 'StageSuspended'; readonly data: { readonly reason?: string; readonly by?: string; readonly deadline?: Deadline } }
  /** `days`: so long it stood, in calendar days; absent: its clocks did not. */
  | { readonly type: 'StageResumed'; readonly data: { readonly days?: number; readonly deadline?: Deadline } }
  | {
      readonly type: 'StageClosed';
      readonly data:
        | { readonly outcome: 'DONE'; readonly result: R; readonly undone: readonly Text[] }
        | { readonly outcome: Exclude<StageOutcome, 'DONE'>; readonly result: StageResult; readonly undone: readonly Text[] };
    };

/** What a stage's own decisions lead to beside its own events: it asks for an approval, or it has done what it is for. */
export type StageMove<R extends StageResult> =
  | Extract<StageEvent, { readonly type: 'ApprovalAsked' }>
  | { readonly type: 'StageClosed'; readonly data: { readonly outcome: 'DONE'; readonly result: R; readonly undone: readonly Text[] } };

/** Told to the project when a stage is over. */
export type FinishStage = AnyCommand & {
  readonly type: 'FinishStage';
  /** Its key; the project knows which ones it has. */
  readonly stage: string;
  readonly outcome: StageOutcome;
  readonly result: StageResult;
  readonly undone: readonly Text[];
  /** Its case goes on with what is left of its money (docs/adr/0053). Absent: it is over. */
  readonly goesOn?: true;
};
