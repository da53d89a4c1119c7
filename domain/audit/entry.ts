/**
 * What the search knows of an event: who, by which door, what, with which outcome, amount and documents, and every text in
 * it, by the table of facts of its kind (facts.ts). Also the terms by which an index finds it. Pure. Deliberately absent:
 * how it is asked (query.ts) and stored.
 */
import { kindOf, type StreamKind } from '../cases.ts';
import type { Actor } from '../kernel/actor.ts';
import { idOf, kindPart } from '../kernel/stream.ts';
import type { IsoInstant } from '../kernel/values.ts';
import { isStageKey, STAGE_OF_KIND, type StageKey } from '../stages/all.ts';
import { NUMBER_MAX, numberTerm } from '../text/document-number.ts';
import { normalised } from '../text/normalised.ts';
import { meaningOf } from './facts.ts';
import { gramsOf } from './grams.ts';
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
  readonly owner?: string | null;
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
  /** All texts, normalised, one a line; ids of people are none. */
  readonly text: string;
};

/** A text longer than this is found by its beginning. */
const TEXT_MAX = 20_000;
const TERM_MAX = 2 * NUMBER_MAX;
/** A document number as it was typed, as far as it is looked at. */
const shownNumber = (number: string): string => [...number].slice(0, NUMBER_MAX).join('');

/** Under which stage an event is filed: that of its case, or of the stage whose approval it is; else the one that it names. */
function stageOf(kind: StreamKind, owner: string | null, named: string | null): StageKey | null {
  const owned = owner === null ? undefined : STAGE_OF_KIND.get(kindPart(owner));
  return owned ?? STAGE_OF_KIND.get(kind) ?? (named !== null && isStageKey(named) ? named : null);
}

function textOf(texts: readonly string[]): string {
  const some: string[] = [];
  let length = 0;
  for (const text of texts) {
    if (length > TEXT_MAX) break;
    some.push(text);
    length += text.length;
  }
  return normalised(some.join('\n'));
}

/** `owner`: the case whose matter an approval is, where it is one. */
export function entryOf({ stream, type, data, actor, programme, project, owner = null }: Indexed): AuditEntry {
  const meaning = meaningOf({ stream, type, data });
  const kind = kindOf(stream);
  const acting = [...new Set([actor.person, actor.onBehalfOf ?? null, ...meaning.acting])].filter((person) => person !== null);
  return {
    programme,
    project: project ?? (kind === 'project' ? idOf(stream) : null),
    kind,
    stage: stageOf(kind, owner, meaning.stage),
    action: type,
    outcome: meaning.outcome,
    people: acting,
    mentioned: [...meaning.people].filter((person) => !acting.includes(person)),
    door: meaning.door ?? actor.door,
    amountFen: meaning.amountFen,
    documents: [...meaning.documents].map(shownNumber),
    text: textOf(meaning.texts),
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
