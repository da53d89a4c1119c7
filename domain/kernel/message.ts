/**
 * Messages between cases. An address says which commands its case takes, so that a wrong message does not compile; a
 * consequence is made here alone. Deliberately absent: who writes to whom, and how it gets there (activities/carry-out.ts).
 */
import type { AnyCommand } from './command.ts';
import { streamOf } from './stream.ts';

declare const takes: unique symbol;
declare const fits: unique symbol;

/** The stream of a case that takes these commands; plain text at run time. */
export type Address<C extends AnyCommand> = string & { readonly [takes]: (command: C) => void };

/** Something that other cases have to do because of an event. */
export type Consequence = (
  | { readonly kind: 'start'; readonly stream: string; readonly open: AnyCommand }
  | { readonly kind: 'tell'; readonly stream: string; readonly command: AnyCommand }
) & { readonly [fits]: true };

/** Makes the addresses of one kind of case: `addressOf<ProjectCommand>('project')('QH-01')`. Stands beside the kind's commands. */
export const addressOf =
  <C extends AnyCommand>(kind: string) =>
  (id: string): Address<C> =>
    streamOf(kind, id) as string as Address<C>; // the mark exists for the compiler alone

/** Opens a case, and sends it nothing where it is open already. */
export const start = <C extends AnyCommand>(stream: Address<C>, open: NoInfer<Extract<C, { type: 'Open' }>>): Consequence =>
  ({ kind: 'start', stream, open }) as object as Consequence; // the mark exists for the compiler alone

/** Sends a command to a case; a refusal is no failure of the sender. */
export const tell = <C extends AnyCommand>(stream: Address<C>, command: NoInfer<C>): Consequence =>
  ({ kind: 'tell', stream, command }) as object as Consequence; // as above
