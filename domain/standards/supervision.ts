/** When a county asks for reports, and what it looks for afterwards. Deliberately absent: the checks (audit/rules.ts). */
import { number, oneOf } from '../kernel/shape.ts';
import { row, ruleTable } from '../rule-table/table.ts';

/** How an institution comes to open: it is filed (备案), or licensed (许可). */
export const REGISTRATION_REGIMES = ['FILING', 'LICENCE'] as const;

export const SUPERVISION = ruleTable(
  'SUPERVISION',
  {
    name: { zh: '监督管理', en: 'Supervision' },
    explanation: {
      zh: '月报时限、机构登记制度和审计检查所用的期限。',
      en: 'When reports are due, how institutions are registered, and periods of checks.',
    },
  },
  {
    reportsByWorkday: row(number(1, 15), 5, {
      name: { zh: '月报报送时限', en: 'monthly reports due on' },
      explanation: { zh: '次月第几个工作日。', en: 'That working day of the next month.' },
      unit: 'WD',
      document: '县级规定（本产品默认）',
      mark: 'DEFAULT',
    }),
    registrationRegime: row(oneOf(REGISTRATION_REGIMES), 'FILING', {
      name: { zh: '机构登记制度', en: 'how institutions are registered' },
      explanation: {
        zh: '现为备案制；《托育服务法（草案）》（2025-12 初审）拟改为许可，施行情况由县级确认。',
        en: 'Filing today; the draft childcare law (first reading 2025-12) proposes licences, to be confirmed by the county.',
      },
      document: '国卫办人口发〔2019〕25号；托育服务法（草案）',
      mark: 'GK_M',
    }),
    splitMonths: row(number(1, 36), 12, {
      name: { zh: '拆分合同检查期', en: 'contracts looked at together within' },
      explanation: { zh: '同一承包人此期限内的合同合并计算。', en: 'Contracts with one contractor within it are summed.' },
      unit: 'MONTH',
      document: '招标投标法 第四条（期限为本产品默认）',
      mark: 'DEFAULT',
    }),
    finalAccountsMonths: row(number(1, 24), 3, {
      name: { zh: '竣工财务决算编报期限', en: 'final accounts within' },
      unit: 'MONTH',
      document: '财建〔2016〕503号',
      mark: 'LAW',
    }),
  },
);
