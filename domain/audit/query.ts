/** What may be asked of the history, combined as one likes, and the terms that find it. Pure. Deliberately absent: SQL. */
import type { Actor, IsoInstant, StreamKind, Text } from '../case.ts';
import { amountTerm } from './entry.ts';
import { askedGrams, normalised } from './grams.ts';

export type AuditQuery = {
  readonly programme?: string;
  readonly project?: string;
  readonly kind?: StreamKind;
  /** A case: `approval/QH-01.FSR`. */
  readonly stream?: string;
  readonly stage?: string;
  /** Who acted, or on whose behalf. */
  readonly person?: string;
  /** Whom it names otherwise. */
  readonly mentions?: string;
  readonly door?: string;
  /** Type of the event. */
  readonly action?: string;
  readonly outcome?: string;
  /** A document number or the SHA-256 of a document. */
  readonly document?: string;
  /** 分, both ends included. */
  readonly amountFrom?: number;
  readonly amountTo?: number;
  /** ISO instants; from is included, to is not. */
  readonly from?: IsoInstant;
  readonly to?: IsoInstant;
  /** Free text; all of its words. */
  readonly text?: string;
};

/** Every one of `all` must be there, and where `any` holds some, one of those; `runs` must stand in the text. */
export type AuditTerms = { readonly all: readonly string[]; readonly any: readonly string[]; readonly runs: readonly string[] };

/** Terms of a range are named one by one up to this many. */
const POWERS = 63;

export function termsOfQuery(query: AuditQuery): AuditTerms {
  const some = (prefix: string, value: string | undefined): readonly string[] => (value === undefined ? [] : [`${prefix}:${value}`]);
  const { terms, runs } = askedGrams(query.text ?? '');
  const { amountFrom, amountTo } = query;
  const power = (fen: number): number => Number(amountTerm(fen).slice(2));
  const [least, most] = [power(amountFrom ?? 0), amountTo === undefined ? POWERS : power(amountTo)];
  const any =
    amountFrom === undefined && amountTo === undefined ? [] : Array.from({ length: Math.max(0, most - least) + 1 }, (_, n) => `a:${least + n}`);
  return {
    all: [
      ...some('P', query.programme),
      ...some('s', query.project),
      ...some('k', query.kind),
      ...some('c', query.stream),
      ...some('S', query.stage),
      ...some('t', query.action),
      ...some('o', query.outcome),
      ...some('d', query.door),
      ...some('p', query.person),
      ...some('m', query.mentions),
      ...some('D', query.document === undefined ? undefined : normalised(query.document)),
      ...terms,
    ],
    any,
    runs,
  };
}

/** What a result shows of an event; kept beside its terms. */
export type ShownEvent = {
  readonly type: string;
  readonly actor: Actor;
  readonly project: string | null;
  readonly stage: string | null;
  readonly outcome: string | null;
  readonly documents: readonly string[];
  readonly sentence: Text;
  readonly hash: string;
};

/** One event as the search shows it; its data stand in its case (`GET /api/v1/KIND/ID/events`). */
export type FoundEvent = ShownEvent & {
  /** Its place in the log; later events have larger ones. */
  readonly index: number;
  readonly stream: string;
  readonly version: number;
  readonly occurredAt: IsoInstant;
  readonly programme: string;
  readonly amountFen: number | null;
};

/** Which part of the matches: so many from one end, after the last one of the page before. */
export type SearchPage = {
  readonly order: 'NEWEST' | 'OLDEST';
  /** Index of the last event of the page before. */
  readonly after: number | null;
  readonly limit: number;
  /** Counting stops here; 0: nothing is counted. */
  readonly countUpTo: number;
};

/** A question that somebody asks again and again. `query`: as an address carries it. */
export type SavedSearch = { readonly id: string; readonly name: string; readonly query: string; readonly createdAt: IsoInstant };

export type FoundPage = {
  readonly items: readonly FoundEvent[];
  /** Null: that was all. */
  readonly next: number | null;
  /** How many there are in all, null where nobody asked; `atLeast`: counting stopped there. */
  readonly count: number | null;
  readonly atLeast: boolean;
  /** Events that the search does not know yet. */
  readonly pending: number;
};
