/**
 * What every case is: a state that only events change, commands that are decided on it, and what follows from an event.
 * Deliberately absent: anything that knows one kind of case, and every effect.
 */
import type { Asking, Content, FirstNotice, Seating } from './approval/facts.ts';
import type { Route } from './approval/route.ts';
import type { Deadline } from './calendar/deadline.ts';
import type { Moment } from './calendar/working-hours.ts';
import type { Rejection } from './rejection.ts';
import type { Role } from './role.ts';

/** The kinds of cases; the first part of a stream's name (`project/QH-01`). */
export const CASE_KINDS = [
  'programme',
  'project',
  'survey',
  'planning',
  'approval',
  'construction',
  'training',
  'management',
  'publicity',
  'evaluation',
  'acceptance',
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/**
 * Streams that wait for nothing and so have no workflow (docs/adr/0021): what was read, refused, exported and repaired in
 * a programme, and what the audit found in a project.
 */
export const LEDGER_KINDS = ['journal', 'findings'] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];
export type StreamKind = CaseKind | LedgerKind;

/** A text in both languages; Chinese first. */
export type Text = { readonly zh: string; readonly en: string };

/** A moment, ISO 8601 in UTC (`2026-11-24T01:00:00.000Z`). */
export type IsoInstant = string;
/** A day in Asia/Shanghai (`2026-11-24`). */
export type IsoDate = string;

/** By which door somebody came in. `clock` and `case` are the system itself and cannot be claimed by a client. */
export type Door = 'link' | 'mail' | 'console' | 'api' | 'im' | 'import' | 'clock' | 'case';
/**
 * How sure we are who it was, weakest first. `none`: whoever stood at the page; `email-possession`: somebody who holds a
 * link or a code of a mail, which is weak (NIST SP 800-63B-4 5.1.3); `email+otp`: and who can read that mailbox now.
 */
export const ASSURANCES = ['none', 'email-possession', 'email+otp', 'session', 'system'] as const;
export type Assurance = (typeof ASSURANCES)[number];

export const atLeast = (has: Assurance, asked: Assurance): boolean => ASSURANCES.indexOf(has) >= ASSURANCES.indexOf(asked);

export type Actor = {
  /** Id of a person; null for the clock and for other cases. */
  readonly person: string | null;
  readonly door: Door;
  readonly assurance: Assurance;
  /** The roles that the person held in this programme when the command was made. */
  readonly roles: readonly Role[];
  readonly onBehalfOf?: string;
};

/**
 * Which generation of the rules decides on a command. A command of an earlier release is decided anew whenever its
 * workflow replays, and must then end as it did: so whoever sends a command says by which rules, and a refusal that is new
 * asks `context.rules`. Absent: 1, up to release 0.4.0. What the clock and a workflow's own story ask carries none; what is
 * new for those hangs on the state (docs/adr/0024).
 */
export const RULES = 2;

/** What a decision may know beside state and command. */
export type Context = { readonly now: IsoInstant; readonly actor: Actor; readonly commandId: string; readonly rules?: number };

/** Whether a command is decided by the rules of this release.
 * @public Asked by whichever refusal is new. */
export const byRules = (context: Pick<Context, 'rules'>, generation: number = RULES): boolean => (context.rules ?? 1) >= generation;

export type Draft = { readonly type: string; readonly data: object };
/** An event as the record holds it, with the envelope that a fold may need. */
export type Recorded<E extends Draft = Draft> = E & {
  readonly version: number;
  readonly occurredAt: IsoInstant;
  readonly actor: Actor;
  /** Number of the shape of `data`; absent in what release 0.1.0 gave to its workflows, which was 1. */
  readonly schema?: number;
};

export type Decision<E extends Draft> = { readonly ok: true; readonly events: readonly E[] } | { readonly ok: false; readonly rejection: Rejection };

export type AnyCommand = { readonly type: string };

/** Something that other cases have to do because of an event. */
export type Consequence =
  | { readonly kind: 'start'; readonly stream: string; readonly open: AnyCommand }
  | { readonly kind: 'tell'; readonly stream: string; readonly command: AnyCommand };

