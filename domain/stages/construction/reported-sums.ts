/**
 * What a monthly report says of money, held against what is on record here: a difference is told to whoever reports it and found, never
 * refused, since either may be right. Deliberately absent: progress (reports.ts).
 */
import { byRules, type Context } from '../../kernel/context.ts';
import { addMonths, monthOf } from '../../kernel/days.ts';
import { type Rejection, rejection } from '../../kernel/rejection.ts';
import { money } from '../../words/money.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, ReportedSums } from './facts.ts';
import { finding } from './findings.ts';
import { namedIn, paidInAll } from './sums.ts';

type ReportProgress = Extract<ConstructionCommand, { type: 'ReportProgress' }>;

export const sumsIn = ({ monthFen, totalFen, receivedFen, paidFen, paidFrom }: ReportedSums): ReportedSums => ({
  ...(monthFen === undefined ? {} : { monthFen }),
  ...(totalFen === undefined ? {} : { totalFen }),
  ...(receivedFen === undefined ? {} : { receivedFen }),
  ...(paidFen === undefined ? {} : { paidFen }),
  ...(paidFrom === undefined ? {} : { paidFrom }),
});

/** A month is part of all months; by source they come to what was paid in all, each source once; null: so it is. */
export function sumsRefused({ monthFen, totalFen, paidFen, paidFrom }: ReportedSums, context: Context): Rejection | null {
  if (byRules(context, 5) && monthFen !== undefined && totalFen !== undefined && monthFen > totalFen) {
    const [one, all] = [money(monthFen), money(totalFen)];
    return rejection(
      'SUMS_DISAGREE',
      `本月完成投资 ${one.zh}，不得多于累计完成投资 ${all.zh}。`,
      `${one.en} was invested in the month; that must not be more than the ${all.en} in all.`,
    );
  }
  if (paidFrom === undefined) return null;
  const sum = paidFrom.reduce((all, { amountFen }) => all + amountFen, 0);
  if (new Set(paidFrom.map(({ source }) => source)).size < paidFrom.length)
    return rejection('SUMS_DISAGREE', '按来源的累计支付中，同一来源只能出现一次。', 'What was paid by source must name each source once.');
  if (sum === paidFen) return null;
  const [is, must] = [money(sum), money(paidFen ?? 0)];
  return rejection(
    'SUMS_DISAGREE',
    `按来源的累计支付合计 ${is.zh}，须等于累计支付 ${must.zh}。`,
    `What was paid by source comes to ${is.en}; it must be the ${must.en} that was paid in all.`,
  );
}

export const REPORT_RULE = '月报与台账核对（金额勾稽）';

/** Of the newest month alone what is paid and received: of an earlier one the record knows no sums of that day any more. */
export function sumFindings(state: ConstructionState, { month, ...said }: ReportProgress): readonly ConstructionEvent[] {
  const { monthFen, totalFen, receivedFen, paidFen, paidFrom = [] } = said;
  const named = namedIn(state, ['APPROVED']);
  const newest = state.reportedMonths.every((other) => other <= month);
  const before = state.reportedSums?.[monthOf(addMonths(`${month}-01`, -1))]?.totalFen;
  const differs = (what: string, reported: number | undefined, recorded: number | undefined): readonly ConstructionEvent[] =>
    reported === undefined || recorded === undefined || reported === recorded
      ? []
      : [finding('REPORT_DIFFERS', REPORT_RULE, { what, month, sumFen: reported, limitFen: recorded })];
  return [
    ...(newest
      ? [
          ...differs('PAID', paidFen, paidInAll(state)),
          ...differs('RECEIVED', receivedFen, state.funds?.allocatedFen),
          ...paidFrom.flatMap(({ source, amountFen }) => differs(`PAID.${source}`, amountFen, named.get(source) ?? 0)),
        ]
      : []),
    ...differs('TOTAL', totalFen, before === undefined || monthFen === undefined ? undefined : before + monthFen),
  ];
}
