/**
 * What each notice tells: the facts of its event, as they stood when it happened (docs/adr/0048). People by their ids, closed
 * lists by their codes, content by its hash; free text as the event has it. Deliberately absent: who is told (each case's
 * `notices`), and words (notices/).
 */
import type { PauseReason } from './calendar/deadline.ts';
import type { NoticeDue as Due } from './kernel/notice.ts';
import type { IsoDate, Text } from './kernel/values.ts';
import type { NoticeTemplate } from './notice/due.ts';
import type { ApprovalStatus, Choice, ProjectStatus, TaskKind, TimeoutAnswer, WayStage } from './words/lists.ts';

/** The last day of a limit. `on` null: it stands still. */
export type Until = { readonly on: IsoDate | null; readonly provisional: boolean };

/** A sentence in both languages, with `{person}` and `{by}` where names of these people belong. */
export type Saying = Text & { readonly person?: string; readonly by?: string };

/** How an approval ended, and by whom; `by` null: by no person. */
export type Ending = {
  readonly status: ApprovalStatus;
  readonly automatic: boolean;
  readonly conditions: readonly string[];
  readonly by: string | null;
  readonly onBehalfOf: string | null;
};

/** Every fact that a notice may tell. */
type Fact = {
  /** What the case was called. */
  readonly title: Text;
  readonly applicant: string;
  /** Hash of the content that it was about. */
  readonly content: string;
  readonly until: Until | null;
  /** What deciders had filled in of the form, as far as whoever reads the case may know it; and everybody whom it names. */
  readonly filled: {
    readonly values: readonly { readonly key: string; readonly value: string | number | readonly string[]; readonly person: string }[];
    readonly people: readonly string[];
  };
  /** Whose answer was waited for. */
  readonly waiting: readonly string[];
  /** The task that somebody was given: what is asked, by whom, on whose behalf. */
  readonly task: { readonly kind: TaskKind; readonly by: string | null; readonly onBehalfOf: string | null; readonly question: string | null };
  readonly round: number;
  /** The steps of the way as far as it was known; empty for who has nothing to decide. */
  readonly way: readonly { readonly name: Text; readonly stage: WayStage }[];
  readonly reason: string;
  /** Who is spoken of: who acts, who was not reached, who has seen it. */
  readonly people: readonly string[];
  readonly bySilence: boolean;
  readonly pause: { readonly reason: PauseReason; readonly notice: string };
  readonly ending: Ending;
  readonly project: ProjectStatus;
  readonly timeout: TimeoutAnswer;
  readonly answer: {
    readonly choice: Choice;
    readonly atIntake: boolean;
    readonly onBehalfOf: string | null;
    /** It came by mail: no page has told its sender. */
    readonly byMail?: true;
  };
  /** What somebody wrote. */
  readonly text: string;
  readonly says: Saying;
  /** A mail that did not arrive: which, to whom, what became of it, the server's codes. */
  readonly undelivered: { readonly template: string; readonly person: string; readonly trouble: string; readonly reply: string };
};

type Facts<K extends keyof Fact> = Pick<Fact, K>;
type Matter = Facts<'applicant' | 'content' | 'until' | 'waiting'> & Partial<Facts<'filled'>>;
/** Of every notice about an approval. */
export type MatterFacts = Matter;
type Asked = Matter & Facts<'task' | 'round' | 'way'>;
/** Of every notice about a task. */
export type AskedFacts = Asked;
type Nothing = Readonly<Record<never, never>>;