/** Who has to be told of an event: a person, or whoever holds a role. */
export type NoticeDue = {
  readonly template: NoticeTemplate;
  readonly to: { readonly person: string } | { readonly role: Role };
  /** For notices that carry a link to a task: which one. */
  readonly task?: number;
  /** What it says where the state alone does not tell: a sentence in both languages, with `{person}` and `{by}` for names. */
  readonly detail?: NoticeDetail;
};
export type NoticeDetail = { readonly zh: string; readonly en: string; readonly person?: string; readonly by?: string };

export const NOTICE_TEMPLATES = [
  'task',
  'reminder',
  'overdue',
  'escalation',
  'supplement',
  'returned',
  'decided',
  'withdrawn',
  'light',
  'rectification',
  'deadline',
  'stage',
  'cancelled',
  'monthly-report',
  'nudge',
  'handed-over',
  'stand-in',
  'given-back',
  'opinion-asked',
  'opinion-given',
  'question',
  'answer',
  'copy',
  'accepted',
  'paused',
  'pause-over',
  'extended',
  'withheld',
  'unreachable',
  'mandate',
  'mandate-over',
  'mandate-asked',
  'desk',
  'role',
  'role-proposed',
  'manager',
  'account',
  'guesses',
  'resubmitted',
  'superseded',
  'expired',
  'receipt',
  'seen',
  'untold',
  'fresh-link',
  'code',
  // Made due by the mail ledger itself, not by an event.
  'bounce',
  'digest',
  'burst',
  'reply-refused',
] as const;
export type NoticeTemplate = (typeof NOTICE_TEMPLATES)[number];

export type AgendaItem<C extends AnyCommand> = { readonly at: IsoInstant; readonly command: C };

/** One row of the task list: who has to do what until when. */
export type TaskRow = {
  /** Counts 1, 2, 3 … within the case. */
  readonly task: number;
  readonly kind: string;
  readonly step: number;
  readonly round: number;
  readonly person: string;
  readonly onBehalfOf: string | null;
  readonly status: string;
  readonly openedAt: IsoInstant;
  readonly dueAt: IsoInstant | null;
  readonly decidedAt: IsoInstant | null;
};

/** How a case shows in lists. */
export type CaseSummary = {
  readonly status: string;
  readonly title: Text;
  readonly programme: string;
  readonly project: string | null;
  /** Whose application it is, where it is one: he may see it. */
  readonly applicant?: string;
  readonly light?: 'GREEN' | 'YELLOW' | 'RED';
  readonly tasks?: readonly TaskRow[];
  /** What signing in and reading must know of it without its state (read-tables.ts). */
  readonly standing?: readonly Standing[];
  /** The case whose matter it is, which is told how it ends. */
  readonly owner?: string;
  /** Cases that it has started and waits for. */
  readonly awaits?: readonly string[];
};

/**
 * Where somebody stands: holds a role in a programme, has left it, manages a project; or which role may extend the limit of
 * a running approval and so may read it. `person` or `role` is empty where there is none.
 */
export type Standing = { readonly kind: 'MEMBER' | 'LEFT' | 'MANAGER' | 'EXTENDS'; readonly person: string; readonly role: Role | '' };

/**
 * All that the rest of the house may ask of a kind of case. Pure and total: no clock, no random, no input or output,
 * and every state answers every command with events or a rejection.
 */
export type CaseLogic<S, C extends AnyCommand, E extends Draft> = {
  readonly kind: StreamKind;
  /** Number of the shape of its events and of its state. A state that was kept in an older shape is folded anew. */
  readonly schema: number;
  decide(state: S | null, command: C, context: Context): Decision<E>;
  evolve(state: S | null, event: Recorded<E>): S;
  /** What other cases must do. Called with the state after the event. */
  consequences(state: S, event: Recorded<E>): readonly Consequence[];
  /** Who must be told. Called with the state after the event. */
  notices(state: S, event: Recorded<E>): readonly NoticeDue[];
  /** What the clock will ask for next, earliest first; commands of the actor `clock`. */
  agenda(state: S): readonly AgendaItem<C>[];
  closed(state: S): boolean;
  summary(state: S): CaseSummary;
  /** What a mail that can never be delivered leads to; most kinds leave that to people. */
  bounced?(person: string, reply: string): C;
};

