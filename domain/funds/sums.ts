/**
 * Sums over a ledger, in 分. Each is counted from what is on record and kept nowhere, so that no two of them can part. Deliberately
 * absent: what is found wrong (findings.ts).
 */
import { inOrder, papersOf } from '../taken-fact/programme-papers.ts';
import { FUND_LEVELS, type FundLevel } from '../words/funds.ts';
import {
  type AllocationHeld,
  type BudgetHeld,
  type FundsHeld,
  type Ledger,
  NO_LEDGER,
  type PaidFrom,
  type SourceForProject,
  type SourceHeld,
} from './facts.ts';

export const total = <T>(items: readonly T[], of: (item: T) => number): number => items.reduce((sum, item) => sum + of(item), 0);
export const ledgerOf = ({ funds = NO_LEDGER }: FundsHeld): Ledger => funds;

/** `paper`: it was taken over as a paper of the programme, and is corrected there. */
export type Source = SourceHeld & { readonly paper: boolean };

/** Sources on record, and what was granted by papers that were taken over; each document once. By their day. */
export function sourcesOf(held: FundsHeld): readonly Source[] {
  const recorded = Object.values(ledgerOf(held).sources).map((source): Source => ({ ...source, paper: false }));
  const papers = papersOf(inOrder(Object.values(held.papers ?? {})), 'FUNDS_GRANTED').map(
    ({ key, source: level, document, on, by, amountFen, files }): Source => ({
      key: paperKey(key),
      level,
      document,
      on,
      by,
      year: Number(on.slice(0, 'yyyy'.length)),
      amountFen,
      version: 1,
      paper: true,
      ...(files === undefined ? {} : { files }),
    }),
  );
  return [...recorded, ...papers].toSorted((a, b) => (a.on === b.on ? (a.key < b.key ? -1 : 1) : a.on < b.on ? -1 : 1));
}
/** A paper's key among those of the ledger. */
const paperKey = (key: string): string => `JX.${key}`;
/** Under which name a payment is made of money that was received on paper: that names a level alone. */
export const receivedKey = (level: FundLevel): string => `DW.${level}`;
/** Keys that the ledger gives itself. */
export const isOwnKey = (key: string): boolean => /^(?:JX|DW)\./.test(key);

export const budgetKey = (source: string, year: number): string => `${source}.${year}`;
export const budgetOf = (held: FundsHeld, source: string, year: number): BudgetHeld | null =>
  ledgerOf(held).budgets[budgetKey(source, year)]?.at(-1) ?? null;
/** The newest version of each. */
export const budgetsOf = (held: FundsHeld): readonly BudgetHeld[] =>
  Object.values(ledgerOf(held).budgets).flatMap((versions) => versions.at(-1) ?? []);

/** What of an allocation its project still has. */
export const keptFen = ({ amountFen, withdrawnFen, surplusFen }: AllocationHeld): number => amountFen - withdrawnFen - surplusFen;
/** What of its source it uses up: what went back to the treasury is not there to be allocated again. */
export const usedFen = ({ amountFen, withdrawnFen }: AllocationHeld): number => amountFen - withdrawnFen;
export const allocationsOf = (held: FundsHeld): readonly AllocationHeld[] => Object.values(ledgerOf(held).allocations);

export type SourceSums = {
  readonly amountFen: number;
  readonly budgetedFen: number;
  /** With its projects now. */
  readonly allocatedFen: number;
  /** Back in the treasury. */
  readonly surplusFen: number;
  /** Still to be allocated; below 0 where more was. */
  readonly leftFen: number;
};
export function sourceSums(held: FundsHeld, { key, amountFen }: Pick<Source, 'key' | 'amountFen'>): SourceSums {
  const own = allocationsOf(held).filter(({ source }) => source === key);
  return {
    amountFen,
    budgetedFen: total(
      budgetsOf(held).filter(({ source }) => source === key),
      (budget) => budget.amountFen,
    ),
    allocatedFen: total(own, keptFen),
    surplusFen: total(own, ({ surplusFen }) => surplusFen),
    leftFen: amountFen - total(own, usedFen),
  };
}

