/**
 * A workflow whose worker died after the commit knows less than the record until it has caught up, and would refuse by what
 * is no more: "still a draft" to an approver who was asked by mail. So before a refusal is believed, it is held against the
 * record. Deliberately absent: how a workflow catches up (workflows/case-work.ts).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseDetail } from '../domain/views.ts';
import type { CaseGateway } from '../temporal/case-gateway.ts';
import type { CatchUp, Caught } from '../temporal/catch-up.ts';
import { recordDecides } from './record-decides.ts';

/** Together about two seconds. */
const PAUSES_MS = [100, 300, 600, 1_000];

export function currentGateway(
  gateway: CaseGateway,
  caseByStream: (stream: string) => Promise<CaseDetail | null>,
  catchUp: CatchUp,
  pausesMs: readonly number[] = PAUSES_MS,
): CaseGateway {
  return {
    ...gateway,
    async command(stream, command, actor, commandId, attempt) {
      let outcome = await gateway.command(stream, command, actor, commandId, attempt);
      for (const [again, pauseMs] of pausesMs.entries()) {
        if (outcome.kind !== 'REFUSED') break;
        const found = await caseByStream(stream).catch(() => null);
        if (found === null) break;
        const decision = recordDecides(found, command, actor, commandId);
        if (!decision.ok && decision.rejection.code === outcome.rejection.code) break;
        // Only one that is behind is asked again: a rule may hang on more than the record's state.
        if ((await catchUp(stream, found.version).catch((): Caught => 'CURRENT')) === 'CURRENT' && again > 0) break;
        await sleep(pauseMs);
        // Temporal keeps the answer to an id, so this is another try of the same command.
        outcome = await gateway.command(stream, command, actor, commandId, `${attempt ?? ''}behind-${again}`);
      }
      return outcome;
    },
  };
}
