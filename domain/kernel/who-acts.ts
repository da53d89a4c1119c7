/** What it is that somebody acts as, by their roles in this programme and by their door. Deliberately absent: what is theirs to do (permission/). */
import type { Context } from './context.ts';
import type { Role } from './role.ts';

export const has = (context: Context, ...roles: readonly Role[]): boolean => context.actor.roles.some((role) => roles.includes(role));

/** The leading group's office, its director included. */
export const isOffice = (context: Context): boolean => has(context, 'PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'ADMINISTRATOR');

/** Whoever assigns roles, mandates and tasks in others' stead. */
export const assignsOthers = (context: Context): boolean => has(context, 'PROGRAMME_OFFICER', 'ADMINISTRATOR');

/**
 * Whoever runs the service, at its own console with the database at hand: who it was is their word alone, so the record
 * names the door. No client can come by it.
 */
export const isOperator = (context: Context): boolean => context.actor.door === 'console';

/** The system itself: a timer or another case. */
export const isSystem = (context: Pick<Context, 'actor'>): boolean => context.actor.door === 'clock' || context.actor.door === 'case';

/** The project's own manager, or the office that runs the programme for him. */
export const runsProject = (context: Context, manager: string): boolean => context.actor.person === manager || has(context, 'PROGRAMME_OFFICER');
