/** What an approval knows and is shown. Deliberately absent: commands and events (messages.ts), decisions (decide.ts). */
import type { Deadline, Mark, PauseReason } from '../calendar/deadline.ts';
import type { Door } from '../kernel/actor.ts';
import type { AnyCommand } from '../kernel/command.ts';
import type { Address } from '../kernel/message.ts';
import type { Role } from '../kernel/role.ts';
import type { IsoDate, IsoInstant, Text } from '../kernel/values.ts';
import type { Standards } from '../rule-table/table.ts';
import type { Advice, Afterwards, ApprovalStatus, Choice, Outcome, RemarkKind, TaskKind, TaskStatus } from '../words/lists.ts';
import type { Ballot } from './ballot.ts';
import type { Facts } from './condition.ts';
import { type Filling, type FormValues, peopleInFields, peopleInFillings } from './form-shape.ts';
import type { Backdated } from './receipt.ts';
import { type Group, type Member, peopleInGroup, type Route, type VoteEnds } from './route.ts';

export type DocumentRef = {
  readonly title: string;
  readonly number?: string;
  readonly on?: IsoDate;
  readonly sha256?: string;
  /** Which paper of the route's form it is, by the key of its field; absent: none of them, or it was not said. */
  readonly paper?: string;
};

/** What the approvers are shown. Its hash goes into every decision. */
export type Content = {
  readonly summary: readonly { readonly label: Text; readonly value: Text }[];
  /** Money in 分, where the matter has a price. */
  readonly amountFen?: number;
  readonly documents: readonly DocumentRef[];
  /** What conditions of the route may ask about, beside `amountFen`: kind, region … */
  readonly facts?: Facts;
  /** What was filled in of the route's form, by field; absent: there was none. */
  readonly values?: FormValues;
};

/** What conditions see. */
export const factsOf = (content: Content): Facts => ({
  ...content.facts,
  ...(content.amountFen === undefined ? {} : { amountFen: content.amountFen }),
});

/** People whom the case names for its route, by the route's word for them (`panel`). */
export type Named = Readonly<Record<string, readonly string[]>>;

/** How a task came to a person. */
export type TaskOrigin =
  | 'ROUTE'
  | 'ADDED'
  | 'HANDED_OVER'
  | 'STAND_IN'
  | 'GIVEN_BACK'
  | 'SUBSTITUTE'
  | 'ESCALATED'
  | 'OWN'
  | 'TAKEN_BACK'
  | 'ASKED'
  | 'COPIED';

export const ACTIVE: readonly TaskStatus[] = ['PENDING', 'WAITING', 'ASKING', 'SET_ASIDE'];
export const isActive = (task: Pick<Task, 'status'>): boolean => ACTIVE.includes(task.status);

/** One thing that one person is asked. A seat in the ballot keeps its number while its tasks pass from hand to hand. */
export type Task = {
  /** Counts 1, 2, 3 … within the case. */
  readonly task: number;
  readonly kind: TaskKind;
  /** The place in the ballot; for other kinds the task's own number. */
  readonly seat: number;
  readonly opening: number;
  readonly step: number;
  readonly round: number;
  readonly person: string;
  /** On whose behalf (代), under which mandate. */
  readonly onBehalfOf: string | null;
  readonly mandate: string | null;
  readonly origin: TaskOrigin;
  /** Who asked, added, handed over. */
  readonly by: string | null;
  readonly status: TaskStatus;
  readonly openedAt: IsoInstant;
  readonly decidedAt: IsoInstant | null;
  readonly dueAt: IsoInstant | null;
  /** When its holder said to have seen it without deciding yet (已阅未批); absent: not. */
  readonly seenAt?: IsoInstant;
  /** What is asked, where it is a question or an opinion. */
  readonly question?: string;
  /** The step of its branch at which its seat is (branches.ts); absent: it is in none. */
  readonly part?: string;
};

/**
 * When anybody who is asked in a step was first really told of it, as far as the mail ledger knows. A question until the
 * recorder has `looked`; null: nobody was.
 */
export type FirstNotice = { readonly tasks: readonly number[]; readonly since: IsoInstant; readonly at: IsoInstant | null; readonly looked: boolean };

/** A step while it is being decided. */
export type Opening = {
  readonly opening: number;
  readonly step: number;
  readonly round: number;
  readonly ballot: Ballot;
  readonly openedAt: IsoInstant;
  readonly deadline: Deadline | null;
  readonly marksReached: readonly Mark[];
  /** Nobody was found, and the route says what then; the system carries it out next. */
  readonly nobody: boolean;
  /** As they were when it opened, should what closed it be taken back. */
  readonly trail: readonly number[];
  readonly backTo: number | null;
  /** Its clock counts from the first notice; absent in what releases up to 0.4.0 opened. */
  readonly fromNotice?: true;
  /** What the ledger said of that, when a light was due; absent: not asked yet. `looks`: how often it was. */
  readonly notice?: { readonly at: IsoInstant | null; readonly next: IsoInstant; readonly looks: number };
};