/** Of money that projects had received on paper, which names a level and no source. */
export const receivedOf = (held: FundsHeld, project: string) => ledgerOf(held).received[project]?.received ?? [];
const receivedAtFen = (held: FundsHeld, level: FundLevel): number =>
  total(Object.values(ledgerOf(held).received), ({ received }) =>
    total(
      received.filter((one) => one.level === level),
      ({ amountFen }) => amountFen,
    ),
  );

export type LevelSums = { readonly amountFen: number; readonly allocatedFen: number; readonly surplusFen: number; readonly leftFen: number };
/** A level as a whole: its sources against what was allocated from them and what projects had received from it. */
export function levelSums(held: FundsHeld, level: FundLevel): LevelSums {
  const sums = sourcesOf(held).flatMap((source) => (source.level === level ? [sourceSums(held, source)] : []));
  const received = receivedAtFen(held, level);
  return {
    amountFen: total(sums, ({ amountFen }) => amountFen),
    allocatedFen: total(sums, ({ allocatedFen }) => allocatedFen) + received,
    surplusFen: total(sums, ({ surplusFen }) => surplusFen),
    leftFen: total(sums, ({ leftFen }) => leftFen) - received,
  };
}

export type ProjectSums = {
  /** From sources, less what went back; with what it had received on paper. */
  readonly allocatedFen: number;
  readonly paidFen: number;
  readonly takenOverFen: number;
  readonly surplusFen: number;
  readonly balanceFen: number;
};
export function projectSums(held: FundsHeld, project: string): ProjectSums {
  const own = allocationsOf(held).filter((one) => one.project === project);
  const accounts = Object.values(ledgerOf(held).paid[project] ?? {});
  const allocatedFen = total(own, keptFen) + total(receivedOf(held, project), ({ amountFen }) => amountFen);
  const paidFen = total(accounts, (account) => account.paidFen);
  return {
    allocatedFen,
    paidFen,
    takenOverFen: total(accounts, (account) => account.takenOverFen),
    surplusFen: total(own, ({ surplusFen }) => surplusFen),
    balanceFen: allocatedFen - paidFen,
  };
}

/** Of that level alone, as far as its project has it now. */
export const allocatedAtFen = (held: FundsHeld, project: string, level: FundLevel): number => {
  const levels = new Map(sourcesOf(held).map((source) => [source.key, source.level]));
  return (
    total(
      allocationsOf(held).filter((one) => one.project === project && levels.get(one.source) === level),
      keptFen,
    ) +
    total(
      receivedOf(held, project).filter((one) => one.level === level),
      ({ amountFen }) => amountFen,
    )
  );
};

/** What a project has of each source, and of what it received on paper by level; in the order in which it came. */
export function availableTo(held: FundsHeld, project: string): readonly SourceForProject[] {
  const levels = new Map(sourcesOf(held).map((source) => [source.key, source.level]));
  const of = new Map<string, SourceForProject>();
  const add = (source: string, level: FundLevel, fen: number): void =>
    void of.set(source, { source, level, allocatedFen: (of.get(source)?.allocatedFen ?? 0) + fen });
  for (const level of FUND_LEVELS)
    for (const one of receivedOf(held, project)) if (one.level === level) add(receivedKey(level), level, one.amountFen);
  for (const one of allocatedInOrder(held, project)) add(one.source, levels.get(one.source) ?? 'OTHER', keptFen(one));
  return [...of.values()];
}
const allocatedInOrder = (held: FundsHeld, project: string): readonly AllocationHeld[] =>
  allocationsOf(held)
    .filter((one) => one.project === project)
    .toSorted((a, b) => (`${a.on} ${a.key}` < `${b.on} ${b.key}` ? -1 : 1));

/** Parts of payments by their sources, each source once. */
export function bySource(parts: readonly PaidFrom[]): ReadonlyMap<string, number> {
  const of = new Map<string, number>();
  for (const { source, amountFen } of parts) of.set(source, (of.get(source) ?? 0) + amountFen);
  return of;
}
/** What of a project's payments names its sources. `but`: without what that account has paid. */
export const namedBySource = (held: FundsHeld, project: string, but?: string): ReadonlyMap<string, number> =>
  bySource(Object.entries(ledgerOf(held).paid[project] ?? {}).flatMap(([account, { from = [] }]) => (account === but ? [] : from)));

