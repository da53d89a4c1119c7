/**
 * What a board of projects takes of a stage: what runs out, lights, works and money. Kept in a row of its own, so that no list
 * reads a state (docs/adr/0086). Deliberately absent: what a board makes of it (project/board.ts).
 */
import type { IsoDate } from '../kernel/values.ts';
import type { Watched } from './watch.ts';

/** How far works are, and their money in 分. */
export type WorksPart = {
  readonly reached: Readonly<Record<string, IsoDate>>;
  readonly completionOn: IsoDate | null;
  readonly estimateFen: number;
  readonly contractFen: number | null;
  /** Of the change orders that were approved. */
  readonly changesFen: number;
  readonly paidFen: number;
  readonly percent: number;
  /** The newest month that was reported; null: none. */
  readonly reportedMonth: string | null;
};
/** Lights that are not green, with what the event that turned each said; null: none is on record. */
export type Lit = {
  readonly of: 'START' | 'PROGRESS' | 'PAYMENT' | 'STATISTICS';
  readonly light: 'YELLOW' | 'RED';
  /** `rule`: the row of the table of rules by which it turned; absent: of releases up to 0.6.0. */
  readonly turned: {
    readonly month: string;
    readonly behind: number;
    readonly rule?: { readonly table: string; readonly row: string; readonly value: number };
  } | null;
};
export type StagePart = {
  readonly watched: Watched | null;
  /** Of a construction. */
  readonly works?: WorksPart;
  readonly lit?: readonly Lit[];
  /** Of an acceptance. `by`: until when what was ordered is to be put right; null: no day runs. */
  readonly rectifies?: { readonly overdue: boolean; readonly stopped: boolean; readonly by: IsoDate | null };
};
