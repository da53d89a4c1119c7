/**
 * The loop of runs that began before 0.5.0. Handlers and turns take a lock in an order that stands in their histories, down
 * to who was woken first, so nothing here may change: neither what is awaited nor in which order. It ends with those runs
 * (versions.ts). Deliberately absent: whatever it shares with the mailbox's loop (case-memory.ts, case-work.ts).
 */
import { ApplicationFailure, allHandlersFinished, condition, continueAsNew, log, setHandler, sleep } from '@temporalio/workflow';
import type { CaseKind, CommandOf, LogicOf, StateOf } from '../domain/cases.ts';
import { CaseMemory, historyIsLong } from './case-memory.ts';
import { bounces, carryOut, deliverNotices, fold, refusal, sayHead, synchronise, take } from './case-work.ts';
import {
  type AnswerOf,
  type CaseInput,
  type CaseOutcome,
  type CommandEnvelope,
  commandUpdate,
  headUpdate,
  synchroniseSignal,
  tellSignal,
  versionQuery,
  viewQuery,
} from './contract.ts';
import { byCase, byClock, contextOf, fromOutside, type Incoming, isEnvelope } from './incoming.ts';
import { foldsBeforeCommands, leavesTheLock } from './versions.ts';

/** A clock command that was refused is not asked again at once. */
const CLOCK_PAUSE_MS = 600_000;

/** What a workflow's course may do with its own case. */
export type Teller<K extends CaseKind> = {
  state(): StateOf<K> | null;
  closed(): boolean;
  command(command: CommandOf<K>): Promise<AnswerOf<K>>;
  until(holds: () => boolean): Promise<void>;
};
/** What the workflow itself asks of its case, in order. */
export type Course<K extends CaseKind> = (teller: Teller<K>) => Promise<void>;

export async function runLocked<K extends CaseKind>(input: CaseInput<K>, logic: LogicOf<K>, course?: Course<K>): Promise<CaseOutcome> {
  return new LockedLoop(input, logic).run(course);
}

class LockedLoop<K extends CaseKind> {
  readonly #memory: CaseMemory<K>;
  readonly #input: CaseInput<K>;
  readonly #inbox: Incoming<CommandOf<K>>[] = [];
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

  constructor(input: CaseInput<K>, logic: LogicOf<K>) {
    this.#input = input;
    this.#memory = new CaseMemory(input, logic);
    this.#folding = this.#memory.foldUntil !== null && foldsBeforeCommands();
    this.#setHandlers();
  }

