/**
 * Reads what an event means by the table of its kind: whom it names, which documents, money, outcome and texts it holds.
 * Total: a field that an event does not have, or an event that no table knows, gives nothing. Deliberately absent: what
 * each event holds (event-facts.ts beside each kind's events; stages in their declarations), and any guess.
 */
import { APPROVAL_FACTS } from '../approval/event-facts.ts';
import { type EventOf, kindOf, type StreamKind } from '../cases.ts';
import { FINDINGS_FACTS } from '../findings/event-facts.ts';
import { JOURNAL_FACTS } from '../journal/event-facts.ts';
import type { NumberFact, StringFact } from '../kernel/event-facts.ts';
import type { Text } from '../kernel/values.ts';
import { PROGRAMME_FACTS } from '../programme/event-facts.ts';
import { PROJECT_FACTS } from '../project/event-facts.ts';
import { CASE_STAGES, type StageKind } from '../stages/all.ts';
import { withProofFacts } from '../stages/declare.ts';
import { STAGE_FACTS } from '../stages/event-facts.ts';

/** What a field holds, as far as it is read without knowing the event. */
export type Fact = StringFact | NumberFact | { readonly [field: string]: Fact | undefined };
/** The facts of one event, as far as they are read without knowing its type. */
type AnyFacts = Text & {
  readonly shows?: readonly string[];
  readonly words?: { readonly [field: string]: { of(code: string, data: object): Text }['of'] | undefined };
  also?(data: object): readonly Text[];
  readonly fields?: { readonly [field: string]: Fact | undefined };
};
type Table = Readonly<Record<string, AnyFacts>>;

/** Those of the kinds that are no stages; one that forgets an event, or a kind, does not compile. */
const OWN = {
  programme: PROGRAMME_FACTS,
  project: withProofFacts(PROJECT_FACTS),
  approval: APPROVAL_FACTS,
  journal: JOURNAL_FACTS,
  findings: FINDINGS_FACTS,
} as const satisfies { readonly [K in Exclude<StreamKind, StageKind>]: Readonly<Record<EventOf<K>['type'], AnyFacts>> };

const TABLES: ReadonlyMap<string, Table> = new Map<string, Table>([
  ...Object.entries<Table>(OWN),
  ...CASE_STAGES.map(({ kind, events }): [string, Table] => [kind, { ...STAGE_FACTS, ...events }]),
]);

/** All types of events that there are. */
export const EVENT_TYPES: readonly string[] = [...new Set([...TABLES.values()].flatMap((table) => Object.keys(table)))];

/** The types of events of a kind of streams, with what each is called; none where no release wrote such a kind. */
export const eventsOfKind = (kind: string): readonly { readonly type: string; readonly name: Text }[] =>
  Object.entries(TABLES.get(kind) ?? {}).map(([type, { zh, en }]) => ({ type, name: { zh, en } }));

/** What a type of event is called; kinds that have one of the same name call it alike. A type that no release wrote stands for itself. */
export function actionName(type: string): Text {
  for (const table of TABLES.values()) {
    const found = Object.hasOwn(table, type) ? table[type] : undefined;
    if (found !== undefined) return { zh: found.zh, en: found.en };
  }
  return { zh: type, en: type };
}

/** What an event of that stream means; null: no release wrote such a one there. */
export function factsOf(stream: string, type: string): AnyFacts | null {
  const table = TABLES.get(kindOf(stream));
  return table !== undefined && Object.hasOwn(table, type) ? (table[type] ?? null) : null;
}

export type Meaning = {
  /** Who did it, or on whose behalf, beside the actor. */
  readonly acting: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
  /** Numbers as they were typed, and SHA-256 of files. */
  readonly documents: ReadonlySet<string>;
  readonly outcome: string | null;
  readonly stage: string | null;
  readonly door: string | null;
  /** 分. */
  readonly amountFen: number | null;
  /** What can be found as text, in the order of the data. */
  readonly texts: readonly string[];
};

/** Everything that the data of an event says, as its table reads it. */
export function meaningOf({ stream, type, data }: { readonly stream: string; readonly type: string; readonly data: object }): Meaning {
  const none = { outcome: null, stage: null, door: null, amountFen: null };
  const meaning: MeaningSoFar = { ...none, acting: new Set(), people: new Set(), documents: new Set(), texts: [] };
  gather(data, factsOf(stream, type)?.fields ?? {}, meaning);
  return meaning;
}

/** Everybody whom an event names, and who acted. */
export function peopleOf(event: { readonly stream: string; readonly type: string; readonly data: object; readonly actor: Who }): readonly string[] {
  const { acting, people } = meaningOf(event);
  const { person, onBehalfOf } = event.actor;
  return [...new Set([person, onBehalfOf, ...acting, ...people].filter((id) => typeof id === 'string'))];
}
type Who = { readonly person?: unknown; readonly onBehalfOf?: unknown };

type MeaningSoFar = {
  readonly acting: Set<string>;
  readonly people: Set<string>;
  readonly documents: Set<string>;
  readonly texts: string[];
  outcome: string | null;
  stage: string | null;
  door: string | null;
  amountFen: number | null;
};

function gather(value: unknown, fact: Fact | undefined, into: MeaningSoFar): void {
  if (fact === undefined || fact === 'unsearched') return;
  if (Array.isArray(value)) for (const item of value) gather(item, fact, into);
  else if (typeof value === 'string') {
    if (typeof fact === 'string') note(value, fact, into);
  } else if (typeof value === 'number') {
    if (fact === 'amount' && Number.isSafeInteger(value)) into.amountFen ??= value;
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) gather(inner, typeof fact === 'string' ? fact : factOf(fact, key), into);
  }
}

const factOf = (fields: { readonly [field: string]: Fact | undefined }, key: string): Fact | undefined =>
  Object.hasOwn(fields, key) ? fields[key] : fields.each;

/** Names of people are no text: they are found by their own terms. */
function note(value: string, fact: StringFact | NumberFact, into: MeaningSoFar): void {
  if (value === '') return;
  if (fact === 'person') into.people.add(value);
  else if (fact === 'acting') into.acting.add(value);
  else if (fact === 'file') into.documents.add(value);
  else {
    if (fact === 'document') into.documents.add(value);
    else if (fact === 'outcome' || fact === 'stage' || fact === 'door') into[fact] ??= value;
    into.texts.push(value);
  }
}
