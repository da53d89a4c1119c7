/**
 * How every case lives: it takes commands one at a time, records what they decide, carries out what follows, and wakes
 * up when its agenda says so. Deliberately absent: every decision (domain/) and every effect (activities/).
 *
 * The order that keeps the promises (docs/adr/0002): decide on recorded state, record, evolve, answer. The next command
 * waits for that to finish, so two opposite commands in one batch meet the same state one after the other, and nobody is
 * told "done" before PostgreSQL has committed.
 */
import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  log,
  ParentClosePolicy,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { Actor, AnyCommand, Context } from '../domain/case.ts';
import { kindOf } from '../domain/case.ts';
import type { AnyCase } from '../domain/cases.ts';
import type { Rejection } from '../domain/rejection.ts';
import { DELIVERY, RECORDING } from './activity-options.ts';
import {
  type CaseInput,
  type CaseOutcome,
  type CommandAnswer,
  type CommandEnvelope,
  commandUpdate,
  type Owed,
  TASK_QUEUE,
  tellSignal,
  viewQuery,
  WORKFLOW_TYPES,
} from './contract.ts';

const { recordEvents } = proxyLocalActivities<Pick<Activities, 'recordEvents'>>(RECORDING);
const { deliverNotices } = proxyActivities<Pick<Activities, 'deliverNotices'>>(DELIVERY);

/** Answers kept for a repeated command; the database's UNIQUE(command_id) judges what is older. */
const ANSWERS_KEPT = 300;
/** Own bound beside `continueAsNewSuggested` (reliability 1.1). */
const HISTORY_EVENTS_MAX = 2_000;
/** A clock command that was refused is not asked again at once. */
const CLOCK_PAUSE_MS = 600_000;

/** What a workflow's story may do with its own case. */
export type Teller = {
  state(): object | null;
  closed(): boolean;
  command(command: AnyCommand): Promise<CommandAnswer>;
  until(holds: () => boolean): Promise<void>;
};

const system = (door: 'clock' | 'case'): Actor => ({ person: null, door, assurance: 'system', roles: [] });

function refusal(rejection: Rejection): ApplicationFailure {
  return ApplicationFailure.create({
    nonRetryable: true,
    type: rejection.code,
    message: rejection.message.en,
    details: [rejection],
  });
}

