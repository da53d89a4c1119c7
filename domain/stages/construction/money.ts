/** Payments and change orders: what may be asked, and who decides. Deliberately absent: money after the completion filing, where the stage ends. */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { dayAt } from '../../kernel/days.ts';
import { incomplete, rejection, unknownItem, wrongState } from '../../kernel/rejection.ts';
import type { Text } from '../../kernel/values.ts';
import { gates, valuesIn } from '../../rule-table/table.ts';
import { CHANGE_LADDER, CHANGES, changeRung } from '../../standards/changes.ts';
import { PAYMENT_TITLES } from '../../standards/closed-lists.ts';
import { LIGHTS } from '../../standards/lights.ts';
import { PAYMENTS, payableFen } from '../../standards/payments.ts';
import { money } from '../../words/money.ts';
import { ask, line } from '../stage.ts';
import { causeOf, causesOf } from './causes.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, Happening } from './facts.ts';
import { finding } from './findings.ts';
import { monthOf, turned } from './lights.ts';
import { noContract, notInItsTime, settledMost } from './settlement.ts';
import { sumOf } from './sums.ts';

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
      `Payments of ${asked.en} in all exceed the ${payable.en} that may be paid (${document}).`,
    ),
  );
}

export function requestPayment(state: ConstructionState, command: Command<'RequestPayment'>, context: Context): Answer {
  const { key, amountFen, confirmedValueFen, kind = 'PROGRESS' } = command;
  if (state.contract === null) return refuse(noContract);
  const earlier = state.payments[key];
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
  if (kind === 'ADVANCE' ? confirmedValueFen !== state.confirmedValueFen : confirmedValueFen < state.confirmedValueFen) {
    return refuse(
      kind === 'ADVANCE'
        ? rejection('SUMS_DISAGREE', '预付款不改变累计确认产值。', 'An advance leaves the confirmed value as it is.')
        : rejection('SUMS_DISAGREE', '累计确认产值不能减少。', 'The confirmed value cannot become smaller.'),
    );
  }
  const total = sumOf(state.payments, 'ASKED', 'APPROVED') + amountFen;
  const rules = valuesIn(state.standards, PAYMENTS);
  const approvedChangesFen = sumOf(state.changes, 'APPROVED');
  const agreedFen = state.contract.amountFen + approvedChangesFen;
  const facts = { contractFen: state.contract.amountFen, approvedChangesFen, estimateFen: state.estimateFen };
  const { document } = PAYMENTS.rows.retentionPerMille;
  const most =
    kind === 'ADVANCE'
      ? byRules(context, 3)
        ? payableFen(rules, { ...facts, confirmedValueFen: agreedFen })
        : Math.min(agreedFen, state.estimateFen)
      : kind === 'PROGRESS'
        ? payableFen(rules, { ...facts, confirmedValueFen })
        : settledMost(state, kind);
  const refused = overLimit(total, most, document) ?? (kind === 'ADVANCE' ? advanceRefused(state, amountFen) : null);
  if (refused !== null) return refused;
  const belowLeast = kind === 'PROGRESS' && total * WHOLE < confirmedValueFen * rules.leastPerMille;
  const title = { zh: `${state.name.zh}${PAYMENT_TITLES[kind].zh} ${key}`, en: `${state.name.en}: ${PAYMENT_TITLES[kind].en} ${key}` };
  return allow<Happening>(
    { type: 'PaymentRequested', data: { key, amountFen, confirmedValueFen, belowLeast, ...(command.kind === undefined ? {} : { kind }) } },
    ...paymentLight({ ...state, confirmedValueFen, payments: { ...state.payments, [key]: { amountFen, status: 'ASKED' } } }, context),
    ...(byRules(context, 3) ? [...valueFindings(state, confirmedValueFen, agreedFen), ...advanceFindings(state, kind, amountFen)] : []),
    ask(state, context, {
      key: `PAYMENT.${key}`,
      title,
      applicant: state.manager,
      route: 'PAYMENT',
      content: {
        amountFen,
        summary: [
          line('本次支付', 'This payment', money(amountFen)),
          ...(byRules(context, 3)
            ? [
                line('已批准支付', 'Approved before', money(sumOf(state.payments, 'APPROVED'))),
                line('其他待批支付', 'Other payments that wait', money(sumOf(state.payments, 'ASKED'))),
              ]
            : []),
          line('累计支付', 'Paid in all', money(total)),
          line('累计确认产值', 'Confirmed value', money(confirmedValueFen)),
          line('合同价', 'Contract', money(state.contract.amountFen)),
          line('形象进度', 'Physical progress', `${state.percent} %`),
        ],
        documents: [],
      },
    }),
  );
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
    sumOf(state.payments, 'APPROVED') * WHOLE < Math.max(0, ...decided) * least ||
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

export function requestChange(state: ConstructionState, command: Command<'RequestChange'>, context: Context): Answer {
  const { key, amountFen, sameAs } = command;
  if (state.contract === null) return refuse(noContract);
  const earlier = state.changes[key];
  if (earlier !== undefined && earlier.status !== 'REFUSED')
    return refuse(rejection('DUPLICATE', '该变更已申请。', 'This change has been requested already.'));
  if (sameAs !== undefined && (sameAs === key || state.changes[sameAs] === undefined)) return refuse(unknownItem(sameAs));
  // One that was there already is taken as it was named.
  const cause = sameAs === undefined ? command.cause : (state.changes[sameAs]?.cause ?? command.cause);
  if (causeOf(cause) === '' && byRules(context, 3))
    return refuse(
      rejection(
        'REASON_REQUIRED',
        '请写明变更原因，或选择已有变更的原因（sameAs）。',
        'Name the cause, or the change that has the same one (sameAs).',
      ),
    );
  const rules = valuesIn(state.standards, CHANGES);
  const cumulativeFen = sumOf(state.changes, 'ASKED', 'APPROVED') + amountFen;
  const { same, alike, refused } = causesOf(state.changes, cause, dayAt(context.now), rules);
  const of = (found: typeof same): number => found.reduce((sum, [, change]) => sum + change.amountFen, 0);
  const facts = { cumulativeFen, contractFen: state.contract.amountFen, estimateFen: state.estimateFen };
  // Changes of one cause are summed, so that a large one cannot be cut into small ones.
  const bySame = changeRung({ ...facts, amountFen: amountFen + of(same) }, rules);
  const byAlike = changeRung({ ...facts, amountFen: amountFen + of(same) + of(alike) }, rules);
  // Whether they are one cause is for somebody else to say than the unit, where it matters.
  const again = byRules(context, 3) && refused.length > 0;
  const rung = bySame === 'UNIT' && (byAlike !== 'UNIT' || again) ? CHANGE_LADDER[1] : bySame;
  const sharePercent = Math.round((cumulativeFen / facts.contractFen) * WHOLE) / TENTHS;
  const requested: ConstructionEvent = {
    type: 'ChangeRequested',
    data: { key, amountFen, cause, rung, sharePercent, ...(sameAs === undefined ? {} : { sameAs }) },
  };
  if (rung === 'UNIT') return allow<Happening>(requested, { type: 'ChangeApproved', data: { key, amountFen, estimateFen: null } });
  const listed = (found: typeof same): Text => ({
    zh: found.map(([name, change]) => `${name} ${change.cause ?? ''}（${money(change.amountFen).zh}）`).join('；'),
    en: found.map(([name, change]) => `${name} ${change.cause ?? ''} (${money(change.amountFen).en})`).join('; '),
  });
  return allow<Happening>(
    requested,
    ask(state, context, {
      key: `CHANGE.${key}`,
      title: { zh: `${state.name.zh}工程变更 ${key}`, en: `${state.name.en}: change order ${key}` },
      applicant: state.manager,
      route: rung,
      content: {
        amountFen,
        summary: [
          line('变更金额', 'Amount', money(amountFen)),
          line('原因', 'Cause', cause),
          ...(byRules(context, 3) && same.length > 0 ? [line('同一原因的变更', 'Changes of the same cause', listed(same))] : []),
          ...(again ? [line('同一原因曾不予批准的变更', 'Changes of the same cause that were refused', listed(refused))] : []),
          ...(alike.length > 0 ? [line('原因相近的变更，请判断是否同一原因', 'Changes of a cause that is alike; please judge', listed(alike))] : []),
          line('累计占合同价', 'Share of contract', `${sharePercent} %`),
          line('概算', 'Approved estimate', money(state.estimateFen)),
          line('提示', 'Note', { zh: '先批后变，批准前不得施工', en: 'No work before approval' }),
        ],
        documents: [],
      },
    }),
  );
}
const TENTHS = 10; // of a percent
