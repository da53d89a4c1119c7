/**
 * How every case lives: it takes commands one at a time, records what they decide, carries out what follows, and wakes
 * up when its agenda says so. Deliberately absent: every decision (domain/) and every effect (activities/).
 *
 * The order that keeps the promises (docs/adr/0002): decide on recorded state, record, evolve, answer. The next command
 * waits for that to finish, so two opposite commands in one batch meet the same state one after the other, and nobody is
 * told "done" before PostgreSQL has committed. The record is always right: where it holds more than the workflow knows,
 * because a workflow task was lost after its commit, the workflow takes that in and decides again.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  log,
  patched,
  proxyActivities,
  proxyLocalActivities,
  proxySinks,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { AnyCase } from '../domain/cases.ts';
import type { Actor } from '../domain/kernel/actor.ts';
import type { Draft } from '../domain/kernel/case.ts';
import type { AnyCommand } from '../domain/kernel/command.ts';
import { byRules, type Context } from '../domain/kernel/context.ts';
import type { Origin, RecordAnswer } from '../domain/kernel/record.ts';
import type { RecorderFailure, Rejection } from '../domain/kernel/rejection.ts';
import { DELIVERY, RECORDING, TELLING } from './activity-options.ts';
import {
  type CaseInput,
  type CaseOutcome,
  type CaseSinks,
  type CommandAnswer,
  type CommandEnvelope,
  commandUpdate,
  type Owed,
  synchroniseSignal,
  tellSignal,
  versionQuery,
  viewQuery,
} from './contract.ts';

const { recordEvents } = proxyLocalActivities<Pick<Activities, 'recordEvents'>>(RECORDING);
const { carryOut } = proxyLocalActivities<Pick<Activities, 'carryOut'>>(TELLING);
const { deliverNotices } = proxyActivities<Pick<Activities, 'deliverNotices'>>(DELIVERY);

const { trouble } = proxySinks<CaseSinks>();

/** Answers kept for a repeated command; the database's UNIQUE(command_id) judges what is older. */
const ANSWERS_KEPT = 300;
/** Own bound beside `continueAsNewSuggested` (reliability 1.1). */
const HISTORY_EVENTS_MAX = 2_000;
/** A larger state is not handed to the next run, which makes it again from the record: a payload stays under 256 KB (issue 2). */
const STATE_BYTES_MAX = 160 * 1_024;
/** A clock command that was refused is not asked again at once. */
const CLOCK_PAUSE_MS = 600_000;

/** What a workflow's story may do with its own case. */
export type Teller = {
  state(): object | null;
  closed(): boolean;
  command(command: AnyCommand): Promise<CommandAnswer>;
  until(holds: () => boolean): Promise<void>;
};

/** Runs a case to its end. `story`: what the workflow itself asks of its case, in order. */
export async function runCase(input: CaseInput, logic: AnyCase, story?: (teller: Teller) => Promise<void>): Promise<CaseOutcome> {
  return new CaseRun(input, logic).run(story);
}

/** A command with where it came from; whoever sends an envelope has no say in that. */
type Incoming = { readonly envelope: CommandEnvelope; readonly origin: Origin };

const OWN: Origin = { kind: 'OWN' };
const own = (envelope: CommandEnvelope): Incoming => ({ envelope, origin: OWN });
const fromOutside = (envelope: CommandEnvelope): Incoming => ({
  envelope,
  origin: {
    kind: 'ENVELOPE',
    command: envelope.command,
    ...(envelope.rules === undefined ? {} : { rules: envelope.rules }),
    ...(envelope.seal === undefined ? {} : { seal: envelope.seal }),
  },
});

/** Whether a signal holds a message at all: whoever reaches Temporal may send anything, and nobody's case stands still for it. */
const isEnvelope = (sent: unknown): sent is CommandEnvelope =>
  typeof sent === 'object' &&
  sent !== null &&
  typeof Reflect.get(sent, 'commandId') === 'string' &&
  typeof Reflect.get(Object(Reflect.get(sent, 'command')), 'type') === 'string' &&
  typeof Reflect.get(Object(Reflect.get(sent, 'actor')), 'door') === 'string';

