/** What can have happened to an approval. Deliberately absent: what it may be asked (messages.ts), and what an event means (event-facts.ts). */

import type { Limit } from '../calendar/calendar.ts';
import type { Deadline, Mark, PauseReason } from '../calendar/deadline.ts';
import type { Moment } from '../calendar/working-hours.ts';
import type { ChangeNote } from '../kernel/basis.ts';
import type { Recorded } from '../kernel/case.ts';
import type { Role } from '../kernel/role.ts';
import type { IsoDate, IsoInstant, Text } from '../kernel/values.ts';
import type { Standards } from '../rule-table/table.ts';
import type { Advice, Afterwards, Outcome, StepResult, TimeoutAnswer, WhereAdded, WhyPassed } from '../words/lists.ts';
import type { VoteCount } from './ballot.ts';
import type { Asking, Content, DecisionNote, DocumentRef, FirstNotice, Seating } from './facts.ts';
import type { Filling } from './form-shape.ts';
import type { Matter, WhichClock } from './messages.ts';
import type { Backdated } from './receipt.ts';

/** What finds people: who is asked for, and the answer that the recorder gives. */
type Found = Seating & { readonly ask: Asking };

/** The clocks after an event, blank until the recorder has asked the calendar; null: there is none. */
type Clocks = { readonly deadline: Deadline | null; readonly caseDeadline: Deadline | null };

type E<T extends string, D> = { readonly type: T; readonly data: D };
type At = { readonly opening: number; readonly step: number; readonly round: number };

/** On an event whose day the office entered later (receipt.ts); absent: the day is the server's. */
type Day = { readonly on: IsoDate; readonly backdated?: Backdated };

