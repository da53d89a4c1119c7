/**
 * What waits for the loop of a case, and what comes next. Whoever wants something of the case posts it here; the loop alone
 * takes it out, one piece at a time. Deliberately absent: how a piece is done (case-work.ts) and when (case-loop.ts).
 */
import type { AnyCommand } from '../domain/kernel/command.ts';
import type { Incoming } from './incoming.ts';

/** Who waits for the end of a command. */
export type Reply<A> = { resolve(answer: A): void; reject(failure: unknown): void };

export type CommandWork<C extends AnyCommand, A> = {
  readonly kind: 'command';
  readonly incoming: Incoming<C>;
  /** Absent: nobody waits; refused is noted in the log, and that is all. */
  readonly reply?: Reply<A>;
};

export type Work<C extends AnyCommand, A> =
  /** The state has to be made again, up to this version, before anything is decided on it. */
  | { readonly kind: 'fold'; readonly until: number }
  | CommandWork<C, A>
  /** Ask the record whether it holds more. */
  | { readonly kind: 'synchronise' }
  /** Start and tell other cases, all that is owed by then. */
  | { readonly kind: 'carryOut' }
  /** Do what the agenda asks for now, if it still does. */
  | { readonly kind: 'clock' };

type Kind = Work<AnyCommand, unknown>['kind'];
/** Of these, one that waits does for all. */
const ONCE: Readonly<Record<Kind, boolean>> = { fold: false, command: false, synchronise: true, carryOut: true, clock: true };
/** Of what was posted between two pieces, which comes first. */
const RANK: Readonly<Record<Kind, number>> = { fold: 0, synchronise: 1, command: 2, carryOut: 4, clock: 5 };
const TOLD = 3;
const rankOf = (work: Work<AnyCommand, unknown>): number => (work.kind === 'command' && work.reply === undefined ? TOLD : RANK[work.kind]);

/**
 * Whoever came while an earlier piece was done goes before whoever came later, so nothing waits for ever. Those who came
 * together are put in an order of their own: Temporal does not promise that a replay meets Updates and Signals of one
 * workflow task in the order in which they were met at first, only each among themselves.
 */
export class Mailbox<C extends AnyCommand, A> {
  readonly #line: Work<C, A>[];
  /** Since the last piece was taken. */
  #arrived: Work<C, A>[] = [];
  #inHand = false;

  /** `first`: with what a run begins, before anything that comes to it. */
  constructor(first: readonly Work<C, A>[]) {
    this.#line = [...first];
  }

  get isEmpty(): boolean {
    return this.#line.length === 0 && this.#arrived.length === 0;
  }

  /** Nothing waits, and nothing is being done: what the case knows is what counts. */
  get atRest(): boolean {
    return !this.#inHand && this.isEmpty;
  }

  post(work: Work<C, A>): void {
    if (ONCE[work.kind] && [...this.#line, ...this.#arrived].some(({ kind }) => kind === work.kind)) return;
    this.#arrived.push(work);
  }

  /** Posts a command whose sender waits for the answer. */
  ask(incoming: Incoming<C>): Promise<A> {
    return new Promise((resolve, reject) => this.post({ kind: 'command', incoming, reply: { resolve, reject } }));
  }

  /** Takes the next piece in hand. Error: the one before has not been put down. */
  take(): Work<C, A> | undefined {
    if (this.#inHand) throw new Error('one piece of work at a time');
    this.#line.push(...this.#arrived.sort((a, b) => rankOf(a) - rankOf(b)));
    this.#arrived = [];
    const work = this.#line.shift();
    this.#inHand = work !== undefined;
    return work;
  }

  putDown(): void {
    this.#inHand = false;
  }
}
