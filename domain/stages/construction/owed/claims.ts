/**
 * What small and medium firms have delivered and when they are paid for it (保障中小企业款项支付条例, 2025): calendar days from
 * delivery, as the contract says or else the law; an audit is no reason to wait. Deliberately absent: how much may be paid.
 */
import { allow, type Decision, refuse } from '../../../kernel/case.ts';
import { addDays } from '../../../kernel/days.ts';
import { incomplete, rejection, unknownItem } from '../../../kernel/rejection.ts';
import type { IsoDate } from '../../../kernel/values.ts';
import { valuesIn } from '../../../rule-table/table.ts';
import { SMALL_FIRMS } from '../../../standards/small-firms.ts';
import { money } from '../../../words/money.ts';
import type { Contract } from '../contracts/facts.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, Happening } from '../facts.ts';
import { finding, isFound } from '../findings.ts';
import { noContract } from '../settlement.ts';
import { sumOf } from '../sums.ts';
import type { Delivery } from './facts.ts';

/** The contract that a delivery or a payment names; without a number: that of works. */
export const contractOf = (state: ConstructionState, number: string | undefined): Contract | null =>
  number === undefined || number === state.contract?.number ? state.contract : (state.contracts?.[number] ?? null);

/** Days from delivery within which it is paid: what was agreed, as far as the law lets it be; null: nobody asks. */
export function payDaysOf(state: ConstructionState, { smallFirm, payDays }: Contract): number | null {
  const { payDays: usual, agreedMostDays } = valuesIn(state.standards, SMALL_FIRMS);
  if (usual === null || smallFirm !== true) return null;
  return payDays === undefined ? usual : Math.min(payDays, agreedMostDays);
}

export const isUnpaid = ({ amountFen, paidFen }: Delivery): boolean => paidFen < amountFen;

export function recordDelivery(state: ConstructionState, command: Extract<ConstructionCommand, { type: 'RecordDelivery' }>): Decision<Happening> {
  const { type: _, files: __, ...delivery } = command;
  const { key, contract: number, amountFen, on } = delivery;
  const contract = contractOf(state, number);
  if (contract === null) return refuse(number === undefined ? noContract : unknownItem(number));
  if (state.deliveries?.[key] !== undefined) return refuse(rejection('DUPLICATE', '该交付单已登记。', 'This delivery is recorded already.'));
  const sum = Object.values(state.deliveries ?? {}).reduce(
    (delivered, one) => (contractOf(state, one.contract) === contract ? delivered + one.amountFen : delivered),
    amountFen,
  );
  const most = contract.amountFen + (contract === state.contract ? sumOf(state.changes, 'APPROVED') : 0);
  const faults = [
    ...(sum > most
      ? [
          {
            zh: `amountFen：该合同交付合计 ${money(sum).zh}，不得超过合同加已批准变更 ${money(most).zh}`,
            en: `amountFen must not bring what was delivered under the contract to ${money(sum).en}; contract and approved changes are ${money(most).en}`,
          },
        ]
      : []),
    ...(amountFen === 0 ? [{ zh: 'amountFen：须大于 0', en: 'amountFen must be above 0' }] : []),
    ...(on < contract.on ? [{ zh: `on：不得早于合同签订的 ${contract.on}`, en: `on must not be before the contract, ${contract.on}` }] : []),
  ];
  if (faults.length > 0) return refuse(incomplete('交付登记有误。', 'The delivery has faults and was not recorded.', faults));
  const days = payDaysOf(state, contract);
  return allow<Happening>({ type: 'DeliveryRecorded', data: { ...delivery, ...(days === null ? {} : { payBy: addDays(on, days) }) } });
}

/** That it was not paid on that day; none where that is noted already. */
export function unpaid(state: ConstructionState, key: string, today: IsoDate): readonly ConstructionEvent[] {
  const delivery = state.deliveries?.[key];
  if (delivery?.payBy === undefined || !isUnpaid(delivery) || delivery.payBy >= today || isFound(state, 'SMALL_FIRM_UNPAID', key)) return [];
  const { payBy, amountFen, paidFen } = delivery;
  return [finding('SMALL_FIRM_UNPAID', SMALL_FIRMS.rows.payDays.document, { number: key, on: payBy, sumFen: amountFen - paidFen })];
}

/** A payment for a delivery: of the same contract, and no more than is left. Null: it fits. */
export function claimRefused(
  state: ConstructionState,
  { claim, contract, amountFen }: { readonly claim?: string | undefined; readonly contract?: string | undefined; readonly amountFen: number },
): ReturnType<typeof refuse> | null {
  if (claim === undefined) return null;
  const delivery = state.deliveries?.[claim];
  if (delivery === undefined) return refuse(unknownItem(claim));
  if (contractOf(state, delivery.contract) !== contractOf(state, contract))
    return refuse(rejection('SUMS_DISAGREE', `交付单 ${claim} 属于另一份合同。`, `The delivery ${claim} is of another contract.`));
  return delivery.paidFen + amountFen > delivery.amountFen
    ? refuse(rejection('PAYMENT_OVER_LIMIT', `付款超过交付单 ${claim} 的余额。`, `It is more than what is left to pay of the delivery ${claim}.`))
    : null;
}
