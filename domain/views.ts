/** What readers are shown: the shapes that queries give and the API passes on. Deliberately absent: how they are read. */
import type { ApprovalState } from './approval/facts.ts';
import type { HistoryLine } from './approval/narrate.ts';
import type { Stream } from './cases.ts';
import type { SignedIn } from './kernel/actor.ts';
import type { Locale } from './kernel/locale.ts';
import type { Role } from './kernel/role.ts';
import type { Scope } from './kernel/scope.ts';
import type { IsoInstant, Text } from './kernel/values.ts';
import type { Person } from './person.ts';

/** Who is reading: their roles by programme (their own programmes alone), the projects that they manage, what they have left. */
export type Reader = {
  readonly person: string;
  readonly name: string;
  /** Absent: as nobody reads it (a mail, a link). */
  readonly nameEn?: string;
  /** The language that they chose for themselves on any device. */
  readonly language?: Locale;
  readonly roles: Readonly<Record<string, readonly Role[]>>;
  readonly projects: readonly string[];
  /** Programmes of those projects. */
  readonly managesIn: readonly string[];
  readonly left: readonly string[];
  /** By which sign-in they came; absent: by another door. `id`: its short id. */
  readonly signIn?: SignedIn & { readonly id: string; readonly scope: Scope | null };
};

/** All cases of these programmes, and of these projects. */
export type CasesOf = { readonly programmes: readonly string[]; readonly projects: readonly string[] };

export type CaseListing = {
  readonly stream: string;
  readonly kind: string;
  readonly programme: string;
  readonly project: string | null;
  readonly version: number;
  readonly status: string;
  readonly title: Text;
  readonly light: string | null;
  readonly changedAt: IsoInstant;
};
export type CaseDetail = CaseListing & { readonly state: Record<string, unknown> };

export type EventView = {
  readonly version: number;
  readonly type: string;
  readonly occurredAt: IsoInstant;
  readonly actor: Record<string, unknown>;
  readonly commandId: string;
  readonly data: Record<string, unknown>;
  /** Number of the shape of `data`. */
  readonly schema: number;
  readonly hash: string;
};

export type TaskView = {
  readonly stream: string;
  readonly task: number;
  readonly kind: string;
  readonly round: number;
  readonly step: number;
  readonly onBehalfOf: string | null;
  readonly status: string;
  readonly title: Text;
  readonly project: string | null;
  readonly openedAt: IsoInstant;
  readonly dueAt: IsoInstant | null;
};

/** A document as bytes: a PDF, a picture, an office file. */
export type DocumentFile = { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };

/** A page of a list: what comes after a key, at most so many. */
export type Page = { readonly after: string | null; readonly limit: number };
/** The place of a task in a person's list: newest first, then by case and number, so that none of one instant is left out. */
export type TaskPlace = { readonly openedAt: IsoInstant; readonly stream: string; readonly task: number };
export type TaskPage = { readonly after: TaskPlace | null; readonly limit: number };

/** A link to a task, as stored: by the hash of its token. */
export type Link = {
  readonly hash: string;
  readonly stream: Stream<'approval'>;
  /** Null for links of release 0.1.0, which named a round and a step. */
  readonly task: number | null;
  readonly round: number | null;
  readonly step: number | null;
  readonly person: string;
  /** Hash of the content that its mail told of; null for links of releases before 0.3.0. */
  readonly seen: string | null;
  /** The digits that its mail names; null for links of releases before 0.3.0. */
  readonly check: string | null;
  readonly expired: boolean;
  readonly revoked: boolean;
};

/** A link that a mail is about to carry. */
export type NewLink = {
  readonly notice: string;
  readonly stream: string;
  readonly task: number;
  readonly person: string;
  readonly seen: string;
  readonly check: string;
  readonly expiresAt: Date;
};

/** Who or what came by a link. FETCH: asked for it. PAGE: was shown the page. MACHINE: did what only a machine does. PERSON: passed what only a person passes. */
export type LinkVisitNote = {
  readonly kind: 'FETCH' | 'PAGE' | 'MACHINE' | 'PERSON';
  readonly method: string;
  /** Why it looks like a machine; a machine that hides well has none, which is why signs decide nothing. */
  readonly signs: readonly string[];
  readonly agent: string;
  readonly address: string;
  readonly commandId?: string;
};
export type VisitView = {
  readonly person: string;
  readonly task: number | null;
  readonly at: IsoInstant;
  readonly kind: string;
  readonly method: string;
  readonly signs: string;
  readonly agent: string;
  readonly commandId: string | null;
};

/** An approval sheet (审批表) to be printed: everything that it says, with names. */
export type ApprovalSheet = {
  readonly locale: Person['locale'];
  readonly id: string;
  readonly state: ApprovalState;
  readonly nameOf: (person: string) => string;
  readonly unitOf: (person: string) => string;
  /** Null: without the trail. */
  readonly trail: readonly HistoryLine[] | null;
  /** Pictures of signatures on it, by the SHA-256 of what was handed in: JPEG as `data:` addresses, drawn small by ourselves. */
  readonly signatures?: Readonly<Record<string, string>>;
  /** Head of the case's hash chain, so that paper and record can be compared. */
  readonly head: { readonly version: number; readonly hash: string };
  readonly printedAt: IsoInstant;
  /** Address of the door page, for its QR code; null when nobody has anything to do any more. */
  readonly door: string | null;
};

