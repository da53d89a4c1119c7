/**
 * From which sources a payment is made: keys of the programme's ledger, as it told them to the works (docs/adr/0132). What is named must
 * come to the amount, and stays within what the source has allocated to the project. Deliberately absent: payments that name none (funds.ts).
 */
import type { PaidFrom } from '../../funds/facts.ts';
import { bySource } from '../../funds/sums.ts';
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { faultAt } from '../../kernel/fault.ts';
import { incomplete, type Rejection, rejection, unknownItem } from '../../kernel/rejection.ts';
import type { Text } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { FUNDS } from '../../standards/funds.ts';
import { FUND_LEVEL_WORDS } from '../../words/funds.ts';
import { money } from '../../words/money.ts';
import { ruleWords } from '../../words/rules.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, Happening } from './facts.ts';
import { finding } from './findings.ts';
import { namedIn } from './sums.ts';

type NameSources = Extract<ConstructionCommand, { type: 'NameSources' }>;
type Named = { readonly key: string; readonly amountFen: number; readonly from?: readonly PaidFrom[] | undefined };
const { document } = FUNDS.rows.paymentGate;
const SOURCE_RULE: Text = { zh: `规则表 FUNDS.paymentGate，${document}`, en: `rule table FUNDS.paymentGate, ${ruleWords(document).en}` };

/** `中央资金 ZJ-1` of what the ledger has told; its key alone of any other. */
export function sourceName({ funds }: ConstructionState, source: string): Text {
  const told = funds?.sources?.find((one) => one.source === source);
  if (told === undefined) return { zh: source, en: source };
  const { zh, en } = FUND_LEVEL_WORDS[told.level];
  return { zh: `${zh} ${source}`, en: `${en} ${source}` };
}
export const sourcesNamed = (state: ConstructionState, from: readonly PaidFrom[]): Text => {
  const each = from.map(({ source, amountFen }) => ({ name: sourceName(state, source), sum: money(amountFen) }));
  return { zh: each.map(({ name, sum }) => `${name.zh} ${sum.zh}`).join('；'), en: each.map(({ name, sum }) => `${name.en} ${sum.en}`).join('; ') };
};

type Paying = Pick<ConstructionState, 'funds' | 'payments' | 'contractPayments'>;
/** What the ledger has told of sources, with what of each no payment names yet. */
export function sourcesLeft(state: Paying): readonly { readonly source: string; readonly leftFen: number }[] {
  const named = namedIn(state, ['ASKED', 'APPROVED']);
  return (state.funds?.sources ?? []).map(({ source, allocatedFen }) => ({ source, leftFen: allocatedFen - (named.get(source) ?? 0) }));
}
/** An amount over sources in the order in which they came, as far as they reach. */
export function partsFrom(state: Paying, amountFen: number): readonly PaidFrom[] {
  const parts: PaidFrom[] = [];
  let left = amountFen;
  for (const { source, leftFen } of sourcesLeft(state)) {
    const part = Math.min(left, leftFen);
    if (part <= 0) continue;
    parts.push({ source, amountFen: part });
    left -= part;
  }
  return parts;
}

/** What is wrong with what is named, by itself; null: nothing, or nothing is named. */
function wronglyNamed(state: ConstructionState, { amountFen, from }: Named): Rejection | null {
  if (from === undefined) return null;
  const told = new Set(state.funds?.sources?.map(({ source }) => source));
  const faults = from.flatMap(({ source, amountFen: part }, index): Text[] => [
    ...(from.findIndex((one) => one.source === source) < index
      ? [faultAt(`from[${index}].source`, { zh: `${source} 只能出现一次`, en: `must be another one: ${source} is named already` })]
      : []),
    ...(told.has(source)
      ? []
      : [
          faultAt(`from[${index}].source`, {
            zh: `${source} 没有向本项目下达资金（${SOURCE_RULE.zh}）`,
            en: `must be a source that has allocated money to this project; ${source} has not (${SOURCE_RULE.en})`,
          }),
        ]),
    ...(part > 0 ? [] : [faultAt(`from[${index}].amountFen`, { zh: '须大于 0', en: 'must be more than 0' })]),
  ]);
  const sum = from.reduce((all, part) => all + part.amountFen, 0);
  if (sum !== amountFen) {
    const [is, must] = [money(sum), money(amountFen)];
    faults.push(
      faultAt('from', { zh: `各来源合计 ${is.zh}，须等于本次支付 ${must.zh}`, en: `must come to the payment of ${must.en}; there is ${is.en}` }),
    );
  }
  return faults.length === 0 ? null : incomplete('资金来源有误，未受理。', 'The sources have faults, and nothing was recorded.', faults);
}

