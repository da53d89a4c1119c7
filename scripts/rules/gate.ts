/**
 * What a gate of the programme is, told as data: its rule with the document that sets it, and tries of it, each played on the
 * real decisions. Deliberately absent: the gates of any stage (one file each), and the playing (main.ts).
 */
import type { Rejection } from '../../domain/kernel/rejection.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { StageKey } from '../../domain/stages/all.ts';

/** What came of a try. `findings`: codes of findings that were noted with it, and of a light of payments that turned. */
export type Tried = { readonly refused: Rejection | null; readonly findings: readonly string[] };

/**
 * `TAKEN`: accepted without a finding. `REFUSED`: nothing was recorded. `FOUND`: recorded as it was, with a finding, since it
 * has happened outside.
 */
export type Try = {
  /** What is tried, in a few words: `验收前已付清 / paid up before acceptance`. */
  readonly what: Text;
  readonly must: 'TAKEN' | 'REFUSED' | 'FOUND';
  /** The rejection's or the finding's code, where it matters which. */
  readonly code?: string;
  readonly play: () => Tried;
};

export type Gate = {
  /** `construction.payment.limit` */
  readonly key: string;
  readonly stage: StageKey | 'PROGRAMME' | 'PROJECT';
  readonly name: Text;
  /** The rule in one sentence that a clerk understands. */
  readonly rule: Text;
  /** 依据文号; of a default of this product, that it is one. */
  readonly document: string;
  /** Rows of tables that it reads, `PAYMENTS.retentionPerMille`. */
  readonly rows: readonly string[];
  /** At least one that must be taken and one that must not. */
  readonly tries: readonly Try[];
};
