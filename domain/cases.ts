/**
 * All kinds of cases, declared once: their states, commands and events follow from the logic that stands here. A kind that
 * is known at compile time is typed by it; of one that is known only at run time nothing is believed but its name.
 * Deliberately absent: what any kind does.
 */
import { approvalCase } from './approval/case.ts';
import { findingsLedger } from './findings/ledger.ts';
import { journalLedger } from './journal/ledger.ts';
import type { AgendaItem, CaseLogic, Draft, Recorded } from './kernel/case.ts';
import type { AnyCommand } from './kernel/command.ts';
import { idOf, kindPart } from './kernel/stream.ts';
import type { NoticeDue } from './notice-facts.ts';
import { programmeCase } from './programme/case.ts';
import { projectCase } from './project/case.ts';
import { STAGE_KEYS, STAGE_LOGIC, STAGE_OF_KIND } from './stages/all.ts';

/** Cases that a workflow carries. */
const CASES = { programme: () => programmeCase, project: () => projectCase, approval: approvalCase, ...STAGE_LOGIC };
/**
 * Streams that wait for nothing and so have no workflow (docs/adr/0021): what was read, refused, exported and repaired in
 * a programme, and what the audit found in a project.
 */
const LEDGERS = { journal: () => journalLedger, findings: () => findingsLedger };
const ALL = { ...CASES, ...LEDGERS };

/** The first part of a stream's name (`project/QH-01`). */
export type CaseKind = keyof typeof CASES;
export type LedgerKind = keyof typeof LEDGERS;
export type StreamKind = CaseKind | LedgerKind;
/** The name of a stream of that kind. */
export type Stream<K extends StreamKind = StreamKind> = `${K}/${string}`;

type Parts<F> = F extends (id: string) => CaseLogic<infer S, infer C, infer E, NoticeDue> ? { state: S; command: C; event: E } : never;
/** State, command and event of each kind. */
export type Cases = { readonly [K in StreamKind]: Parts<(typeof ALL)[K]> };
export type StateOf<K extends StreamKind> = Cases[K]['state'];
export type CommandOf<K extends StreamKind> = Cases[K]['command'];
export type EventOf<K extends StreamKind> = Cases[K]['event'];
export type AgendaItemOf<K extends StreamKind> = AgendaItem<CommandOf<K>>;
export type LogicOf<K extends StreamKind> = CaseLogic<StateOf<K>, CommandOf<K>, EventOf<K>, NoticeDue>;

const LOGIC: { readonly [K in StreamKind]: (id: string) => LogicOf<K> } = ALL;

/** Before all stages: whatever is filed under none. */
const placeOf = (kind: string): number => {
  const stage = STAGE_OF_KIND.get(kind);
  return stage === undefined ? -1 : STAGE_KEYS.indexOf(stage);
};
// The keys of an object that is written down here are its type's keys, which Object.keys does not promise in general.
const caseKinds = Object.keys(CASES) as readonly CaseKind[];
/** In the order in which a project comes by them. */
export const CASE_KINDS = caseKinds.toSorted((a, b) => placeOf(a) - placeOf(b));
export const LEDGER_KINDS = Object.keys(LEDGERS) as readonly LedgerKind[]; // as above

export const isCaseKind = (kind: string): kind is CaseKind => Object.hasOwn(CASES, kind);
const isStreamKind = (kind: string): kind is StreamKind => Object.hasOwn(ALL, kind);

/** Error: not a stream of this product. */
export function kindOf(stream: string): StreamKind {
  const kind = kindPart(stream);
  if (!isStreamKind(kind)) throw new Error(`not a stream of this product: ${stream}`);
  return kind;
}

/** The kind of a stream that a workflow carries. Error: it is a ledger. */
export function caseKindOf(stream: string): CaseKind {
  const kind = kindOf(stream);
  if (!isCaseKind(kind)) throw new Error(`${stream} has no workflow`);
  return kind;
}

/** A stream's name as one of that kind. Error: it is another's. */
export function streamIn<K extends StreamKind>(kind: K, stream: string): Stream<K> {
  if (kindPart(stream) !== kind) throw new Error(`${stream} must be of kind ${kind}`);
  return stream as Stream<K>; // looked at just before
}

/** The state of a case of that kind, from where it is kept or sent without its type. Error: the stream is of another kind. */
export function stateIn<K extends StreamKind>(kind: K, { stream, state }: { readonly stream: string; readonly state: object }): StateOf<K> {
  streamIn(kind, stream);
  return state as StateOf<K>; // a stream holds events of its own kind alone, and its own logic made the state of them
}

/** The logic of a case whose kind is known. */
export const logicOf = <K extends StreamKind>(kind: K, id: string): LogicOf<K> => LOGIC[kind](id);

/** A case of a kind that is known only at run time; its state is whatever its own events made. */
export type AnyCase = CaseLogic<object, AnyCommand, Draft, NoticeDue>;

/**
 * The logic of a case by its stream. Forgets its types, here alone: a stream holds events of one kind only, since the
 * recorder refuses others, and commands are checked against their kind's schema at the edge.
 */
export const caseOf = (stream: string): AnyCase => logicOf(kindOf(stream), idOf(stream)) as AnyCase; // as above

/** The state of a case after all of its events; null: there are none. */
export function foldOf(stream: string, events: Iterable<Recorded>): object | null {
  const logic = caseOf(stream);
  let state: object | null = null;
  for (const event of events) state = logic.evolve(state, event);
  return state;
}