/**
 * What only the world can fill in, put into an event's data by the recorder before the event is written (blanks.ts):
 * - `deadline`, `caseDeadline`, `until`: the days that the working-day calendar gives,
 * - `again`: a moment so many working hours later,
 * - `seats` and `ballot`: the people whom `ask` asks for,
 * - `contentHash`: SHA-256 of the content that approvers will be shown,
 * - `told`: when those who are asked were first told; a `deadline` beside it begins no earlier,
 * - `route`: the route of that code, the county's own or the one that is shipped,
 * - `cases`: the cases in which the person of `desk` has something to do,
 * - `applications`: the open applications of the person of `applied`.
 * `known` is only checked: people who must exist and not have left; `exists`: who must exist, as one who comes back does.
 * `leaving` is only checked: whether somebody can leave like this; all that is wrong is said at once.
 */
export type Blank = {
  readonly deadline?: Deadline | null;
  readonly caseDeadline?: Deadline | null;
  readonly until?: Deadline | string | null;
  readonly again?: Moment;
  readonly ask?: Asking;
  readonly seats?: Seating['seats'];
  readonly content?: Content;
  readonly contentHash?: string;
  readonly route?: Route | string;
  readonly desk?: Desk;
  readonly told?: FirstNotice;
  readonly cases?: readonly string[];
  readonly known?: readonly string[];
  readonly exists?: readonly string[];
  readonly applied?: Applied;
  readonly applications?: readonly string[];
  readonly leaving?: Leaving;
};

/** Whose open applications; null: of every project, and of none. */
export type Applied = { readonly person: string; readonly project: string | null };

/** What the state knows to be wrong, and what else the world is asked. */
export type Leaving = {
  readonly person: string;
  readonly to: string | null;
  readonly faults: readonly string[];
  /** Something must be there to be handed over. */
  readonly mustHave: boolean;
};

/** Somebody's open tasks; under a mandate: only those that he holds by it. */
export type Desk = { readonly person: string; readonly mandate: string | null };

/** Who was asked in release 0.1.0: named people, or whoever held one of the roles; never the applicant. */
export type Who = { readonly people?: readonly string[]; readonly roles?: readonly Role[]; readonly not: readonly string[] };

export const accept = <E extends Draft>(...events: readonly E[]): Decision<E> => ({ ok: true, events });
export const refuse = (rejection: Rejection): { readonly ok: false; readonly rejection: Rejection } => ({
  ok: false,
  rejection,
});

/** `project/QH-01` for ('project', 'QH-01'); also the workflow id. */
export const streamOf = (kind: StreamKind, id: string): string => `${kind}/${id}`;

export function kindOf(stream: string): StreamKind {
  const kind = [...CASE_KINDS, ...LEDGER_KINDS].find((candidate) => stream.startsWith(`${candidate}/`));
  if (kind === undefined) throw new Error(`not a stream of this product: ${stream}`);
  return kind;
}

export const isCaseKind = (kind: string): kind is CaseKind => CASE_KINDS.some((known) => known === kind);
/** The kind of a stream that a workflow carries. Error: it is a ledger. */
export function caseKindOf(stream: string): CaseKind {
  const kind = kindOf(stream);
  if (!isCaseKind(kind)) throw new Error(`${stream} has no workflow`);
  return kind;
}

export const idOf = (stream: string): string => stream.slice(stream.indexOf('/') + 1);

/** Closes a `switch`: the compiler refuses when a member of the union was forgotten. */
export function assertNever(value: never): never {
  throw new Error(`unhandled: ${JSON.stringify(value)}`);
}
