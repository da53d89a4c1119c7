/** What an approval may be asked, by people, other cases and the system. Deliberately absent: who may ask it, and when; what can have happened to it (events.ts). */

import type { Mark, PAUSES_BY_NOTICE } from '../calendar/deadline.ts';
import type { ChangeNote } from '../kernel/basis.ts';
import { type Address, addressOf } from '../kernel/message.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { Standards } from '../rule-table/table.ts';
import type { Advice, Afterwards, Choice, WhereAdded } from '../words/lists.ts';
import type { ApprovalDecided, Content, DocumentRef, MandateScope, Named } from './facts.ts';
import type { FormValues } from './form-shape.ts';
import type { Declared } from './receipt.ts';
import type { AgreeMode, Route } from './route.ts';

/** A case that asks for approvals. */
export type Owner = Address<ApprovalDecided>;

/** What is applied for, by whom, on which route. */
export type Matter = {
  /** Whose matter it is, and who is told how it ends; null: a person's own. */
  readonly owner: Owner | null;
  readonly programme: string;
  readonly project: string | null;
  readonly title: Text;
  readonly applicant: string;
  readonly route: Route;
  readonly content: Content;
  readonly named?: Named;
  /** Signed with an application that another case hands in (容缺受理); a person signs theirs when they hand it in. */
  readonly undertaking?: DocumentRef;
};

/** Handed in by another case, whose application was accepted on that day (受理); the day does not count. */
export type OpenApproval = { readonly type: 'Open' } & Matter & { readonly acceptedOn: IsoDate; readonly standards?: Standards };

/** Begun by a person, who writes it before he hands it in. */
export type DraftApproval = { readonly type: 'Draft' } & Matter;

export type Decide = {
  readonly type: 'Decide';
  readonly choice: Choice;
  /** Which of his tasks; may be left out while he has one. */
  readonly task?: number;
  /** What the page showed; a decision on another round or step does not count. */
  readonly round?: number;
  readonly step?: number;
  /** Hash of the content that the approver had before his eyes. */
  readonly seen: string;
  readonly reason?: string;
  readonly conditions?: readonly string[];
  readonly score?: number;
  /** A picture that whoever decides handed in: of their signature, or of a seal. */
  readonly signature?: DocumentRef;
  /** Fields of the form that whoever agrees fills in at this step, by key. */
  readonly values?: FormValues;
  /** How many fillings of fields the page showed (filled.ts); absent: those of before this task began. */
  readonly fillings?: number;
  /** Of a request for a supplement: fields of the applicant's that may be corrected, by key. */
  readonly fields?: readonly string[];
  /** Where to, for a return: the applicant, or the key of an earlier step. Default: the applicant. */
  readonly to?: string;
  /** Where a return goes on afterwards, where the route leaves that to whoever returns. */
  readonly afterwards?: Afterwards;
};

