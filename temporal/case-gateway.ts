/** A command on its way to a case, and how it ended. Deliberately absent: how it travels (gateway.ts). */
import type { CaseKind, CommandOf, Stream } from '../domain/cases.ts';
import type { Actor } from '../domain/kernel/actor.ts';
import type { RecorderFailure, Rejection } from '../domain/kernel/rejection.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { CommandAnswer } from '../workflows/contract.ts';

/** How a command ended. NOT_CONFIRMED: it may or may not be recorded; a reload shows which. */
export type CommandOutcome =
  | { readonly kind: 'RECORDED'; readonly answer: CommandAnswer }
  | { readonly kind: 'REFUSED'; readonly rejection: Rejection }
  | { readonly kind: 'WORLD'; readonly failure: RecorderFailure; readonly message: string; readonly faults?: readonly Text[] }
  | { readonly kind: 'CLOSED' }
  /** There is no such case, or it is none of this person's: both look the same. */
  | { readonly kind: 'UNKNOWN' }
  | { readonly kind: 'UNAVAILABLE' }
  | { readonly kind: 'NOT_CONFIRMED' };

export type CaseGateway = {
  /**
   * `attempt` tells tries apart that share an id and may differ, because what was refused may be mended and sent again with
   * the same one-time code; Temporal keeps the answer to each. Without: the same id is the same command.
   */
  command<K extends CaseKind>(
    stream: Stream<K>,
    command: NoInfer<CommandOf<K>>,
    actor: Actor,
    commandId: string,
    attempt?: string,
  ): Promise<CommandOutcome>;
  /** Starts the case's workflow and sends its opening command in one act. */
  open<K extends CaseKind>(stream: Stream<K>, command: NoInfer<CommandOf<K>>, actor: Actor, commandId: string): Promise<CommandOutcome>;
};
