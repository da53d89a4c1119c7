/**
 * A programme's money as its page shows it: by level, by source, by project, each with what was budgeted, allocated, paid and is left,
 * what does not agree and by which rule. Counted from read tables and the programme's own state. Pure. Deliberately absent: acts
 * (funds/decide.ts), and who may see it (the API).
 */

import type { Ledger } from '../funds/facts.ts';
import { type FundsFinding, fundsFindings, type ProjectMoney } from '../funds/findings.ts';
import { plannedFen } from '../funds/planned.ts';
import {
  allocationsOf,
  budgetsOf,
  keptFen,
  ledgerOf,
  levelSums,
  namedBySource,
  type ProgrammeSums,
  paidBySource,
  programmeSums,
  projectSums,
  receivedBySource,
  type Source,
  sourceSums,
  sourcesOf,
  total,
} from '../funds/sums.ts';
import type { Light } from '../kernel/summary.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { type Funding, investmentFen } from '../profile/profile.ts';
import { worstLight } from '../project/lights.ts';
import { FUND_LEVEL_WORDS, FUND_LEVELS, type FundLevel } from '../words/funds.ts';
import type { ProjectStatus } from '../words/lists.ts';
import { fundsRules } from './funds.ts';
import type { ProgressSource, ProgressWorks } from './progress/source.ts';

export type FundsLevel = {
  readonly level: FundLevel;
  readonly name: Text;
  /** By the profiles of its projects; null: they plan none of that level by itself. */
  readonly plannedFen: number | null;
  readonly amountFen: number;
  readonly allocatedFen: number;
  readonly surplusFen: number;
  /** From its sources, with what projects had received from it on paper. */
  readonly paidFen: number;
  /** Null: no source of that level is on record. */
  readonly leftFen: number | null;
};
export type FundsSource = Source & {
  readonly name: Text;
  readonly budgetedFen: number;
  readonly allocatedFen: number;
  readonly surplusFen: number;
  readonly paidFen: number;
  /** Of it, by payments that name no source: by convention alone (funds/sums.ts). */
  readonly assumedFen: number;
  readonly leftFen: number;
  readonly light: Light;
};
export type FundsProject = {
  readonly code: string;
  readonly name: Text;
  readonly status: ProjectStatus;
  readonly plannedFen: number;
  readonly estimateFen: number | null;
  readonly allocatedFen: number;
  readonly surplusFen: number;
  readonly paidFen: number;
  readonly balanceFen: number;
  /** Of what was paid, by payments that name no source. */
  readonly unnamedFen: number;
  /** Of what was allocated, paid; null: nothing was. */
  readonly percent: number | null;
  readonly light: Light;
};
export type FundsPage = {
  readonly programme: string;
  readonly name: Text;
  readonly open: boolean;
  readonly today: IsoDate;
  /** Of the ledger, which an entry says it has seen. */
  readonly version: number;
  readonly sums: ProgrammeSums & {
    readonly plannedFen: number;
    readonly estimateFen: number;
    /** Of what was paid, by payments that name no source; and what of it is beyond all allocations. */
    readonly unnamedFen: number;
    readonly unfundedFen: number;
  };
  readonly levels: readonly FundsLevel[];
  readonly sources: readonly FundsSource[];
  readonly budgets: readonly (Ledger['budgets'][string][number] & { readonly versions: number })[];
  readonly allocations: readonly (Ledger['allocations'][string] & { readonly keptFen: number })[];
  readonly returns: readonly Ledger['returns'][string][];
  readonly projects: readonly FundsProject[];
  readonly findings: readonly FundsFinding[];
};

const TENTHS = 10; // of a percent
const share = (part: number, whole: number): number => Math.round((part * 100 * TENTHS) / whole) / TENTHS;
const byDay = <T extends { readonly on: IsoDate; readonly key?: string }>(items: readonly T[]): readonly T[] =>
  items.toSorted((a, b) => (`${a.on} ${a.key ?? ''}` < `${b.on} ${b.key ?? ''}` ? -1 : 1));

/** What does not agree in it, by the rules in force on a day. Of one project alone where the others are not given. */
export function moneyFindings({ programme, projects }: MoneySource, today: IsoDate): readonly FundsFinding[] {
  const moneyOf = projects.map(
    ({ project, works }): ProjectMoney => ({
      project: project.profile.code,
      funding: project.profile.funding,
      estimateFen: works?.estimateFen ?? null,
      paidFen: works?.paidFen ?? 0,
    }),
  );
  return fundsFindings(programme, moneyOf, fundsRules(programme, today), today);
}
/** The part of a programme's progress that its money rests on. */
export type MoneySource = {
  readonly programme: Pick<ProgressSource['programme'], 'code' | 'status' | 'standards' | 'funds' | 'papers'>;
  readonly projects: readonly {
    readonly project: { readonly profile: { readonly code: string; readonly funding: Funding } };
    readonly works: Pick<ProgressWorks, 'estimateFen' | 'paidFen'> | null;
  }[];
};

