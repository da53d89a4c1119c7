/**
 * Works and the ledger of their programme: what they have paid is told to it, and what it has allocated is not exceeded here.
 * Until anything was allocated to the project there is no line to hold (docs/adr/0132). Deliberately absent: the ledger (funds/).
 */
import { ledgerAddress, type TakeFunds } from '../../funds/facts.ts';
import { allow, type Decision, type Recorded, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { dayAt, monthOf } from '../../kernel/days.ts';
import { type Consequence, tell } from '../../kernel/message.ts';
import { type Rejection, rejection, systemOnly } from '../../kernel/rejection.ts';
import type { IsoDate } from '../../kernel/values.ts';
import { isSystem } from '../../kernel/who-acts.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { FUNDS } from '../../standards/funds.ts';
import { money } from '../../words/money.ts';
import { ruleWords } from '../../words/rules.ts';
import type { StageEvent } from '../facts.ts';
import type { ConstructionEvent, ConstructionState, Happening } from './facts.ts';
import { finding } from './findings.ts';
import { sourcesTakenBack } from './sources.ts';
import { askedInAll, namedIn, paidInAll } from './sums.ts';

const ACCOUNT = 'CONSTRUCTION';
const { document } = FUNDS.rows.paymentGate;

/** The newest that the ledger has said holds; more paid than that is a finding, once for each sum. */
export function takeFunds(state: ConstructionState, { type: _, ...told }: TakeFunds, context: Context): Decision<Happening> {
  if (!isSystem(context)) return refuse(systemOnly);
  if (told.version <= (state.funds?.version ?? 0)) return allow();
  const paid = paidInAll(state) + told.elsewhereFen;
  const worse = paid > told.allocatedFen && (state.funds === undefined || told.allocatedFen < state.funds.allocatedFen);
  return allow<Happening>(
    { type: 'FundsTold', data: told },
    ...(worse ? [finding('PAID_OVER_ALLOCATION', document, { sumFen: paid, limitFen: told.allocatedFen })] : []),
    ...sourcesTakenBack(state, told),
  );
}

/** What of the project is paid, or asked for, with `moreFen`; and what it may be. Null: nothing was allocated, so nobody asks. */
const against = (state: ConstructionState, moreFen: number): { readonly total: number; readonly most: number } | null =>
  state.funds === undefined
    ? null
    : { total: paidInAll(state) + askedInAll(state) + state.funds.elsewhereFen + moreFen, most: state.funds.allocatedFen };

const gated = (state: ConstructionState): boolean => valuesIn(state.standards, FUNDS).paymentGate === 'REFUSE';

export function beyondFunds(state: ConstructionState, amountFen: number, context: Context): Rejection | null {
  const sums = byRules(context, 5) && gated(state) ? against(state, amountFen) : null;
  if (sums === null || sums.total <= sums.most) return null;
  const [asked, there] = [money(sums.total), money(sums.most)];
  return rejection(
    'FUNDS_SHORT',
    `累计付款（含待批）${asked.zh} 超过已下达资金 ${there.zh}；请先办理资金下达（规则表 FUNDS.paymentGate，${document}）。`,
    `Payments of ${asked.en} in all, with those that wait, exceed the ${there.en} allocated; have more allocated first (rule table FUNDS.paymentGate, ${ruleWords(document).en}).`,
  );
}

/** Where the county lets it be asked for all the same. */
export function fundsFindings(state: ConstructionState, amountFen: number, context: Context): readonly ConstructionEvent[] {
  const sums = byRules(context, 5) && !gated(state) ? against(state, amountFen) : null;
  return sums === null || sums.total <= sums.most ? [] : [finding('PAID_OVER_ALLOCATION', document, { sumFen: sums.total, limitFen: sums.most })];
}

/** An event of an earlier release says nothing to a ledger: its workflow replays without it. */
const opensAccount = ({ standards }: ConstructionState): boolean => standards?.[FUNDS.key] !== undefined;

/** What has been paid in all, told with each event that changes it. */
export function tellLedger(state: ConstructionState, event: Recorded<ConstructionEvent | StageEvent>): readonly Consequence[] {
  const closedOn = closedBy(state, event);
  if (closedOn === undefined) return [];
  const taken = Object.values(state.payments).flatMap(({ takenOver, amountFen }) => (takenOver === true ? [amountFen] : []));
  const from = [...namedIn(state, ['APPROVED'])].map(([source, amountFen]) => ({ source, amountFen }));
  return [
    tell(ledgerAddress(state.programme), {
      type: 'CountPayments',
      project: state.project,
      account: ACCOUNT,
      version: event.version,
      paidFen: paidInAll(state),
      takenOverFen: taken.reduce((sum, fen) => sum + fen, 0),
      ...(from.length === 0 ? {} : { from }),
      ...(closedOn === null ? {} : { closedOn }),
      ...(state.reportsFrom === undefined ? {} : { reportsFrom: state.reportsFrom }),
      ...(state.completionOn === null ? {} : { reportsUntil: monthOf(state.completionOn) }),
    }),
  ];
}

/** The day on which it closed, null while it pays; undefined: the event is none of the ledger's. */
function closedBy(state: ConstructionState, event: Recorded<ConstructionEvent | StageEvent>): IsoDate | null | undefined {
  switch (event.type) {
    case 'StageOpened':
    case 'StageTakenOverCorrected':
      return opensAccount(state) ? null : undefined;
    case 'PaymentApproved':
      return event.data.paidFen === undefined ? undefined : null;
    case 'PaymentSourcesNamed':
      return null;
    // From now on months are reported, or none any more.
    case 'MilestoneReached':
      return opensAccount(state) && event.data.key === 'START' ? null : undefined;
    case 'CompletionAccepted':
      return opensAccount(state) ? null : undefined;
    case 'AccountsClosed':
      return event.data.on;
    case 'StageClosed':
      return opensAccount(state) && event.data.outcome === 'CANCELLED' ? dayAt(event.occurredAt) : undefined;
    default:
      return undefined;
  }
}
