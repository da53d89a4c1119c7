/** What construction knows, may be asked, and can have happened to it. Deliberately absent: the decisions (decide.ts). */
import type { Deadline } from '../../calendar/deadline.ts';
import type { PaidFrom, TakeFunds } from '../../funds/facts.ts';
import type { FileRef } from '../../kernel/file-ref.ts';
import { code, day, fen, flag, line, list, month, number, oneOf, optional, record, sha256, text } from '../../kernel/shape.ts';
import type { Light } from '../../kernel/summary.ts';
import type { IsoDate } from '../../kernel/values.ts';
import type { ChangeRung } from '../../standards/changes.ts';
import { PAYMENT_KINDS, type PaymentKind } from '../../standards/closed-lists.ts';
import { PERMIT_KINDS, type PermitKind, ROUTED_PERMITS } from '../../standards/permits.ts';
import type { ContractKind } from '../../standards/tender.ts';
import { approvalsStage } from '../approvals/stage.ts';
import { type CommandsOf, office, runs } from '../commands.ts';
import { from, given, type InputsOf } from '../declare.ts';
import type { StageMove, StageState } from '../facts.ts';
import { type Contract, type ContractEvent, type ContractState, contractCommands } from './contracts/facts.ts';
import { LETTERS, type Letter } from './letter-words.ts';
import { LIGHT_KINDS, type LightKind } from './light-words.ts';
import { type OwedEvent, type OwedState, owedCommands } from './owed/facts.ts';
import { type ReplanEvent, type ReplanState, replanCommands } from './replanning/facts.ts';
import { ALTERATIONS, type Alteration, type Request } from './requests.ts';
import { type Inspection, PARTIES, type Party, type SiteEvent, type SiteState, siteCommands } from './site/facts.ts';

/** From which sources: keys of the programme's ledger, as the works were told them. */
const fromSources = list(record({ source: code, amountFen: fen }), { least: 1, most: 20 });

export type PartyOpinion = { readonly party: Party; readonly passed: boolean; readonly notApplicable?: string };

export const inputs = { estimateFen: from(approvalsStage, 'estimateFen'), landPreOn: from(approvalsStage, 'landPreOn'), plan: given('plan') };

export const commands = {
  /** `undertaking`: the applicant’s, where the window may accept with something missing (容缺受理). */
  ApplyForPermit: runs({ permit: oneOf(ROUTED_PERMITS), note: optional(text), undertaking: optional(record({ title: line(200), sha256 })) }),
  /** `by`: who issued it; `until`: the last day on which it holds, where it says one. */
  RecordPermits: runs({
    permits: list(record({ permit: oneOf(PERMIT_KINDS), number: code, on: day, by: optional(line(200)), until: optional(day) }), {
      least: 1,
      most: 20,
    }),
  }),
  /** Of the construction permit, before works start. */
  ExtendPermit: runs({ number: code, on: day, until: day }),
  ...contractCommands,
  ...siteCommands,
  ...owedCommands,
  ...replanCommands,
  RecordMilestone: runs({ key: code, on: day, evidence: text, files: optional(list(record({ title: line(200), sha256 }), { most: 20 })) }),
  /** `reason`: of a correction; what was reported before stays readable. */
  ReportProgress: runs({
    month,
    actualPercent: number(0, 100),
    problems: text,
    next: text,
    reason: optional(text),
    /** 本月和累计完成投资, 累计到位资金, 累计支付. */
    monthFen: optional(fen),
    totalFen: optional(fen),
    receivedFen: optional(fen),
    paidFen: optional(fen),
    /** Of what was paid in all, by source. */
    paidFrom: optional(fromSources),
    /** 责任领导、责任单位、责任人. */
    responsible: optional(line(200)),
  }),
  /** `contract`: number of another one than that of works; `claim`: key of the delivery that is paid. */
  RequestPayment: runs({
    key: code,
    amountFen: fen,
    confirmedValueFen: fen,
    kind: optional(oneOf(PAYMENT_KINDS)),
    contract: optional(code),
    claim: optional(code),
    /** Left out: by the convention of the ledger. Together: the amount. */
    from: optional(fromSources),
  }),
  /** Of a payment that was asked for before; `reason`: where its sources were named already. */
  NameSources: runs({ key: code, from: fromSources, reason: optional(text) }),
  /** Why a light is lit that the unit could not help, and until when that holds. */
  ExplainLight: runs({ of: oneOf(LIGHT_KINDS), reason: text, until: day }),
  AnswerExplanation: office({ of: oneOf(LIGHT_KINDS), accepted: flag, answer: text }),
  IssueLetter: office({ letter: oneOf(LETTERS), number: code, on: day, reason: text, answerBy: optional(day) }),
  AnswerLetter: runs({ number: code, on: day, answer: text }),
  /** `reason`: handed in anew. */
  SubmitSettlement: runs({ amountFen: fen, number: code, on: day, reason: optional(text) }),
  RecordSettlement: runs({ amountFen: fen, number: code, on: day }),
  CloseAccounts: runs({ reason: optional(text) }),
  /**
   * `sameAs`: the key of a change that is there and has the same cause. `alters`: what the approvals were given for.
   * `doneOn`, `urgency`: of an emergency, done before it could be asked for, and why.
   */
  RequestChange: runs({
    key: code,
    amountFen: fen,
    cause: text,
    sameAs: optional(code),
    alters: optional(oneOf(ALTERATIONS)),
    doneOn: optional(day),
    urgency: optional(text),
  }),
  AcceptCompletion: runs({
    on: day,
    parties: list(record({ party: oneOf(PARTIES), passed: flag, notApplicable: optional(text) }), { most: 5 }),
  }),
  FileCompletion: runs({ number: code, on: day }),
};
export type ConstructionCommand = CommandsOf<typeof commands>;

