/** Days of construction that the law sets. Deliberately absent: permits, milestones, lights, changes, payments (files of their names). */
import { count } from '../kernel/shape.ts';
import { row, ruleTable } from '../rule-table/table.ts';

export const CONSTRUCTION = ruleTable(
  'CONSTRUCTION',
  { name: { zh: '施工与竣工', en: 'Works and completion' }, explanation: { zh: '竣工验收备案的期限。', en: 'When completion is filed.' } },
  {
    filingDays: row(count, 15, {
      name: { zh: '竣工验收备案期限', en: 'completion is filed within' },
      explanation: { zh: '自竣工验收合格之日起，按日历日计；逾期记为问题。', en: 'Calendar days after completion acceptance; later is a finding.' },
      unit: 'CD',
      document: '建设工程质量管理条例 第四十九条',
      mark: 'LAW',
    }),
  },
);