export type DecisionNote = {
  readonly task: number;
  readonly opening: number;
  readonly step: number;
  readonly round: number;
  readonly person: string;
  readonly onBehalfOf: string | null;
  readonly choice: Choice;
  readonly reason: string | null;
  readonly conditions: readonly string[];
  readonly score: number | null;
  /** Absent: none was given. */
  readonly signature?: DocumentRef;
  /** Fields of the form that were filled in with it; absent: none. */
  readonly filled?: readonly Filling[];
  /** Hash of the content that was shown. */
  readonly seen: string;
  readonly at: IsoInstant;
  readonly door: Door;
  /** Taken back (拿回) before anybody acted on it: it counts for nothing. */
  readonly takenBack: boolean;
  /** An opinion of somebody who was added and does not count. */
  readonly advisory: boolean;
  /** The branch was returned to where it was given, or before: it counts for nothing, and is asked anew. Absent: it was not. */
  readonly anew?: true;
};

/** Whether an answer still counts for something. */
export const stands = ({ takenBack, anew }: Pick<DecisionNote, 'takenBack' | 'anew'>): boolean => !takenBack && anew !== true;

/** A remark, a question, an answer or an opinion inside the case. */
export type Remark = {
  readonly kind: RemarkKind;
  readonly person: string;
  readonly to: string | null;
  readonly text: string;
  readonly documents: readonly DocumentRef[];
  readonly at: IsoInstant;
  readonly recommends: Advice | null;
};

/** How long the whole handling takes, from acceptance on. */
export type CaseClock = { readonly deadline: Deadline; readonly marksReached: readonly Mark[] };

export type PauseNote = {
  readonly reason: PauseReason;
  readonly by: string | null;
  readonly notice: string;
  readonly on: IsoDate;
  readonly until: Deadline | null;
};

/** The project is suspended since that day, and why; what the case was then, so that it goes on as that. */
export type Suspension = { readonly on: IsoDate; readonly reason: string; readonly status: ApprovalStatus; readonly pause: PauseNote | null };

export type Deficiency = { readonly items: readonly string[]; readonly deadline: Deadline; readonly overdue: boolean };

export type ApprovalState = {
  /** The case whose matter this is, which is told the outcome; null: it stands by itself. */
  readonly owner: Address<ApprovalDecided> | null;
  readonly programme: string;
  readonly project: string | null;
  readonly title: Text;
  readonly applicant: string;
  readonly route: Route;
  /** The tables of rules that it is pinned to; absent: of a release up to 0.5.0. */
  readonly standards?: Standards;
  readonly named: Named;
  readonly content: Content;
  readonly contentHash: string;
  /** A resubmission or an application that is not handed in yet. */
  readonly draft: Content | null;
  /** The day of receipt, and of acceptance (受理); neither counts. */
  readonly receivedOn: IsoDate | null;
  readonly acceptedOn: IsoDate | null;
  /** The office entered the day of receipt later, on that day, by this paper; absent: the day is the server's. */
  readonly receipt?: Backdated & { readonly enteredOn: IsoDate };
  readonly status: ApprovalStatus;
  readonly round: number;
  readonly step: number;
  /** The openings of this case so far, and the next task's number. */
  readonly openings: number;
  readonly nextTask: number;
  readonly opening: Opening | null;
  /** The opening before, while what closed it can still be taken back. */
  readonly before: Opening | null;
  /** Tasks of the present opening, and what is asked beside it. */
  readonly tasks: readonly Task[];
  readonly past: readonly Task[];
  /** Steps gone through in this round, in order. */
  readonly trail: readonly number[];
  /** Where a return leads straight back to. */
  readonly backTo: number | null;
  /** Step clocks that go on when their step is entered again. */
  readonly stoppedClocks: Readonly<Record<string, Deadline>>;
  readonly clock: CaseClock | null;
  readonly pause: PauseNote | null;
  /** Absent: the project is not suspended, or its suspension stops no clock here. */
  readonly suspension?: Suspension;
  readonly extended: boolean;
  /** A supplement may be asked for once, with the full list (一次性告知, 行政许可法 art. 32). */
  readonly supplements: number;
  readonly supplementList: string | null;
  /** Fields of the form that may be corrected with it; absent: files alone. */
  readonly supplementFields?: readonly string[];
  readonly undertaking: DocumentRef | null;
  readonly deficiency: Deficiency | null;
  readonly decisions: readonly DecisionNote[];
  /** Conditions under which it was approved. */
  readonly conditions: readonly string[];
  readonly remarks: readonly Remark[];
  readonly recused: readonly string[];
  /** The last decision, while nobody has acted after it. */
  readonly takeBack: number | null;
  /** A return that waits for the applicant's choice or the target's answer. */
  readonly returned: {
    readonly by: string | null;
    readonly step: number;
    readonly afterwards: Afterwards | 'APPLICANT';
    readonly on?: IsoDate;
  } | null;
  readonly nudgeFrom: IsoInstant | null;
  /** When a link or a code was asked for last, by `LINK:3`; absent until one was. */
  readonly mailAsked?: Readonly<Record<string, IsoInstant>>;
  readonly closedAt: IsoInstant | null;
  readonly closedBy: string | null;
  readonly closeReason: string | null;
  /** The last step that ended did so by a rule or a clock. */
  readonly stepByRule: boolean;
  /** No answer of a person: a clock's or a rule's (never to be read as an approval by somebody). */
  readonly automatic: boolean;
  /** Whether copies may still be marked as read. */
  readonly readersUntil: IsoInstant | null;
};