/** The clock's alone. */
export type TurnLight = { readonly type: 'TurnLight'; readonly of: 'START' | 'STATISTICS' };
/** A day or an hour has passed: what is not on record by then is found. */
export type NoteLate = {
  readonly type: 'NoteLate';
  readonly of: 'INCIDENT' | 'WAGES' | 'DELIVERY' | 'REVIEW' | 'SETTLEMENT' | 'RETENTION';
  readonly key: string;
};

/** Told by the programme: the report of a month is due. */
export type CallReport = { readonly type: 'CallReport'; readonly month: string; readonly dueOn: IsoDate };

/** What it hands on. */
export type ConstructionResult = {
  readonly completionOn: IsoDate;
  readonly filingNumber: string;
  readonly contractFen: number | null;
  readonly changesFen: number;
  /** By the contract of works. */
  readonly paidFen: number;
  /** By all contracts; absent: by a release up to 0.6.0, which knew no other, or taken over. */
  readonly paidInAllFen?: number;
  readonly estimateFen: number;
  readonly redLights: number;
  readonly findings: number;
  readonly startedOn?: IsoDate | null;
  /** Inspections and the acceptance of completion; and how many of them were passed: each that was not had to be done again. */
  readonly inspections?: number;
  readonly inspectionsPassed?: number;
  /** Wages of workers that are on record as unpaid, in 分. */
  readonly wageArrearsFen?: number;
};

/** What a monthly report says of money, in 分; what is absent was not said. */
/** What a month's report says of the works. `reason`: of a correction. */
export type ReportSaid = Pick<
  Extract<ConstructionEvent, { type: 'ProgressReported' }>['data'],
  'plannedPercent' | 'actualPercent' | 'problems' | 'next' | 'reason'
>;

export type ReportedSums = {
  readonly monthFen?: number;
  readonly totalFen?: number;
  readonly receivedFen?: number;
  readonly paidFen?: number;
  readonly paidFrom?: readonly PaidFrom[];
};

/** The row of a table of rules by which a light turned, with its number as it was pinned. */
export type LightRule = { readonly table: string; readonly row: string; readonly value: number };

/** Facts of a breach; which of them it has, its code says. Days in Asia/Shanghai, sums in 分. */
export type NotedFacts = {
  /** The day of what was recorded. */
  readonly on?: IsoDate;
  /** What was recorded, where the code does not say it. */
  readonly what?: string;
  /** What should have come before, and the day of that. */
  readonly earlier?: string;
  readonly earlierOn?: IsoDate;
  readonly permits?: readonly PermitKind[];
  readonly parties?: readonly Party[];
  readonly contract?: ContractKind;
  readonly number?: string;
  readonly days?: number;
  readonly month?: string;
  readonly sumFen?: number;
  readonly limitFen?: number;
};

/** As an event or a state holds it. `evidence`: the sentence, where a release up to 0.5.0 kept that alone. */
export type Noted = { readonly code: string; readonly evidence?: string; readonly facts?: NotedFacts };

/** As the authority issued it. Issuer, last day and scan are absent where nobody said them, or by a release up to 0.6.0. */
export type Permit = {
  readonly number: string;
  readonly on: IsoDate;
  readonly by?: string;
  readonly until?: IsoDate;
  readonly files?: readonly FileRef[];
  /** Of the day by which works must start. */
  readonly extensions?: readonly { readonly number: string; readonly on: IsoDate; readonly until: IsoDate }[];
};

