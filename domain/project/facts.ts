/** What a facility project knows, may be asked, and can have happened to it. Deliberately absent: the decisions. */
import type { Applied } from '../approval/desk.ts';
import type { ApprovalDecided, Content } from '../approval/facts.ts';
import type { ApplicationHandedIn } from '../approval/messages.ts';
import type { Route } from '../approval/route.ts';
import type { Deadline } from '../calendar/deadline.ts';
import type { Period } from '../calendar/period.ts';
import type { Basis, ProjectChange } from '../kernel/basis.ts';
import type { FileRef } from '../kernel/file-ref.ts';
import { addressOf } from '../kernel/message.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { ProfileFacts, Schedule } from '../profile/change.ts';
import type { ApprovalPath, ProjectProfile } from '../profile/profile.ts';
import type { Standards } from '../rule-table/table.ts';
import type { StageKey } from '../stages/all.ts';
import type { ProvingFile } from '../stages/commands.ts';
import type { TakeReplan } from '../stages/construction/replanning/facts.ts';
import type { FinishStage, StageOutcome, StageResult } from '../stages/facts.ts';
import type { PlanMeasure, PlanNode } from '../stages/planning/content.ts';
import type { TakePlan } from '../stages/planning/facts.ts';
import type { DueTold, TellDue, Watched } from '../stages/watch.ts';
import type { StepCode } from '../standards/approval-paths.ts';
import type { SurveyBasis } from '../standards/demand.ts';
import type { Takeover, TakeoverCommand, TakeoverEvent } from '../takeover/facts.ts';
import type { Outcome, ProjectStatus, ScheduleBy, StageStatus } from '../words/lists.ts';

export type OpenProject = {
  readonly type: 'Open';
  readonly programme: string;
  readonly profile: ProjectProfile;
  readonly survey: SurveyBasis;
  readonly panel: readonly string[];
  /** The tables of rules that the project goes by, as the programme knew them that day. Absent: version 1 of what is shipped. */
  readonly standards?: Standards;
  /** What happened on paper before is taken over first; nothing starts until that is closed (domain/takeover). Absent: it begins here. */
  readonly takesOver?: true;
};

/** Who issued it, the last day on which it holds where it says one, and its scan. Absent: by a release up to 0.6.0. */
type Issued = { readonly by?: string; readonly until?: IsoDate; readonly files?: readonly FileRef[] };
/** Numbers and files are absent in what releases up to 0.5.0 recorded, and so is what the accounts are made of. */
export type HandoverFacts = {
  readonly filing: { readonly number: string; readonly on: IsoDate; readonly file?: FileRef } | null;
  readonly publicNotice: {
    readonly from: IsoDate;
    readonly to: IsoDate;
    readonly objections: number;
    readonly answers?: readonly { readonly on: IsoDate; readonly answer: string; readonly file?: FileRef }[];
    readonly file?: FileRef;
  } | null;
  readonly finalAccounts: {
    readonly amountFen: number;
    readonly on: IsoDate;
    readonly number?: string;
    readonly file?: FileRef;
    /** Construction and installation (建安), and the rest: equipment, other costs. */
    readonly worksFen?: number;
    readonly otherFen?: number;
    /** Why the works exceed contract and changes. */
    readonly reason?: string;
    /** By finance (竣工财务决算批复). */
    readonly approval?: { readonly number: string; readonly on: IsoDate; readonly by: string; readonly file?: FileRef };
  } | null;
  readonly assets: { readonly to: string; readonly on: IsoDate; readonly number?: string; readonly file?: FileRef } | null;
  readonly archive: { readonly location: string; readonly on: IsoDate; readonly number?: string; readonly file?: FileRef } | null;
};

/** What whoever approved the study may answer to an estimate far above it (政府投资条例 art. 12). */
export const ESTIMATE_ANSWERS = ['STUDY_AGAIN', 'GO_ON'] as const;
export type EstimateAnswer = (typeof ESTIMATE_ANSWERS)[number];
export const ESTIMATE_ANSWER_WORDS: Readonly<Record<EstimateAnswer, Text>> = {
  STUDY_AGAIN: { zh: '重新报送可行性研究报告', en: 'the study is submitted again' },
  GO_ON: { zh: '同意继续办理', en: 'go on' },
};
/** An estimate that was taken in although it is far above the approved study, and was reported. Sums in 分. */
export type EstimateReport = { readonly approval: string; readonly studyFen: number; readonly estimateFen: number };
/** Their answer, with its document number. */
export type EstimateAnswered = {
  readonly approval: string;
  readonly answer: EstimateAnswer;
  readonly number: string;
  readonly on: IsoDate;
  readonly reason: string;
};

