/**
 * What the search knows of an event: who, by which door, what, with which outcome, amount and documents, and every text in
 * it. Also the terms by which an index finds it. Pure. Deliberately absent: how it is asked (query.ts) and stored.
 */
import { kindOf, type StreamKind } from '../cases.ts';
import type { Actor } from '../kernel/actor.ts';
import { idOf } from '../kernel/stream.ts';
import type { IsoInstant } from '../kernel/values.ts';
import { STAGE_OF_KIND, type StageKey } from '../stages/all.ts';
import { NUMBER_MAX, numberTerm } from './document-number.ts';
import { gramsOf, normalised } from './grams.ts';
import { amountTerms, timeTerms } from './ranges.ts';

/** The event as the record holds it, with where it belongs. */
export type Indexed = {
  readonly stream: string;
  readonly type: string;
  readonly data: object;
  readonly actor: Actor;
  readonly occurredAt: IsoInstant;
  readonly programme: string;
  readonly project: string | null;
};

export type AuditEntry = {
  readonly programme: string;
  readonly project: string | null;
  readonly kind: StreamKind;
  readonly stage: StageKey | null;
  readonly action: string;
  readonly outcome: string | null;
  /** Who acted, and on whose behalf. */
  readonly people: readonly string[];
  /** Others whom the event names. */
  readonly mentioned: readonly string[];
  readonly door: string;
  readonly amountFen: number | null;
  /** Document numbers (文号) as they were typed, and SHA-256 of documents. */
  readonly documents: readonly string[];
  /** All texts, normalised, one a line. */
  readonly text: string;
};

/** Fields that hold ids and hashes: found by their own terms, not as text. */
const NO_TEXT = new Set([
  'sha256',
  'rowsSha256',
  'hash',
  'seen',
  'network',
  'address',
  'oldAddress',
  'newAddress',
  'contentHash',
  'mandate',
  'calendar',
  'commandId',
  'route',
  'owner',
  'parent',
]);
const PERSON_FIELDS = new Set([
  'person',
  'onBehalfOf',
  'by',
  'from',
  'to',
  'manager',
  'applicant',
  'delegate',
  'principal',
  'recipient',
  'proposedBy',
  'joins',
  'leaves',
]);
const NUMBER_FIELDS = new Set(['number', 'document', 'basis']);
/** A text longer than this is found by its beginning. */
const TEXT_MAX = 20_000;
const TERM_MAX = 2 * NUMBER_MAX;
/** A document number as it was typed, as far as it is looked at. */
const shownNumber = (number: string): string => [...number].slice(0, NUMBER_MAX).join('');

type Gathered = { readonly texts: string[]; readonly people: Set<string>; readonly documents: Set<string>; amountFen: number | null; length: number };

function gather(value: unknown, field: string, into: Gathered): void {
  if (typeof value === 'string') {
    if (field === 'sha256') into.documents.add(shownNumber(value));
    if (NUMBER_FIELDS.has(field) && value !== '') into.documents.add(shownNumber(value));
    if (PERSON_FIELDS.has(field) && /^[a-z][a-z0-9.-]{0,199}$/.test(value)) into.people.add(value);
    if (NO_TEXT.has(field) || into.length > TEXT_MAX) return;
    into.texts.push(value);
    into.length += value.length;
  } else if (typeof value === 'number') {
    if (field === 'amountFen' && into.amountFen === null && Number.isSafeInteger(value)) into.amountFen = value;
  } else if (Array.isArray(value)) for (const item of value) gather(item, field, into);
  else if (typeof value === 'object' && value !== null && field !== 'route') {
    for (const [key, inner] of Object.entries(value)) gather(inner, key, into);
  }
}

export function entryOf({ stream, type, data, actor, programme, project }: Indexed): AuditEntry {
  const gathered: Gathered = { texts: [], people: new Set(), documents: new Set(), amountFen: null, length: 0 };
  gather(data, '', gathered);
  const kind = kindOf(stream);
  // The journal notes what was refused to others than its own actor, which is the service.
  const field = (name: string): string | null => {
    const value = Object.entries(data).find(([key]) => key === name)?.[1];
    return typeof value === 'string' ? value : null;
  };
  const refused = type === 'AttemptRefused';
  const acting = [actor.person ?? (refused ? field('person') : null), actor.onBehalfOf ?? null, field('onBehalfOf')].filter((p) => p !== null);
  const stage = field('stage');
  return {
    programme,
    project: project ?? (kind === 'project' ? idOf(stream) : null),
    kind,
    stage: STAGE_OF_KIND.get(kind) ?? (stage as StageKey | null), // written by this product; compared as text alone
    action: type,
    outcome: field('outcome') ?? field('choice') ?? field('result') ?? field('light') ?? field('code'),
    people: [...new Set(acting)],
    mentioned: [...gathered.people].filter((person) => !acting.includes(person)),
    door: (refused ? field('door') : null) ?? actor.door,
    amountFen: gathered.amountFen,
    documents: [...gathered.documents],
    text: normalised(gathered.texts.join('\n')),
  };
}

/** What an index finds an entry by. */
export function termsOf(entry: AuditEntry, stream: string, at: IsoInstant): readonly string[] {
  const some = (prefix: string, value: string | null): readonly string[] =>
    value === null || value === '' ? [] : [`${prefix}:${value.length > TERM_MAX ? [...value].slice(0, TERM_MAX).join('') : value}`];
  return [
    ...new Set([
      ...some('P', entry.programme),
      ...some('s', entry.project),
      `k:${entry.kind}`,
      `c:${stream}`,
      ...some('S', entry.stage),
      `t:${entry.action}`,
      ...some('o', entry.outcome),
      `d:${entry.door}`,
      ...entry.people.flatMap((person) => some('p', person)),
      ...entry.mentioned.flatMap((person) => some('m', person)),
      ...entry.documents.flatMap((document) => some('D', numberTerm(document))),
      ...(entry.amountFen === null ? [] : amountTerms(entry.amountFen)),
      ...timeTerms(at),
      ...gramsOf(entry.text),
    ]),
  ];
}
