/**
 * The money of a programme, told as data: where it comes from, what is budgeted for a year, what is allocated to a project, what
 * goes back, and what its cases say was paid. All sums are whole 分, days in Asia/Shanghai. Deliberately absent: decisions
 * (decide.ts), sums (sums.ts).
 */
import type { FileRef } from '../kernel/file-ref.ts';
import { addressOf } from '../kernel/message.ts';
import type { IsoDate } from '../kernel/values.ts';
import type { ProgrammePaper } from '../taken-fact/programme-papers.ts';
import type { FundLevel } from '../words/funds.ts';

/** What every act of the ledger says. `seen`: the version of the whole ledger that whoever acts has looked at. */
type Act = { readonly seen: number; readonly files?: readonly FileRef[] };
type Paper = { readonly document: string; readonly on: IsoDate };

export type SourceGiven = Paper & {
  readonly key: string;
  readonly level: FundLevel;
  /** Who granted it. */
  readonly by: string;
  /** The year of the budget that it comes from. */
  readonly year: number;
  readonly amountFen: number;
};
export type BudgetGiven = Paper & { readonly source: string; readonly year: number; readonly amountFen: number };
export type AllocationGiven = Paper & { readonly key: string; readonly source: string; readonly project: string; readonly amountFen: number };
/** `WITHDRAWN` (收回): it can be allocated again; `SURPLUS` (结余上缴): it goes back to the treasury. */
export const RETURNS = ['WITHDRAWN', 'SURPLUS'] as const;
export type ReturnKind = (typeof RETURNS)[number];
export type ReturnGiven = Paper & { readonly key: string; readonly allocation: string; readonly how: ReturnKind; readonly amountFen: number };

export type FundsCommand =
  | ({ readonly type: 'RecordSource' } & SourceGiven & Act)
  /** The whole of it as it should have been; an amount of 0 strikes it out. */
  | ({ readonly type: 'CorrectSource'; readonly reason: string } & SourceGiven & Act)
  /** `reason`: of an adjustment, which is a new version. */
  | ({ readonly type: 'SetBudget'; readonly reason?: string } & BudgetGiven & Act)
  | ({ readonly type: 'Allocate' } & AllocationGiven & Act)
  | ({ readonly type: 'CorrectAllocation'; readonly reason: string } & Omit<AllocationGiven, 'source' | 'project'> & Act)
  | ({ readonly type: 'ReturnFunds'; readonly reason: string } & ReturnGiven & Act)
  | CountPayments
  | CountReceived;

/** A part of a payment. `source`: its key, or `DW.CENTRAL` of money that the project had received of that level on paper (sums.ts). */
export type PaidFrom = { readonly source: string; readonly amountFen: number };

/**
 * What a case has paid, in all; told with each change of it. `version`: of the event of that case which says so, so that the same
 * or an earlier one, come late or twice, counts for nothing.
 */
export type CountPayments = {
  readonly type: 'CountPayments';
  readonly project: string;
  /** What of the project pays: `CONSTRUCTION`. */
  readonly account: string;
  readonly version: number;
  /** Approved, those that were taken over with them. */
  readonly paidFen: number;
  /** Of it, taken over from paper. */
  readonly takenOverFen: number;
  /** Of it, what names its sources: in all by each. Absent: no payment names one. */
  readonly from?: readonly PaidFrom[];
  /** The day from which nothing more is to be paid. Absent: something may be. */
  readonly closedOn?: IsoDate;
} & Reporting;

/** For which months its works report: from the start of works, until they are complete. Absent: they have not begun, or are not complete. */
export type Reporting = { readonly reportsFrom?: string; readonly reportsUntil?: string };
/** Money that a project had received on paper before it came here; all of it, as a project that is taken over knows it. */
export type CountReceived = {
  readonly type: 'CountReceived';
  readonly project: string;
  readonly version: number;
  readonly received: readonly Received[];
};
export type Received = { readonly key: string; readonly level: FundLevel; readonly amountFen: number; readonly document: string };

