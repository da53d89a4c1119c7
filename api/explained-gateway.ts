/**
 * A case that has ended has no workflow that could say why it refuses. What is recorded of it says so instead, by the same
 * rules: whoever comes late hears how it ended, and what became of their own task. Deliberately absent: recording anything.
 */
import { caseOf, kindOf } from '../domain/cases.ts';
import { RULES } from '../domain/kernel/context.ts';
import type { CaseDetail } from '../domain/views.ts';
import type { CaseGateway } from './ports.ts';

export function explainedGateway(gateway: CaseGateway, caseByStream: (stream: string) => Promise<CaseDetail | null>): CaseGateway {
  return {
    ...gateway,
    async command(stream, command, actor, commandId, attempt) {
      const outcome = await gateway.command(stream, command, actor, commandId, attempt);
      if (outcome.kind !== 'CLOSED') return outcome;
      const found = await caseByStream(stream);
      if (found === null) return outcome;
      const logic = caseOf(stream);
      // Its workflow was lost and comes back by reconciliation: the case has not ended, and nothing was recorded.
      if (!logic.closed(found.state)) return { kind: 'UNAVAILABLE' };
      if (kindOf(stream) !== 'approval') return outcome;
      const decision = logic.decide(found.state, command, { now: new Date().toISOString(), actor, commandId, rules: RULES });
      return decision.ok ? outcome : { kind: 'REFUSED', rejection: decision.rejection };
    },
  };
}
