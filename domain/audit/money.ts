/**
 * What does not agree in a programme's money as auditors keep it: each with the events that show it, under an id that stays while it is
 * the same matter. Pure. Deliberately absent: what does not agree (findings.ts), and what becomes of it (domain/findings).
 */
import type { FindingFacts } from '../findings/ledger.ts';
import type { FundsHeld } from '../funds/facts.ts';
import type { FundsFinding } from '../funds/findings.ts';
import { allocationsOf, budgetsOf, ledgerOf, projectsIn, sourcesOf } from '../funds/sums.ts';
import { streamOf } from '../kernel/stream.ts';

/** So many events show it well enough: the newest. */
const EVENTS_MOST = 12;

/** The event that says so; entries of a ledger that kept none of them say nothing. */
type Entry = { readonly at?: number };

/** Of works a project's own stream, whose event its account names. */
function eventsOf(held: FundsHeld, programme: string, { code, project, source }: FundsFinding): readonly string[] {
  const own = (entries: readonly Entry[]): readonly string[] =>
    entries
      .flatMap(({ at }) => at ?? [])
      .toSorted((a, b) => b - a)
      .slice(0, EVENTS_MOST)
      .map((version) => `${streamOf('programme', programme)}@${version}`);
  const accounts = (of: string) => Object.values(ledgerOf(held).paid[of] ?? {});
  if (project !== null)
    return [
      ...own([...allocationsOf(held).filter((one) => one.project === project && (source === null || one.source === source)), ...accounts(project)]),
      ...accounts(project).map(({ told }) => `${streamOf('construction', project)}@${told}`),
    ];
  if (source !== null)
    return own([
      ...sourcesOf(held).filter(({ key }) => key === source),
      ...(code === 'ALLOCATED_OVER_SOURCE' ? [] : budgetsOf(held).filter((one) => one.source === source)),
      ...(code === 'BUDGET_OVER_SOURCE' ? [] : allocationsOf(held).filter((one) => one.source === source)),
    ]);
  return own(code === 'SOURCES_MISSING' ? projectsIn(held).flatMap(accounts) : [...sourcesOf(held), ...allocationsOf(held)]);
}

/** What stands in the way of nothing is no finding of auditors: a surplus before its day, a ledger of nothing that was paid. */
function counts(held: FundsHeld, { code, light }: FundsFinding): boolean {
  if (code === 'SURPLUS_DUE') return light === 'RED';
  return (
    code !== 'SOURCES_MISSING' ||
    projectsIn(held).some((project) => Object.values(ledgerOf(held).paid[project] ?? {}).some(({ paidFen }) => paidFen > 0))
  );
}

export const fundsEvidence = (held: FundsHeld, programme: string, found: readonly FundsFinding[]): readonly FindingFacts[] =>
  found
    .filter((one) => counts(held, one))
    .map((one) => ({
      id: [one.code, one.project, one.source, one.level]
        .filter((part) => part != null)
        .join('.')
        .replaceAll(/[^\p{L}\p{N}._~-]/gu, '-')
        .slice(0, 100),
      code: one.code,
      rule: one.rule.zh,
      evidence: one.what,
      events: eventsOf(held, programme, one),
    }));
