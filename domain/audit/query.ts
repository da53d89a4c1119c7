/** What may be asked of the history, combined as one likes, and the terms that find it. Pure. Deliberately absent: SQL. */
import type { StreamKind } from '../cases.ts';
import type { Actor } from '../kernel/actor.ts';
import type { IsoInstant, Text } from '../kernel/values.ts';
import { numberTerm } from '../text/document-number.ts';
import { askedGrams, holdsWord } from './grams.ts';
import { amountRange, timeRange } from './ranges.ts';

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
  /** A document number, in any brackets and width, or the SHA-256 of a document. */
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

/** What of the history is searched. */
export type HistoryScope = {
  /** Programmes that the reader sees whole; empty: nothing. */
  readonly programmes: readonly string[];
  /** Those of them whose journals they read as well: what was looked at, refused, exported. Absent: of all. */
  readonly journals?: readonly string[];
};

/** Terms of which an event must have at least one of each group. */
export type AuditTerms = readonly (readonly string[])[];

export type AskedTerms = {
  readonly terms: AuditTerms;
  /** Words of more than two characters: their pairs are asked for by terms, and may stand apart. */
  readonly runs: readonly string[];
  /** Whether terms alone say that an event was at this time. */
  readonly exactTime: boolean;
};

/** `span`: when the first event was and after the last one; a question without a beginning or end takes these. */
export function termsOfQuery(query: AuditQuery, span: { readonly from: IsoInstant; readonly to: IsoInstant }): AskedTerms {
  const one = (prefix: string, value: string | undefined): AuditTerms => (value === undefined ? [] : [[`${prefix}:${value}`]]);
  const { terms, runs } = askedGrams(query.text ?? '');
  const { amountFrom, amountTo, from, to } = query;
  const asked = (moment: IsoInstant | undefined, end: IsoInstant, inside: (a: number, b: number) => boolean): IsoInstant =>
    moment !== undefined && inside(Date.parse(moment), Date.parse(end)) ? moment : end;
  const time =
    from === undefined && to === undefined
      ? null
      : timeRange(
          asked(from, span.from, (a, b) => a > b),
          asked(to, span.to, (a, b) => a < b),
        );
  return {
    terms: [
      ...one('P', query.programme),
      ...one('s', query.project),
      ...one('k', query.kind),
      ...one('c', query.stream),
      ...one('S', query.stage),
      ...one('t', query.action),
      ...one('o', query.outcome),
      ...one('d', query.door),
      ...one('p', query.person),
      ...one('m', query.mentions),
      ...one('D', query.document === undefined ? undefined : numberTerm(query.document)),
      ...terms.map((term) => [term]),
      // A question without a word finds nothing, and not everything: no event has this term.
      ...(query.text === undefined || holdsWord(query.text) ? [] : [['g:']]),
      ...(amountFrom === undefined && amountTo === undefined ? [] : [amountRange(amountFrom, amountTo)]),
      ...(time === null ? [] : [time.terms]),
    ],
    runs: runs.filter((run) => [...run].length > 2),
    exactTime: time === null || time.exact,
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
