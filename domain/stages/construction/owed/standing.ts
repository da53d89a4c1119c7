/** What the page of construction tells of wages and deliveries. Deliberately absent: the forms (form.ts). */
import { SMALL_FIRMS } from '../../../standards/small-firms.ts';
import { WAGES } from '../../../standards/wages.ts';
import { monthWords } from '../../../words/days.ts';
import { money } from '../../../words/money.ts';
import { dayCell, type Need, plainly, type Section, text } from '../../standing.ts';
import type { ConstructionState } from '../facts.ts';
import { GROUPS } from '../groups.ts';
import { isUnpaid } from './claims.ts';
import { monthsInArrears, wagesMissing } from './wages.ts';

export function owedNeeds(state: ConstructionState): readonly Need[] {
  const { wageAccount, wages = {}, deliveries = {} } = state;
  const missing = wagesMissing(state);
  return [
    ...(missing.length === 0
      ? []
      : [
          {
            key: 'WAGE_ACCOUNT',
            what: text('农民工工资专用账户', 'Wage account'),
            there: wageAccount !== undefined,
            ...(wageAccount === undefined ? {} : { value: plainly(wageAccount.bank) }),
            basis: '保障农民工工资支付条例 第二十六条',
          },
        ]),
    ...missing.map(({ month, by }) => ({
      key: `WAGES.${month}`,
      what: text(`${monthWords(month).zh}工资支付证明`, `Proof of wages for ${monthWords(month).en}`),
      there: false,
      until: by,
      basis: WAGES.rows.proofDays.document,
    })),
    ...monthsInArrears(state).map((month) => {
      const { dueFen = 0, paidFen = 0 } = wages[month] ?? {};
      const left = money(dueFen - paidFen);
      return {
        key: `ARREARS.${month}`,
        what: text(`${monthWords(month).zh}拖欠工资`, `Wages in arrears of ${monthWords(month).en}`),
        there: false,
        value: left,
        why: text('补发后再登记该月；未清不得通过项目验收', 'record the month again once they are paid; acceptance waits for it'),
        basis: WAGES.rows.arrearsBlock.document,
      };
    }),
    ...Object.entries(deliveries).flatMap(([key, delivery]) =>
      delivery.payBy === undefined || !isUnpaid(delivery)
        ? []
        : [
            {
              key: `DELIVERY.${key}`,
              what: text(`中小企业款项 ${key}`, `Small firm to be paid: ${key}`),
              there: false,
              value: money(delivery.amountFen - delivery.paidFen),
              until: delivery.payBy,
              basis: SMALL_FIRMS.rows.payDays.document,
            },
          ],
    ),
  ];
}

export function owedSections({ wageAccount, wages = {}, deliveries = {} }: ConstructionState): readonly Section[] {
  return [
    {
      key: 'wage-account',
      group: GROUPS.owed,
      title: text('农民工工资专户', 'Wage account'),
      columns: [text('银行', 'Bank'), text('账户编号', 'Account'), text('协议', 'Agreement'), text('开立', 'Opened'), text('保证金', 'Deposit')],
      rows:
        wageAccount === undefined
          ? []
          : [
              {
                key: wageAccount.number,
                cells: [
                  plainly(wageAccount.bank),
                  plainly(wageAccount.account),
                  plainly(wageAccount.number),
                  dayCell(wageAccount.on),
                  wageAccount.depositFen === undefined ? null : { fen: wageAccount.depositFen },
                ],
              },
            ],
    },
    {
      key: 'wages',
      group: GROUPS.owed,
      title: text('农民工工资', 'Wages of workers'),
      columns: [text('月份', 'Month'), text('人数', 'Workers'), text('应付', 'Due'), text('实付', 'Paid'), text('支付日期', 'Paid on')],
      rows: Object.entries(wages)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([month, { workers, dueFen, paidFen, on }]) => ({
          key: month,
          cells: [monthWords(month), plainly(workers), { fen: dueFen }, { fen: paidFen }, dayCell(on)],
        })),
    },
    {
      key: 'deliveries',
      group: GROUPS.owed,
      title: text('交付与付款', 'Deliveries'),
      columns: [
        text('编号', 'Number'),
        text('合同', 'Contract'),
        text('交付', 'Delivered'),
        text('应付', 'To be paid'),
        text('已付', 'Paid'),
        text('付款期限', 'Pay by'),
      ],
      rows: Object.entries(deliveries).map(([key, { contract, on, amountFen, paidFen, payBy }]) => ({
        key,
        cells: [
          plainly(key),
          contract === undefined ? text('施工合同', 'works') : plainly(contract),
          dayCell(on),
          { fen: amountFen },
          { fen: paidFen },
          dayCell(payBy),
        ],
      })),
    },
  ];
}
