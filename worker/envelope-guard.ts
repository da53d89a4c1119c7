/**
 * What the worker asks before it records or sends on (docs/adr/0031): did this come from a workflow's own task, and did
 * somebody of this house send the command? Whoever reaches Temporal can send Updates, signals and work for the queue.
 * Deliberately absent: whether the command may be; that is decided already (domain/).
 */
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { EnvelopeGuard } from '../activities/ports.ts';
import type { AnyCommand } from '../domain/kernel/command.ts';
import type { Consequence } from '../domain/kernel/message.ts';
import type { OwnedRequest } from '../domain/kernel/record.ts';
import { canonicalJson } from '../proof/event-format.ts';
import type { Sealer } from '../temporal/seal.ts';

export type GuardOptions = {
  readonly sealer: Pick<Sealer, 'holds'>;
  /** What the record says that a message of this id says; null: nothing sends it. */
  readonly consequenceAt: (place: string) => Promise<Consequence | null>;
  /** Told of each one that is refused: an attack, or processes that do not share a key. */
  readonly onForged: (what: { readonly stream: string; readonly command: string; readonly why: ForgedBecause }) => void;
  /** Whether the activity that runs now is a local one. */
  readonly isLocal?: () => boolean;
};

export type ForgedBecause = 'NOT_LOCAL' | 'CLAIMS_THE_CLOCK' | 'NO_SEAL' | 'SEAL_WRONG' | 'NO_ORIGIN';

const FROM_THE_SYSTEM = ['clock', 'case'];

export function createEnvelopeGuard({
  sealer,
  consequenceAt,
  onForged,
  isLocal = () => Context.current().info.isLocal,
}: GuardOptions): EnvelopeGuard {
  const refuse = (why: ForgedBecause, stream: string, command: string): never => {
    onForged({ stream, command, why });
    throw ApplicationFailure.nonRetryable(`not sealed by anybody of this service (${why})`, 'SEAL_INVALID');
  };
  const faultOf = async ({ stream, commandId, actor, origin }: OwnedRequest): Promise<ForgedBecause | null> => {
    if (origin === undefined) return 'NO_ORIGIN';
    if (origin.kind === 'OWN') return actor.person === null && FROM_THE_SYSTEM.includes(actor.door) ? null : 'NO_ORIGIN';
    // The clock is the workflow's own; nobody sends it.
    if (actor.door === 'clock') return 'CLAIMS_THE_CLOCK';
    const { command, rules, seal } = origin;
    if (seal !== undefined)
      return sealer.holds({ stream, command, actor, commandId, ...(rules === undefined ? {} : { rules }) }, seal) ? null : 'SEAL_WRONG';
    // Between cases release 0.4.0 sent without a seal; what was on its way at the upgrade is proved by the record itself.
    const told = actor.door === 'case' && actor.person === null ? await consequenceAt(commandId) : null;
    return told !== null && told.stream === stream && says(told.kind === 'start' ? told.open : told.command, command) ? null : 'NO_SEAL';
  };
  return {
    mustBeLocal() {
      if (!isLocal()) refuse('NOT_LOCAL', '', 'carryOut');
    },
    async mustBeGenuine(request) {
      const { stream, origin } = request;
      const named = origin?.kind === 'ENVELOPE' ? String(origin.command.type) : 'recordEvents';
      if (!isLocal()) return refuse('NOT_LOCAL', stream, named);
      const fault = await faultOf(request);
      if (fault !== null) refuse(fault, stream, named);
    },
  };
}

/** All that was sent stands so in what the record says; this release may say more. */
function says(recorded: AnyCommand, sent: AnyCommand): boolean {
  const known = new Map<string, unknown>(Object.entries(JSON.parse(JSON.stringify(recorded))));
  return Object.entries(sent).every(([name, value]) => known.has(name) && canonicalJson(known.get(name)) === canonicalJson(value));
}