/** What a project and its cases tell the ledger of their programme. */
export const ledgerAddress = addressOf<CountPayments | CountReceived>('programme');

/** Told to whatever pays: how much its project may pay in all. `version`: of the ledger's events. Sent by the programme alone. */
export type TakeFunds = {
  readonly type: 'TakeFunds';
  readonly version: number;
  readonly allocatedFen: number;
  readonly elsewhereFen: number;
  /** Of which sources that is, less what others have paid of each by its name. Absent: of a programme that does not tell it. */
  readonly sources?: readonly SourceForProject[];
};
/** What a project has of a source. */
export type SourceForProject = { readonly source: string; readonly level: FundLevel; readonly allocatedFen: number };

type Correcting = { readonly reason: string };
type Filed = { readonly files?: readonly FileRef[] };
export type FundsEvent =
  | { readonly type: 'FundsSourceRecorded'; readonly data: SourceGiven & Filed }
  | { readonly type: 'FundsSourceCorrected'; readonly data: SourceGiven & Filed & Correcting & { readonly wasFen: number } }
  | { readonly type: 'FundsBudgetSet'; readonly data: BudgetGiven & Filed & { readonly budget: number; readonly reason: string | null } }
  | { readonly type: 'FundsAllocated'; readonly data: AllocationGiven & Filed }
  | { readonly type: 'FundsAllocationCorrected'; readonly data: AllocationGiven & Filed & Correcting & { readonly wasFen: number } }
  | {
      readonly type: 'FundsReturned';
      readonly data: ReturnGiven & Filed & Correcting & { readonly source: string; readonly project: string };
    }
  | { readonly type: 'FundsPaid'; readonly data: Omit<CountPayments, 'type' | 'version'> & { readonly told: number; readonly first: boolean } }
  | { readonly type: 'FundsReceived'; readonly data: Omit<CountReceived, 'type' | 'version'> & { readonly told: number } };

/** `at`: the version of the programme's event that says so; absent: of a ledger that kept none. */
type Told = { readonly at?: number };
export type SourceHeld = SourceGiven & Filed & Told & { readonly version: number };
/** Newest last; each is a document of its own. */
export type BudgetHeld = BudgetGiven & Filed & Told & { readonly budget: number; readonly reason: string | null };
export type AllocationHeld = AllocationGiven &
  Filed &
  Told & { readonly withdrawnFen: number; readonly surplusFen: number; readonly version: number };
export type ReturnHeld = ReturnGiven & Filed & Correcting;
export type AccountHeld = Told &
  Reporting & {
    readonly told: number;
    readonly paidFen: number;
    readonly takenOverFen: number;
    readonly from?: readonly PaidFrom[];
    readonly closedOn?: IsoDate;
  };

/** By their keys. `version`: counted on with each act of the office. */
export type Ledger = {
  readonly version: number;
  readonly sources: Readonly<Record<string, SourceHeld>>;
  /** By source and year, `ZJ-1.2024`. */
  readonly budgets: Readonly<Record<string, readonly BudgetHeld[]>>;
  readonly allocations: Readonly<Record<string, AllocationHeld>>;
  readonly returns: Readonly<Record<string, ReturnHeld>>;
  /** By project, then by what of it pays. */
  readonly paid: Readonly<Record<string, Readonly<Record<string, AccountHeld>>>>;
  /** By project. */
  readonly received: Readonly<Record<string, { readonly told: number; readonly received: readonly Received[] }>>;
};
export const NO_LEDGER: Ledger = { version: 0, sources: {}, budgets: {}, allocations: {}, returns: {}, paid: {}, received: {} };

/** The part of a programme that its ledger rests on. `funds` absent: nothing of it was recorded. */
export type FundsHeld = { readonly funds?: Ledger; readonly papers?: Readonly<Record<string, ProgrammePaper>> };
/** So many of each in one programme. */
export const SOURCES_MOST = 300;
export const ALLOCATIONS_MOST = 3_000;
