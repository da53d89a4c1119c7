/** What the page of construction tells of tenders, contracts and what is paid by them. Deliberately absent: the forms (form.ts). */
import { PAYMENT_TITLES } from '../../../standards/closed-lists.ts';
import { CONTRACT_NAMES, TENDER_WAY_NAMES } from '../../../standards/tender.ts';
import { STEP_STATUS_WORDS } from '../../../words/statuses.ts';
import { dayCell, plainly, type Section, text } from '../../standing.ts';
import type { ConstructionState } from '../facts.ts';
import { GROUPS } from '../groups.ts';
import { paidForWorks } from '../sums.ts';
import { paidBy } from './payments.ts';

export function contractSections(state: ConstructionState): readonly Section[] {
  const { tenders = {}, contract, contracts = {}, contractPayments = {} } = state;
  return [
    {
      key: 'tenders',
      group: GROUPS.money,
      title: text('招标采购', 'Tenders'),
      columns: [
        text('标段', 'Lot'),
        text('合同类别', 'Kind of contract'),
        text('方式', 'Way'),
        text('公示', 'Published'),
        text('中标单位', 'Awarded to'),
        text('中标价', 'Awarded sum'),
        text('通知书', 'Award notice'),
        text('日期', 'Day'),
      ],
      rows: Object.entries(tenders).map(([key, { kind, way, publishedFrom, publishedUntil, winner, amountFen, number, on }]) => ({
        key,
        cells: [
          plainly(key),
          CONTRACT_NAMES[kind],
          TENDER_WAY_NAMES[way],
          publishedFrom === undefined || publishedUntil === undefined ? null : plainly(`${publishedFrom} – ${publishedUntil}`),
          plainly(winner),
          { fen: amountFen },
          plainly(number),
          dayCell(on),
        ],
      })),
    },
    {
      key: 'contracts',
      group: GROUPS.money,
      title: text('合同', 'Contracts'),
      columns: [
        text('类别', 'Kind'),
        text('编号', 'Number'),
        text('单位', 'Contractor'),
        text('签订', 'Signed'),
        text('合同价', 'Contract sum'),
        text('已付', 'Paid'),
        text('招标', 'Tender'),
      ],
      rows: [
        ...(contract === null ? [] : [{ ...contract, kind: 'WORKS' as const, paid: paidForWorks(state) }]),
        ...Object.entries(contracts).map(([number, other]) => ({ ...other, paid: paidBy(state, number, 'APPROVED') })),
      ].map(({ kind, number = '', contractor, on, amountFen, paid, tender, exemption, takenOver }) => ({
        key: `${kind} ${number}`,
        cells: [
          CONTRACT_NAMES[kind],
          number === '' ? null : plainly(number),
          plainly(contractor),
          dayCell(on),
          { fen: amountFen },
          { fen: paid },
          tender === undefined ? (exemption === undefined ? null : text(`核准不招标 ${exemption}`, `exempted by ${exemption}`)) : plainly(tender),
        ],
        takenOver: takenOver === true,
      })),
    },
    {
      key: 'contract-payments',
      group: GROUPS.money,
      title: text('其他合同的支付', 'Payments by other contracts'),
      columns: [text('编号', 'Number'), text('合同', 'Contract'), text('款项', 'Kind'), text('金额', 'Amount'), text('状态', 'State')],
      rows: Object.entries(contractPayments).map(([key, { contract: of, kind = 'PROGRESS', amountFen, status }]) => ({
        key,
        cells: [plainly(key), plainly(of), PAYMENT_TITLES[kind], { fen: amountFen }, STEP_STATUS_WORDS[status]],
      })),
    },
  ];
}
