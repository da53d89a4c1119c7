/**
 * What a takeover may be asked, and what can have happened to it. It is a matter of the project: nothing that was taken over is
 * an event of an approval, a decision or a vote (docs/adr/0079). Deliberately absent: the decisions (decide.ts).
 */
import type { Basis } from '../kernel/basis.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { Standards } from '../rule-table/table.ts';
import type { StageKey } from '../stages/all.ts';
import type { StageResult } from '../stages/facts.ts';
import type { TakenFact } from '../taken-fact/kinds.ts';
import type { TakenFinding } from './findings.ts';

/** So many in one command; and of one project. */
export const FACTS_AT_ONCE = 150;
export const FACTS_MOST = 400;

export type TakeoverCommand =
  | { readonly type: 'TakeOver'; readonly facts: readonly TakenFact[] }
  /** Another fact in place of one, or none (`fact` left out). */
  | { readonly type: 'CorrectTakenOver'; readonly id: string; readonly fact?: TakenFact; readonly reason: string }
  /** The office says that this is all; the project goes on here from where it stands. */
  | ({ readonly type: 'CloseTakeover' } & Basis)
  | { readonly type: 'ConfirmCorrection'; readonly correction: string }
  /** By whoever proposed it: they take it back. */
  | { readonly type: 'RefuseCorrection'; readonly correction: string; readonly reason: string }
  /** Whoever entered facts says that they are all; another person closes it or says what lacks. */
  | ({ readonly type: 'ProposeClosing' } & Basis)
  /** By whoever proposed it: they take it back. */
  | { readonly type: 'RefuseClosing'; readonly reason: string }
  /** A project that was registered as new, of which nothing was decided here, happened on paper before. */
  | ({ readonly type: 'BeginTakeover' } & Basis)
  /** Asked by the clock. `item`: a correction, or CLOSING. */
  | { readonly type: 'ExpireTakenOver'; readonly item: string };

/** How what was proposed ends without being confirmed. `words`: as the service itself says it; absent: people wrote the reason. */
export type TakeoverEnd = { readonly why: 'REFUSED' | 'WITHDRAWN' | 'EXPIRED'; readonly reason: string; readonly words?: Text };
/** The name of a proposed closing on the agenda, beside those of corrections. */
export const CLOSING = 'CLOSING';

/** A correction of what is closed, which a second person confirms. */
export type Correction = {
  /** `JX-1`: counted in its project. */
  readonly correction: string;
  readonly id: string;
  readonly fact: TakenFact | null;
  readonly reason: string;
  readonly by: string | null;
  /** The last day on which it can be confirmed; absent up to release 0.6.0, where it waits for ever. */
  readonly until?: IsoDate;
};

/** That it is complete, as one person says it. */
export type ClosingProposal = Basis & { readonly by: string | null; readonly until: IsoDate };

export type TakeoverEvent =
  | { readonly type: 'FactTakenOver'; readonly data: { readonly id: string; readonly stage: StageKey | null; readonly fact: TakenFact } }
  | {
      readonly type: 'TakenOverCorrected';
      readonly data: {
        readonly id: string;
        readonly stage: StageKey | null;
        readonly was: TakenFact;
        /** Null: it is taken away. */
        readonly fact: TakenFact | null;
        readonly reason: string;
        /** Of one that two people made. */
        readonly correction?: string;
        readonly proposedBy?: string | null;
      };
    }
  | { readonly type: 'CorrectionProposed'; readonly data: Correction }
  /** `why`: absent up to release 0.6.0, which did not tell one that was taken back from one that was refused. */
  | {
      readonly type: 'CorrectionRefused';
      readonly data: { readonly correction: string; readonly reason: string; readonly by?: string | null } & Partial<TakeoverEnd>;
    }
  | { readonly type: 'TakeoverBegun'; readonly data: Basis & { readonly standards: Standards } }
  | { readonly type: 'ClosingProposed'; readonly data: ClosingProposal }
  | { readonly type: 'ClosingEnded'; readonly data: TakeoverEnd & { readonly by: string | null } }
  | { readonly type: 'TakeoverClosed'; readonly data: Basis & { readonly findings: readonly TakenFinding[] } }
  /** A stage was done before it came here. `goesOn`: something of it is still to be done here. */
  | {
      readonly type: 'StageTakenOver';
      readonly data: {
        readonly stage: StageKey;
        readonly result: StageResult;
        readonly goesOn?: true /** Its case had begun here, and ends. */;
        readonly began?: true;
      };
    }
  /** What it hands on after a correction. */
  | { readonly type: 'TakenOverResultChanged'; readonly data: { readonly stage: StageKey; readonly result: StageResult } };

/** As the project holds it. Absent there: it was begun here. */
export type Takeover = {
  /** OPEN: nothing runs yet. */
  readonly status: 'OPEN' | 'CLOSED';
  readonly facts: Readonly<Record<string, TakenFact>>;
  /** People who entered or corrected any of it. */
  readonly by: readonly string[];
  readonly findings: readonly TakenFinding[];
  readonly closed?: { readonly by: string | null; readonly on: IsoDate; readonly document: string };
  readonly corrections: Readonly<Record<string, Correction>>;
  readonly correctionsMade: number;
  /** Waits for another person. What is entered or corrected meanwhile makes it void. */
  readonly closing?: ClosingProposal;
};