type Over = { readonly source: string; readonly total: number; readonly most: number };
/** Sources that payments name for more than they have allocated, with those that wait. */
function beyond(state: ConstructionState, { key, from = [] }: Named): readonly Over[] {
  const before = namedIn(state, ['ASKED', 'APPROVED'], key);
  return [...bySource(from)].flatMap(([source, fen]) => {
    const most = state.funds?.sources?.find((one) => one.source === source)?.allocatedFen ?? 0;
    const total = (before.get(source) ?? 0) + fen;
    return total > most ? [{ source, total, most }] : [];
  });
}

const gated = (state: ConstructionState): boolean => valuesIn(state.standards, FUNDS).paymentGate === 'REFUSE';
/** Null: it may be paid from what is named. */
export function sourcesRefused(state: ConstructionState, named: Named): Rejection | null {
  const wrong = wronglyNamed(state, named);
  const [over] = wrong === null && gated(state) ? beyond(state, named) : [];
  if (over === undefined) return wrong;
  const [asked, there, { zh, en }] = [money(over.total), money(over.most), sourceName(state, over.source)];
  return rejection(
    'FUNDS_SHORT',
    `从 ${zh} 累计支付（含待批）${asked.zh}，超过其向本项目下达的 ${there.zh}（${SOURCE_RULE.zh}）。`,
    `Payments of ${asked.en} in all from ${en}, with those that wait, exceed the ${there.en} that it has allocated to this project (${SOURCE_RULE.en}).`,
  );
}
/** Where the county lets it be all the same. */
export const sourceFindings = (state: ConstructionState, named: Named): readonly ConstructionEvent[] =>
  gated(state) ? [] : beyond(state, named).map(({ source, total, most }) => overSource(source, total, most));
const overSource = (number: string, sumFen: number, limitFen: number): ConstructionEvent =>
  finding('PAID_OVER_SOURCE', document, { number, sumFen, limitFen });

/** What was paid by a source's name and is there no more, once for each that became less. */
export function sourcesTakenBack(state: ConstructionState, told: NonNullable<ConstructionState['funds']>): readonly ConstructionEvent[] {
  const was = new Map(state.funds?.sources?.map(({ source, allocatedFen }) => [source, allocatedFen]));
  const now = new Map(told.sources?.map(({ source, allocatedFen }) => [source, allocatedFen]));
  return [...namedIn(state, ['APPROVED'])].flatMap(([source, paid]) => {
    const most = now.get(source) ?? 0;
    return paid > most && most < (was.get(source) ?? Number.POSITIVE_INFINITY) ? [overSource(source, paid, most)] : [];
  });
}

/** For a payment that was asked for before, by whoever runs the works: the convention of the ledger ends for it. */
export function nameSources(state: ConstructionState, { key, from, reason = '' }: NameSources): Decision<Happening> {
  const payment = state.payments[key] ?? state.contractPayments?.[key];
  if (payment === undefined || payment.status === 'REFUSED') return refuse(unknownItem(key));
  const why = reason.trim();
  if (payment.from !== undefined && why === '')
    return refuse(
      rejection(
        'REASON_REQUIRED',
        `${key} 已注明资金来源；更正须写明理由，原来的保留。`,
        `The sources of ${key} are named already; a correction needs a reason, and what was named before stays.`,
      ),
    );
  const named = { key, amountFen: payment.amountFen, from };
  const refused = sourcesRefused(state, named);
  if (refused !== null) return refuse(refused);
  return allow<Happening>(
    {
      type: 'PaymentSourcesNamed',
      data: { key, from, ...(payment.from === undefined ? {} : { was: payment.from }), ...(why === '' ? {} : { reason: why }) },
    },
    ...sourceFindings(state, named),
  );
}