/** What the office records of a project that is under way; manager apart, whom the programme changes. Fields that are left out stay. */
export type ChangeProject = Basis &
  (
    | { readonly type: 'ChangeProfile'; readonly facts: Partial<ProfileFacts> }
    | { readonly type: 'ChangeMilestones'; readonly facts: Partial<Schedule> }
    /** All who sit in it from now on. */
    | { readonly type: 'ChangePanel'; readonly panel: readonly string[] }
    | { readonly type: 'ChangeSurveyBasis'; readonly survey: SurveyBasis }
    /** The project and its open stages go by the tables that are in force today. */
    | { readonly type: 'ChangeStandards' }
  );

export type ProjectCommand =
  | OpenProject
  | { readonly type: 'StartStage'; readonly stage: StageKey }
  | FinishStage
  /** Told by its planning. */
  | TakePlan
  /** Told by its works: other planned days were agreed. */
  | TakeReplan
  | TakeDevelopment
  | ApprovalDecided
  | {
      readonly type: 'ApplyForStep';
      readonly step: StepCode;
      readonly amountFen: number;
      readonly documents: readonly { readonly title: string; readonly number?: string; readonly on?: IsoDate }[];
      readonly note?: string;
      /** The applicant’s, where the window may accept with something missing (容缺受理). */
      readonly undertaking?: FileRef;
    }
  | ({ readonly type: 'AnswerEstimateReport' } & Omit<EstimateAnswered, 'approval'>)
  /** The reply (批复) that the deciding authority issued outside, with its document number. */
  | ({ readonly type: 'RecordReply'; readonly step: StepCode; readonly number: string; readonly on: IsoDate; readonly amountFen?: number } & Issued)
  | { readonly type: 'RecordHandover'; readonly facts: Partial<HandoverFacts> }
  | ChangeProject
  | TakeoverCommand
  /** Told by the programme. */
  | { readonly type: 'ChangeManager'; readonly to: string; readonly basis: string }
  | { readonly type: 'Suspend'; readonly reason: string }
  | { readonly type: 'Resume' }
  | { readonly type: 'Cancel'; readonly reason: string }
  /** Told by an application that a person began. */
  | ApplicationHandedIn
  /** Asked by the clock. */
  | TellDue
  | { readonly type: 'CalendarChanged'; readonly calendar: string };

export const projectAddress = addressOf<ProjectCommand>('project');

/** Told to the programme when a project is over. */
export type ProjectClosed = {
  readonly type: 'ProjectClosed';
  readonly project: string;
  readonly outcome: 'ACCEPTED' | 'CANCELLED' /** A stage of it goes on with its money. */;
  readonly goesOn?: true;
};
/** Told to the programme when a project is to have other places. */
export type ChangePlaces = { readonly type: 'ChangePlaces'; readonly project: string; readonly places: number };
/** What a project tells its programme. */
export const programmeAddress = addressOf<ProjectClosed | ChangePlaces>('programme');

type Asked = Exclude<
  ProjectCommand,
  {
    type:
      | 'Open'
      | 'StartStage'
      | 'FinishStage'
      | 'TakePlan'
      | 'TakeReplan'
      | 'TakeDevelopment'
      | 'ApprovalDecided'
      | 'ChangeManager'
      | 'ApplicationHandedIn'
      | 'TellDue'
      | 'CalendarChanged'
      | 'ExpireTakenOver';
  }
>;
type Proven<C> = C extends unknown ? C & { readonly files?: readonly ProvingFile[] } : never;
/** What people may ask of it, each with what proves it; the rest belongs to the system. */
export type PublicProjectCommand = Proven<Asked>;

/**
 * Clocks of its stages and approvals stand, or run on; absent: of a release up to 0.5.0, whose clocks went on. `applications`:
 * the open ones of whoever applied, filled in by the recorder, among them those that a person began.
 */
type Standing = { readonly applied: Applied; readonly applications: readonly string[]; readonly assetsDue?: Deadline };

