/** What a decision may know beside state and command. Deliberately absent: the world (blanks.ts), which only the recorder asks. */
import type { Actor } from './actor.ts';
import type { IsoInstant } from './values.ts';

/**
 * Which generation of the rules decides on a command. A command of an earlier release is decided anew whenever its
 * workflow replays, and must then end as it did: so whoever sends a command says by which rules, and a refusal that is new
 * asks `context.rules`. Absent: 1, up to release 0.4.0. What the clock and a workflow's own story ask carries none; what is
 * new for those hangs on the state (docs/adr/0024).
 */
export const RULES = 5;

/** What a decision may know beside state and command. */
export type Context = { readonly now: IsoInstant; readonly actor: Actor; readonly commandId: string; readonly rules?: number };

/**
 * Whether a command is decided by this generation of the rules or a later one. The number is that of the release in which
 * the refusal was new, for ever: 2 came with 0.5.0, 3 with this one.
 */
export const byRules = (context: Pick<Context, 'rules'>, generation: number): boolean => (context.rules ?? 1) >= generation;
