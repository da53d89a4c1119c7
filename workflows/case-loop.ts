/**
 * How every case lives: handlers post into one mailbox, and one loop takes one piece of work at a time and finishes it. So
 * there is at most one local activity of a case at a time, two opposite commands in one batch meet the same state one after
 * the other, and nobody is told "done" before PostgreSQL has committed (docs/adr/0002). Deliberately absent: every decision
 * (domain/), every effect (activities/), and how a piece of work is done (case-work.ts).
 */
import { ApplicationFailure, allHandlersFinished, condition, continueAsNew, log, setHandler } from '@temporalio/workflow';
import { type CaseKind, type CommandOf, type LogicOf, logicOf, type StateOf, streamIn } from '../domain/cases.ts';
import { idOf } from '../domain/kernel/stream.ts';
import { CaseClock } from './case-clock.ts';
import { CaseMemory, historyIsLong } from './case-memory.ts';
import { bounces, carryOut, fold, refusal, sayHead, synchronise, take } from './case-work.ts';
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
import { Deliveries } from './deliveries.ts';
import { byCase, byClock, contextOf, fromOutside, isEnvelope } from './incoming.ts';
import { type Course, runLocked } from './locked-loop.ts';
import { type CommandWork, Mailbox, type Work } from './mailbox.ts';
import { asksBeforeRefusing, beganWithTheLock } from './versions.ts';

/** What a workflow asks of its case of itself, as soon as the state is such; asked once a version. */
export type Plan<K extends CaseKind> = {
  due(state: StateOf<K>): readonly CommandOf<K>[];
  /** The same as a course, for runs that have the lock. */
  readonly course: Course<K>;
};

/** Runs a case of this kind to its end. Error: its stream is of another kind. */
export async function runKind<K extends CaseKind>(kind: K, input: CaseInput<K>, plan?: Plan<K>): Promise<CaseOutcome> {
  const logic = logicOf(kind, idOf(streamIn(kind, input.stream)));
  return beganWithTheLock(input) ? runLocked(input, logic, plan?.course) : new CaseLoop(input, logic, plan).run();
}

class CaseLoop<K extends CaseKind> {
  readonly #memory: CaseMemory<K>;
  readonly #mailbox: Mailbox<CommandOf<K>, AnswerOf<K>>;
  readonly #deliveries: Deliveries;
  readonly #clock = new CaseClock(() => this.#mailbox.post({ kind: 'clock' }));

  readonly #plan: Plan<K> | undefined;
  /** The version for which the plan was asked last. */
  #plannedAt = 0;

