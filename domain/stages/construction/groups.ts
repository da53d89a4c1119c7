/** Under which headings acts and tables of construction stand: there are many. */
import type { Text } from '../../kernel/values.ts';

export const GROUPS = {
  works: { zh: '手续与进度', en: 'Papers and progress' },
  money: { zh: '招标、合同与支付', en: 'Tender, contracts and payments' },
  site: { zh: '现场、质量与安全', en: 'Site, quality and safety' },
  owed: { zh: '工资与中小企业款项', en: 'Wages and small firms' },
  after: { zh: '竣工与保修', en: 'Completion and warranty' },
} as const satisfies Readonly<Record<string, Text>>;
