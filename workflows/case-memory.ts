/**
 * What a run knows of its case: the state that recorded events made, what it answered, and what follows that nobody has
 * done yet. Synchronous throughout. Deliberately absent: every effect, and whose turn it is.
 */
import { proxySinks, workflowInfo } from '@temporalio/workflow';
import type { AgendaItemOf, CaseKind, EventOf, LogicOf, StateOf } from '../domain/cases.ts';
import type { KnownEvent, RecordAnswer } from '../domain/kernel/record.ts';
import { type AnswerOf, type CaseInput, type CaseOutcome, type CaseSinks, type DueConsequence, inputOf } from './contract.ts';

const { trouble } = proxySinks<CaseSinks>();

/** Answers kept for a repeated command; the database's UNIQUE(command_id) judges what is older. */
const ANSWERS_KEPT = 300;
/** A larger state is not handed to the next run, which makes it again from the record: a payload stays under 256 KB (issue 2). */
const STATE_BYTES_MAX = 160 * 1_024;
/** Own bound beside `continueAsNewSuggested` (reliability 1.1). */
const HISTORY_EVENTS_MAX = 2_000;

/** Whether the next quiet moment is the end of this run. */
export function historyIsLong(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength > HISTORY_EVENTS_MAX;
}

export class CaseMemory<K extends CaseKind> {
  readonly stream: string;
  readonly logic: LogicOf<K>;
  /** Where the run before this one ended, when its state has to be made again before anything is decided on it. */
  readonly foldUntil: number | null;
  state: StateOf<K> | null;
  version: number;
  /** Consequences not yet carried out. */
  readonly owed: DueConsequence[];
  /** Ids of notices that nobody delivers yet. */
  undelivered: string[];
  readonly #answered: Map<string, AnswerOf<K>>;

  constructor(input: CaseInput<K>, logic: LogicOf<K>) {
    const resumed = handedOn(input);
    this.stream = input.stream;
    this.logic = watched(input.stream, logic);
    this.foldUntil = resumed !== undefined && (resumed.state === null || (resumed.schema ?? 1) !== logic.schema) ? resumed.version : null;
    this.state = resumed?.state ?? null;
    this.version = resumed?.version ?? 0;
    this.owed = [...(resumed?.consequences ?? [])];
    this.undelivered = [...(resumed?.notices ?? [])];
    this.#answered = new Map(resumed?.answered ?? []);
  }

  closed = (): boolean => this.state !== null && this.logic.closed(this.state);
  answerTo = (commandId: string): AnswerOf<K> | undefined => this.#answered.get(commandId);
  /** What the clock asks for next. */
  nextOnAgenda = (): AgendaItemOf<K> | undefined => (this.state === null ? undefined : this.logic.agenda(this.state)[0]);

  /** Forgets the state, to make it again from the record. */
  forgetState(): void {
    [this.state, this.version] = [null, 0];
  }

  evolve(event: KnownEvent): KnownEvent & EventOf<K> {
    const known = event as KnownEvent & EventOf<K>; // a stream holds events of its own kind alone
    this.state = this.logic.evolve(this.state, known);
    this.version = event.version;
    return known;
  }

  /** Takes recorded events in; those known already change nothing. */
  absorb(recorded: RecordAnswer): void {
    for (const event of recorded.events) {
      if (event.version <= this.version) continue;
      const known = this.evolve(event);
      // Never null after an event.
      const consequences = this.state === null ? [] : this.logic.consequences(this.state, known);
      consequences.forEach((consequence, index) => {
        this.owed.push({ consequence, commandId: `${this.stream}@${event.version}/${index}` });
      });
      if (recorded.kind === 'BEHIND') this.remember(event.commandId, [event]);
    }
    this.undelivered.push(...recorded.notices);
  }

  remember(commandId: string, events: readonly Pick<KnownEvent, 'version' | 'type'>[]): AnswerOf<K> {
    const before = this.#answered.get(commandId)?.events ?? [];
    const recorded = events.map(({ version, type }) => ({
      version,
      type: type as EventOf<K>['type'], // a stream holds events of its own kind alone
    }));
    const answer: AnswerOf<K> = { ...this.#where('NEW'), events: [...before, ...recorded] };
    this.#answered.set(commandId, answer);
    for (const oldest of this.#answered.keys()) {
      if (this.#answered.size <= ANSWERS_KEPT) break;
      this.#answered.delete(oldest);
    }
    return answer;
  }

  outcome = (): CaseOutcome => this.#where('REFUSED');

  /** For the next run. `inDelivery`: notices of which nobody knows yet how they ended. */
  handOn(inDelivery: Iterable<string>): CaseInput<K> {
    return inputOf<K>({
      stream: this.stream,
      resumed: {
        version: this.version,
        schema: this.logic.schema,
        state: this.state !== null && bytesOf(this.state) <= STATE_BYTES_MAX ? this.state : null,
        answered: [...this.#answered],
        consequences: [...this.owed],
        notices: [...this.undelivered, ...inDelivery],
      },
    });
  }

  #where(unopened: string): CaseOutcome {
    const status = this.state === null ? unopened : this.logic.summary(this.state).status;
    return { stream: this.stream, version: this.version, status };
  }
}

/**
 * What the run before this one handed on. A run that somebody else started hands on nothing but where the record was: its
 * state is made from the record, and what it says is owed was never believed.
 */
function handedOn<K extends CaseKind>({ resumed }: CaseInput<K>): CaseInput<K>['resumed'] {
  if (resumed === undefined || workflowInfo().continuedFromExecutionRunId !== undefined) return resumed;
  return { version: resumed.version, state: null, answered: [], notices: [], consequences: [] };
}

/** Says of every error of a case's logic that this case cannot go on. Synchronous: nothing of it stands in a history. */
function watched<K extends CaseKind>(stream: string, logic: LogicOf<K>): LogicOf<K> {
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
