/**
 * A case that has ended has no workflow that could say why it refuses. What is recorded of it says so instead, by the same
 * rules: whoever comes late hears how it ended, and what became of their own task. Deliberately absent: recording anything.
 */
import { caseOf, kindOf } from '../domain/cases.ts';
import type { CaseDetail } from '../domain/views.ts';
import type { CaseGateway } from '../temporal/case-gateway.ts';
import { recordDecides } from './record-decides.ts';

export function explainedGateway(gateway: CaseGateway, caseByStream: (stream: string) => Promise<CaseDetail | null>): CaseGateway {
  return {
    ...gateway,
    async command(stream, command, actor, commandId, attempt) {
      const outcome = await gateway.command(stream, command, actor, commandId, attempt);
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
