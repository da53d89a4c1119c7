/**
 * The only door to the workflows for the rest of the house: names, ids, messages and their shapes. Everything here is
 * plain JSON. Deliberately absent: the workflows themselves.
 */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CaseKind, EventOf, StateOf } from '../domain/cases.ts';
import type { Actor } from '../domain/kernel/actor.ts';
import type { AnyCommand } from '../domain/kernel/command.ts';
import type { Consequence } from '../domain/kernel/message.ts';
import type { Seal } from '../domain/kernel/record.ts';
import { STAGE_WORKFLOWS } from '../domain/stages/all.ts';

export const TASK_QUEUE = 'tuojian';

/** The workflow type that carries each kind of case; the workflow id is the case's stream. */
export const WORKFLOW_TYPES = {
  programme: 'programme',
  project: 'facilityProject',
  approval: 'approval',
  ...STAGE_WORKFLOWS,
} as const satisfies Record<CaseKind, string>;

/** A command with who sends it, the id that makes it count once, and the rules by which it is decided (domain/kernel/context.ts, RULES). */
export type CommandEnvelope<C extends AnyCommand = AnyCommand> = {
  readonly command: C;
  readonly actor: Actor;
  readonly commandId: string;
  readonly rules?: number;
  /** Absent in what 0.4.0 sent: the worker then asks the record (docs/adr/0031). */
  readonly seal?: Seal;
  /** Whose trace it belongs to (W3C traceparent), where traces are on; handed on to what records it, and looked at nowhere else. */
  readonly trace?: string;
};

/** What was recorded because of a command; `T`: the types of its case's events, where the kind is known. */
export type CommandAnswer<T extends string = string> = {
  readonly stream: string;
  readonly version: number;
  readonly status: string;
  readonly events: readonly { readonly version: number; readonly type: T }[];
};

export type CaseView<S extends object = object> = { readonly version: number; readonly state: S | null };

/** What a case of this kind answers. */
export type AnswerOf<K extends CaseKind> = CommandAnswer<EventOf<K>['type']>;

/** Start input. `resumed` is what a run that became too long hands to the next one. Made by `inputOf`. */
export type CaseInput<K extends CaseKind = CaseKind> = {
  /** 1: up to 0.4.0, a run that takes turns by a lock. 2: a run with a mailbox (versions.ts). */
  readonly v: 1 | 2;
  readonly stream: string;
  readonly open?: CommandEnvelope;
  readonly resumed?: {
    readonly version: number;
    /** Number of the shape of `state` (CaseLogic.schema); absent: 1, of release 0.1.0. */
    readonly schema?: number;
    readonly state: StateOf<K> | null;
    readonly answered: readonly (readonly [string, AnswerOf<K>])[];
    readonly notices: readonly string[];
    readonly consequences: readonly DueConsequence[];
  };
};

/** The input of a run that begins now. */
export const inputOf = <K extends CaseKind = CaseKind>(input: Omit<CaseInput<K>, 'v'>): CaseInput<K> => ({ v: 2, ...input });

/** A consequence not yet carried out, with the id that makes it count once. */
export type DueConsequence = { readonly consequence: Consequence; readonly commandId: string };

export type CaseOutcome = { readonly stream: string; readonly version: number; readonly status: string };

/** Fails with an ApplicationFailure whose type is a rejection code and whose first detail is the Rejection. */
export const commandUpdate = defineUpdate<CommandAnswer, [CommandEnvelope]>('command');
/** From case to case: counts once, and a refusal is no failure of the sender. */
export const tellSignal = defineSignal<[CommandEnvelope]>('tell');
/** Asks a case to look whether the record holds events that it never learned of (temporal/reconcile.ts). */
export const synchroniseSignal = defineSignal('synchronise');
/** How far a case knows of itself. */
export type CaseHead = { readonly version: number; readonly closed: boolean };
/** Type of the failure by which a case says how far it knows of itself: its first detail is the CaseHead. */
export const HEAD_TOLD = 'HEAD_TOLD';
/**
 * Asks a case how far it knows of itself. It is refused always, before it is taken in, and the refusal says it: so the question
 * leaves nothing in the history, and no query is answered while a case records (docs/adr/0147). By temporal/case-head.ts alone.
 */
export const headUpdate = defineUpdate<void>('head');
/**
 * Only of a case at rest: a query that Temporal Core answers while a local activity is under way can leave a history that cannot be
 * replayed (docs/adr/0147). For who compares whole states after a trial, and for people at Temporal's own page.
 */
export const viewQuery = defineQuery<CaseView>('view');
/** Asked by release 0.6.0 and before; from then on `headUpdate` answers it. */
export const versionQuery = defineQuery<CaseHead>('version');

/** Told when the code of a case throws, before Temporal tries the workflow task again. */
export type CaseSinks = { trouble: { stuck(stream: string, reason: string): void } };
