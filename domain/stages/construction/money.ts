/** Payments for works: what may be asked, within which limits. Deliberately absent: those by other contracts (contracts/payments.ts), settlement and retention (settlement.ts). */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { dayAt, monthOf } from '../../kernel/days.ts';
import { incomplete, rejection, wrongState } from '../../kernel/rejection.ts';
import { gates, valuesIn } from '../../rule-table/table.ts';
import { PAYMENT_TITLES } from '../../standards/closed-lists.ts';
import { LIGHTS } from '../../standards/lights.ts';
import { PAYMENTS, payableFen } from '../../standards/payments.ts';
import { money } from '../../words/money.ts';
import { ruleWords } from '../../words/rules.ts';
import { ask, line } from '../stage.ts';
import { paidByOthers, requestOtherPayment } from './contracts/payments.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, Happening } from './facts.ts';
import { finding } from './findings.ts';
import { beyondFunds, fundsFindings } from './funds.ts';
import { turned } from './lights.ts';
import { claimRefused } from './owed/claims.ts';
import { noContract, notInItsTime, settledMost } from './settlement.ts';
import { sourceFindings, sourcesNamed, sourcesRefused } from './sources.ts';
import { paidForWorks, sumOf } from './sums.ts';

type Answer = Decision<Happening>;
type Command<T extends ConstructionCommand['type']> = Extract<ConstructionCommand, { type: T }>;

/** Beyond what may be paid in all; null: within it. */
function overLimit(total: number, most: number, document: string): ReturnType<typeof refuse> | null {
  if (total <= most) return null;
  const [asked, payable] = [money(total), money(most)];
  return refuse(
    rejection(
      'PAYMENT_OVER_LIMIT',
      `累计付款 ${asked.zh} 超过可付 ${payable.zh}（${document}）。`,
      `Payments of ${asked.en} in all exceed the ${payable.en} that may be paid (${ruleWords(document).en}).`,
    ),
  );
}

/** What is paid by all contracts together stays within the approved estimate. */
const overEstimate = (state: ConstructionState, total: number): ReturnType<typeof refuse> | null =>
  overLimit(total + paidByOthers(state), state.estimateFen, '政府投资条例 第二十三条');

export function requestPayment(state: ConstructionState, command: Command<'RequestPayment'>, context: Context): Answer {
  const { key, amountFen, confirmedValueFen, kind = 'PROGRESS', contract, claim, from } = command;
  const unfit = claimRefused(state, command);
  if (unfit !== null) return unfit;
  if (contract !== undefined && contract !== state.contract?.number) return requestOtherPayment(state, command, contract, context);
  if (state.contract === null) return refuse(noContract);
  const earlier = state.payments[key] ?? state.contractPayments?.[key];
  if (earlier !== undefined && earlier.status !== 'REFUSED')
    return refuse(rejection('DUPLICATE', '该笔付款已申请。', 'This payment has been requested already.'));
  if (amountFen === 0 && byRules(context, 3))
    return refuse(incomplete('付款金额须大于零。', 'Nothing is paid.', [{ zh: 'amountFen：须大于 0', en: 'amountFen must be above 0' }]));
  const begun = state.reached.START !== undefined;
  if (kind === 'PROGRESS' && !begun && byRules(context, 3))
    return refuse(
      wrongState(
        '开工前只能支付预付款（ADVANCE）；进度款按已完工程支付（财建〔2022〕183号）。',
        'Before works start only an advance (ADVANCE) may be paid; progress is paid for finished work (财建〔2022〕183号).',
      ),
    );
  const early = notInItsTime(state, kind, context);
  if (early !== null) return refuse(early);
  const confirmed = money(state.confirmedValueFen);
  if (kind === 'ADVANCE' ? confirmedValueFen !== state.confirmedValueFen : confirmedValueFen < state.confirmedValueFen) {
    return refuse(
      kind === 'ADVANCE'
        ? rejection('SUMS_DISAGREE', '预付款不改变累计确认产值。', 'An advance leaves the confirmed value as it is.')
        : rejection(
            'SUMS_DISAGREE',
            `累计确认产值含以往各次，不能少于已确认的 ${confirmed.zh}。`,
            `The confirmed value counts all payments and must not be less than the ${confirmed.en} that is confirmed already.`,
          ),
    );
  }
  const total = sumOf(state.payments, 'ASKED', 'APPROVED') + amountFen;
  const rules = valuesIn(state.standards, PAYMENTS);
  const approvedChangesFen = sumOf(state.changes, 'APPROVED');
  const agreedFen = state.contract.amountFen + approvedChangesFen;
  const facts = { contractFen: state.contract.amountFen, approvedChangesFen, estimateFen: state.estimateFen };
  const most =
    kind === 'ADVANCE'
      ? byRules(context, 3)
        ? payableFen(rules, { ...facts, confirmedValueFen: agreedFen })
        : Math.min(agreedFen, state.estimateFen)
      : kind === 'PROGRESS'
        ? payableFen(rules, { ...facts, confirmedValueFen })
        : settledMost(state, kind);
  const refused =
    overLimit(total, most, PAYMENTS.rows.retentionPerMille.document) ??
    (byRules(context, 5) && paidByOthers(state) > 0 ? overEstimate(state, total) : null) ??
    (kind === 'ADVANCE' ? advanceRefused(state, amountFen) : null);
  if (refused !== null) return refused;
  const short = beyondFunds(state, amountFen, context) ?? sourcesRefused(state, command);
  if (short !== null) return refuse(short);
  const belowLeast = kind === 'PROGRESS' && total * WHOLE < confirmedValueFen * rules.leastPerMille;
  const title = { zh: `${state.name.zh}${PAYMENT_TITLES[kind].zh} ${key}`, en: `${state.name.en}: ${PAYMENT_TITLES[kind].en} ${key}` };
  return allow<Happening>(
    {
      type: 'PaymentRequested',
      data: {
        ...{ key, amountFen, confirmedValueFen, belowLeast },
        ...(command.kind === undefined ? {} : { kind }),
        ...(claim === undefined ? {} : { claim }),
        ...(from === undefined ? {} : { from }),
      },
    },
    ...paymentLight({ ...state, confirmedValueFen, payments: { ...state.payments, [key]: { amountFen, status: 'ASKED' } } }, context),
    ...(byRules(context, 3) ? [...valueFindings(state, confirmedValueFen, agreedFen), ...advanceFindings(state, kind, amountFen)] : []),
    ...fundsFindings(state, amountFen, context),
    ...sourceFindings(state, command),
    ask(state, context, {
      key: `PAYMENT.${key}`,
      title,
      applicant: state.manager,
      route: 'PAYMENT',
      content: {
        amountFen,
        summary: paymentLines(state, command, total, context),
        documents: [],
      },
    }),
  );
}