export type ProjectEvent =
  | {
      readonly type: 'ProjectOpened';
      readonly data: Omit<OpenProject, 'type'> & {
        readonly path: ApprovalPath;
        readonly steps: readonly StepCode[];
        /** Absent: the ten of the first releases (stages.ts). */
        readonly stages?: readonly StageKey[];
      };
    }
  /** `assetsDue`: until when the assets are handed over, of a project that has passed. */
  | { readonly type: 'StageStarted'; readonly data: { readonly stage: StageKey; readonly assetsDue?: Deadline } }
  | DueTold
  | { readonly type: 'DeadlineReworked'; readonly data: { readonly was: IsoDate | null; readonly deadline: Deadline } }
  | {
      readonly type: 'StageFinished';
      readonly data: {
        readonly stage: StageKey;
        readonly outcome: StageOutcome;
        readonly result: StageResult;
        readonly undone: readonly Text[];
        readonly goesOn?: true;
      };
    }
  | {
      readonly type: 'StepApplied';
      readonly data: {
        readonly step: StepCode;
        readonly attempt: number;
        readonly approval: string;
        readonly amountFen: number;
        readonly title: Text;
        readonly route: Route;
        readonly content: Content;
        readonly undertaking?: FileRef;
        readonly acceptedOn: IsoDate;
        /** What the approval is pinned to. */
        readonly standards?: Standards;
      };
    }
  | { readonly type: 'PlanTaken'; readonly data: ProjectPlan }
  | { readonly type: 'DevelopmentPlanTaken'; readonly data: ListedIn & { readonly first?: true } }
  | { readonly type: 'EstimateReported'; readonly data: EstimateReport }
  | { readonly type: 'EstimateReportAnswered'; readonly data: EstimateAnswered }
  | { readonly type: 'StepAnswered'; readonly data: { readonly step: StepCode; readonly outcome: Outcome; readonly reason: string | null } }
  | {
      readonly type: 'ReplyRecorded';
      /** `countsFen`: what limits later sums by it, at most what was approved here; absent: the same as `amountFen`. */
      readonly data: {
        readonly step: StepCode;
        readonly number: string;
        readonly on: IsoDate;
        readonly amountFen: number | null;
        readonly countsFen?: number;
      } & Issued;
    }
  /** `accountsDue`: until when finance replies to the accounts; absent: nothing says so, or by a release up to 0.6.0. */
  | {
      readonly type: 'HandoverRecorded';
      readonly data: { readonly facts: Partial<HandoverFacts>; readonly notice?: Period; readonly accountsDue?: Deadline };
    }
  | { readonly type: 'ManagerChanged'; readonly data: { readonly from: string; readonly to: string; readonly basis: string } }
  /** `path`, `steps`: where it needs other approvals now. */
  | {
      readonly type: 'ProjectProfileChanged';
      readonly data: ProjectChange & {
        readonly facts: Partial<ProfileFacts>;
        readonly was: Partial<ProfileFacts>;
        readonly path?: ApprovalPath;
        readonly steps?: readonly StepCode[];
      };
    }
  /** `by`: the days before it are kept beside them; absent: by a release up to 0.6.0. */
  | {
      readonly type: 'MilestonesChanged';
      readonly data: ProjectChange & { readonly facts: Partial<Schedule>; readonly was: Partial<Schedule>; readonly by?: ScheduleBy };
    }
  /** `known` is checked by the recorder: they must exist, belong to the programme, and not have left. */
  | {
      readonly type: 'PanelChanged';
      readonly data: ProjectChange & {
        readonly panel: readonly string[];
        readonly joins: readonly string[];
        readonly leaves: readonly string[];
        readonly known: readonly string[];
      };
    }
  | { readonly type: 'SurveyBasisChanged'; readonly data: ProjectChange & { readonly survey: SurveyBasis; readonly was: SurveyBasis } }
  | { readonly type: 'StandardsChanged'; readonly data: ProjectChange & { readonly standards: Standards } }
  | { readonly type: 'ProjectSuspended'; readonly data: { readonly reason: string } & Partial<Standing> }
  /** It was handed in meanwhile, and stands with the rest. */
  | { readonly type: 'ApplicationStands'; readonly data: { readonly approval: string; readonly reason: string; readonly by: string } }
  | { readonly type: 'ProjectResumed'; readonly data: Partial<Standing> }
  | TakeoverEvent
  | { readonly type: 'CancellationBegun'; readonly data: { readonly reason: string } }
  | { readonly type: 'StageCancelAsked'; readonly data: { readonly stage: StageKey; readonly reason: string } }
  | {
      readonly type: 'ProjectClosed';
      readonly data: {
        readonly outcome: 'ACCEPTED' | 'CANCELLED';
        readonly reason: string | null;
        readonly undone: readonly Text[];
        readonly remains: readonly Text[];
      };
    };