/** An attempt that was refused. */
export type RefusalView = {
  readonly commandType: string;
  readonly person: string | null;
  readonly door: string;
  readonly code: string;
  readonly occurredAt: IsoInstant;
};

/** A sign-in by its short id, which opens nothing. */
export type SignInView = {
  readonly id: string;
  readonly person: string;
  /** SESSION: a browser. KEY: made by themselves for a program. TOKEN, AS: issued at the console. */
  readonly kind: 'SESSION' | 'KEY' | 'TOKEN' | 'AS';
  /** How a browser’s holder proved who they are; null for programs. */
  readonly how: string | null;
  /** What a program may do; null for browsers, which do what their holder may. */
  readonly scope: string | null;
  /** What its owner calls a key, or a browser itself. */
  readonly name: string;
  readonly issuedBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly firstUsedAt: string | null;
  readonly revokedAt: string | null;
};

/** 待办, 已办, 我发起的, 抄送我. */
export const APPROVAL_LISTS = ['todo', 'done', 'mine', 'copies'] as const;
export type ApprovalList = (typeof APPROVAL_LISTS)[number];

/** What of a list is asked for; absent: all. Days are those on which it came, was answered, was handed in, was copied. */
export type ApprovalListQuery = {
  readonly list: ApprovalList;
  readonly programme?: string;
  readonly project?: string;
  readonly matter?: string;
  readonly light?: string;
  readonly from?: string;
  readonly to?: string;
  readonly q?: string;
};

/** Somebody by name, as a list shows them; of somebody erased the id alone. */
export type NamedPerson = { readonly id: string; readonly name: string; readonly nameEn: string };

/** What a person has to do with it: their task, or what is asked of them as its applicant. */
export type ListedTask = {
  /** Null: what is asked is asked of the applicant (`asks`), and is no task. */
  readonly task: number | null;
  /** DECIDE, OPINION, QUESTION, READ; RESUBMIT, SUPPLEMENT or DOCUMENTS of the applicant; null: nothing. */
  readonly asks: string | null;
  readonly status: string | null;
  readonly onBehalfOf: NamedPerson | null;
  readonly openedAt: IsoInstant | null;
  readonly decidedAt: IsoInstant | null;
  readonly dueAt: IsoInstant | null;
};

export type ListedApproval = {
  readonly id: string;
  readonly title: Text;
  readonly status: string;
  readonly light: string | null;
  readonly programme: string;
  readonly project: string | null;
  readonly projectName: Text | null;
  readonly matter: { readonly code: string; readonly name: Text };
  readonly amountFen: number | null;
  readonly documents: number;
  readonly applicant: NamedPerson & { readonly unit: string };
  readonly step: Text | null;
  /** The first of those who are asked, and how many there are. */
  readonly asked: readonly NamedPerson[];
  readonly askedCount: number;
  readonly dueOn: string | null;
  /** Working days up to and with the due day, negative once it has passed; null: no due day, or a year without a calendar. */
  readonly daysLeft: number | null;
  readonly standing: { readonly reason: string; readonly since: string; readonly until: string | null } | null;
  readonly batch: boolean;
  readonly receivedOn: string | null;
  readonly mine: ListedTask;
  /** Its place in this list. */
  readonly place: string;
};

/** The moment by which a list is ordered, the case, and its task there; 0: none. */
export type ListPlace = { readonly at: IsoInstant; readonly stream: string; readonly task: number };

/** `todo` is as long as the list; `late` of it; `done`; `open` and `drafts` of one's own; `unread` copies. */
export type ApprovalCounts = {
  readonly todo: number;
  readonly late: number;
  readonly done: number;
  readonly open: number;
  readonly drafts: number;
  readonly unread: number;
};

/** One of a programme's people, as the address book and their sign-ins know them (prisma/people/roster.ts). */
export type RosterRow = {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly unit: string;
  readonly locale: Locale;
  readonly phone: string | null;
  /** As people read it, its domain in the letters of its language; null: erased. */
  readonly email: string | null;
  /** A mail server said that the address does not exist, and nothing is sent there any more. */
  readonly bounced: boolean;
  readonly since: string;
  /** When they left the programme; null: they work in it. */
  readonly leftAt: string | null;
  /** Null: never, or so long ago that nothing is kept of it. */
  readonly lastSignIn: string | null;
  /** Works in a programme that is none of `within` as well. */
  readonly elsewhere: boolean;
};

/** A project by what of it was taken over from paper. */
export type TakeoverRow = {
  readonly project: string;
  readonly name: Text;
  /** NONE: it was registered as new. */
  readonly status: 'NONE' | 'OPEN' | 'CLOSED';
  /** Facts by their stage's kinds: `PAYMENT` to how many. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly scans: number;
  readonly findings: number;
  readonly closing: { readonly by: string | null; readonly until: string } | null;
  readonly corrections: number;
};
export type TakeoverCounts = { readonly NONE: number; readonly OPEN: number; readonly CLOSED: number; readonly waiting: number };
export type TakeoverQuery = { readonly status?: TakeoverRow['status']; readonly after: string; readonly limit: number };
