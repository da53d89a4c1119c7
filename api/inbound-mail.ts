/**
 * What follows from a message that came in by mail: a late bounce is noted and told, an answer decides through the same
 * command as the page. Whoever answers late or wrongly is told kindly why it did not count; machines are never answered.
 */
import type { ApprovalState } from '../domain/approval/facts.ts';
import type { Actor, AnyCommand } from '../domain/case.ts';
import type { Inbound } from '../domain/notice/inbound.ts';
import { commandIdOf } from './digest.ts';
import type { ApiDeps } from './ports.ts';
import { problemOfOutcome } from './problem.ts';

export type InboundResult = { readonly outcome: 'BOUNCED' | 'DECIDED' | 'REFUSED' | 'IGNORED'; readonly why: string };

type Deps = Pick<ApiDeps, 'post' | 'links' | 'gateway' | 'reading' | 'keys' | 'log'>;

const CASE: Actor = { person: null, door: 'case', assurance: 'system', roles: [] };

/** The case could not be reached: nothing of the message is used up, and the same message is to come again. */
export class HandInAgain extends Error {
  constructor(code: string) {
    super(`${code}: hand the message in again`);
    this.name = 'HandInAgain';
  }
}

/** Error: HandInAgain. */
export async function receiveMail(deps: Deps, raw: Buffer): Promise<InboundResult> {
  const found = await deps.post.readInbound(raw);
  const result =
    found.kind === 'BOUNCE'
      ? await bounced(deps, found)
      : found.kind === 'REPLY'
        ? await answered(deps, found)
        : { outcome: 'IGNORED' as const, why: found.why };
  deps.log.info({ outcome: result.outcome, why: result.why }, 'mail came in');
  return result;
}

async function bounced(deps: Deps, { notice, reply, dead }: Extract<Inbound, { kind: 'BOUNCE' }>): Promise<InboundResult> {
  const marked = await deps.post.markBounced(notice, { reply, dead });
  if (marked === null) return { outcome: 'IGNORED', why: 'no mail of ours, or known' };
  await deps.post.tellKeepers({ id: notice, ...marked }, reply);
  if (dead && marked.stream.startsWith('approval/')) {
    const command: AnyCommand & { readonly person: string; readonly reply: string } = { type: 'MailBounced', person: marked.recipient, reply };
    await deps.gateway.command(marked.stream, command, CASE, commandIdOf(`bounce/${notice}`));
  }
  return { outcome: 'BOUNCED', why: reply };
}

async function answered(deps: Deps, reply: Extract<Inbound, { kind: 'REPLY' }>): Promise<InboundResult> {
  const { from, choice, code, reason, id } = reply;
  if (code === null) return { outcome: 'IGNORED', why: 'it quotes no code' };
  for (const person of await deps.post.peopleByAddress(from)) {
    if (choice === null) return { outcome: 'IGNORED', why: 'its first line is no decision' };
    const known = await deps.links.matchCode({ purpose: 'REPLY', person }, code);
    if (known === null) continue;
    const { stream, task: number, seen } = known;
    const state = (await deps.reading.caseByStream(stream))?.state as ApprovalState | undefined;
    const task = state === undefined ? undefined : [...state.tasks, ...state.past].find((t) => t.task === number);
    if (task === undefined) continue;
    const commandId = commandIdOf(`reply/${id}/${person}`);
    const command: AnyCommand & Record<string, unknown> = {
      type: 'Decide',
      choice,
      task: number,
      round: task.round,
      step: task.step,
      seen,
      ...(reason === '' ? {} : { reason }),
    };
    const actor: Actor = { person, door: 'mail', assurance: 'email-possession', roles: [] };
    const problem = problemOfOutcome(await deps.gateway.command(stream, command, actor, commandId));
    // Not taken, or not confirmed: the same message comes again and counts once by its id; its code must still be good then.
    if (problem !== null && problem.status >= 500) throw new HandInAgain(problem.code);
    await deps.links.spendCode(known.id);
    if (problem === null) return { outcome: 'DECIDED', why: choice };
    await deps.keys.noteRefusal({ stream, commandType: 'Decide', commandId, person, door: 'mail', code: problem.code });
    await deps.post.refuseReply({ id, stream, person, zh: problem.titleZh, en: problem.title });
    return { outcome: 'REFUSED', why: problem.code };
  }
  return { outcome: 'IGNORED', why: 'no open code of this sender is like it' };
}