/** What whoever decides on it sees of a payment. */
function paymentLines(
  state: ConstructionState,
  { amountFen, confirmedValueFen, claim, from }: Command<'RequestPayment'>,
  total: number,
  context: Context,
): readonly ReturnType<typeof line>[] {
  return [
    line('本次支付', 'This payment', money(amountFen)),
    ...(byRules(context, 3)
      ? [
          line('已批准支付', 'Approved before', money(paidForWorks(state))),
          line('其他待批支付', 'Other payments that wait', money(sumOf(state.payments, 'ASKED'))),
        ]
      : []),
    line('累计支付', 'Paid in all', money(total)),
    line('累计确认产值', 'Confirmed value', money(confirmedValueFen)),
    line('合同价', 'Contract', money(state.contract?.amountFen ?? 0)),
    line('形象进度', 'Physical progress', `${state.percent} %`),
    ...(claim === undefined ? [] : [line('对应交付单', 'Delivery', claim)]),
    ...(from === undefined ? [] : [line('资金来源', 'Paid from', sourcesNamed(state, from))]),
  ];
}
const WHOLE = 1_000; // per mille

/**
 * The light of payments. What was asked for is not paid: red while less is approved than the least share of the value whose
 * payments were decided, and while less is asked for than that share of all that was confirmed.
 */
export function paymentLight(state: ConstructionState, context: Context): readonly ConstructionEvent[] {
  if (state.lightOf === undefined) return [];
  const least = valuesIn(state.standards, PAYMENTS).leastPerMille;
  const decided = Object.values(state.payments).flatMap(({ status, valueFen = 0 }) => (status === 'ASKED' ? [] : [valueFen]));
  const below =
    paidForWorks(state) * WHOLE < Math.max(0, ...decided) * least ||
    sumOf(state.payments, 'ASKED', 'APPROVED') * WHOLE < state.confirmedValueFen * least;
  const { paymentRed } = valuesIn(state.standards, LIGHTS);
  return turned(state, 'PAYMENT', paymentRed && below ? 'RED' : 'GREEN', monthOf(dayAt(context.now)));
}

/** A value that was confirmed outside, beyond what was agreed: recorded as it is, paid only within the limits. */
const valueFindings = (state: ConstructionState, confirmedValueFen: number, agreedFen: number): readonly ConstructionEvent[] =>
  confirmedValueFen > agreedFen && confirmedValueFen > state.confirmedValueFen
    ? [finding('VALUE_OVER_CONTRACT', PAYMENTS.rows.leastPerMille.document, { sumFen: confirmedValueFen, limitFen: agreedFen })]
    : [];

/** What advances in all may come to, by the county's share of the contract. */
const advances = (state: ConstructionState, amountFen: number): { readonly total: number; readonly most: number } => {
  const open = Object.values(state.payments).filter(({ kind, status }) => kind === 'ADVANCE' && status !== 'REFUSED');
  const total = open.reduce((sum, payment) => sum + payment.amountFen, amountFen);
  const share = valuesIn(state.standards, PAYMENTS).advancePerMille;
  return { total, most: share === null ? Number.POSITIVE_INFINITY : Math.floor(((state.contract?.amountFen ?? 0) * share) / WHOLE) };
};
function advanceRefused(state: ConstructionState, amountFen: number): ReturnType<typeof refuse> | null {
  const { total, most } = advances(state, amountFen);
  return gates(state.standards, PAYMENTS, 'advancePerMille') ? overLimit(total, most, PAYMENTS.rows.advancePerMille.document) : null;
}
function advanceFindings(state: ConstructionState, kind: string, amountFen: number): readonly ConstructionEvent[] {
  const { total, most } = advances(state, amountFen);
  if (kind !== 'ADVANCE' || total <= most) return [];
  const { document } = PAYMENTS.rows.advancePerMille;
  return [finding('ADVANCE_OVER_SHARE', `${document}（待县级确认）`, { sumFen: total, limitFen: most })];
}