/** What people may ask, whoever they are; the rest belongs to the system. */
export type PublicApprovalCommand =
  | Decide
  | { readonly type: 'TakeBack'; readonly task?: number }
  | { readonly type: 'HandOver'; readonly task?: number; readonly to: string; readonly reason: string }
  | { readonly type: 'AskOpinion'; readonly task?: number; readonly of: string; readonly question: string }
  | { readonly type: 'RecallOpinion'; readonly task?: number }
  | { readonly type: 'GiveOpinion'; readonly task?: number; readonly opinion: string; readonly recommends?: Advice }
  | {
      readonly type: 'AddApprovers';
      readonly task?: number;
      readonly people: readonly string[];
      readonly where: WhereAdded;
      readonly agree?: Extract<AgreeMode, 'ALL' | 'ANY' | 'IN_ORDER'>;
      readonly reason: string;
    }
  | { readonly type: 'RemoveApprover'; readonly task: number; readonly reason: string }
  | { readonly type: 'Recuse'; readonly task?: number; readonly reason: string }
  | { readonly type: 'Ask'; readonly to: string; readonly question: string }
  | { readonly type: 'Answer'; readonly task?: number; readonly text: string; readonly documents?: readonly DocumentRef[] }
  | { readonly type: 'Comment'; readonly text: string; readonly documents?: readonly DocumentRef[] }
  | { readonly type: 'Copy'; readonly people: readonly string[]; readonly note: string }
  | { readonly type: 'MarkRead'; readonly task?: number }
  /** 已阅未批: seen by somebody who is asked to decide, and not decided yet. */
  | { readonly type: 'MarkSeen'; readonly task?: number }
  | { readonly type: 'Pause'; readonly reason: (typeof PAUSES_BY_NOTICE)[number]; readonly notice: string }
  | ({ readonly type: 'ResumeClock' } & Declared)
  | { readonly type: 'ExtendLimit'; readonly by: number; readonly reason: string }
  | { readonly type: 'SaveDraft'; readonly content: Content; readonly title?: Text }
  | ({ readonly type: 'Submit'; readonly undertaking?: DocumentRef } & Declared)
  | ({ readonly type: 'Resubmit'; readonly content?: Content; readonly afterwards?: Afterwards } & Declared)
  | ({ readonly type: 'Supplement'; readonly documents: readonly DocumentRef[]; readonly note: string; readonly values?: FormValues } & Declared)
  | { readonly type: 'Withdraw'; readonly reason: string }
  | { readonly type: 'Nudge' }
  /** The link of a task once more, or a one-time code for its page; to the mailbox of its holder, whoever asks. */
  | { readonly type: 'AskMail'; readonly what: 'LINK' | 'CODE'; readonly task: number };

export type WhichClock = 'STEP' | 'CASE' | 'PAUSE' | 'DEFICIENCY';

/** Of the clock, of the programme and of the mail: no client can send them. */
export type SystemApprovalCommand =
  | { readonly type: 'Settle'; readonly opening: number }
  /** Whether anybody who is asked here was really told, before a light or an answer by itself may come. */
  | { readonly type: 'CheckNotice'; readonly opening: number }
  | { readonly type: 'ReachMark'; readonly clock?: WhichClock; readonly round: number; readonly step: number; readonly mark: Mark }
  | {
      readonly type: 'StandIn';
      readonly mandate: string;
      readonly principal: string;
      readonly delegate: string;
      /** Who is asked in their order where the delegate cannot be; absent: nobody else. */
      readonly further?: readonly string[];
      readonly scope: MandateScope;
      readonly basis: string;
    }
  | { readonly type: 'StandInEnds'; readonly mandate: string; readonly reason: string; readonly words?: Text }
  | { readonly type: 'PersonLeft'; readonly from: string; readonly to: string; readonly basis: string }
  /** Told when a project has another manager, or an applicant has left. */
  | { readonly type: 'ChangeApplicant'; readonly from: string; readonly to: string; readonly basis: string }
  /** Told when the project has changed: content and route stay, by which it was asked. */
  | ({ readonly type: 'NoteProjectChange' } & ChangeNote)
  /** Told when its project is suspended, by whom and why, and when it goes on. */
  | { readonly type: 'Suspend'; readonly reason: string; readonly by: string }
  | { readonly type: 'GoOn' }
  | { readonly type: 'MailBounced'; readonly person: string; readonly reply: string }
  | { readonly type: 'CalendarChanged'; readonly calendar: string }
  | { readonly type: 'EndReading' }
  | { readonly type: 'Cancel'; readonly reason: Text };

export type ApprovalCommand = OpenApproval | DraftApproval | PublicApprovalCommand | SystemApprovalCommand;
export type ApprovalCommandOf<T extends ApprovalCommand['type']> = Extract<ApprovalCommand, { type: T }>;

/** What an application tells its project, which may be suspended, when it is handed in. */
export type ApplicationHandedIn = { readonly type: 'ApplicationHandedIn'; readonly approval: string };
export const itsProject = addressOf<ApplicationHandedIn>('project');

export const approvalAddress = addressOf<ApprovalCommand>('approval');
