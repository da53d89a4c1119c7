/**
 * What the settlement waits for, and what waits for it: the review (结算审核) within its working days, what is left for a small firm,
 * the return of retention. Days are told before and after (dues.ts); what was missed is found by the clock, never refused.
 */
import { blankDeadline } from '../../calendar/deadline.ts';
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { addDays } from '../../kernel/days.ts';
import { incomplete, rejection, wrongState } from '../../kernel/rejection.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { reviewDays, SETTLEMENT } from '../../standards/settlement.ts';
import { SMALL_FIRMS } from '../../standards/small-firms.ts';
import { money } from '../../words/money.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, Happening, NoteLate } from './facts.ts';
import { finding, isFound } from './findings.ts';
import { payDaysOf } from './owed/claims.ts';
import { isSettling, noContract, retentionFrom, settledMost } from './settlement.ts';
import { sumOf } from './sums.ts';

/** Cases of earlier releases have no table of it, and nobody asks. */
const asked = ({ standards }: ConstructionState): boolean => standards?.[SETTLEMENT.key] !== undefined;

/** Handed in for its review, by whoever runs the works; `reason`: anew, after it came back. */
export function submitSettlement(
  state: ConstructionState,
  { amountFen, number, on, reason = '' }: Extract<ConstructionCommand, { type: 'SubmitSettlement' }>,
): Decision<Happening> {
  const { contract, completionOn, settlement, submitted } = state;
  if (contract === null) return refuse(noContract);
  if (completionOn === null)
    return refuse(wrongState('尚未竣工验收，不能送审结算。', 'Completion has not been accepted; there is nothing to settle yet.'));
  if (settlement !== undefined) return refuse(rejection('DUPLICATE', '结算已登记。', 'The settlement is recorded already.'));
  if (amountFen === 0)
    return refuse(incomplete('送审金额须大于零。', 'It must come to something.', [{ zh: 'amountFen：须大于 0', en: 'amountFen must be above 0' }]));
  if (on < completionOn)
    return refuse(
      rejection(
        'EARLIER_DAY',
        `送审不得早于竣工验收的 ${completionOn}。`,
        `It cannot be handed in before completion was accepted on ${completionOn}.`,
      ),
    );
  const why = reason.trim();
  if (submitted !== undefined && why === '')
    return refuse(
      rejection(
        'REASON_REQUIRED',
        `${submitted.number} 已送审；退回后重新送审须写明理由。`,
        `${submitted.number} is under review; handed in anew, it needs a reason.`,
      ),
    );
  const deadline = blankDeadline(on, { n: reviewDays(valuesIn(state.standards, SETTLEMENT), amountFen), unit: 'WD' });
  return allow<Happening>({ type: 'SettlementSubmitted', data: { amountFen, number, on, ...(why === '' ? {} : { reason: why }), deadline } });
}

type Late = { readonly of: NoteLate['of']; readonly key: string; readonly by: IsoDate; readonly what: Text; readonly found: () => ConstructionEvent };

/** What has a day of its own now. `key`: the number by which it is found once. */
export function settlingLates(state: ConstructionState): readonly Late[] {
  if (!asked(state) || state.accountsClosed === true) return [];
  return [...reviewLate(state), ...restLate(state), ...retentionLate(state)];
}

function reviewLate({ submitted, settlement }: ConstructionState): readonly Late[] {
  const by = submitted?.deadline.dueOn ?? null;
  if (submitted === undefined || settlement !== undefined || by === null) return [];
  const { document } = SETTLEMENT.rows.review;
  const [key, sumFen, { n: days }] = [submitted.number, submitted.amountFen, submitted.deadline.limit];
  return [
    {
      ...{ of: 'REVIEW', key, by },
      what: {
        zh: `结算 ${key}（${money(sumFen).zh}）须审核完毕并登记结论，${days} 个工作日（${document}）`,
        en: `the settlement ${key} of ${money(sumFen).en} must be reviewed and its result recorded, ${days} working days (${document})`,
      },
      found: () => finding('SETTLEMENT_REVIEW_LATE', `${document}（待县级确认）`, { number: key, on: by, earlierOn: submitted.on, days, sumFen }),
    },
  ];
}

/** A small firm is paid what is settled, less retention, as soon as for any delivery. */
function restLate(state: ConstructionState): readonly Late[] {
  const { contract, settlement } = state;
  const days = contract === null ? null : payDaysOf(state, contract);
  if (settlement === undefined || days === null) return [];
  const sumFen = settledMost(state, 'SETTLEMENT') - sumOf(state.payments, 'APPROVED');
  if (sumFen <= 0) return [];
  const { document } = SMALL_FIRMS.rows.payDays;
  const [key, by, left] = [settlement.number, addDays(settlement.on, days), money(sumFen)];
  return [
    {
      ...{ of: 'SETTLEMENT', key, by },
      what: {
        zh: `结算 ${key} 的余款 ${left.zh} 须付清（${document}）`,
        en: `what is left of the settlement ${key}, ${left.en}, must be paid (${document})`,
      },
      found: () => finding('SETTLEMENT_UNPAID', document, { number: key, on: by, sumFen }),
    },
  ];
}

function retentionLate(state: ConstructionState): readonly Late[] {
  const { completionOn, settlement } = state;
  if (completionOn === null || settlement === undefined || !isSettling(state)) return [];
  const sumFen = settledMost(state, 'RETENTION') - sumOf(state.payments, 'APPROVED');
  if (sumFen <= 0) return [];
  const { document } = SETTLEMENT.rows.retentionReturnDays;
  const from = retentionFrom(state, completionOn);
  // What is left is known from the settlement on, should that come after the defects period.
  const [, since = from] = [from, settlement.on].toSorted();
  const by = addDays(since, valuesIn(state.standards, SETTLEMENT).retentionReturnDays);
  const [key, left] = [`${settlement.number}.${from}`, money(sumFen)];
  return [
    {
      ...{ of: 'RETENTION', key, by },
      what: {
        zh: `缺陷责任期已满，质保金 ${left.zh} 须返还（${document}）`,
        en: `the defects period is over, and retention of ${left.en} must be returned (${document})`,
      },
      found: () => finding('RETENTION_NOT_RELEASED', document, { number: settlement.number, on: by, earlierOn: from, sumFen }),
    },
  ];
}

const CODES: Readonly<Partial<Record<NoteLate['of'], string>>> = {
  REVIEW: 'SETTLEMENT_REVIEW_LATE',
  SETTLEMENT: 'SETTLEMENT_UNPAID',
  RETENTION: 'RETENTION_NOT_RELEASED',
};
/** By its number; retention is noted once for each day from which it could be paid. */
export const isNoted = (state: ConstructionState, { of, key }: Pick<Late, 'of' | 'key'>): boolean =>
  isFound(state, CODES[of] ?? '', of === 'RETENTION' ? (state.settlement?.number ?? key) : key);

/** What the clock has found by then; none where that is noted. */
export const missed = (state: ConstructionState, { of, key }: NoteLate, today: IsoDate): readonly ConstructionEvent[] =>
  settlingLates(state).flatMap((late) => (late.of === of && late.key === key && late.by < today && !isNoted(state, late) ? [late.found()] : []));

/** A result that came after its days, where no clock has found it: it was entered late. */
export const reviewedLate = (state: ConstructionState, on: IsoDate): readonly ConstructionEvent[] =>
  asked(state) ? reviewLate(state).flatMap((late) => (late.by < on && !isNoted(state, late) ? [late.found()] : [])) : [];
