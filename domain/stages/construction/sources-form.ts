/** How the sources of a payment are asked for: what of each is left, and the naming of one that was asked for before. */
import type { PaidFrom } from '../../funds/facts.ts';
import type { Text } from '../../kernel/values.ts';
import { FUNDS } from '../../standards/funds.ts';
import { money } from '../../words/money.ts';
import type { FormsTold, Option } from '../form.ts';
import type { ConstructionState, commands } from './facts.ts';
import { GROUPS } from './groups.ts';
import { partsFrom, sourceName, sourcesLeft, sourcesNamed } from './sources.ts';

const text = (zh: string, en: string): Text => ({ zh, en });

/** As far as sources reach; where none is told of, one that whoever pays names. */
function splitOf(state: ConstructionState, amountFen: number): readonly PaidFrom[] {
  const parts = partsFrom(state, amountFen);
  return parts.length === 0 ? [{ source: '—', amountFen }] : parts;
}
export const SOURCES_FIELD = {
  label: text('资金来源', 'Paid from'),
  help: text('合计须等于金额；不填的由台账按先后顺序推定', 'Together the amount; left out, the ledger goes by its convention'),
  basis: FUNDS.rows.paymentGate.document,
  fields: {
    source: {
      label: text('来源', 'Source'),
      options: (state: ConstructionState): readonly Option[] =>
        sourcesLeft(state).map(({ source, leftFen }) => {
          const [name, left] = [sourceName(state, source), money(leftFen)];
          return { value: source, label: text(`${name.zh}（未用 ${left.zh}）`, `${name.en} (${left.en} not named yet)`) };
        }),
    },
    amountFen: { label: text('金额', 'Amount') },
  },
} as const;
const openPayments = ({ payments, contractPayments = {} }: ConstructionState) =>
  [...Object.entries(payments), ...Object.entries(contractPayments)].filter(([, { status }]) => status !== 'REFUSED');
const paymentsIn = (state: ConstructionState): readonly Option[] =>
  openPayments(state).map(([value, { amountFen, from }]) => {
    const [sum, named] = [money(amountFen), from === undefined ? text('未注明', 'not named') : sourcesNamed(state, from)];
    return { value, label: text(`${value} ${sum.zh}（${named.zh}）`, `${value} ${sum.en} (${named.en})`) };
  });

export const sourceForms: FormsTold<Pick<typeof commands, 'NameSources'>, ConstructionState> = {
  NameSources: {
    group: GROUPS.money,
    name: text('注明付款来源', 'Name the sources of a payment'),
    how: text(
      '已申请的付款未注明资金来源的，在此注明；不注明的，台账按先后顺序推定。更正写明理由，原来的保留。',
      'For a payment that was asked for without its sources; until then the ledger goes by its convention. A correction says why, and what was named before stays.',
    ),
    fields: {
      key: { label: text('付款', 'Payment'), options: paymentsIn },
      from: SOURCES_FIELD,
      reason: { label: text('更正理由', 'Reason of the correction'), help: text('已注明过的须填写', 'Where sources were named before') },
    },
    probe(state) {
      const [key, payment] = openPayments(state)[0] ?? ['—', undefined];
      return { key, from: splitOf(state, payment?.amountFen ?? 1), reason: '—' };
    },
    nothing: (state) => (openPayments(state).length > 0 ? null : text('还没有申请过支付。', 'No payment has been asked for yet.')),
    start(state) {
      const [key, payment] = openPayments(state).find(([, { from }]) => from === undefined) ?? [];
      return key === undefined || payment === undefined ? {} : { key, from: splitOf(state, payment.amountFen) };
    },
  },
};
