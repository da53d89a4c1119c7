/** When small and medium firms are paid (中小企业款项). Deliberately absent: how much may be paid (payments.ts). */
import { nullable, number } from '../kernel/shape.ts';
import { row, ruleTable } from '../rule-table/table.ts';

const REGULATION = '保障中小企业款项支付条例';

export const SMALL_FIRMS = ruleTable(
  'SMALL_FIRMS',
  {
    name: { zh: '中小企业款项', en: 'Small and medium firms' },
    explanation: { zh: '自交付之日起的支付期限，按日历日计。', en: 'Calendar days from delivery within which they are paid.' },
  },
  {
    payDays: row(nullable(number(1, 365)), 30, {
      name: { zh: '合同未约定的支付期限', en: 'paid within, where the contract says nothing' },
      explanation: { zh: '到期前后提醒，逾期记为问题。', en: 'Told before and after; later is a finding.' },
      unit: 'CD',
      document: `${REGULATION} 第九条`,
      since: '2025-06-01',
      mark: 'LAW',
      first: { value: null },
    }),
    agreedMostDays: row(number(1, 365), 60, {
      name: { zh: '合同约定的支付期限至多', en: 'a contract may set at most' },
      unit: 'CD',
      document: `${REGULATION} 第九条`,
      since: '2025-06-01',
      mark: 'LAW',
    }),
  },
);
