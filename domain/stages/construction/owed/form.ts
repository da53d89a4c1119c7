/** The forms of wages and deliveries. Deliberately absent: what may happen (wages.ts, claims.ts). */
import { addMonths, monthOf } from '../../../kernel/days.ts';
import { SMALL_FIRMS } from '../../../standards/small-firms.ts';
import { WAGES } from '../../../standards/wages.ts';
import { type FormsTold, NO_FILE } from '../../form.ts';
import { text } from '../../standing.ts';
import { contractsIn } from '../contracts/form.ts';
import type { ConstructionState } from '../facts.ts';
import { GROUPS } from '../groups.ts';
import { isUnpaid } from './claims.ts';
import type { owedCommands } from './facts.ts';
import { monthsInArrears, wagesMissing } from './wages.ts';

const nextKey = ({ deliveries = {} }: ConstructionState): string => {
  let n = Object.keys(deliveries).length + 1;
  while (Object.hasOwn(deliveries, `D${n}`)) n += 1;
  return `D${n}`;
};
/** The month that is asked for first: in arrears, then the first that is missing. */
const monthNow = (state: ConstructionState, today: string): string =>
  monthsInArrears(state)[0] ?? wagesMissing(state)[0]?.month ?? monthOf(addMonths(`${monthOf(today)}-01`, -1));
/** Between the start of works and this month. */
const monthWithin = (state: ConstructionState, today: string): string =>
  [monthOf(state.reached.START ?? today), monthNow(state, today), monthOf(today)].sort()[1] ?? monthOf(today);

/** Deliveries that are not paid up. */
export const deliveriesLeft = ({ deliveries = {} }: ConstructionState) =>
  Object.entries(deliveries).flatMap(([value, delivery]) =>
    isUnpaid(delivery) ? [{ value, label: text(`${value}（${delivery.on} 交付）`, `${value} (delivered on ${delivery.on})`) }] : [],
  );

export const owedForms: FormsTold<typeof owedCommands, ConstructionState> = {
  RecordWageAccount: {
    group: GROUPS.owed,
    name: text('登记农民工工资专户', 'Record the wage account'),
    how: text(
      '专用账户和工资保证金；账号以末位等编号登记。',
      'The account of its own, and the deposit; the account by a reference such as its last digits.',
    ),
    fields: {
      bank: { label: text('开户银行', 'Bank') },
      account: { label: text('账户编号', 'Account'), help: text('如账号后四位', 'Like its last four digits') },
      number: { label: text('监管协议编号', 'Number of the agreement') },
      on: { label: text('开立日期', 'Opened on') },
      depositFen: { label: text('工资保证金', 'Deposit'), basis: WAGES.rows.depositPerMille.document },
    },
    probe: (_state, today) => ({ bank: '—', account: '—', number: '—', on: today }),
  },
  RecordWages: {
    group: GROUPS.owed,
    name: text('登记当月工资', 'Record a month’s wages'),
    how: text(
      '自开工之月起逐月登记，附支付证明；补发后按原月份再登记一次。',
      'Month by month from the start, each with its proof; once arrears are paid, the month is recorded again.',
    ),
    fields: {
      month: { label: text('月份', 'Month'), basis: WAGES.rows.proofDays.document },
      workers: { label: text('人数', 'Workers') },
      dueFen: { label: text('应付工资', 'Due') },
      paidFen: { label: text('实付工资', 'Paid'), help: text('少于应付的记为拖欠', 'Less than what is due is in arrears') },
      on: { label: text('支付日期', 'Paid on') },
      note: { label: text('说明', 'Note') },
    },
    probe: (state, today) => ({ month: monthWithin(state, today), workers: 1, dueFen: 1, paidFen: 1, on: today, files: [NO_FILE] }),
    start: (state, today) => ({ month: monthWithin(state, today) }),
  },
  RecordDelivery: {
    group: GROUPS.owed,
    name: text('登记交付（发票）', 'Record a delivery'),
    how: text(
      '货物、工程、服务交付验收之日起算支付期限；中小企业按条例期限，到期未付的记为问题。',
      'The days for payment run from delivery; for small and medium firms as the law sets them, and what is not paid then is a finding.',
    ),
    fields: {
      key: { label: text('交付单（发票）编号', 'Number of the delivery'), help: text('本项目内不重复', 'Once in this project') },
      contract: { label: text('合同', 'Contract'), options: contractsIn, help: text('不填为施工合同', 'Left out: that of works') },
      amountFen: { label: text('应付金额', 'To be paid') },
      on: { label: text('交付日期', 'Delivered on'), basis: SMALL_FIRMS.rows.payDays.document },
    },
    probe: (state, today) => {
      const [other] = state.contract === null ? contractsIn(state) : [];
      return { key: nextKey(state), amountFen: 1, on: today, ...(other === undefined ? {} : { contract: other.value }) };
    },
    start: (state) => ({ key: nextKey(state) }),
  },
};