export function fundsPage({ programme, projects }: Pick<ProgressSource, 'programme' | 'projects'>, today: IsoDate): FundsPage {
  // What was cancelled plans nothing any more; what it had been given is still looked at.
  const kept = projects.filter(({ project }) => project.status !== 'CANCELLED');
  const findings = moneyFindings({ programme, projects }, today);
  const lightOf = (mine: (one: FundsFinding) => boolean): Light =>
    worstLight(['GREEN', ...findings.filter(mine).map(({ light }) => light)]) ?? 'GREEN';
  const paid = paidBySource(programme);
  const received = receivedBySource(programme);
  // Of what was received on paper and paid, each source of that level has its part, the first of them first.
  const receivedLeft = new Map(paid.received);
  const paidOfReceived = (level: FundLevel, had: number): number => {
    const left = receivedLeft.get(level) ?? 0;
    const part = Math.min(had, left);
    receivedLeft.set(level, left - part);
    return part;
  };
  const paidOf = (source: Source): Pick<FundsSource, 'paidFen' | 'assumedFen'> => {
    const part = paidOfReceived(source.level, received.get(source.key) ?? 0);
    return { paidFen: (paid.of.get(source.key) ?? 0) + part, assumedFen: (paid.assumed.get(source.key) ?? 0) + part };
  };
  const paidAt = (level: FundLevel): number =>
    total(
      sourcesOf(programme).filter((source) => source.level === level),
      ({ key }) => paid.of.get(key) ?? 0,
    ) + (paid.received.get(level) ?? 0);
  const estimateOf = ({ works }: (typeof projects)[number]): number | null => works?.estimateFen ?? null;
  return {
    programme: programme.code,
    name: programme.name,
    open: programme.status === 'RUNNING',
    today,
    version: ledgerOf(programme).version,
    sums: {
      ...programmeSums(programme),
      plannedFen: total(kept, ({ project }) => investmentFen(project.profile.funding)),
      estimateFen: total(kept, (one) => estimateOf(one) ?? 0),
      unnamedFen: paid.assumedFen + paid.unfundedFen,
      unfundedFen: paid.unfundedFen,
    },
    levels: FUND_LEVELS.map((level) => {
      const plans = kept.flatMap(({ project }) => plannedFen(project.profile.funding, level) ?? []);
      const { leftFen, ...sums } = levelSums(programme, level);
      // Where nobody grants money of a level, nothing of it is left.
      const granted = sourcesOf(programme).some((source) => source.level === level);
      return {
        level,
        name: FUND_LEVEL_WORDS[level],
        plannedFen: plans.length === 0 ? null : total(plans, (fen) => fen),
        ...sums,
        paidFen: paidAt(level),
        leftFen: granted ? leftFen : null,
      };
    }),
    sources: sourcesOf(programme).map((source) => {
      const { allocatedFen, leftFen, ...sums } = sourceSums(programme, source);
      const had = received.get(source.key) ?? 0;
      return {
        ...source,
        name: FUND_LEVEL_WORDS[source.level],
        ...sums,
        allocatedFen: allocatedFen + had,
        leftFen: leftFen - had,
        ...paidOf(source),
        light: lightOf((one) => one.source === source.key),
      };
    }),
    budgets: byDay(budgetsOf(programme)).map((budget) => ({ ...budget, versions: budget.budget })),
    allocations: byDay(allocationsOf(programme)).map((one) => ({ ...one, keptFen: keptFen(one) })),
    returns: byDay(Object.values(ledgerOf(programme).returns)),
    projects: projects.map((one) => {
      const { code, name, funding } = one.project.profile;
      const { takenOverFen: _, ...sums } = projectSums(programme, code);
      const counted = ledgerOf(programme).paid[code] !== undefined;
      const paidFen = counted ? sums.paidFen : (one.works?.paidFen ?? 0);
      return {
        code,
        name,
        status: one.project.status,
        plannedFen: investmentFen(funding),
        estimateFen: estimateOf(one),
        ...sums,
        paidFen,
        balanceFen: sums.allocatedFen - paidFen,
        unnamedFen: paidFen - total([...namedBySource(programme, code).values()], (fen) => fen),
        percent: sums.allocatedFen <= 0 ? null : share(paidFen, sums.allocatedFen),
        light: lightOf(({ project }) => project === code),
      };
    }),
    findings,
  };
}