  async run(course?: Course<K>): Promise<CaseOutcome> {
    const { foldUntil } = this.#memory;
    if (foldUntil !== null) await this.#foldAnew(foldUntil);
    if (this.#input.open !== undefined && this.#memory.state === null) await this.#takeQuietly(fromOutside(this.#ofThisKind(this.#input.open)));
    // An opening that comes as an Update with the start is waited for; refused, it leaves nothing behind.
    if (this.#memory.state === null) await condition(() => this.#memory.state !== null || (this.#asked && allHandlersFinished() && !this.#busy));
    if (this.#memory.state === null) return this.#memory.outcome();
    if (course !== undefined) void course(this.#teller());
    while (!this.#memory.closed() || this.#hasWork()) await this.#turn();
    await condition(() => allHandlersFinished() && !this.#busy && this.#inDelivery.size === 0);
    return this.#memory.outcome();
  }

  /** One round: what came in, what follows from it, what the clock asks for; then sleep until something happens. */
  async #turn(): Promise<void> {
    await condition(() => this.#awake);
    this.#awake = false;
    if (this.#synchronise) await this.#catchUp();
    for (let next = this.#inbox.shift(); next !== undefined; next = this.#inbox.shift()) await this.#takeQuietly(next);
    this.#carrying = true;
    // In turn with commands: at most one local activity of a case runs at a time.
    while (this.#memory.owed.length > 0) await this.#alone(() => carryOut(this.#memory.stream, this.#memory.owed.splice(0)));
    this.#carrying = false;
    if (this.#memory.undelivered.length > 0) this.#deliver();
    if (this.#memory.closed()) return;
    await this.#obeyClock();
    if (this.#quiet() && (historyIsLong() || this.#leaves())) await this.#goOnAsNew();
  }

  #setHandlers(): void {
    setHandler(commandUpdate, (envelope) => this.#take(fromOutside(this.#ofThisKind(envelope))), {
      // Refuses for free, with no trace in the history, what could not pass anyway; `take` decides again. An opening is
      // left to `take`, because a start that was refused without a trace would wait for ever.
      validator: (envelope) => {
        if (!isEnvelope(envelope)) throw ApplicationFailure.nonRetryable('what came in is no command of a case', 'NO_COMMAND');
        if (this.#folding || this.#memory.state === null || this.#busy || this.#memory.answerTo(envelope.commandId) !== undefined) return;
        const decision = this.#memory.logic.decide(this.#memory.state, this.#ofThisKind(envelope).command, contextOf(envelope));
        if (!decision.ok) throw refusal(decision.rejection);
      },
    });
    setHandler(tellSignal, (envelope) => {
      if (!isEnvelope(envelope)) return log.warn('what came in is no message of a case', { stream: this.#memory.stream });
      this.#inbox.push(fromOutside(this.#ofThisKind(envelope)));
      this.#awake = true;
    });
    setHandler(synchroniseSignal, () => {
      this.#synchronise = true;
      this.#awake = true;
    });
    setHandler(headUpdate, () => undefined, { validator: () => sayHead(this.#memory) });
    setHandler(viewQuery, () => ({ version: this.#memory.version, state: this.#memory.state }));
    setHandler(versionQuery, () => ({ version: this.#memory.version, closed: this.#memory.closed() }));
  }

  #ofThisKind = (envelope: CommandEnvelope) => envelope as CommandEnvelope<CommandOf<K>>; // as in case-loop.ts

  /** Decides, records and evolves, one command at a time. Throws an ApplicationFailure when it is refused. */
  async #take(incoming: Incoming<CommandOf<K>>): Promise<AnswerOf<K>> {
    this.#asked = true;
    if (this.#folding) await condition(() => !this.#folding);
    return this.#alone(() => take(this.#memory, incoming));
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

  async #catchUp(): Promise<void> {
    this.#synchronise = false;
    await this.#alone(() => synchronise(this.#memory));
  }

  async #foldAnew(until: number): Promise<void> {
    await this.#alone(async () => {
      await fold(this.#memory, until);
      this.#folding = false;
    });
  }

  /** A command that nobody waits for: refused is noted in the log, and that is all. */
  async #takeQuietly(incoming: Incoming<CommandOf<K>>): Promise<boolean> {
    try {
      await this.#take(incoming);
      return true;
    } catch (failure) {
      if (!(failure instanceof ApplicationFailure)) throw failure;
      log.warn('command refused', { stream: this.#memory.stream, command: incoming.envelope.command.type, code: failure.type ?? null });
      return false;
    }
  }

  #deliver(): void {
    const ids = this.#memory.undelivered;
    this.#memory.undelivered = [];
    for (const id of ids) this.#inDelivery.add(id);
    // Not awaited: a mail server that is down must not hold up the next decision.
    void deliverNotices({ notices: ids })
      .then((report) => {
        if (!this.#memory.closed()) this.#inbox.push(...bounces(this.#memory, report));
        if (report.waiting > 0) this.#memory.undelivered.push(...ids);
      })
      .catch((failure: unknown) => log.warn('notices given up', { stream: this.#memory.stream, failure: String(failure) }))
      .finally(() => {
        for (const id of ids) this.#inDelivery.delete(id);
        this.#awake = true;
      });
  }

  async #obeyClock(): Promise<void> {
    const next = this.#memory.nextOnAgenda();
    if (next === undefined) return;
    const at = Math.max(Date.parse(next.at), this.#clockAskedUntil);
    if (at > Date.now()) return this.#setAlarm(at);
    const commandId = `${this.#memory.stream}@${this.#memory.version}:${next.command.type}`;
    const taken = await this.#takeQuietly(byClock(next.command, commandId));
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
    await continueAsNew<(next: CaseInput<K>) => Promise<CaseOutcome>>(this.#memory.handOn(this.#inDelivery));
  }

  #teller(): Teller<K> {
    return {
      state: () => this.#memory.state,
      closed: () => this.#memory.closed(),
      command: (command) => this.#take(byCase(command, `${this.#memory.stream}@${this.#memory.version}:${command.type}`)),
      until: (holds) => condition(holds),
    };
  }

  /** Not while mails are on their way: the next run would send for them again. */
  #leaves = (): boolean => !this.#synchronise && this.#memory.owed.length === 0 && this.#inDelivery.size === 0 && leavesTheLock();
  #hasWork = (): boolean => this.#inbox.length > 0 || this.#memory.owed.length > 0 || this.#memory.undelivered.length > 0;
  #quiet = (): boolean => allHandlersFinished() && !this.#busy && !this.#carrying && this.#inbox.length === 0;
}
