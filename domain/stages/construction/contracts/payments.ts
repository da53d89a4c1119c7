/**
 * Payments by another contract than that of works: within its own sum, and with all that is paid within the approved estimate.
 * Deliberately absent: payments for works, with their value and retention (../money.ts).
 */
import { allow, type Decision, refuse } from '../../../kernel/case.ts';
import type { Context } from '../../../kernel/context.ts';
import { incomplete, rejection, unknownItem } from '../../../kernel/rejection.ts';
import { PAYMENT_TITLES } from '../../../standards/closed-lists.ts';
import { PAYMENTS } from '../../../standards/payments.ts';
import { CONTRACT_NAMES } from '../../../standards/tender.ts';
import { money } from '../../../words/money.ts';
import { ruleWords } from '../../../words/rules.ts';
import { ask, line } from '../../stage.ts';
import type { ConstructionCommand, ConstructionState, Happening } from '../facts.ts';
import { beyondFunds, fundsFindings } from '../funds.ts';
import { sourceFindings, sourcesNamed, sourcesRefused } from '../sources.ts';
import { sumOf } from '../sums.ts';

type Command = Extract<ConstructionCommand, { type: 'RequestPayment' }>;

/** What is paid or asked for by one contract, in 分. */
export const paidBy = ({ contractPayments = {} }: ConstructionState, contract: string, ...statuses: Parameters<typeof sumOf>[1][]): number =>
  sumOf(Object.fromEntries(Object.entries(contractPayments).filter(([, payment]) => payment.contract === contract)), ...statuses);

/** Paid or asked for by all of them. */
export const paidByOthers = ({ contractPayments = {} }: ConstructionState): number => sumOf(contractPayments, 'ASKED', 'APPROVED');

export function requestOtherPayment(state: ConstructionState, command: Command, number: string, context: Context): Decision<Happening> {
  const { key, amountFen, confirmedValueFen, kind = 'PROGRESS', claim, from } = command;
  const contract = state.contracts?.[number];
  if (contract === undefined) return refuse(unknownItem(number));
  const earlier = state.contractPayments?.[key] ?? state.payments[key];
  if (earlier !== undefined && earlier.status !== 'REFUSED')
    return refuse(rejection('DUPLICATE', '该笔付款已申请。', 'This payment has been requested already.'));
  if (amountFen === 0)
    return refuse(incomplete('付款金额须大于零。', 'Nothing is paid.', [{ zh: 'amountFen：须大于 0', en: 'amountFen must be above 0' }]));
  if (confirmedValueFen !== state.confirmedValueFen)
    return refuse(
      rejection(
        'SUMS_DISAGREE',
        '其他合同的付款不改变施工的累计确认产值。',
        'A payment by another contract leaves the confirmed value of works as it is.',
      ),
    );
  const paid = paidBy(state, number, 'APPROVED');
  const asked = paidBy(state, number, 'ASKED');
  const total = paid + asked + amountFen;
  const all = paidByOthers(state) + sumOf(state.payments, 'ASKED', 'APPROVED') + amountFen;
  const { document } = PAYMENTS.rows.retentionPerMille;
  if (total > contract.amountFen)
    return refuse(
      rejection(
        'PAYMENT_OVER_LIMIT',
        `合同 ${number} 累计付款 ${money(total).zh} 超过合同价 ${money(contract.amountFen).zh}（${document}）。`,
        `Payments of ${money(total).en} by the contract ${number} exceed its ${money(contract.amountFen).en} (${ruleWords(document).en}).`,
      ),
    );
  if (all > state.estimateFen)
    return refuse(
      rejection(
        'PAYMENT_OVER_LIMIT',
        `各合同累计付款 ${money(all).zh} 超过核定概算 ${money(state.estimateFen).zh}（政府投资条例 第二十三条）。`,
        `Payments of ${money(all).en} by all contracts exceed the approved estimate of ${money(state.estimateFen).en} (政府投资条例 art. 23).`,
      ),
    );
  const short = beyondFunds(state, amountFen, context) ?? sourcesRefused(state, command);
  if (short !== null) return refuse(short);
  const of = CONTRACT_NAMES[contract.kind];
  const title = { zh: `${state.name.zh}${of.zh}付款 ${key}`, en: `${state.name.en}: payment by the ${of.en} ${key}` };
  return allow<Happening>(
    {
      type: 'PaymentRequested',
      data: {
        key,
        amountFen,
        confirmedValueFen,
        belowLeast: false,
        kind,
        contract: number,
        ...(claim === undefined ? {} : { claim }),
        ...(from === undefined ? {} : { from }),
      },
    },
    ...fundsFindings(state, amountFen, context),
    ...sourceFindings(state, command),
    ask(state, context, {
      key: `PAYMENT.${key}`,
      title,
      applicant: state.manager,
      route: 'PAYMENT',
      content: {
        amountFen,
        summary: [
          line('本次支付', 'This payment', money(amountFen)),
          line('款项', 'Kind', PAYMENT_TITLES[kind]),
          line('合同', 'Contract', { zh: `${of.zh} ${number}（${contract.contractor}）`, en: `${of.en} ${number} (${contract.contractor})` }),
          line('合同价', 'Contract sum', money(contract.amountFen)),
          line('已批准支付', 'Approved before', money(paid)),
          line('其他待批支付', 'Other payments that wait', money(asked)),
          line('累计支付', 'Paid in all', money(total)),
          ...(claim === undefined ? [] : [line('对应交付单', 'Delivery', claim)]),
          ...(from === undefined ? [] : [line('资金来源', 'Paid from', sourcesNamed(state, from))]),
        ],
        documents: [],
      },
    }),
  );
}