  constructor(input: CaseInput<K>, logic: LogicOf<K>, plan: Plan<K> | undefined) {
    this.#plan = plan;
    this.#memory = new CaseMemory(input, logic);
    const { foldUntil, owed, state } = this.#memory;
    this.#mailbox = new Mailbox<CommandOf<K>, AnswerOf<K>>([
      ...(foldUntil === null ? [] : [{ kind: 'fold', until: foldUntil } as const]),
      ...(owed.length === 0 ? [] : [{ kind: 'carryOut' } as const]),
      ...(input.open === undefined || state !== null ? [] : [{ kind: 'command', incoming: fromOutside(this.#ofThisKind(input.open)) } as const]),
    ]);
    this.#deliveries = new Deliveries(input.stream, (report) => {
      if (!this.#memory.closed()) for (const incoming of bounces(this.#memory, report)) this.#mailbox.post({ kind: 'command', incoming });
    });
    this.#setHandlers();
  }

  async run(): Promise<CaseOutcome> {
    for (let last: Work<CommandOf<K>, AnswerOf<K>> | undefined; ; ) {
      if (this.#mailbox.isEmpty) this.#settle();
      await condition(() => !this.#mailbox.isEmpty || this.#isOver(last?.kind) || this.#mustGoOn());
      last = this.#mailbox.take();
      if (last === undefined) return this.#mustGoOn() ? this.#goOnAsNew() : this.#memory.outcome();
      await this.#do(last);
      this.#mailbox.putDown();
      this.#postOwed();
    }
  }

  async #do(work: Work<CommandOf<K>, AnswerOf<K>>): Promise<void> {
    switch (work.kind) {
      case 'fold':
        return fold(this.#memory, work.until);
      case 'command':
        return this.#answer(work);
      case 'synchronise':
        return synchronise(this.#memory);
      case 'carryOut':
        return carryOut(this.#memory.stream, this.#memory.owed.splice(0));
      case 'clock':
        return this.#obeyClock();
    }
  }

  /** Nothing waits: mails leave, the clock is wound, and what the plan asks for is posted. */
  #settle(): void {
    const notices = this.#memory.undelivered.splice(0);
    if (notices.length > 0) this.#deliveries.start(notices);
    const { state, stream, version } = this.#memory;
    if (state === null || this.#memory.closed()) return;
    const next = this.#memory.nextOnAgenda();
    if (next !== undefined) this.#clock.wind(next.at);
    if (this.#plannedAt === version) return;
    this.#plannedAt = version;
    this.#plan?.due(state).forEach((command, index) => {
      this.#mailbox.post({ kind: 'command', incoming: byCase(command, `${stream}@${version}:${command.type}/${index}`) });
    });
  }

  async #answer({ incoming, reply }: CommandWork<CommandOf<K>, AnswerOf<K>>): Promise<void> {
    if (reply === undefined) {
      await this.#takeQuietly(incoming);
      return;
    }
    await take(this.#memory, incoming, asksBeforeRefusing).then(reply.resolve, reply.reject);
  }

  /** A command that nobody waits for. False: it was refused. */
  async #takeQuietly(incoming: CommandWork<CommandOf<K>, AnswerOf<K>>['incoming']): Promise<boolean> {
    try {
      await take(this.#memory, incoming, asksBeforeRefusing);
      return true;
    } catch (failure) {
      if (!(failure instanceof ApplicationFailure)) throw failure;
      log.warn('command refused', { stream: this.#memory.stream, command: incoming.envelope.command.type, code: failure.type ?? null });
      return false;
    }
  }

  /** Asks for what is due, if it still is: a command may have come between the alarm and its turn. */
  async #obeyClock(): Promise<void> {
    const { stream, version } = this.#memory;
    const next = this.#memory.closed() ? undefined : this.#memory.nextOnAgenda();
    if (next === undefined || this.#clock.moment(next.at) > Date.now()) return;
    if (!(await this.#takeQuietly(byClock(next.command, `${stream}@${version}:${next.command.type}`)))) this.#clock.pause();
  }

  #postOwed(): void {
    if (this.#memory.owed.length > 0) this.#mailbox.post({ kind: 'carryOut' });
  }

  /** Post, and nothing else. */
  #setHandlers(): void {
    setHandler(commandUpdate, (envelope) => this.#mailbox.ask(fromOutside(this.#ofThisKind(envelope))), {
      // Refuses for free, with no trace in the history, what could not pass anyway; the loop decides again. An opening is
      // left to the loop, because a start that was refused without a trace would wait for ever.
      validator: (envelope) => {
        if (!isEnvelope(envelope)) throw ApplicationFailure.nonRetryable('what came in is no command of a case', 'NO_COMMAND');
        if (!this.#mailbox.atRest || this.#memory.state === null || this.#memory.answerTo(envelope.commandId) !== undefined) return;
        const decision = this.#memory.logic.decide(this.#memory.state, this.#ofThisKind(envelope).command, contextOf(envelope));
        if (!decision.ok) throw refusal(decision.rejection);
      },
    });
    setHandler(tellSignal, (envelope) => {
      if (!isEnvelope(envelope)) return log.warn('what came in is no message of a case', { stream: this.#memory.stream });
      this.#mailbox.post({ kind: 'command', incoming: fromOutside(this.#ofThisKind(envelope)) });
    });
    setHandler(synchroniseSignal, () => this.#mailbox.post({ kind: 'synchronise' }));
    setHandler(headUpdate, () => undefined, { validator: () => sayHead(this.#memory) });
    setHandler(viewQuery, () => ({ version: this.#memory.version, state: this.#memory.state }));
    setHandler(versionQuery, () => ({ version: this.#memory.version, closed: this.#memory.closed() }));
  }

  /** Commands are held to their kind's schema where they come into the house, and `decide` refuses what it does not know. */
  #ofThisKind = (envelope: CommandEnvelope) => envelope as CommandEnvelope<CommandOf<K>>; // as it says

  /** It is closed, or its opening was refused; everybody has their answer, and of every mail it is known how it ended. */
  #isOver(last: Work<CommandOf<K>, AnswerOf<K>>['kind'] | undefined): boolean {
    const ended = this.#memory.state === null ? last === 'command' : this.#memory.closed();
    return ended && this.#mailbox.atRest && allHandlersFinished() && this.#deliveries.underWay.size === 0;
  }

  #mustGoOn = (): boolean => historyIsLong() && !this.#memory.closed() && this.#mailbox.atRest && allHandlersFinished();

  #goOnAsNew(): Promise<never> {
    return continueAsNew<(next: CaseInput<K>) => Promise<CaseOutcome>>(this.#memory.handOn(this.#deliveries.underWay));
  }
}
