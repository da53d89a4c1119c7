/** The fold of a programme's ledger. Deliberately absent: sums, which are counted from it (sums.ts). */
import type { Recorded } from '../kernel/case.ts';
import type { FundsEvent, FundsHeld, Ledger } from './facts.ts';
import { budgetKey, ledgerOf } from './sums.ts';

export function evolveFunds(held: FundsHeld, event: Recorded<FundsEvent>): Pick<FundsHeld, 'funds'> {
  const ledger = ledgerOf(held);
  return { funds: { ...ledger, ...changedBy(ledger, event) } };
}

function changedBy(ledger: Ledger, event: Recorded<FundsEvent>): Partial<Ledger> {
  const [next, at] = [{ version: ledger.version + 1 }, event.version];
  switch (event.type) {
    case 'FundsSourceRecorded':
      return { ...next, sources: { ...ledger.sources, [event.data.key]: { ...event.data, version: 1, at } } };
    case 'FundsSourceCorrected': {
      const { wasFen: _, reason: __, ...source } = event.data;
      const version = (ledger.sources[source.key]?.version ?? 0) + 1;
      return { ...next, sources: { ...ledger.sources, [source.key]: { ...source, version, at } } };
    }
    case 'FundsBudgetSet': {
      const key = budgetKey(event.data.source, event.data.year);
      return { ...next, budgets: { ...ledger.budgets, [key]: [...(ledger.budgets[key] ?? []), { ...event.data, at }] } };
    }
    case 'FundsAllocated': {
      const held = { ...event.data, withdrawnFen: 0, surplusFen: 0, version: 1, at };
      return { ...next, allocations: { ...ledger.allocations, [event.data.key]: held } };
    }
    case 'FundsAllocationCorrected': {
      const { wasFen: _, reason: __, ...given } = event.data;
      const known = ledger.allocations[given.key];
      if (known === undefined) return {};
      return { ...next, allocations: { ...ledger.allocations, [given.key]: { ...known, ...given, version: known.version + 1, at } } };
    }
    case 'FundsReturned': {
      const { source: _, project: __, ...given } = event.data;
      const known = ledger.allocations[given.allocation];
      if (known === undefined) return {};
      const back =
        given.how === 'WITHDRAWN' ? { withdrawnFen: known.withdrawnFen + given.amountFen } : { surplusFen: known.surplusFen + given.amountFen };
      return {
        ...next,
        allocations: { ...ledger.allocations, [given.allocation]: { ...known, ...back, at } },
        returns: { ...ledger.returns, [given.key]: given },
      };
    }
    // What cases tell is no act of the office: nobody's look at the ledger grows old by it.
    case 'FundsPaid': {
      const { project, account, first: _, ...held } = event.data;
      return { paid: { ...ledger.paid, [project]: { ...ledger.paid[project], [account]: { ...held, at } } } };
    }
    case 'FundsReceived': {
      const { project, ...held } = event.data;
      return { received: { ...ledger.received, [project]: held } };
    }
  }
}