export type ApprovalEvent =
  | E<
      'ApprovalOpened',
      Matter & {
        readonly contentHash: string;
        readonly draft: boolean;
        readonly receivedOn: IsoDate | null;
        /** As it was asked for by another case, or, of a person's draft, as they are on its day. */
        readonly standards?: Standards;
      }
    >
  | E<'DraftSaved', { readonly content: Content; readonly contentHash: string; readonly title: Text }>
  /** `tellsProject`: its project is told, which may be suspended; absent: it is of none, or of a release up to 0.5.0. */
  | E<'ApplicationSubmitted', Day & { readonly undertaking: DocumentRef | null; readonly tellsProject?: true }>
  /** Accepted for handling (受理): from this day on the clock of the whole handling runs. */
  | E<
      'ApplicationAccepted',
      {
        readonly on: IsoDate;
        /** Nobody answered within five working days: accepted from the day of receipt (行政许可法 art. 32). */
        readonly bySilence: boolean;
        readonly missing: readonly string[];
        readonly deadline: Deadline | null;
        readonly caseDeadline: Deadline | null;
      }
    >
  | E<
      'StepSkipped',
      {
        readonly step: number;
        readonly round: number;
        readonly values: Readonly<Record<string, string | number | boolean | null>>;
        readonly why: Text;
      }
    >
  | E<
      'StepOpened',
      At &
        Found & {
          readonly deadline: Deadline | null;
          /** Its clock counts from the first notice that really went out; absent: of a release up to 0.4.0. */
          readonly fromNotice?: true;
          /** The values with which the step's condition was evaluated. */
          readonly values: Readonly<Record<string, string | number | boolean | null>>;
          /** Asked in place of others, since nobody else was found. */
          readonly fallback: boolean;
        }
    >
  | E<
      'DecisionMade',
      Omit<DecisionNote, 'at' | 'door' | 'takenBack' | 'advisory' | 'anew'> & {
        /** Code and version of the route. */
        readonly route: string;
      }
    >
  | E<'DecidedAutomatically', At & { readonly tasks: readonly number[]; readonly why: Text }>
  | E<'TurnPassed', { readonly opening: number; readonly tasks: readonly number[] }>
  | E<'StepClosed', At & { readonly result: StepResult; readonly tally: VoteCount; readonly why: Text; readonly automatic: boolean }>
  /** One of several branches is through, or refused; the step goes on until they have joined. */
  | E<'BranchEnded', At & { readonly branch: string; readonly result: StepResult; readonly why: Text }>
  /** A return that stays in its branch: from `to` on it is asked anew, and the answers of `again` count for nothing more. */
  | E<
      'BranchReturned',
      At &
        Found & {
          readonly task: number;
          readonly person: string;
          readonly reason: string;
          readonly branch: string;
          readonly to: string;
          readonly again: readonly number[];
        }
    >
  | E<
      'DecisionTakenBack',
      {
        readonly task: number;
        readonly newTask: number;
        readonly person: string;
        /** The opening that goes on, when the decision had closed it. */
        readonly reopened: number | null;
        readonly caseDeadline: Deadline | null;
      }
    >
  | E<
      'TaskHandedOver',
      Found & {
        readonly task: number;
        readonly from: string;
        readonly why: WhyPassed;
        readonly reason: string;
        /** Where the service says it itself, in both languages; absent: people wrote the reason, or a release up to 0.6.0 recorded it. */
        readonly words?: Text;
        readonly by: string | null;
        readonly mandate: string | null;
        readonly onBehalfOf: string | null;
      }
    >
  /** A task that a rule would have moved stays: the other is the applicant, recused, or decides here himself. */
  | E<'HandOverRefused', { readonly task: number; readonly person: string; readonly to: string; readonly why: Text }>
  | E<'OpinionAsked', Found & { readonly task: number; readonly by: string; readonly question: string }>
  | E<
      'OpinionGiven',
      {
        readonly task: number;
        readonly of: number;
        readonly person: string;
        readonly opinion: string;
        readonly recommends: Advice | null;
      }
    >
  | E<'OpinionRecalled', { readonly task: number; readonly of: number }>
  | E<
      'ApproversAdded',
      Found & {
        readonly task: number;
        readonly by: string;
        readonly where: WhereAdded;
        readonly joins: boolean;
        readonly counts: boolean;
        readonly reason: string;
      }
    >
  | E<'ApproverRemoved', { readonly task: number; readonly by: string; readonly person: string; readonly reason: string }>
  | E<'Recused', { readonly task: number; readonly person: string; readonly reason: string }>
  | E<'ApplicantChanged', { readonly from: string; readonly to: string; readonly basis: string }>
  | E<'ApproverUnreachable', { readonly person: string; readonly tasks: readonly number[]; readonly reply: string }>
  /** Others in place of a seat whose holder cannot decide. */
  | E<'SubstitutesAsked', Found & { readonly task: number; readonly why: Text }>
  /**
   * Overdue, and the route passes it to those above (升级转办). Each task's place goes to people of its own among those who
   * were found, in turn, any one of whom may answer; what they do not reach to stays where it was.
   */
  | E<
      'TasksEscalated',
      At & Found & { readonly mark: Mark; readonly tasks: readonly number[]; readonly from: readonly string[]; readonly to: readonly Role[] }
    >
  | E<'QuestionAsked', Found & { readonly by: string; readonly question: string }>
  | E<
      'QuestionAnswered',
      {
        readonly task: number;
        readonly person: string;
        readonly to: string | null;
        readonly text: string;
        readonly documents: readonly DocumentRef[];
      }
    >
  | E<'Commented', { readonly person: string; readonly text: string; readonly documents: readonly DocumentRef[] }>
  | E<'ProjectChangeNoted', ChangeNote>
  | E<'CopySent', Found & { readonly by: string | null; readonly note: string }>
  | E<'ReadMarked', { readonly task: number; readonly person: string }>
  | E<'SeenMarked', { readonly task: number; readonly person: string }>
  | E<'ReadingEnded', Record<string, never>>
  | E<
      'SupplementRequested',
      At & Clocks & { readonly person: string; readonly list: string; readonly on: IsoDate; readonly fields?: readonly string[] }
    >
  | E<
      'Supplemented',
      Clocks &
        Day & {
          readonly documents: readonly DocumentRef[];
          readonly note: string;
          readonly content: Content;
          readonly contentHash: string;
          /** Fields that were corrected; they stand in the content. */
          readonly filled?: readonly Filling[];
        }
    >
  | E<
      'ClockPaused',
      Clocks & {
        readonly reason: PauseReason;
        /** The written notice of the pause (行政许可法 art. 45). */
        readonly notice: string;
        readonly by: string | null;
        readonly on: IsoDate;
        /** How long it may last before it is asked about; blank until the recorder has asked the calendar. */
        readonly until: Deadline | null;
        /** The clock of what was accepted as missing, which stands with the project; absent: it does not run, or does not stand. */
        readonly deficiency?: Deadline;
      }
    >
  | E<'ClockResumed', Clocks & Day & { readonly by: string | null; readonly deficiency?: Deadline }>
  | E<'LimitExtended', Clocks & { readonly by: string; readonly days: Limit; readonly reason: string }>
  | E<'ClocksReworked', Clocks & { readonly was: IsoDate | null; readonly caseWas: IsoDate | null; readonly until: Deadline | null }>
  | E<
      'ContentReturned',
      At & {
        readonly person: string | null;
        readonly reason: string;
        /** Null: to the applicant. */
        readonly to: number | null;
        readonly afterwards: Afterwards | 'APPLICANT';
        readonly automatic: boolean;
        readonly deadline: Deadline | null;
        readonly caseDeadline: Deadline | null;
        /** Nothing that answers it can lie before this day; absent: of a release up to 0.4.0. */
        readonly on?: IsoDate;
        /** Other branches of the step that end with it unfinished, by key; absent: there were none. */
        readonly branches?: readonly string[];
      }
    >
  | E<
      'ContentResubmitted',
      Day & {
        readonly round: number;
        readonly content: Content;
        readonly contentHash: string;
        /** Straight back to whoever returned it; else from the start. */
        readonly back: boolean;
        readonly caseDeadline: Deadline | null;
        /** What the intake had accepted as missing, and its limit, end: the intake looks at it anew. */
        readonly deficiencyEnds?: true;
      }
    >
  | E<
      'MarkReached',
      {
        readonly clock: WhichClock;
        readonly round: number;
        readonly step: number;
        readonly mark: Mark;
        readonly waitingFor: readonly string[];
        readonly tell: readonly string[];
      }
    >
  /** Looked up before the first light of a step: when it was told of first. `next`: when to look again, had nobody been told. */
  | E<'NoticeChecked', At & Clocks & { readonly told: FirstNotice; readonly next: IsoInstant }>
  | E<'TimeRanOut', At & { readonly action: TimeoutAnswer; readonly waitingFor: readonly string[] }>
  /** What was accepted as missing did not come in time: the clock stops, and after `until` the application goes back (退件). */
  | E<'DeficiencyOverdue', Clocks & { readonly on: IsoDate; readonly until: Deadline }>
  | E<'Nudged', { readonly by: string; readonly people: readonly string[]; readonly again: Moment }>
  | E<'MailAsked', { readonly what: 'LINK' | 'CODE'; readonly task: number; readonly person: string }>
  | E<'OutcomeWithheld', { readonly missing: readonly string[] }>
  | E<
      'ApprovalClosed',
      {
        readonly outcome: Outcome;
        readonly by: string | null;
        readonly reason: string | null;
        readonly conditions: readonly string[];
        readonly automatic: boolean;
        readonly at: IsoInstant;
      }
    >;

export type ApprovalEventOf<T extends ApprovalEvent['type']> = Extract<ApprovalEvent, { type: T }>;
/** The event as it stands on record: with its version, its time and who caused it. */
export type RecordedAs<T extends ApprovalEvent['type']> = Recorded<ApprovalEventOf<T>>;

/** What is said inside the case. */
export type SaidEvent = ApprovalEventOf<
  'QuestionAsked' | 'QuestionAnswered' | 'Commented' | 'ProjectChangeNoted' | 'CopySent' | 'ReadMarked' | 'SeenMarked' | 'ReadingEnded' | 'MailAsked'
>;
/** What stops, starts, moves or lights one of its clocks. */
export type ClockEvent = ApprovalEventOf<
  | 'SupplementRequested'
  | 'Supplemented'
  | 'ClockPaused'
  | 'ClockResumed'
  | 'LimitExtended'
  | 'ClocksReworked'
  | 'MarkReached'
  | 'NoticeChecked'
  | 'DeficiencyOverdue'
  | 'Nudged'
>;
