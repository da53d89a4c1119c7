/** What a board of projects takes of a construction. Deliberately absent: what it makes of it (project/board.ts). */
import type { Lit, WorksPart } from '../board-part.ts';
import type { ConstructionState } from './facts.ts';
import { LIGHT_KINDS } from './light-words.ts';
import { lightIn } from './lights.ts';
import { paidInAll, sumOf } from './sums.ts';

export function worksPart(state: ConstructionState): { readonly lit: readonly Lit[]; readonly works: WorksPart } {
  const { reached, completionOn, estimateFen, contract, changes, lights, percent, reportedMonths } = state;
  const lit = LIGHT_KINDS.flatMap((of): readonly Lit[] => {
    const light = lightIn(state, of);
    if (light === 'GREEN') return [];
    const last = lights.findLast((one) => (one.of ?? 'PROGRESS') === of);
    return [
      {
        of,
        light,
        turned: last?.light === light ? { month: last.month, behind: last.behind, ...(last.rule === undefined ? {} : { rule: last.rule }) } : null,
      },
    ];
  });
  return {
    lit,
    works: {
      reached,
      completionOn,
      estimateFen,
      contractFen: contract?.amountFen ?? null,
      changesFen: sumOf(changes, 'APPROVED'),
      paidFen: paidInAll(state),
      percent,
      reportedMonth: reportedMonths.toSorted().at(-1) ?? null,
    },
  };
}
