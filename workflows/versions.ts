/**
 * Where code asks which way a run has to go, because its history began under an earlier release, and when each of these
 * may be taken out. Deliberately absent: which rules decide on a command (domain/kernel/context.ts) and which shape a state
 * has (CaseLogic.schema).
 */
import { patched } from '@temporalio/workflow';
import type { CaseInput } from './contract.ts';

/**
 * Runs that began before 0.5.0 take turns by a lock (locked-loop.ts); the order in which they did stands in their
 * histories. Every such run goes on as new in its next quiet moment (`leavesTheLock`), and its next run has the mailbox.
 * May go, with locked-loop.ts and everything below, in the first release after one in which nobody upgrades from below
 * 0.5.0 any more: `temporal workflow count` finds no open run that began before that upgrade.
 */
export const beganWithTheLock = ({ v }: Pick<CaseInput, 'v'>): boolean => v === 1;

/** Asked in a quiet moment of a run that has the lock. False while it replays what an earlier release did. */
export const leavesTheLock = (): boolean => patched('leave-the-lock');

/**
 * 2026-11-26: a command that comes with the first task of a run was decided on the state of an earlier shape, or on none.
 * A run with the mailbox has no need to ask.
 */
export const foldsBeforeCommands = (): boolean => patched('fold-before-commands');

/**
 * 2026-11-30: a workflow task that was done again met what had come meanwhile before what it had recorded the first time, and
 * refused or passed it over on the state of before; so the record is asked before that. May go when no open run began before
 * the release after 0.6.0.
 */
export const asksBeforeRefusing = (): boolean => patched('ask-before-refusing');

/**
 * 2026-11-30: what a worker cut off is done again; before, the command failed without having been refused, or the case with it.
 * Asked where it happens, and nowhere else. May go when no open run began before the release after 0.6.0.
 */
export const goesOnAfterCutOff = (): boolean => patched('go-on-after-cut-off');
