/**
 * Wages of workers that construction handed on as unpaid: while any of it is left, the item of wages is not met, whatever is
 * claimed (保障农民工工资支付条例). Deliberately absent: the months of them (construction/owed/wages.ts).
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { rejection, wrongState } from '../../kernel/rejection.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { WAGES } from '../../standards/wages.ts';
import { money } from '../../words/money.ts';
import type { AcceptanceCommand, AcceptanceState, Happening } from './facts.ts';

/** What is still left to pay, in 分. */
export function wagesLeft({ standards, inputs, wagesPaidFen = 0 }: AcceptanceState): number {
  const owed = inputs.wageArrearsFen ?? 0;
  return valuesIn(standards, WAGES).arrearsBlock ? Math.max(0, owed - wagesPaidFen) : 0;
}

export function recordWagesPaid(state: AcceptanceState, command: Extract<AcceptanceCommand, { type: 'RecordWagesPaid' }>): Decision<Happening> {
  const { type: _, files: __, ...paid } = command;
  const left = wagesLeft(state);
  if (left === 0) return refuse(wrongState('没有登记在案的拖欠工资。', 'No wages in arrears are on record.'));
  if (paid.amountFen === 0 || paid.amountFen > left)
    return refuse(
      rejection(
        'SUMS_DISAGREE',
        `补发金额须大于 0、不超过尚欠的 ${money(left).zh}。`,
        `What was paid must be above 0 and not above the ${money(left).en} that are left.`,
      ),
    );
  return allow<Happening>({ type: 'WagesPaid', data: paid });
}
