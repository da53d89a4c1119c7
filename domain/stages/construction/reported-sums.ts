/**
 * What a monthly report says of money, held against what is on record here: a difference is told to whoever reports it and found, never
 * refused, since either may be right. Deliberately absent: progress (reports.ts).
 */
import { addMonths } from '../../kernel/days.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, ReportedSums } from './facts.ts';
import { finding } from './findings.ts';
import { monthOf } from './lights.ts';
import { paidInAll } from './sums.ts';

type ReportProgress = Extract<ConstructionCommand, { type: 'ReportProgress' }>;

export const sumsIn = ({ monthFen, totalFen, receivedFen, paidFen }: ReportedSums): ReportedSums => ({
  ...(monthFen === undefined ? {} : { monthFen }),
  ...(totalFen === undefined ? {} : { totalFen }),
  ...(receivedFen === undefined ? {} : { receivedFen }),
  ...(paidFen === undefined ? {} : { paidFen }),
});

export const REPORT_RULE = '月报与台账核对（金额勾稽）';

/** Of the newest month alone what is paid and received: of an earlier one the record knows no sums of that day any more. */
export function sumFindings(state: ConstructionState, { month, ...said }: ReportProgress): readonly ConstructionEvent[] {
  const { monthFen, totalFen, receivedFen, paidFen } = said;
  const newest = state.reportedMonths.every((other) => other <= month);
  const before = state.reportedSums?.[monthOf(addMonths(`${month}-01`, -1))]?.totalFen;
  const differs = (what: string, reported: number | undefined, recorded: number | undefined): readonly ConstructionEvent[] =>
    reported === undefined || recorded === undefined || reported === recorded
      ? []
      : [finding('REPORT_DIFFERS', REPORT_RULE, { what, month, sumFen: reported, limitFen: recorded })];
  return [
    ...(newest ? [...differs('PAID', paidFen, paidInAll(state)), ...differs('RECEIVED', receivedFen, state.funds?.allocatedFen)] : []),
    ...differs('TOTAL', totalFen, before === undefined || monthFen === undefined ? undefined : before + monthFen),
  ];
}