/** By kind; one that is forgotten does not compile. */
type FactsOf = {
  readonly task: Asked;
  readonly resubmitted: Asked;
  readonly 'handed-over': Asked;
  readonly 'given-back': Asked;
  readonly 'opinion-asked': Asked;
  readonly 'opinion-given': Asked;
  readonly question: Asked;
  readonly nudge: Asked;
  readonly reminder: Asked;
  readonly overdue: Asked;
  readonly 'fresh-link': Asked;
  readonly code: Asked;
  readonly copy: Asked & Facts<'text'>;
  readonly answer: (Asked | Matter) & Facts<'text'>;
  readonly accepted: Matter & Facts<'bySilence'>;
  readonly supplement: Matter & Facts<'reason'>;
  readonly returned: Matter & Facts<'reason'>;
  readonly withheld: Matter & Facts<'reason'>;
  readonly extended: Matter & Facts<'reason'>;
  readonly paused: Matter & Facts<'pause'>;
  readonly 'pause-over': Matter & Facts<'pause'>;
  readonly decided: (Matter & Facts<'ending' | 'reason'>) | Facts<'project'>;
  readonly withdrawn: Matter;
  readonly superseded: Matter;
  readonly expired: Matter & Facts<'timeout'>;
  readonly receipt: Matter & Facts<'answer'>;
  readonly seen: Matter & Facts<'people'>;
  readonly 'stand-in': Matter & Facts<'people'>;
  readonly approvers: Matter & Facts<'says'>;
  readonly untold: Matter & Facts<'people'>;
  readonly unreachable: Matter & Facts<'people'>;
  readonly escalation: (Matter | Facts<'until'>) & Facts<'people'>;
  readonly light: Facts<'says'>;
  readonly finding: Facts<'says'>;
  readonly rectification: Facts<'says' | 'until'>;
  /** What has happened, and what is now theirs to do. */
  readonly 'to-act': Facts<'says'>;
  /** Behind the name of the case: 「……已到截止日期」. */
  readonly deadline: Facts<'says'>;
  readonly stage: Facts<'says'>;
  readonly cancelled: Facts<'reason' | 'says'>;
  readonly 'project-changed': Facts<'says'>;
  readonly 'monthly-report': Facts<'until'>;
  readonly mandate: Facts<'says'>;
  readonly 'mandate-asked': Facts<'says'>;
  readonly 'mandate-over': Nothing;
  readonly desk: Nothing;
  readonly role: Facts<'says'>;
  readonly 'role-proposed': Facts<'says'>;
  readonly 'route-proposed': Facts<'says'>;
  readonly 'route-changed': Facts<'says'>;
  readonly 'standard-proposed': Facts<'says'>;
  readonly 'standard-changed': Facts<'says'>;
  readonly 'units-proposed': Facts<'says'>;
  readonly 'units-changed': Facts<'says'>;
  readonly 'takeover-proposed': Facts<'says'>;
  readonly measure: Facts<'says'>;
  readonly manager: Facts<'says'>;
  readonly account: Facts<'says'>;
  readonly invited: Facts<'says'>;
  /** Whom the code signs in: others may read the same mailbox. */
  readonly 'sign-in': Facts<'people'>;
  readonly guesses: Facts<'says'>;
  readonly bounce: Facts<'undelivered'> | (Matter & Facts<'undelivered'>);
  readonly 'reply-refused': Facts<'says'> | (Matter & Facts<'says'>) | (Matter & Facts<'says' | 'ending'>);
  readonly digest: Nothing;
  readonly burst: Nothing;
};

/** Who has to be told what. */
export type NoticeDue = { readonly [T in NoticeTemplate]: Due<T, FactsOf[T]> }[NoticeTemplate];

/** As a notice is read back: of whichever kind, by whichever release, so that any of them may be missing. */
export type ToldFacts = Partial<Fact>;

export const untilOf = (deadline: { readonly dueOn: IsoDate | null; readonly provisional: boolean } | null): Until | null =>
  deadline === null ? null : { on: deadline.dueOn, provisional: deadline.provisional };

/** Everybody whom they name. */
export const peopleTold = ({ applicant, waiting, task, people, ending, answer, says, undelivered, filled }: ToldFacts): readonly string[] =>
  [
    applicant,
    ...(waiting ?? []),
    ...(filled?.people ?? []),
    task?.by,
    task?.onBehalfOf,
    ...(people ?? []),
    ending?.by,
    ending?.onBehalfOf,
    answer?.onBehalfOf,
    says?.person,
    says?.by,
    undelivered?.person,
  ].flatMap((person) => (person == null || person === '' ? [] : [person]));
