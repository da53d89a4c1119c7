/** The way to a case, counted and traced: which commands, how they ended, how long they took. Deliberately absent: who sent them. */
import { type CaseKind, caseKindOf } from '../domain/cases.ts';
import type { AnyCommand } from '../domain/kernel/command.ts';
import { commandSeconds, commands } from '../telemetry/metrics.ts';
import { inSpan } from '../telemetry/spans.ts';
import type { CaseGateway, CommandOutcome } from './case-gateway.ts';

export function watchedGateway(gateway: CaseGateway): CaseGateway {
  const watched = async (stream: string, { type }: AnyCommand, send: () => Promise<CommandOutcome>): Promise<CommandOutcome> => {
    const kind: CaseKind = caseKindOf(stream);
    const ended = commandSeconds.startTimer({ kind });
    let outcome = 'ERROR';
    try {
      const answer = await inSpan(
        { name: `command ${type}`, kind: 'CLIENT', attributes: { 'tuojian.stream': stream, 'tuojian.kind': kind, 'tuojian.command': type } },
        send,
        ({ kind: how }) => ({ 'tuojian.outcome': how }),
      );
      outcome = answer.kind;
      return answer;
    } finally {
      ended();
      commands.inc({ kind, command: type, outcome });
    }
  };
  return {
    command: (stream, command, actor, commandId, attempt) =>
      watched(stream, command, () => gateway.command(stream, command, actor, commandId, attempt)),
    open: (stream, command, actor, commandId) => watched(stream, command, () => gateway.open(stream, command, actor, commandId)),
  };
}