export type ConstructionEvent =
  | ContractEvent
  | SiteEvent
  | OwedEvent
  | ReplanEvent
  | {
      readonly type: 'PermitsRecorded';
      readonly data: {
        readonly permits: readonly ({ readonly permit: PermitKind } & Omit<Permit, 'extensions' | 'files'>)[];
        readonly files?: readonly FileRef[];
      };
    }
  | { readonly type: 'PermitApplied'; readonly data: { readonly permit: PermitKind; readonly approval: string } }
  | { readonly type: 'PermitAnswered'; readonly data: { readonly permit: PermitKind; readonly approved: boolean; readonly reason: string | null } }
  | {
      readonly type: 'PermitExtended';
      readonly data: { readonly permit: PermitKind; readonly number: string; readonly on: IsoDate; readonly until: IsoDate };
    }
  /** `deadline`: of its review, counted by the recorder. */
  | { readonly type: 'SettlementSubmitted'; readonly data: Submitted & { readonly reason?: string } }
  | { readonly type: 'SettlementRecorded'; readonly data: { readonly amountFen: number; readonly number: string; readonly on: IsoDate } }
  /** `on`: when that was; absent: of releases up to 0.6.0. */
  | { readonly type: 'AccountsClosed'; readonly data: { readonly paidFen: number; readonly reason: string | null; readonly on?: IsoDate } }
  /** What the ledger of the programme has allocated to the project; `elsewhereFen`: paid by others of its cases. */
  | { readonly type: 'FundsTold'; readonly data: Omit<TakeFunds, 'type'> }
  | {
      readonly type: 'MilestoneReached';
      readonly data: {
        readonly key: string;
        readonly on: IsoDate;
        readonly evidence: string;
        readonly percent: number;
        /** Absent: none, or by a release up to 0.6.0. */
        readonly files?: readonly FileRef[];
      };
    }
  | {
      readonly type: 'ProgressReported';
      readonly data: {
        readonly month: string;
        readonly plannedPercent: number;
        readonly actualPercent: number;
        readonly light: Light;
        readonly problems: string;
        readonly next: string;
        /** Of a correction, counted from 2, and why; absent: the first. */
        readonly version?: number;
        readonly reason?: string;
        readonly responsible?: string;
      } & ReportedSums;
    }
  | {
      readonly type: 'LightTurned';
      readonly data: {
        readonly from: Light;
        readonly to: Light;
        readonly month: string;
        readonly behind: number /** Absent: progress. */;
        readonly of?: LightKind;
        /** Absent: it turned green, or by releases up to 0.6.0. */
        readonly rule?: LightRule;
      };
    }
  | {
      readonly type: 'PaymentRequested';
      readonly data: {
        readonly key: string;
        readonly amountFen: number;
        readonly confirmedValueFen: number;
        readonly belowLeast: boolean;
        /** Absent: progress. */
        readonly kind?: PaymentKind;
        /** Number of another contract than that of works. */
        readonly contract?: string;
        /** The delivery that is paid. */
        readonly claim?: string;
        readonly from?: readonly PaidFrom[];
      };
    }
  /** `paidFen`: in all, with it; absent: of releases up to 0.6.0. */
  | {
      readonly type: 'PaymentApproved';
      readonly data: { readonly key: string; readonly amountFen: number; readonly contract?: string; readonly paidFen?: number };
    }
  /** `was`: what it named before, with the reason of the correction. */
  | {
      readonly type: 'PaymentSourcesNamed';
      readonly data: { readonly key: string; readonly from: readonly PaidFrom[]; readonly was?: readonly PaidFrom[]; readonly reason?: string };
    }
  | { readonly type: 'PaymentRefused'; readonly data: { readonly key: string; readonly reason: string | null; readonly contract?: string } }
  | {
      readonly type: 'ChangeRequested';
      readonly data: {
        readonly key: string;
        readonly amountFen: number;
        readonly cause: string;
        readonly rung: ChangeRung;
        readonly sharePercent: number;
        readonly sameAs?: string;
        readonly alters?: Alteration;
        /** An emergency that was done before. */
        readonly doneOn?: IsoDate;
        readonly urgency?: string;
      };
    }
  | { readonly type: 'ChangeApproved'; readonly data: { readonly key: string; readonly amountFen: number; readonly estimateFen: number | null } }
  | { readonly type: 'ChangeRefused'; readonly data: { readonly key: string; readonly reason: string | null } }
  | { readonly type: 'ReportCalled'; readonly data: Omit<CallReport, 'type'> }
  | { readonly type: 'LightExplained'; readonly data: { readonly of: LightKind } & Explained }
  | {
      readonly type: 'LightJudged';
      readonly data: { readonly of: LightKind; readonly accepted: boolean; readonly answer: string; readonly until: IsoDate };
    }
  | { readonly type: 'LetterIssued'; readonly data: LetterHeld }
  | { readonly type: 'LetterAnswered'; readonly data: { readonly number: string; readonly on: IsoDate; readonly answer: string } }
  | { readonly type: 'CompletionAccepted'; readonly data: { readonly on: IsoDate; readonly parties: readonly PartyOpinion[] } }
  | { readonly type: 'CompletionFiled'; readonly data: { readonly number: string; readonly on: IsoDate; readonly daysAfter: number } }
  | { readonly type: 'FindingNoted'; readonly data: Noted & { readonly rule: string } };

