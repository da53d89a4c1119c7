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
      if (outcome.kind !== 'CLOSED' || kindOf(stream) !== 'approval') return outcome;
      const found = await caseByStream(stream);
      const logic = caseOf(stream);
      // A workflow that is gone although its case goes on is mended by reconciliation: nothing is said of it here.
      if (found === null || !logic.closed(found.state)) return outcome;
      const decision = logic.decide(found.state, command, { now: new Date().toISOString(), actor, commandId, rules: RULES });
      return decision.ok ? outcome : { kind: 'REFUSED', rejection: decision.rejection };
    },
  };
}