export async function runCase(input: CaseInput, logic: AnyCase, story?: (teller: Teller) => Promise<void>): Promise<CaseOutcome> {
  const { stream } = input;
  let state: object | null = input.resumed?.state ?? null;
  let version = input.resumed?.version ?? 0;
  const answered = new Map<string, CommandAnswer>(input.resumed?.answered ?? []);
  const owed: Owed[] = [...(input.resumed?.consequences ?? [])];
  const inbox: CommandEnvelope[] = [];
  let undelivered: string[] = [...(input.resumed?.notices ?? [])];
  const inDelivery = new Set<string>();
  let busy = false;
  let carrying = false;
  let alarm: number | null = null;
  let clockAskedUntil = 0;
  let awake = true;
  let asked = false;

  const closed = (): boolean => state !== null && logic.closed(state);
  const contextOf = (envelope: CommandEnvelope): Context => ({
    now: new Date().toISOString(),
    actor: envelope.actor,
    commandId: envelope.commandId,
  });

  /** Decides, records and evolves, one command at a time. Throws an ApplicationFailure when it is refused. */
  async function take(envelope: CommandEnvelope): Promise<CommandAnswer> {
    asked = true;
    while (busy) await condition(() => !busy);
    busy = true;
    try {
      const earlier = answered.get(envelope.commandId);
      if (earlier !== undefined) return earlier;
      const context = contextOf(envelope);
      const decision = logic.decide(state, envelope.command, context);
      if (!decision.ok) throw refusal(decision.rejection);
      const events = decision.events.length === 0 ? [] : await record(envelope, context, decision.events);
      const status = state === null ? 'NEW' : logic.summary(state).status;
      const answer: CommandAnswer = { stream, version, status, events };
      answered.set(envelope.commandId, answer);
      for (const oldest of answered.keys()) {
        if (answered.size <= ANSWERS_KEPT) break;
        answered.delete(oldest);
      }
      return answer;
    } finally {
      busy = false;
      awake = true;
    }
  }

  async function record(envelope: CommandEnvelope, context: Context, drafts: readonly { readonly type: string; readonly data: object }[]) {
    const { actor, commandId } = envelope;
    const recorded = await recordEvents({ stream, expectedVersion: version, commandId, actor, occurredAt: context.now, events: drafts }).catch(
      (failure: unknown) => {
        throw failure instanceof ActivityFailure && failure.cause instanceof ApplicationFailure ? failure.cause : failure;
      },
    );
    for (const event of recorded.events) {
      state = logic.evolve(state, event);
      version = event.version;
      logic.consequences(state, event).forEach((consequence, index) => {
        owed.push({ consequence, commandId: `${stream}@${event.version}/${index}` });
      });
    }
    undelivered.push(...recorded.notices);
    return recorded.events.map((event) => ({ version: event.version, type: event.type }));
  }

  setHandler(commandUpdate, take, {
    // Refuses for free, with no trace in the history, what could not pass anyway; `take` decides again. An opening is
    // left to `take`, because a start that was refused without a trace would wait for ever.
    validator: (envelope) => {
      if (state === null || answered.has(envelope.commandId) || busy) return;
      const decision = logic.decide(state, envelope.command, contextOf(envelope));
      if (!decision.ok) throw refusal(decision.rejection);
    },
  });
  setHandler(tellSignal, (envelope) => {
    inbox.push(envelope);
    awake = true;
  });
  setHandler(viewQuery, () => ({ version, state }));

  /** A command that nobody waits for: refused is noted in the log, and that is all. */
  async function takeQuietly(envelope: CommandEnvelope): Promise<boolean> {
    try {
      await take(envelope);
      return true;
    } catch (failure) {
      if (!(failure instanceof ApplicationFailure)) throw failure;
      log.warn('command refused', { stream, command: envelope.command.type, code: failure.type ?? null });
      return false;
    }
  }

  async function carryOut({ consequence, commandId }: Owed): Promise<void> {
    const envelope = (command: AnyCommand): CommandEnvelope => ({ command, actor: system('case'), commandId });
    try {
      if (consequence.kind === 'start') {
        const child: CaseInput = { v: 1, stream: consequence.stream, open: envelope(consequence.open) };
        await startChild(WORKFLOW_TYPES[kindOf(consequence.stream)], {
          workflowId: consequence.stream,
          taskQueue: TASK_QUEUE,
          args: [child],
          parentClosePolicy: ParentClosePolicy.ABANDON,
        });
      } else {
        await getExternalWorkflowHandle(consequence.stream).signal(tellSignal, envelope(consequence.command));
      }
    } catch (failure) {
      // Started before (a repeated consequence), or told to a case that has ended meanwhile: both are no trouble.
      log.warn('consequence not carried out', { stream, to: consequence.stream, failure: String(failure) });
    }
  }

  function deliver(): void {
    const ids = undelivered;
    undelivered = [];
    for (const id of ids) inDelivery.add(id);
    // Not awaited: a mail server that is down must not hold up the next decision.
    void deliverNotices({ notices: ids })
      .catch((failure: unknown) => log.warn('notices given up', { stream, failure: String(failure) }))
      .finally(() => {
        for (const id of ids) inDelivery.delete(id);
        awake = true;
      });
  }

  /** Keeps one timer at the earliest moment asked for; a later agenda is looked at when it rings. Saves history. */
  function setAlarm(at: number): void {
    if (alarm !== null && alarm <= at) return;
    alarm = at;
    void sleep(Math.max(1, at - Date.now()))
      .then(() => {
        if (alarm === at) alarm = null;
        awake = true;
      })
      .catch(() => undefined);
  }

  async function obeyClock(): Promise<void> {
    const next = state === null ? undefined : logic.agenda(state)[0];
    if (next === undefined) return;
    const at = Math.max(Date.parse(next.at), clockAskedUntil);
    if (at > Date.now()) return setAlarm(at);
    const commandId = `${stream}@${version}:${next.command.type}`;
    if (!(await takeQuietly({ command: next.command, actor: system('clock'), commandId }))) clockAskedUntil = Date.now() + CLOCK_PAUSE_MS;
    awake = true;
  }

  const teller: Teller = {
    state: () => state,
    closed,
    command: (command) => take({ command, actor: system('case'), commandId: `${stream}@${version}:${command.type}` }),
    until: (holds) => condition(holds),
  };

  if (input.open !== undefined && state === null) await takeQuietly(input.open);
  // An opening that comes as an Update with the start is waited for; refused, it leaves nothing behind.
  if (state === null) await condition(() => state !== null || (asked && allHandlersFinished() && !busy));
  if (state === null) return { stream, version, status: 'REFUSED' };
  if (story !== undefined) void story(teller);

  for (;;) {
    await condition(() => awake);
    awake = false;
    for (let envelope = inbox.shift(); envelope !== undefined; envelope = inbox.shift()) await takeQuietly(envelope);
    carrying = true;
    for (let next = owed.shift(); next !== undefined; next = owed.shift()) await carryOut(next);
    carrying = false;
    if (undelivered.length > 0) deliver();
    if (closed()) break;
    await obeyClock();
    if ((workflowInfo().continueAsNewSuggested || workflowInfo().historyLength > HISTORY_EVENTS_MAX) && quiet()) {
      await continueAsNew<(next: CaseInput) => Promise<CaseOutcome>>({
        v: 1,
        stream,
        resumed: { version, state, answered: [...answered], consequences: [...owed], notices: [...undelivered, ...inDelivery] },
      });
    }
  }
  await condition(() => allHandlersFinished() && !busy && inDelivery.size === 0);
  return { stream, version, status: state === null ? 'REFUSED' : logic.summary(state).status };

  function quiet(): boolean {
    return allHandlersFinished() && !busy && !carrying && inbox.length === 0;
  }
}
