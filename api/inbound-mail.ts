/**
 * What follows from a message that came in by mail: a late bounce is noted and told, an answer decides through the same
 * command as the page. Nothing is used up before its effect is there: a bounce is marked when the case knows, a code in the
 * transaction of its decision, and "decided" is said of what the record holds. Whoever answers late or wrongly is told
 * kindly why it did not count; machines are never answered.
 */
import type { Decide } from '../domain/approval/messages.ts';
import { stateIn, streamIn } from '../domain/cases.ts';
import { type Actor, SYSTEM } from '../domain/kernel/actor.ts';
import type { Inbound, Unclear } from '../domain/notice/inbound.ts';
import { commandIdOf, hashOf } from './digest.ts';
import type { ApiDeps } from './ports.ts';
import { problemOfOutcome } from './problem.ts';

export type InboundResult = { readonly outcome: 'BOUNCED' | 'DECIDED' | 'REFUSED' | 'IGNORED'; readonly why: string };

type Deps = Pick<ApiDeps, 'post' | 'links' | 'gateway' | 'reading' | 'keys' | 'log'>;

/** The case could not be reached: nothing of the message is used up, and the same message is to come again. */
export class HandInAgain extends Error {
  /** It is kept here as well, and tried again. */
  readonly kept: boolean;
  constructor(code: string, kept = false) {
    super(`${code}: hand the message in again`);
    this.name = 'HandInAgain';
    this.kept = kept;
  }
}

/**
 * Deals with a message; what cannot be dealt with now is kept and tried again (inbound-box.ts), so that an outage loses
 * none. Error: HandInAgain, whether or not it could be kept: whoever posts it may do so again, it counts once.
 */
export async function takeIn(deps: Deps, raw: Buffer): Promise<InboundResult> {
  try {
    return await receiveMail(deps, raw);
  } catch (error) {
    const kept = await deps.post.keepInbound(raw, error);
    deps.log.error({ kept, error: error instanceof Error ? error.message : 'unknown' }, 'mail came in and could not be dealt with yet');
    throw new HandInAgain(error instanceof HandInAgain ? (error.message.split(':')[0] ?? 'UNAVAILABLE') : 'FAILED', kept);
  }
}

/** Errors: HandInAgain, and whatever fails. */
export async function receiveMail(deps: Deps, raw: Buffer): Promise<InboundResult> {
  const found = await deps.post.readInbound(raw);
  const result = await followed(deps, found, raw);
  deps.log.info({ outcome: result.outcome, why: result.why }, 'mail came in');
  return result;
}

async function followed(deps: Deps, found: Inbound, raw: Buffer): Promise<InboundResult> {
  switch (found.kind) {
    case 'BOUNCE':
      return bounced(deps, found);
    case 'MACHINE':
      return answeredByMachine(deps, found.notice);
    case 'REPLY':
      return answered(deps, found, hashOf(raw.toString('latin1')).slice(0, 16));
    case 'IGNORED':
      return { outcome: 'IGNORED', why: found.why };
  }
}

/** First the case, then the ledger: what is marked in the ledger has had its effect. */
async function bounced(deps: Deps, { notice, reply, dead }: Extract<Inbound, { kind: 'BOUNCE' }>): Promise<InboundResult> {
  const about = await deps.post.findNotice(notice);
  if (about === null) return { outcome: 'IGNORED', why: 'no mail of ours, or known' };
  if (dead && about.stream.startsWith('approval/')) {
    const approval = streamIn('approval', about.stream);
    const bounce = { type: 'MailBounced', person: about.recipient, reply } as const;
    const outcome = await deps.gateway.command(approval, bounce, SYSTEM, commandIdOf(`bounce/${notice}`));
    const problem = problemOfOutcome(outcome);
    if (problem !== null && problem.status >= 500) throw new HandInAgain(problem.code);
    // Nobody can take the place, or the calendar ends: somebody has to see to it, and then it is tried again.
    if (outcome.kind === 'WORLD') {
      await deps.post.tellKeepers({ id: notice, ...about }, 'BOUNCED', reply);
      throw new HandInAgain(outcome.failure);
    }
  }
  const isNew = await deps.post.markBounced(notice, { reply, dead });
  await deps.post.tellKeepers({ id: notice, ...about }, 'BOUNCED', reply);
  return isNew ? { outcome: 'BOUNCED', why: reply } : { outcome: 'IGNORED', why: 'no mail of ours, or known' };
}

async function answeredByMachine(deps: Deps, notice: string): Promise<InboundResult> {
  const about = await deps.post.findNotice(notice);
  if (about === null) return { outcome: 'IGNORED', why: 'no mail of ours, or known' };
  await deps.post.tellKeepers({ id: notice, ...about }, 'MACHINE', '');
  return { outcome: 'IGNORED', why: 'a machine answered and could not be read; whoever looks after the case was told' };
}

/** `message`: tells this message from others that hold the same code. */
async function answered(deps: Deps, reply: Extract<Inbound, { kind: 'REPLY' }>, message: string): Promise<InboundResult> {
  const { from, choice, code, unsure = null } = reply;
  if (code === null) return { outcome: 'IGNORED', why: 'it quotes no code' };
  if (choice === null && unsure === null) return { outcome: 'IGNORED', why: 'its first line is no decision' };
  for (const person of await deps.post.peopleByAddress(from)) {
    const known = await deps.links.matchCode({ purpose: 'REPLY', person }, code);
    if (known !== null) return withCode(deps, { known, choice, unsure, reason: reply.reason, message });
  }
  return { outcome: 'IGNORED', why: 'no open code of this sender is like it' };
}