/** What a development plan (发展规划) says of one project. */
export type ListedIn = { readonly number: string; readonly on: IsoDate; readonly version: number; readonly places: number; readonly year: string };
/** Told to each project that such a plan lists, when it is issued. Sent by the programme alone. */
export type TakeDevelopment = { readonly type: 'TakeDevelopment' } & ListedIn;

/** What the implementation plan in force sets. */
export type ProjectPlan = {
  readonly number: string;
  readonly on: IsoDate;
  readonly version: number;
  readonly nodes: readonly PlanNode[];
  readonly measures: readonly PlanMeasure[];
  /** It was issued before the project came here. */
  readonly takenOver?: true;
};

/** `document`, `on`, `reason`: null where they stood before. */
export type ScheduleVersion = Schedule & {
  readonly version: number;
  readonly by: ScheduleBy;
  readonly document: string | null;
  readonly on: IsoDate | null;
  readonly reason: string | null;
};

export type StepStatus = 'NEEDED' | 'ASKED' | 'APPROVED' | 'REFUSED' | 'REPLIED';
export type StepState = {
  readonly status: StepStatus;
  readonly attempt: number;
  readonly approval: string | null;
  readonly amountFen: number | null;
  readonly number: string | null;
  readonly on: IsoDate | null;
  readonly by?: string;
  readonly until?: IsoDate;
  readonly files?: readonly FileRef[];
  /** Replied to before the project came here. */
  readonly takenOver?: true;
};

export type StageProgress = {
  readonly status: StageStatus;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly result: StageResult;
  /** Done as far as the project goes, it still takes money (docs/adr/0053). Absent: it does not. */
  readonly goesOn?: true;
  /** Done before the project came here; absent: it was done here, or is not done. */
  readonly takenOver?: true;
};

export type ProjectState = Omit<OpenProject, 'type' | 'takesOver'> & {
  /** Absent: it began here. */
  readonly takeover?: Takeover;
  readonly path: ApprovalPath;
  readonly status: ProjectStatus;
  /** Those that it has: a stage that came to the product after the project was opened is none of them. */
  readonly stages: Readonly<Partial<Record<StageKey, StageProgress>>>;
  readonly steps: Readonly<Record<string, StepState>>;
  readonly handover: HandoverFacts;
  readonly assetsDue?: Deadline;
  /** Until when finance replies to its accounts; absent: none are there, or no rule says so. */
  readonly accountsDue?: Deadline;
  /** What runs out (stages/watch.ts); absent: nothing. */
  readonly watched?: Watched;
  readonly remains: readonly Text[];
  readonly cancelReason: string | null;
  /** Since when, why and by whom it is suspended, with its clocks; absent: it is not, or by a release up to 0.5.0. */
  readonly suspension?: { readonly on: IsoDate; readonly reason: string; readonly by?: string };
  /** Steps that a change has made needless, as they stood. */
  readonly droppedSteps?: Readonly<Record<string, StepState>>;
  /** The newest report of an estimate far above its study, of that day; absent: there was none. */
  readonly estimateReport?: EstimateReport & { readonly on?: IsoDate; readonly by?: string; readonly answered?: EstimateAnswered };
  /** Of the newest plan that was issued; absent: none was here, or by a release up to 0.6.0. */
  readonly plan?: ProjectPlan;
  /** In the newest development plan that lists it; absent: none does, or by a release up to 0.6.0. */
  readonly development?: ListedIn;
  /** Planned days as they were and are, oldest first; absent: none has moved, or by a release up to 0.6.0 alone. */
  readonly schedules?: readonly ScheduleVersion[];
  /** Absent: nothing has changed since it was opened. */
  readonly projectChanges?: readonly ProjectChange[];
};
