/**
 * The one place where a person's command meets the table of permissions, whatever door it came by: the API, a page behind
 * a link, an answer by mail. What is not theirs to see is answered as if it were not there. The domain decides again what
 * hangs on the state. Deliberately absent: what clock and cases ask of each other, which come by no door.
 */

import { kindOf } from '../domain/cases.ts';
import type { Actor } from '../domain/kernel/actor.ts';
import type { AnyCommand } from '../domain/kernel/command.ts';
import { isSystem } from '../domain/kernel/who-acts.ts';
import { auditorsRead, maySend, notTheirs } from '../domain/permission/ask.ts';
import type { Relation } from '../domain/permission/relation.ts';
import { DRAFTS, rowOfCommand } from '../domain/permission/table.ts';
import type { CaseGateway, CommandOutcome } from '../temporal/case-gateway.ts';

/** How a person stands to a case; null: there is none such, or they are nobody here. */
export type RelationOf = (person: string, stream: string) => Promise<Relation | null>;

/** What a request has asked already: how this person stands to this one case. */
export type Known = { readonly person: string; readonly stream: string; readonly relation: Relation | null };

export type GuardedGateway = CaseGateway & {
  /** The same for a request that knows this; it is not looked up again, and the table is asked all the same. */
  knowing(known: Known): Pick<CaseGateway, 'command'>;
};

export function guardedGateway(gateway: CaseGateway, relationOf: RelationOf): GuardedGateway {
  const guarded = (of: RelationOf): Pick<CaseGateway, 'command'> => ({
    async command(stream, command, actor, commandId, attempt) {
      const relation = actor.person === null ? null : await of(actor.person, stream);
      return whyNot(relation, kindOf(stream), command, actor) ?? gateway.command(stream, command, actor, commandId, attempt);
    },
  });
  return {
    ...guarded(relationOf),
    knowing: (known) =>
      guarded(async (person, stream) => (person === known.person && stream === known.stream ? known.relation : relationOf(person, stream))),
    async open(stream, command, actor, commandId) {
      if (command.type !== 'Draft' || actor.person === null) return { kind: 'UNKNOWN' };
      const about = aboutOf(command);
      const relation = await relationOf(actor.person, about);
      const refused = outcomeOf(relation === null ? 'UNKNOWN' : maySend(kindOf(about) === 'project' ? DRAFTS.project : DRAFTS.programme, relation));
      return refused ?? gateway.open(stream, command, actor, commandId);
    },
  };
}

/** Null: they may. `relation`: of the actor to the case; null: there is no such case, or nobody in particular asks. */
export function whyNot(relation: Relation | null, kind: string, command: AnyCommand, actor: Actor): CommandOutcome | null {
  // Made by this service of what came in by mail, never of what somebody claims (api/inbound-mail.ts).
  if (actor.person === null && isSystem({ actor })) return null;
  const row = rowOfCommand(kind, command.type);
  if (row === null) return { kind: 'UNKNOWN' };
  if (actor.person === null) return row.by.includes('PAGE') ? null : { kind: 'UNKNOWN' };
  return outcomeOf(relation === null ? 'UNKNOWN' : maySend(row, relation));
}

function outcomeOf(answer: ReturnType<typeof maySend>): CommandOutcome | null {
  if (answer === 'YES') return null;
  if (answer === 'UNKNOWN') return { kind: 'UNKNOWN' };
  return { kind: 'REFUSED', rejection: answer === 'AUDITORS_READ' ? auditorsRead : notTheirs };
}

/** What an application is about: its project, or its programme where it has none. */
function aboutOf(command: AnyCommand): string {
  const { project, programme } = command as { readonly project?: unknown; readonly programme?: unknown }; // both as the route derived them
  return typeof project === 'string' ? `project/${project}` : `programme/${String(programme)}`;
}
