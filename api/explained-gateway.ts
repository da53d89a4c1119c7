/**
 * A case that has ended has no workflow that could say why it refuses. What is recorded of it says so instead, by the same
 * rules: whoever comes late hears how it ended, and what became of their own task. And where no answer came in time, what is
 * recorded under the command's own id is the answer: with many at one case most would otherwise be told "not confirmed" of what
 * was done, and ask again (docs/adr/0119). Deliberately absent: recording anything.
 */
import { caseOf, kindOf } from '../domain/cases.ts';
import type { CaseDetail } from '../domain/views.ts';
import type { CaseGateway, CommandOutcome } from '../temporal/case-gateway.ts';
import type { Keys } from './ports/requests.ts';
import { recordDecides } from './record-decides.ts';

const UNCERTAIN: readonly CommandOutcome['kind'][] = ['CLOSED', 'NOT_CONFIRMED', 'UNAVAILABLE'];

export function explainedGateway(
  gateway: CaseGateway,
  caseByStream: (stream: string) => Promise<CaseDetail | null>,
  recordedAs: Keys['recordedAs'],
): CaseGateway {
  /** A database that does not answer either leaves it uncertain. */
  const byRecord = async (stream: string, commandId: string, outcome: CommandOutcome): Promise<CommandOutcome> => {
    const answer = UNCERTAIN.includes(outcome.kind) ? await recordedAs(stream, commandId).catch(() => null) : null;
    return answer === null ? outcome : { kind: 'RECORDED', answer };
  };
  return {
    ...gateway,
    open: async (stream, command, actor, commandId) => byRecord(stream, commandId, await gateway.open(stream, command, actor, commandId)),
    async command(stream, command, actor, commandId, attempt) {
      const outcome = await byRecord(stream, commandId, await gateway.command(stream, command, actor, commandId, attempt));
      if (outcome.kind !== 'CLOSED') return outcome;
      const found = await caseByStream(stream);
      if (found === null) return outcome;
      // Its workflow was lost and comes back by reconciliation: the case has not ended, and nothing was recorded.
      if (!caseOf(stream).closed(found.state)) return { kind: 'UNAVAILABLE' };
      if (kindOf(stream) !== 'approval') return outcome;
      const decision = recordDecides(found, command, actor, commandId);
      return decision.ok ? outcome : { kind: 'REFUSED', rejection: decision.rejection };
    },
  };
}