/**
 * What the run before this one handed on. A run that somebody else started hands on nothing but where the record was: its
 * state is made from the record, and what it says is owed was never believed.
 */
function handedOn({ resumed }: CaseInput): CaseInput['resumed'] {
  if (resumed === undefined || workflowInfo().continuedFromExecutionRunId !== undefined) return resumed;
  return { version: resumed.version, state: null, answered: [], notices: [], consequences: [] };
}

const system = (door: 'clock' | 'case'): Actor => ({ person: null, door, assurance: 'system', roles: [] });

function refusal(rejection: Rejection): ApplicationFailure {
  return ApplicationFailure.create({ nonRetryable: true, type: rejection.code, message: rejection.message.en, details: [rejection] });
}

/** An answer of the record without events, for a command that should have made some, is no success. */
const nothingRecorded = (stream: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(`nothing was recorded in ${stream} under the id of this command`, 'COMMAND_ID_TAKEN' satisfies RecorderFailure);

/** Says of every error of a case's logic that this case cannot go on. Synchronous: nothing of it stands in a history. */
function watched(stream: string, logic: AnyCase): AnyCase {
  const told = <A extends readonly unknown[], R>(work: (...given: A) => R) => {
    return (...given: A): R => {
      try {
        return work(...given);
      } catch (error) {
        trouble.stuck(stream, error instanceof Error ? error.message : String(error));
        throw error;
      }
    };
  };
  return {
    ...logic,
    decide: told((...given) => logic.decide(...given)),
    evolve: told((...given) => logic.evolve(...given)),
    consequences: told((...given) => logic.consequences(...given)),
    agenda: told((...given) => logic.agenda(...given)),
  };
}

class CaseRun {
  readonly #stream: string;
  readonly #logic: AnyCase;
  readonly #input: CaseInput;
  #state: object | null;
  #version: number;
  readonly #answered: Map<string, CommandAnswer>;
  /** Consequences not yet carried out. */
  readonly #owed: Owed[];
  readonly #inbox: Incoming[] = [];
  #undelivered: string[];
  readonly #inDelivery = new Set<string>();
  /** A command is being decided and recorded. */
  #busy = false;
  #asked = false;
  #carrying = false;
  #synchronise = false;
  #alarm: number | null = null;
  #clockAskedUntil = 0;
  /** The state has to be made again before anything is decided on it. */
  #folding: boolean;
  /** Something may be there for the loop to do. */
  #awake = true;

  constructor(input: CaseInput, logic: AnyCase) {
    const resumed = handedOn(input);
    this.#input = resumed === undefined ? input : { ...input, resumed };
    this.#stream = input.stream;
    this.#logic = watched(input.stream, logic);
    this.#state = resumed?.state ?? null;
    this.#version = resumed?.version ?? 0;
    this.#answered = new Map(resumed?.answered ?? []);
    this.#owed = [...(resumed?.consequences ?? [])];
    this.#undelivered = [...(resumed?.notices ?? [])];
    // 2026-11-26: a command that comes with the first task of a run was decided on the state of an earlier shape, or on none.
    // May go when no run of 0.2.0 that began with such a state is open any more.
    this.#folding = this.#mustFold() && patched('fold-before-commands');
    this.#setHandlers();
  }

  async run(story?: (teller: Teller) => Promise<void>): Promise<CaseOutcome> {
    const { resumed } = this.#input;
    if (resumed !== undefined && this.#mustFold()) await this.#foldAnew(resumed.version);
    if (this.#input.open !== undefined && this.#state === null) await this.#takeQuietly(fromOutside(this.#input.open));
    // An opening that comes as an Update with the start is waited for; refused, it leaves nothing behind.
    if (this.#state === null) await condition(() => this.#state !== null || (this.#asked && allHandlersFinished() && !this.#busy));
    if (this.#state === null) return this.#outcome();
    if (story !== undefined) void story(this.#teller());
    while (!this.#closed() || this.#hasWork()) await this.#turn();
    await condition(() => allHandlersFinished() && !this.#busy && this.#inDelivery.size === 0);
    return this.#outcome();
  }

  /** One round: what came in, what follows from it, what the clock asks for; then sleep until something happens. */
  async #turn(): Promise<void> {
    await condition(() => this.#awake);
    this.#awake = false;
    if (this.#synchronise) await this.#catchUp();
    for (let next = this.#inbox.shift(); next !== undefined; next = this.#inbox.shift()) await this.#takeQuietly(next);
    this.#carrying = true;
    // In turn with commands: at most one local activity of a case runs at a time.
    while (this.#owed.length > 0) await this.#alone(() => this.#carryOut(this.#owed.splice(0)));
    this.#carrying = false;
    if (this.#undelivered.length > 0) this.#deliver();
    if (this.#closed()) return;
    await this.#obeyClock();
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    if ((continueAsNewSuggested || historyLength > HISTORY_EVENTS_MAX) && this.#quiet()) await this.#goOnAsNew();
  }

  #setHandlers(): void {
    setHandler(commandUpdate, (envelope) => this.#take(fromOutside(envelope)), {
      // Refuses for free, with no trace in the history, what could not pass anyway; `take` decides again. An opening is
      // left to `take`, because a start that was refused without a trace would wait for ever.
      validator: (envelope) => {
        if (this.#folding || this.#state === null || this.#busy || this.#answered.has(envelope.commandId)) return;
        const decision = this.#logic.decide(this.#state, envelope.command, contextOf(envelope));
        if (!decision.ok) throw refusal(decision.rejection);
      },
    });
    setHandler(tellSignal, (envelope) => {
      if (!isEnvelope(envelope)) return log.warn('what came in is no message of a case', { stream: this.#stream });
      this.#inbox.push(fromOutside(envelope));
      this.#awake = true;
    });
    setHandler(synchroniseSignal, () => {
      this.#synchronise = true;
      this.#awake = true;
    });
    setHandler(viewQuery, () => ({ version: this.#version, state: this.#state }));
    setHandler(versionQuery, () => ({ version: this.#version, closed: this.#closed() }));
  }

  /** Decides, records and evolves, one command at a time. Throws an ApplicationFailure when it is refused. */
  async #take({ envelope, origin }: Incoming): Promise<CommandAnswer> {
    this.#asked = true;
    if (this.#folding) await condition(() => !this.#folding);
    return this.#alone(async () => {
      for (;;) {
        const earlier = this.#answered.get(envelope.commandId);
        if (earlier !== undefined) return earlier;
        const context = contextOf(envelope);
        const decision = this.#logic.decide(this.#state, envelope.command, context);
        if (!decision.ok) throw refusal(decision.rejection);
        const recorded: RecordAnswer =
          decision.events.length === 0
            ? { kind: 'RECORDED', events: [], notices: [] }
            : await this.#record({ envelope, origin }, context, decision.events);
        this.#absorb(recorded);
        if (recorded.kind === 'BEHIND') continue;
        // Asked of new commands alone, like every refusal that is new (docs/adr/0024).
        if (decision.events.length > 0 && recorded.events.length === 0 && byRules(context, 2)) throw nothingRecorded(this.#stream);
        return this.#remember(envelope.commandId, recorded.events);
      }
    });
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.#busy) await condition(() => !this.#busy);
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
      this.#awake = true;
    }
  }

  async #record({ envelope, origin }: Incoming, { now }: Context, events: readonly Draft[]): Promise<RecordAnswer> {
    const { actor, commandId } = envelope;
    const request = { stream: this.#stream, expectedVersion: this.#version, commandId, actor, occurredAt: now, events, origin };
    return recordEvents(request).catch((failure: unknown) => {
      // The cause says what the world does not know; the wrapper around it only where it was asked.
      throw failure instanceof ActivityFailure && failure.cause instanceof ApplicationFailure ? failure.cause : failure;
    });
  }

  /** Takes recorded events in; those known already change nothing. */
  #absorb(recorded: RecordAnswer): void {
    for (const event of recorded.events) {
      if (event.version <= this.#version) continue;
      this.#state = this.#logic.evolve(this.#state, event);
      this.#version = event.version;
      this.#logic.consequences(this.#state, event).forEach((consequence, index) => {
        this.#owed.push({ consequence, commandId: `${this.#stream}@${event.version}/${index}` });
      });
      if (recorded.kind === 'BEHIND') this.#remember(event.commandId, [event]);
    }
    this.#undelivered.push(...recorded.notices);
  }

  #remember(commandId: string, events: readonly { readonly version: number; readonly type: string }[]): CommandAnswer {
    const status = this.#state === null ? 'NEW' : this.#logic.summary(this.#state).status;
    const before = this.#answered.get(commandId)?.events ?? [];
    const answer: CommandAnswer = {
      stream: this.#stream,
      version: this.#version,
      status,
      events: [...before, ...events.map(({ version, type }) => ({ version, type }))],
    };
    this.#answered.set(commandId, answer);
    for (const oldest of this.#answered.keys()) {
      if (this.#answered.size <= ANSWERS_KEPT) break;
      this.#answered.delete(oldest);
    }
    return answer;
  }

  /** Asks the record whether it holds more than this workflow knows. */
  async #catchUp(): Promise<void> {
    this.#synchronise = false;
    await this.#alone(async () => {
      const envelope: CommandEnvelope = {
        command: { type: 'Synchronise' },
        actor: system('case'),
        commandId: `${this.#stream}@${this.#version}:sync`,
      };
      for (let more: true | undefined = true; more !== undefined; ) {
        const recorded = await this.#record(own(envelope), contextOf(envelope), []);
        if (recorded.events.length > 0) log.warn('caught up with the record', { stream: this.#stream, events: recorded.events.length });
        this.#absorb(recorded);
        more = recorded.more;
      }
    });
  }

  /**
   * Makes the state again from the record, up to where the run before this one was: an earlier release kept it in another
   * shape, or it was too large to be handed on. What followed from those events was carried out or stands in `owed`; what
   * was recorded since is taken in as ever.
   */
  async #foldAnew(until: number): Promise<void> {
    await this.#alone(async () => {
      [this.#state, this.#version] = [null, 0];
      const envelope: CommandEnvelope = { command: { type: 'Synchronise' }, actor: system('case'), commandId: `${this.#stream}@${until}:fold` };
      for (let more: true | undefined = true; more !== undefined; ) {
        const recorded: RecordAnswer = await this.#record(own(envelope), contextOf(envelope), []);
        for (const event of recorded.events.filter(({ version }) => version <= until)) {
          this.#state = this.#logic.evolve(this.#state, event);
          this.#version = event.version;
        }
        const since = recorded.events.filter(({ version }) => version > until);
        // Notices of what was known stand in `resumed`; the courier leaves those alone that were sent.
        if (since.length > 0) this.#absorb({ ...recorded, events: since });
        more = recorded.more;
      }
      this.#folding = false;
    });
  }

  /** A command that nobody waits for: refused is noted in the log, and that is all. */
  async #takeQuietly(incoming: Incoming): Promise<boolean> {
    try {
      await this.#take(incoming);
      return true;
    } catch (failure) {
      if (!(failure instanceof ApplicationFailure)) throw failure;
      log.warn('command refused', { stream: this.#stream, command: incoming.envelope.command.type, code: failure.type ?? null });
      return false;
    }
  }

  /** Starts and tells other cases, all that is owed in one go. */
  async #carryOut(owed: readonly Owed[]): Promise<void> {
    const messages = owed.map(({ consequence, commandId }) => ({
      kind: consequence.kind,
      stream: consequence.stream,
      envelope: { command: consequence.kind === 'start' ? consequence.open : consequence.command, actor: system('case'), commandId },
    }));
    const undeliverable = await carryOut({ messages });
    if (undeliverable.length > 0) log.warn('told cases that have ended', { stream: this.#stream, to: undeliverable.join(', ') });
  }

  #deliver(): void {
    const ids = this.#undelivered;
    this.#undelivered = [];
    for (const id of ids) this.#inDelivery.add(id);
    // Not awaited: a mail server that is down must not hold up the next decision.
    void deliverNotices({ notices: ids })
      .then((report) => {
        this.#heedBounces(report);
        if (report.waiting > 0) this.#undelivered.push(...ids);
      })
      .catch((failure: unknown) => log.warn('notices given up', { stream: this.#stream, failure: String(failure) }))
      .finally(() => {
        for (const id of ids) this.#inDelivery.delete(id);
        this.#awake = true;
      });
  }

  /** A dead address is a fact of the case: it is put in the queue like what other cases tell. */
  #heedBounces({ bounced = [] }: { readonly bounced?: readonly { readonly person: string; readonly reply: string }[] }): void {
    for (const { person, reply } of bounced) {
      const command = this.#logic.bounced?.(person, reply);
      if (command === undefined || this.#closed()) continue;
      this.#inbox.push(own({ command, actor: system('case'), commandId: `${this.#stream}@${this.#version}:bounce:${person}` }));
    }
  }

  async #obeyClock(): Promise<void> {
    const next = this.#state === null ? undefined : this.#logic.agenda(this.#state)[0];
    if (next === undefined) return;
    const at = Math.max(Date.parse(next.at), this.#clockAskedUntil);
    if (at > Date.now()) return this.#setAlarm(at);
    const commandId = `${this.#stream}@${this.#version}:${next.command.type}`;
    const taken = await this.#takeQuietly(own({ command: next.command, actor: system('clock'), commandId }));
    if (!taken) this.#clockAskedUntil = Date.now() + CLOCK_PAUSE_MS;
    this.#awake = true;
  }

  /** Keeps one timer at the earliest moment asked for; a later agenda is looked at when it rings. Saves history. */
  #setAlarm(at: number): void {
    if (this.#alarm !== null && this.#alarm <= at) return;
    this.#alarm = at;
    void sleep(Math.max(1, at - Date.now()))
      .then(() => {
        if (this.#alarm === at) this.#alarm = null;
        this.#awake = true;
      })
      .catch(() => undefined);
  }

  async #goOnAsNew(): Promise<void> {
    await continueAsNew<(next: CaseInput) => Promise<CaseOutcome>>({
      v: 1,
      stream: this.#stream,
      resumed: {
        version: this.#version,
        schema: this.#logic.schema,
        state: this.#state !== null && bytesOf(this.#state) <= STATE_BYTES_MAX ? this.#state : null,
        answered: [...this.#answered],
        consequences: [...this.#owed],
        notices: [...this.#undelivered, ...this.#inDelivery],
      },
    });
  }

  #teller(): Teller {
    return {
      state: () => this.#state,
      closed: () => this.#closed(),
      command: (command) => this.#take(own({ command, actor: system('case'), commandId: `${this.#stream}@${this.#version}:${command.type}` })),
      until: (holds) => condition(holds),
    };
  }

  #mustFold(): boolean {
    const { resumed } = this.#input;
    return resumed !== undefined && (resumed.state === null || (resumed.schema ?? 1) !== this.#logic.schema);
  }

  #closed = (): boolean => this.#state !== null && this.#logic.closed(this.#state);
  #hasWork = (): boolean => this.#inbox.length > 0 || this.#owed.length > 0 || this.#undelivered.length > 0;
  #quiet = (): boolean => allHandlersFinished() && !this.#busy && !this.#carrying && this.#inbox.length === 0;
  #outcome(): CaseOutcome {
    const status = this.#state === null ? 'REFUSED' : this.#logic.summary(this.#state).status;
    return { stream: this.#stream, version: this.#version, status };
  }
}

/** Bytes of its JSON in UTF-8. */
function bytesOf(value: object): number {
  const json = JSON.stringify(value);
  let bytes = json.length;
  for (let index = 0; index < json.length; index += 1) {
    const unit = json.charCodeAt(index);
    // Halves of a surrogate pair count two each.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

const contextOf = ({ actor, commandId, rules }: CommandEnvelope): Context => ({
  now: new Date().toISOString(),
  actor,
  commandId,
  ...(rules === undefined ? {} : { rules }),
});
