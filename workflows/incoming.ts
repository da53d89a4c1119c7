/** A command as it comes to a case: from outside, or from the case itself. Deliberately absent: what becomes of it. */
import type { Actor } from '../domain/kernel/actor.ts';
import type { AnyCommand } from '../domain/kernel/command.ts';
import type { Context } from '../domain/kernel/context.ts';
import type { Origin } from '../domain/kernel/record.ts';
import type { CommandEnvelope } from './contract.ts';

/** A command with where it came from; whoever sends an envelope has no say in that. */
export type Incoming<C extends AnyCommand> = { readonly envelope: CommandEnvelope<C>; readonly origin: Origin };

/** Who a case is when it asks something of itself. */
const own = <C extends AnyCommand>(door: 'clock' | 'case', command: C, commandId: string): Incoming<C> => ({
  envelope: { command, actor: system(door), commandId },
  origin: { kind: 'OWN' },
});
export const byClock = <C extends AnyCommand>(command: C, commandId: string): Incoming<C> => own('clock', command, commandId);
export const byCase = <C extends AnyCommand>(command: C, commandId: string): Incoming<C> => own('case', command, commandId);

export const fromOutside = <C extends AnyCommand>(envelope: CommandEnvelope<C>): Incoming<C> => ({
  envelope,
  origin: {
    kind: 'ENVELOPE',
    command: envelope.command,
    ...(envelope.rules === undefined ? {} : { rules: envelope.rules }),
    ...(envelope.seal === undefined ? {} : { seal: envelope.seal }),
    ...(envelope.trace === undefined ? {} : { trace: envelope.trace }),
  },
});

export const system = (door: 'clock' | 'case'): Actor => ({ person: null, door, assurance: 'system', roles: [] });

/** Whether it is a message at all: whoever reaches Temporal may send anything, and nobody's case stands still for it. */
export const isEnvelope = (sent: unknown): sent is CommandEnvelope =>
  typeof sent === 'object' &&
  sent !== null &&
  typeof Reflect.get(sent, 'commandId') === 'string' &&
  typeof Reflect.get(Object(Reflect.get(sent, 'command')), 'type') === 'string' &&
  typeof Reflect.get(Object(Reflect.get(sent, 'actor')), 'door') === 'string';

/** What a decision may know of it, now. */
export const contextOf = ({ actor, commandId, rules }: CommandEnvelope): Context => ({
  now: new Date().toISOString(),
  actor,
  commandId,
  ...(rules === undefined ? {} : { rules }),
});
