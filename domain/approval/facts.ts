/** What an approval knows, may be asked, and can have happened to it. Deliberately absent: the decisions (decide.ts). */

import type { Limit } from '../calendar/calendar.ts';
import type { Deadline, Mark } from '../calendar/deadline.ts';
import type { AnyCommand, IsoDate, IsoInstant, Text, Who } from '../case.ts';
import type { Role } from '../role.ts';

/** ALL: everybody must agree (会签). ANY: the first answer counts (或签). IN_ORDER: one after the other (顺签). */
export const AGREE_MODES = ['ALL', 'ANY', 'IN_ORDER'] as const;
export type AgreeMode = (typeof AGREE_MODES)[number];

/** What an approver may choose on his page, as far as the route allows it. */
export const CHOICES = ['APPROVE', 'REJECT', 'RETURN', 'SUPPLEMENT'] as const;
export type Choice = (typeof CHOICES)[number];

export type RouteStep = {
  readonly key: string;
  readonly name: Text;
  readonly who: { readonly people?: readonly string[]; readonly roles?: readonly Role[] };
  readonly agree: AgreeMode;
  readonly may: readonly Choice[];
  /** Whether an approval must bring a score from 0 to 100 (acceptance panel). */
  readonly asksScore?: boolean;
  readonly limit: Limit;
};

/** Versioned data; pinned to the case when it opens, so that a later version changes nothing here. */
export type Route = { readonly code: string; readonly version: number; readonly steps: readonly RouteStep[] };

export type DocumentRef = { readonly title: string; readonly number?: string; readonly on?: IsoDate; readonly sha256?: string };

/** What the approvers are shown. Its hash goes into every decision. */
export type Content = {
  readonly summary: readonly { readonly label: Text; readonly value: Text }[];
  /** Money in 分, where the matter has a price. */
  readonly amountFen?: number;
  readonly documents: readonly DocumentRef[];
};

export type OpenApproval = {
  readonly type: 'Open';
  readonly owner: string;
  readonly programme: string;
  readonly project: string | null;
  readonly title: Text;
  readonly applicant: string;
  readonly route: Route;
  readonly content: Content;
  /** The day on which the application was accepted (受理); it does not count. */
  readonly acceptedOn: IsoDate;
};

export type ApprovalCommand =
  | OpenApproval
  | {
      readonly type: 'Decide';
      readonly choice: Choice;
      readonly round: number;
      readonly step: number;
      /** Hash of the content that the approver had before his eyes. */
      readonly seen: string;
      readonly reason?: string;
      readonly score?: number;
    }
  | { readonly type: 'Resubmit'; readonly content: Content; readonly on: IsoDate }
  | { readonly type: 'Supplement'; readonly documents: readonly DocumentRef[]; readonly note: string; readonly on: IsoDate }
  | { readonly type: 'Withdraw'; readonly reason: string }
  | { readonly type: 'ReachMark'; readonly round: number; readonly step: number; readonly mark: Mark }
  | { readonly type: 'Cancel'; readonly reason: Text };

/** What a person may ask for through the API; the rest belongs to the system (a strict subset, checked below). */
export type PublicApprovalCommand = Extract<ApprovalCommand, { type: 'Decide' | 'Resubmit' | 'Supplement' | 'Withdraw' }>;

export type Outcome = 'APPROVED' | 'REJECTED' | 'WITHDRAWN' | 'CANCELLED';

export type ApprovalEvent =
  | { readonly type: 'ApprovalOpened'; readonly data: Omit<OpenApproval, 'type'> & { readonly contentHash: string } }
  | {
      readonly type: 'StepOpened';
      readonly data: {
        readonly step: number;
        readonly round: number;
        readonly who: Who;
        /** Filled in by the recorder: who holds the roles now. Pinned from here on. */
        readonly assignees: readonly string[];
        /** Nobody held the role, so the programme office was asked instead. */
        readonly fallback: boolean;
        readonly deadline: Deadline;
      };
    }
  | {
      readonly type: 'DecisionMade';
      readonly data: {
        readonly step: number;
        readonly round: number;
        readonly person: string;
        readonly choice: Choice;
        readonly reason: string | null;
        readonly score: number | null;
        readonly seen: string;
      };
    }
  | { readonly type: 'TurnPassed'; readonly data: { readonly step: number; readonly round: number; readonly person: string } }
  | {
      readonly type: 'SupplementRequested';
      readonly data: {
        readonly step: number;
        readonly round: number;
        readonly person: string;
        readonly list: string;
        readonly on: IsoDate;
        readonly deadline: Deadline;
      };
    }
  | {
      readonly type: 'Supplemented';
      readonly data: {
        readonly documents: readonly DocumentRef[];
        readonly note: string;
        readonly on: IsoDate;
        readonly content: Content;
        readonly contentHash: string;
        readonly deadline: Deadline;
      };
    }
  | {
      readonly type: 'ContentReturned';
      readonly data: { readonly step: number; readonly round: number; readonly person: string; readonly reason: string };
    }
  | {
      readonly type: 'ContentResubmitted';
      readonly data: { readonly round: number; readonly content: Content; readonly contentHash: string; readonly on: IsoDate };
    }
  | {
      readonly type: 'MarkReached';
      readonly data: { readonly round: number; readonly step: number; readonly mark: Mark; readonly waitingFor: readonly string[] };
    }
  | {
      readonly type: 'ApprovalClosed';
      readonly data: { readonly outcome: Outcome; readonly by: string | null; readonly reason: string | null };
    };

export type TaskStatus = 'PENDING' | 'WAITING' | 'APPROVED' | 'REJECTED' | 'RETURNED' | 'SUPPLEMENT' | 'CLOSED';
export type Task = {
  readonly person: string;
  readonly status: TaskStatus;
  readonly openedAt: IsoInstant;
  readonly decidedAt: IsoInstant | null;
};

export type DecisionNote = {
  readonly step: number;
  readonly round: number;
  readonly person: string;
  readonly choice: Choice;
  readonly reason: string | null;
  readonly score: number | null;
  readonly at: IsoInstant;
  readonly door: string;
};

export type ApprovalState = Omit<OpenApproval, 'type'> & {
  readonly contentHash: string;
  readonly status: 'OPEN' | 'PAUSED' | 'RETURNED' | Outcome;
  readonly round: number;
  readonly step: number;
  readonly tasks: readonly Task[];
  readonly deadline: Deadline | null;
  readonly marksReached: readonly Mark[];
  /** A supplement may be asked for once, with the full list (一次性告知, 行政许可法 art. 32). */
  readonly supplements: number;
  readonly supplementList: string | null;
  readonly decisions: readonly DecisionNote[];
  /** Tasks of steps and rounds that are over, for lists and for late visitors. */
  readonly past: readonly (Task & { readonly step: number; readonly round: number; readonly dueAt: IsoInstant | null })[];
  readonly closedBy: string | null;
  readonly closeReason: string | null;
};

/** What an approval tells its owner when it is over. */
export type ApprovalDecided = AnyCommand & {
  readonly type: 'ApprovalDecided';
  readonly approval: string;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly scores: readonly { readonly person: string; readonly score: number }[];
};
