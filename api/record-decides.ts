/**
 * What the record would answer: a command decided on the state that was read, by the rules of this release. Deliberately
 * absent: recording anything; a workflow may know more, or less (current-gateway.ts, explained-gateway.ts).
 */
import { caseOf } from '../domain/cases.ts';
import type { Actor } from '../domain/kernel/actor.ts';
import type { Decision, Draft } from '../domain/kernel/case.ts';
import type { AnyCommand } from '../domain/kernel/command.ts';
import { RULES } from '../domain/kernel/context.ts';
import type { CaseDetail } from '../domain/views.ts';

export const recordDecides = ({ stream, state }: CaseDetail, command: AnyCommand, actor: Actor, commandId: string): Decision<Draft> =>
  caseOf(stream).decide(state, command, { now: new Date().toISOString(), actor, commandId, rules: RULES });