/** Every project of which the ledger knows anything. */
export const projectsIn = (held: FundsHeld): readonly string[] => {
  const { paid, received } = ledgerOf(held);
  return [...new Set([...allocationsOf(held).map(({ project }) => project), ...Object.keys(paid), ...Object.keys(received)])].toSorted();
};

/**
 * What projects had received on paper, by source: it names a level alone, so the sources of that level are taken in order of their
 * day, each up to what is left of it (a convention of this product). What fits into none is no source's.
 */
export function receivedBySource(held: FundsHeld): ReadonlyMap<string, number> {
  const of = new Map<string, number>();
  for (const level of FUND_LEVELS) {
    let left = receivedAtFen(held, level);
    for (const source of sourcesOf(held).filter((one) => one.level === level)) {
      const part = Math.min(left, Math.max(0, sourceSums(held, source).leftFen));
      of.set(source.key, part);
      left -= part;
    }
  }
  return of;
}

export type PaidBySource = {
  /** By the sources' keys. */
  readonly of: ReadonlyMap<string, number>;
  /** Of that, what is said by no payment and follows from the convention alone. */
  readonly assumed: ReadonlyMap<string, number>;
  /** Of what was received on paper, by level. */
  readonly received: ReadonlyMap<FundLevel, number>;
  /** By the convention, of any source or paper. */
  readonly assumedFen: number;
  /** Beyond all of them. */
  readonly unfundedFen: number;
};
/**
 * How much of each source was paid. What payments name is of that source, whatever it holds. For what names none there is a convention
 * of this product: what was received on paper is taken as paid first, then allocations by their day, as far as no payment that names
 * its source has used them.
 */
export function paidBySource(held: FundsHeld): PaidBySource {
  const [of, assumed, received] = [new Map<string, number>(), new Map<string, number>(), new Map<FundLevel, number>()];
  const add = <K>(sums: Map<K, number>, key: K, fen: number): void => void sums.set(key, (sums.get(key) ?? 0) + fen);
  let [assumedFen, unfundedFen] = [0, 0];
  for (const project of projectsIn(held)) {
    const named = namedBySource(held, project);
    for (const [source, fen] of named) {
      const level = FUND_LEVELS.find((one) => receivedKey(one) === source);
      if (level === undefined) add(of, source, fen);
      else add(received, level, fen);
    }
    let left = projectSums(held, project).paidFen - total([...named.values()], (fen) => fen);
    for (const { source, level, allocatedFen } of availableTo(held, project)) {
      const part = Math.max(0, Math.min(left, allocatedFen - (named.get(source) ?? 0)));
      left -= part;
      assumedFen += part;
      if (source === receivedKey(level)) add(received, level, part);
      else {
        add(of, source, part);
        add(assumed, source, part);
      }
    }
    unfundedFen += left;
  }
  return { of, assumed, received, assumedFen, unfundedFen };
}

export type ProgrammeSums = {
  readonly sourcesFen: number;
  readonly budgetedFen: number;
  readonly allocatedFen: number;
  readonly surplusFen: number;
  readonly paidFen: number;
  /** Allocated and not paid. */
  readonly balanceFen: number;
  /** Of sources, still to be allocated. */
  readonly leftFen: number;
};
export function programmeSums(held: FundsHeld): ProgrammeSums {
  const sources = sourcesOf(held).map((source) => sourceSums(held, source));
  const projects = projectsIn(held).map((project) => projectSums(held, project));
  const received = total(projectsIn(held), (project) => total(receivedOf(held, project), ({ amountFen }) => amountFen));
  return {
    sourcesFen: total(sources, ({ amountFen }) => amountFen),
    budgetedFen: total(sources, ({ budgetedFen }) => budgetedFen),
    allocatedFen: total(projects, ({ allocatedFen }) => allocatedFen),
    surplusFen: total(sources, ({ surplusFen }) => surplusFen),
    paidFen: total(projects, ({ paidFen }) => paidFen),
    balanceFen: total(projects, ({ balanceFen }) => balanceFen),
    leftFen: total(sources, ({ leftFen }) => leftFen) - received,
  };
}
