/**
 * What every case is: a state that only events change, commands that are decided on it, and what follows from an event.
 * Deliberately absent: anything that knows one kind of case, and every effect.
 */
import type { Actor } from './actor.ts';
import type { AnyCommand } from './command.ts';
import type { Context } from './context.ts';
import type { Consequence } from './message.ts';
import type { NoticeDue } from './notice.ts';
import type { Rejection } from './rejection.ts';
import type { CaseSummary } from './summary.ts';
import type { IsoInstant } from './values.ts';

/** An event before it is recorded. */
export type Draft = {
  readonly type: string;
  readonly data: object;
  /** What the recorder fills in, and whom it looks at first (approval/fill.ts); never recorded. */
  readonly fill?: object;
  readonly check?: object;
};
/** An event as the record holds it, with the envelope that a fold may need. */
export type Recorded<E extends Draft = Draft> = E & {
  readonly version: number;
  readonly occurredAt: IsoInstant;
  readonly actor: Actor;
  /** Number of the shape of `data`; absent in what release 0.1.0 gave to its workflows, which was 1. */
  readonly schema?: number;
};

export type Decision<E extends Draft> = { readonly ok: true; readonly events: readonly E[] } | { readonly ok: false; readonly rejection: Rejection };

export type AgendaItem<C extends AnyCommand> = { readonly at: IsoInstant; readonly command: C };

/**
 * All that the rest of the house may ask of a kind of case. Pure and total: no clock, no random, no input or output,
 * and every state answers every command with events or a rejection.
 */
export type CaseLogic<S, C extends AnyCommand, E extends Draft, N extends NoticeDue<string>> = {
  readonly kind: string;
  /** Number of the shape of its events and of its state. A state that was kept in an older shape is folded anew. */
  readonly schema: number;
  decide(state: S | null, command: C, context: Context): Decision<E>;
  evolve(state: S | null, event: Recorded<E>): S;
  /** What other cases must do. Called with the state after the event. */
  consequences(state: S, event: Recorded<E>): readonly Consequence[];
  /** Who must be told. Called with the state after the event. */
  notices(state: S, event: Recorded<E>): readonly N[];
  /** What the clock will ask for next, earliest first; commands of the actor `clock`. */
  agenda(state: S): readonly AgendaItem<C>[];
  closed(state: S): boolean;
  summary(state: S): CaseSummary;
  /** What a mail that can never be delivered leads to; most kinds leave that to people. */
  bounced?(person: string, reply: string): C;
};

/** The command is allowed, and leads to these events. */
export const allow = <E extends Draft>(...events: readonly E[]): Decision<E> => ({ ok: true, events });
/** The command leads to nothing but this reason. */
export const refuse = (rejection: Rejection): { readonly ok: false; readonly rejection: Rejection } => ({
  ok: false,
  rejection,
});