type Submitted = { readonly amountFen: number; readonly number: string; readonly on: IsoDate; readonly deadline: Deadline };
type Explained = { readonly reason: string; readonly until: IsoDate };
/** `rule`: the row by which the light was lit; `judged` absent: it waits for the office. */
type ReasonGiven = Explained & {
  readonly of: LightKind;
  readonly on: IsoDate;
  readonly by?: string;
  readonly rule?: LightRule;
  readonly judged?: { readonly accepted: boolean; readonly answer: string; readonly on: IsoDate; readonly by?: string };
};
type LetterHeld = {
  readonly letter: Letter;
  readonly number: string;
  readonly on: IsoDate;
  readonly reason: string;
  /** Absent: no answer is asked for. */
  readonly answerBy?: IsoDate;
};

export type Happening = ConstructionEvent | StageMove<ConstructionResult>;

export type ConstructionState = StageState<InputsOf<typeof inputs>> &
  ContractState &
  SiteState &
  OwedState &
  ReplanState & {
    readonly estimateFen: number;
    readonly permits: Readonly<Partial<Record<PermitKind, Permit>>>;
    /** Those that were applied for here; absent: none was. */
    readonly permitSteps?: Readonly<Partial<Record<PermitKind, 'ASKED' | 'APPROVED' | 'REFUSED'>>>;
    readonly contract: Contract | null;
    readonly settlement?: { readonly amountFen: number; readonly number: string; readonly on: IsoDate };
    /** Under review. Absent: nobody handed it in here. */
    readonly submitted?: Submitted;
    /** Nothing more is paid. Absent: not yet. */
    readonly accountsClosed?: true;
    readonly reached: Readonly<Record<string, IsoDate>>;
    readonly percent: number;
    readonly light: Light;
    readonly lights: readonly {
      readonly month: string;
      readonly light: Light;
      readonly behind: number;
      readonly of?: LightKind;
      readonly rule?: LightRule;
    }[];
    readonly reportedMonths: readonly string[];
    /** Each of the four; absent: it was opened by a release that had the light of progress alone. */
    readonly lightOf?: Readonly<Partial<Record<LightKind, Light>>>;
    /** Months whose report the programme has called in, with the last day for it. */
    readonly called?: Readonly<Record<string, IsoDate>>;
    /** Reasons for a light that wait for the office. */
    readonly explained?: Readonly<Partial<Record<LightKind, Explained>>>;
    /** Lights that the office has released, and until when. */
    readonly excused?: Readonly<Partial<Record<LightKind, IsoDate>>>;
    /** By their numbers. */
    readonly letters?: Readonly<Record<string, LetterHeld & { readonly by?: string; readonly answeredOn?: IsoDate; readonly answer?: string }>>;
    /** Every reason for a light, oldest first, and how the office judged it; absent: none was given. */
    readonly reasons?: readonly ReasonGiven[];
    /** What each month's report said of the works, by its newest version; absent: of an earlier release. */
    readonly reports?: Readonly<Record<string, ReportSaid>>;
    /** What each month's report said of money; absent: none did. */
    readonly reportedSums?: Readonly<Record<string, ReportedSums>>;
    /** How many versions there are of a month's report, where there are several. */
    readonly reportVersions?: Readonly<Record<string, number>>;
    readonly openedOn?: IsoDate;
    /** The first month whose report the clock asks for. */
    readonly reportsFrom?: string;
    /** What shows that a milestone was reached, by its key; absent: no files. */
    readonly milestonePapers?: Readonly<Record<string, readonly FileRef[]>>;
    readonly inspections: readonly Inspection[];
    readonly payments: Readonly<Record<string, Request>>;
    /** What was allocated to its project. Absent: nothing, or the programme keeps no ledger. */
    readonly funds?: Omit<TakeFunds, 'type'>;
    readonly confirmedValueFen: number;
    readonly changes: Readonly<Record<string, Request>>;
    readonly completionOn: IsoDate | null;
    readonly filing: { readonly number: string; readonly on: IsoDate } | null;
    readonly findings: readonly (Noted & { readonly rule: string })[];
  };
