/** What readers are shown: the shapes that queries give and the API passes on. Deliberately absent: how they are read. */
import type { ApprovalState } from './approval/facts.ts';
import type { HistoryLine } from './approval/narrate.ts';
import type { Stream } from './cases.ts';
import type { Role } from './kernel/role.ts';
import type { IsoInstant, Text } from './kernel/values.ts';
import type { Person } from './person.ts';

/** Who is reading: their roles by programme (their own programmes alone), the projects that they manage, what they have left. */
export type Reader = {
  readonly person: string;
  readonly name: string;
  readonly roles: Readonly<Record<string, readonly Role[]>>;
  readonly projects: readonly string[];
  /** Programmes of those projects. */
  readonly managesIn: readonly string[];
  readonly left: readonly string[];
};

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
  readonly issuedBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly firstUsedAt: string | null;
  readonly revokedAt: string | null;
};
