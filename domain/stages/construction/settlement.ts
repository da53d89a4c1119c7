/**
 * Money after the filing of completion: the settlement (结算), what is paid of it, and retention (质保金) after the defects
 * period (财建〔2022〕183号; docs/adr/0053). Deliberately absent: advances and progress (money.ts).
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { addMonths, dayAt } from '../../kernel/days.ts';
import { type Rejection, rejection, wrongState } from '../../kernel/rejection.ts';
import type { IsoDate } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import type { PaymentKind } from '../../standards/closed-lists.ts';
import { PAYMENTS } from '../../standards/payments.ts';
import { SITE } from '../../standards/site.ts';
import { ruleWords } from '../../words/rules.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, Happening } from './facts.ts';
import { finding, ORDER_RULE } from './findings.ts';
import { openRepairs } from './site/repairs.ts';
import { paidForWorks, sumOf } from './sums.ts';

type Command<T extends ConstructionCommand['type']> = Extract<ConstructionCommand, { type: T }>;
const DOCUMENT = PAYMENTS.rows.runsOn.document;

/** Money is still to be paid although works are over and filed. */
export const isSettling = (state: ConstructionState): boolean =>
  state.status === 'DONE' && state.contract !== null && state.accountsClosed !== true && valuesIn(state.standards, PAYMENTS).runsOn;

export const noContract = wrongState('尚未登记施工合同。', 'The construction contract has not been recorded.');
const noSettlement = wrongState('尚未登记结算（RecordSettlement）。', 'The settlement has not been recorded (RecordSettlement).');

/** The day from which retention may be paid. */
export function retentionFrom(state: ConstructionState, completionOn: IsoDate): IsoDate {
  // Whatever day was written for completion, works were not over before the last of them.
  const over = [completionOn, ...Object.values(state.reached)].sort().at(-1) ?? completionOn;
  return addMonths(over, state.contract?.retentionMonths ?? valuesIn(state.standards, PAYMENTS).retentionMonths);
}

/** Why a payment of that kind cannot be asked for yet, or no more; null: it can. */
export function notInItsTime(state: ConstructionState, kind: PaymentKind, context: Context): Rejection | null {
  const { runsOn } = valuesIn(state.standards, PAYMENTS);
  const late = kind === 'SETTLEMENT' || kind === 'RETENTION';
  if (!runsOn)
    return late ? wrongState('本案卷适用的规则不分结算款和质保金。', 'The rules of this case know no settlement and no retention apart.') : null;
  if (late && state.settlement === undefined) return noSettlement;
  if (!late && state.settlement !== undefined)
    return wrongState('已办理结算，请申请结算款或质保金。', 'The contract is settled; ask for settlement or retention.');
  if (kind !== 'RETENTION' || state.completionOn === null) return null;
  const repairs = byRules(context, 5) && valuesIn(state.standards, SITE).repairsFirst ? openRepairs(state) : [];
  if (repairs.length > 0)
    return wrongState(
      `尚有保修事项未完成（${repairs.join('、')}），完成后再支付质保金（${SITE.rows.repairsFirst.document}）。`,
      `Repairs are not done yet (${repairs.join(', ')}); retention is released after them (${ruleWords(SITE.rows.repairsFirst.document).en}).`,
    );
  const from = retentionFrom(state, state.completionOn);
  return dayAt(context.now) >= from
    ? null
    : wrongState(`质保金自 ${from} 起方可支付（缺陷责任期）。`, `Retention may be paid from ${from} on, when the defects period is over.`);
}

/** The most that may have been paid in all with it, in 分: the settlement, less retention until that is released. */
export function settledMost(state: ConstructionState, kind: 'SETTLEMENT' | 'RETENTION'): number {
  const settled = Math.min(state.settlement?.amountFen ?? 0, state.estimateFen);
  const { retentionPerMille } = valuesIn(state.standards, PAYMENTS);
  return kind === 'RETENTION' ? settled : Math.floor((settled * (1_000 - retentionPerMille)) / 1_000);
}

/** What the review of the contract has come to; from then on nothing is paid for progress. `late`: that it came after its days. */
export function recordSettlement(
  state: ConstructionState,
  { amountFen, number, on }: Command<'RecordSettlement'>,
  late: readonly ConstructionEvent[],
): Decision<Happening> {
  if (!valuesIn(state.standards, PAYMENTS).runsOn) return refuse(noSettlement);
  if (state.contract === null) return refuse(noContract);
  if (state.completionOn === null)
    return refuse(wrongState('尚未竣工验收，不能结算。', 'Completion has not been accepted; there is nothing to settle yet.'));
  if (state.settlement !== undefined) return refuse(rejection('DUPLICATE', '结算已登记。', 'The settlement is recorded already.'));
  if (Object.values(state.payments).some(({ status }) => status === 'ASKED'))
    return refuse(wrongState('尚有付款审批未办结。', 'Payments are still being decided.'));
  const agreed = state.contract.amountFen + sumOf(state.changes, 'APPROVED');
  const paid = paidForWorks(state);
  const found = [
    ...(on < state.completionOn
      ? [finding('ORDER_INVERTED', ORDER_RULE, { on, what: 'SETTLEMENT', earlier: 'COMPLETION', earlierOn: state.completionOn })]
      : []),
    ...(amountFen > agreed ? [finding('SETTLED_OVER_CONTRACT', DOCUMENT, { sumFen: amountFen, limitFen: agreed })] : []),
    ...(paid > amountFen
      ? [finding('PAID_OVER_SETTLEMENT', DOCUMENT, { sumFen: paid, limitFen: amountFen, days: valuesIn(state.standards, PAYMENTS).overpaidDays })]
      : []),
  ];
  return allow<Happening>({ type: 'SettlementRecorded', data: { amountFen, number, on } }, ...found, ...late);
}

/** Nothing more is to be paid. `reason`: where what was paid is not the settlement. */
export function closeAccounts(state: ConstructionState, { reason = '' }: Command<'CloseAccounts'>, context: Context): Decision<Happening> {
  if (state.status === 'OPEN') return refuse(wrongState('尚未竣工备案。', 'Completion has not been filed yet.'));
  if (Object.keys(state.approvals).length > 0) return refuse(wrongState('尚有付款审批未办结。', 'Payments are still being decided.'));
  const paidFen = paidForWorks(state);
  const why = reason.trim();
  if (paidFen !== state.settlement?.amountFen && why === '')
    return refuse(rejection('REASON_REQUIRED', '实付与结算不一致，请写明理由。', 'What was paid differs from the settlement; say why.'));
  return allow<Happening>({ type: 'AccountsClosed', data: { paidFen, reason: why === '' ? null : why, on: dayAt(context.now) } });
}