type MatchedCode = NonNullable<Awaited<ReturnType<Deps['links']['matchCode']>>>;
type WithCode = {
  readonly known: MatchedCode;
  readonly choice: 'APPROVE' | 'REJECT' | null;
  readonly unsure: Unclear | null;
  readonly reason: string;
  readonly message: string;
};

async function withCode(deps: Deps, answer: WithCode): Promise<InboundResult> {
  const { known, choice, unsure, reason, message } = answer;
  const { stream, task: number, seen, person, commandId } = known;
  if (known.used) return usedBefore(deps, answer);
  if (choice === null || unsure !== null) return refused(deps, known, `UNCLEAR_${unsure ?? 'QUOTE'}`, UNCLEAR[unsure ?? 'QUOTE']);
  const found = await deps.reading.caseByStream(stream);
  const state = found === null ? null : stateIn('approval', found);
  const task = state === null ? undefined : [...state.tasks, ...state.past].find((t) => t.task === number);
  if (task === undefined) return { outcome: 'IGNORED', why: 'no open code of this sender is like it' };
  const command: Decide = {
    type: 'Decide',
    choice,
    task: number,
    round: task.round,
    step: task.step,
    seen,
    ...(reason === '' ? {} : { reason }),
  };
  const actor: Actor = { person, door: 'mail', assurance: 'email-possession', roles: [] };
  const problem = problemOfOutcome(await deps.gateway.command(streamIn('approval', stream), command, actor, commandId, message));
  // Not taken, or not confirmed: the same message comes again and counts once by its code, which is still good then.
  if (problem !== null && problem.status >= 500) throw new HandInAgain(problem.code);
  if (problem === null) {
    const recorded = await decisionOf(deps, known);
    // Another answer with the same code was faster.
    if (recorded !== null && recorded !== choice) return usedBefore(deps, answer);
    if (recorded === choice) return { outcome: 'DECIDED', why: choice };
    throw new HandInAgain('NOTHING_RECORDED');
  }
  // What the sender can mend leaves the code good; what nobody can mend does not.
  if (!MENDED_BY_ANOTHER_ANSWER.includes(problem.code)) await deps.links.spendCode(known.id);
  await deps.keys.noteRefusal({ stream, commandType: 'Decide', commandId, person, door: 'mail', code: problem.code });
  return refused(deps, known, problem.code, { zh: problem.titleZh, en: problem.title });
}

/** What the record says was decided with a code; null: nothing. */
const decisionOf = async (deps: Deps, { stream, commandId }: MatchedCode): Promise<string | null> =>
  (await deps.links.eventsOfCommand(stream, commandId)).find(({ choice }) => choice !== null)?.choice ?? null;

/** The same message once more is no news; another decision with a used code is, to whoever sent it. */
async function usedBefore(deps: Deps, { known, choice }: WithCode): Promise<InboundResult> {
  const recorded = await decisionOf(deps, known);
  if (recorded === null || choice === null || recorded === choice) return { outcome: 'IGNORED', why: 'its code is used up' };
  return refused(deps, known, 'CODE_USED', {
    zh: '这个代码已经用过，您当时的决定已记录在案，没有改变。',
    en: 'This code was used before; your decision of then is recorded and has not changed.',
  });
}

/** One mail for each code and cause, so that no program that answers by itself can be kept talking. */
async function refused(deps: Deps, { id, stream, person }: MatchedCode, why: string, { zh, en }: { zh: string; en: string }): Promise<InboundResult> {
  await deps.post.refuseReply({ key: `${id}/${why}`, stream, person, zh, en });
  return { outcome: 'REFUSED', why };
}

const MENDED_BY_ANOTHER_ANSWER: readonly string[] = [
  'REASON_REQUIRED',
  'WRONG_SHAPE',
  'PAUSED',
  'NOT_YOUR_TURN',
  'ASSURANCE_TOO_LOW',
  'CALENDAR_YEAR_UNKNOWN',
  'NOBODY_FOUND',
  'PERSON_UNKNOWN',
  'TEXT_NOT_KEPT',
];

const AGAIN = {
  zh: '没有记录任何决定，代码仍然有效。请重新回复原待办邮件：第一行只写“同意”或“不同意”，理由写在下面，其余不要写；或用邮件中的链接办理。',
  en: 'Nothing was recorded, and the code is still good. Please answer the task mail again: the first line APPROVE or REJECT and nothing else, your reasons below it; or use the link in that mail.',
};
const unclear = (zh: string, en: string) => ({ zh: `${zh}${AGAIN.zh}`, en: `${en} ${AGAIN.en}` });
const UNCLEAR: Readonly<Record<Unclear, { readonly zh: string; readonly en: string }>> = {
  QUOTE: unclear('看不出哪些是您写的、哪些是引用的原邮件或签名。', 'We cannot tell what you wrote from what your mail program quoted or signed.'),
  CODES: unclear(
    '邮件里有几封待办邮件的代码，看不出您要办理哪一件。',
    'The mail holds the codes of several tasks, and we cannot tell which one you mean.',
  ),
  HIDDEN: unclear('邮件里有改变文字方向或看不见的字符。', 'The mail holds marks that hide text or turn it around.'),
  WORDS: unclear(
    '第一行除“同意”或“不同意”外还有别的话，或者各行说法不一。',
    'The first line says more than a decision, or the lines below it say another one.',
  ),
  UNREADABLE: unclear('邮件里有无法识读的字符。', 'The mail holds characters that cannot be read.'),
  LONG: unclear('理由超过 2,000 字。', 'The reason is longer than 2,000 characters.'),
};