/** Which matters a mandate (代理) covers; absent: all. */
export type MandateScope = { readonly routes?: readonly string[]; readonly projects?: readonly string[] };

export const covers = ({ routes, projects }: MandateScope, matter: Asking['matter']): boolean =>
  (routes === undefined || routes.includes(matter.route)) &&
  (projects === undefined || (matter.project !== null && projects.includes(matter.project)));

/** What is asked of the recorder when people have to be found: who sits where (seating.ts). */
export type Asking = {
  readonly group: Group;
  readonly named: Named;
  readonly applicant: string;
  /** Never asked: whoever recused himself, whoever sits here already. */
  readonly not: readonly string[];
  readonly ownApplication: 'EXCLUDE' | 'SKIP' | 'SUBSTITUTE' | 'ALLOW';
  readonly nobody: 'ASK_SUBSTITUTE' | 'REFUSE' | 'SKIP' | 'RETURN';
  readonly substitute: readonly Role[];
  /** Whoever of those named can be found first, and nobody beside. */
  readonly firstOnly?: true;
  /** What a mandate's scope is compared with. */
  readonly matter: { readonly route: string; readonly project: string | null };
  /** What a vote with a veto means on this route; absent: as up to release 0.4.0. */
  readonly voteEnds?: VoteEnds;
  /** Named by a mandate, or told only: no stand-in is looked for (a delegation does not cascade). */
  readonly direct?: boolean;
  /** Named by a command: whoever is unknown or has left is an error that its sender sees. */
  readonly strict?: boolean;
};

/** A person found for a place. */
export type Seat = {
  readonly task: number;
  readonly person: string;
  readonly onBehalfOf: string | null;
  readonly mandate: string | null;
  readonly origin: TaskOrigin;
};

/** The answer to an `Asking`; blank until the recorder has looked. */
export type Seating = {
  readonly seats: readonly Seat[];
  /** Null: nobody was found, and the route says what then. */
  readonly ballot: Ballot | null;
};
export const blankSeating: Seating = { seats: [], ballot: null };

/** Everybody in a list of members, each by himself. */
export const groupOfMembers = (members: readonly Member[]): Group => ({ agree: 'ALL', members });

/** What an approval tells its owner when it is over. */
export type ApprovalDecided = AnyCommand & {
  readonly type: 'ApprovalDecided';
  readonly approval: string;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly conditions?: readonly string[];
  readonly scores: readonly { readonly person: string; readonly score: number }[];
};

/** Until when: the step's clock, else that of the whole handling. */
export const deadlineOf = (state: ApprovalState): Deadline | null => (state.opening ?? state.before)?.deadline ?? state.clock?.deadline ?? null;

/** On whose behalf the person decided who closed it (「李（代 王）」); null: on his own. */
export const closedFor = ({ closedBy, decisions }: Pick<ApprovalState, 'closedBy' | 'decisions'>): string | null =>
  closedBy === null ? null : (decisions.findLast((decision) => decision.person === closedBy && !decision.takenBack)?.onBehalfOf ?? null);

/** Everybody whom a page or a sheet about it names, some of them more than once. */
export const peopleOn = ({ applicant, closedBy, past, tasks, decisions, remarks, route, named, content }: ApprovalState): readonly string[] =>
  [
    ...peopleInFields(content, route.form),
    ...Object.values(named).flat(),
    ...route.steps.flatMap(({ who }) => peopleInGroup(who)),
    applicant,
    closedBy,
    ...[...past, ...tasks].flatMap((task) => [task.person, task.onBehalfOf, task.by]),
    ...decisions.flatMap((decision) => [decision.person, decision.onBehalfOf, ...peopleInFillings(decision.filled, route.form)]),
    ...remarks.flatMap((remark) => [remark.person, remark.to]),
  ].filter((person) => person !== null);
