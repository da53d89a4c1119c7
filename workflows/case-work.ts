/**
 * The pieces of work of a case, each whole: what is asked of the record and of other cases, and what the case then knows.
 * Deliberately absent: whose turn it is (case-loop.ts), and every decision (domain/).
 *
 * The order that keeps the promises (docs/adr/0002): decide on recorded state, record, evolve, answer. The record is always
 * right: where it holds more than the workflow knows, because a workflow task was lost after its commit, the workflow takes
 * that in and decides again.
 */
import { ActivityFailure, ApplicationFailure, log, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { CaseKind, CommandOf } from '../domain/cases.ts';
import type { Draft } from '../domain/kernel/case.ts';
import type { AnyCommand } from '../domain/kernel/command.ts';
import { byRules, type Context } from '../domain/kernel/context.ts';
import type { RecordAnswer } from '../domain/kernel/record.ts';
import type { RecorderFailure, Rejection } from '../domain/kernel/rejection.ts';
import { DELIVERY, RECORDING, TELLING } from './activity-options.ts';
import type { CaseMemory } from './case-memory.ts';
import { type AnswerOf, type CaseHead, type DueConsequence, HEAD_TOLD } from './contract.ts';
import { despiteCutOffs } from './cut-off.ts';
import { byCase, contextOf, type Incoming, system } from './incoming.ts';

const { recordEvents } = proxyLocalActivities<Pick<Activities, 'recordEvents'>>(RECORDING);
const { carryOut: carry } = proxyLocalActivities<Pick<Activities, 'carryOut'>>(TELLING);
export const { deliverNotices } = proxyActivities<Pick<Activities, 'deliverNotices'>>(DELIVERY);

/** Error of a command that is refused: its type is the code, its first detail the rejection. */
export function refusal(rejection: Rejection): ApplicationFailure {
  return ApplicationFailure.create({ nonRetryable: true, type: rejection.code, message: rejection.message.en, details: [rejection] });
}

/** Says how far the case knows of itself, by refusing the question (contract.ts, headUpdate). Error: always, of the type HEAD_TOLD. */
export function sayHead<K extends CaseKind>(memory: CaseMemory<K>): never {
  const head: CaseHead = { version: memory.version, closed: memory.closed() };
  throw ApplicationFailure.create({ nonRetryable: true, type: HEAD_TOLD, message: `version ${head.version}`, details: [head] });
}

/** An answer of the record without events, for a command that should have made some, is no success. */
const nothingRecorded = (stream: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(`nothing was recorded in ${stream} under the id of this command`, 'COMMAND_ID_TAKEN' satisfies RecorderFailure);

const makesEvents = (decision: { readonly ok: boolean; readonly events?: readonly object[] }): boolean =>
  decision.ok && (decision.events ?? []).length > 0;

/**
 * Decides, records and evolves. `mayAsk`: whether the record is to be asked before the command is refused, or passed over, on a
 * state that may be behind it; said once. Error: an ApplicationFailure when the command is refused.
 */
export async function take<K extends CaseKind>(
  memory: CaseMemory<K>,
  incoming: Incoming<CommandOf<K>>,
  mayAsk: () => boolean = () => false,
): Promise<AnswerOf<K>> {
  const { envelope } = incoming;
  for (let asked = false; ; ) {
    const earlier = memory.answerTo(envelope.commandId);
    if (earlier !== undefined) return earlier;
    const context = contextOf(envelope);
    const decision = memory.logic.decide(memory.state, envelope.command, context);
    if (!asked && !makesEvents(decision) && mayAsk()) {
      asked = true;
      await synchronise(memory);
      continue;
    }
    if (!decision.ok) throw refusal(decision.rejection);
    const recorded: RecordAnswer =
      decision.events.length === 0 ? { kind: 'RECORDED', events: [], notices: [] } : await record(memory, incoming, context, decision.events);
    memory.absorb(recorded);
    if (recorded.kind === 'BEHIND') continue;
    // Asked of new commands alone, like every refusal that is new (docs/adr/0024).
    if (decision.events.length > 0 && recorded.events.length === 0 && byRules(context, 2)) throw nothingRecorded(memory.stream);
    return memory.remember(envelope.commandId, recorded.events);
  }
}

/** Asks the record whether it holds more than this workflow knows, and takes that in. */
export async function synchronise<K extends CaseKind>(memory: CaseMemory<K>): Promise<void> {
  const asking = byCase({ type: 'Synchronise' }, `${memory.stream}@${memory.version}:sync`);
  for (let more: true | undefined = true; more !== undefined; ) {
    const recorded: RecordAnswer = await record(memory, asking, contextOf(asking.envelope), []);
    if (recorded.events.length > 0) log.warn('caught up with the record', { stream: memory.stream, events: recorded.events.length });
    memory.absorb(recorded);
    more = recorded.more;
  }
}

/**
 * Makes the state again from the record, up to where the run before this one was: an earlier release kept it in another
 * shape, or it was too large to be handed on. What followed from those events was carried out or stands in `owed`; what
 * was recorded since is taken in as ever.
 */
export async function fold<K extends CaseKind>(memory: CaseMemory<K>, until: number): Promise<void> {
  memory.forgetState();
  const asking = byCase({ type: 'Synchronise' }, `${memory.stream}@${until}:fold`);
  for (let more: true | undefined = true; more !== undefined; ) {
    const recorded: RecordAnswer = await record(memory, asking, contextOf(asking.envelope), []);
    for (const event of recorded.events.filter(({ version }) => version <= until)) memory.evolve(event);
    const since = recorded.events.filter(({ version }) => version > until);
    // Notices of what was known stand in `resumed`; the courier leaves those alone that were sent.
    if (since.length > 0) memory.absorb({ ...recorded, events: since });
    more = recorded.more;
  }
}

/** Starts and tells other cases, all that is owed in one go. */
export async function carryOut(stream: string, owed: readonly DueConsequence[]): Promise<void> {
  const messages = owed.map(({ consequence, commandId }) => ({
    kind: consequence.kind,
    stream: consequence.stream,
    envelope: { command: consequence.kind === 'start' ? consequence.open : consequence.command, actor: system('case'), commandId },
  }));
  const undeliverable = await despiteCutOffs(() => carry({ messages }));
  if (undeliverable.length > 0) log.warn('told cases that have ended', { stream, to: undeliverable.join(', ') });
}

async function record<K extends CaseKind>(
  { stream, version }: CaseMemory<K>,
  { envelope, origin }: Incoming<AnyCommand>,
  { now }: Context,
  events: readonly Draft[],
): Promise<RecordAnswer> {
  const { actor, commandId } = envelope;
  const request = { stream, expectedVersion: version, commandId, actor, occurredAt: now, events, origin };
  return despiteCutOffs(() => recordEvents(request)).catch((failure: unknown) => {
    // The cause says what the world does not know; the wrapper around it only where it was asked.
    throw failure instanceof ActivityFailure && failure.cause instanceof ApplicationFailure ? failure.cause : failure;
  });
}

/** Commands that follow from a report of deliveries: a dead address is a fact of the case. */
export function bounces<K extends CaseKind>(
  { logic, stream, version }: CaseMemory<K>,
  { bounced = [] }: { readonly bounced?: readonly { readonly person: string; readonly reply: string }[] },
): readonly Incoming<CommandOf<K>>[] {
  return bounced.flatMap(({ person, reply }) => {
    const command = logic.bounced?.(person, reply);
    return command === undefined ? [] : [byCase(command, `${stream}@${version}:bounce:${person}`)];
  });
}
