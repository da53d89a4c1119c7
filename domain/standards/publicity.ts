/** When enough families know (宣传). Deliberately absent: how publicity is done. */
import { flag, nullable, number } from '../kernel/shape.ts';
import { row, ruleTable } from '../rule-table/table.ts';

const COUNTY = '县级规定（本产品默认）';
export const PUBLICITY = ruleTable(
  'PUBLICITY',
  {
    name: { zh: '宣传', en: 'Publicity' },
    explanation: { zh: '知晓率须达到多少、须问多少人。', en: 'How many families must know, and how many are asked.' },
  },
  {
    awarePercent: row(number(0, 100), 80, { name: { zh: '知晓率', en: 'awareness' }, unit: 'PERCENT', document: COUNTY, mark: 'DEFAULT' }),
    marginPercent: row(nullable(number(1, 20)), 5, {
      name: { zh: '知晓率调查抽样误差', en: 'margin of the awareness survey' },
      explanation: {
        zh: '按调研户数计算须问多少户，方法同需求调研；空：不要求。',
        en: 'How many are asked follows from the households, as in the demand survey; empty: any number.',
      },
      unit: 'PERCENT',
      document: 'Cochran 样本量公式（95% 置信度）；误差为县级规定',
      mark: 'DEFAULT',
      first: { value: null },
    }),
    consentPaper: row(flag, true, {
      name: { zh: '含儿童肖像须附监护人同意书', en: "children shown: the guardians' consent as a paper" },
      explanation: { zh: '是：不附不得审核通过；否：登记后转为问题。', en: 'Yes: nothing is cleared without it. No: it is recorded, and found.' },
      document: '个人信息保护法第三十一条',
      mark: 'GK_H',
      first: { value: false },
    }),
    noticeDays: row(nullable(number(1, 60)), 7, {
      name: { zh: '公示天数', en: 'days of a public notice' },
      explanation: { zh: '不足的转为问题。空：不要求。', en: 'A shorter one is found. Empty: not asked.' },
      unit: 'CD',
      document: COUNTY,
      mark: 'DEFAULT',
      first: { value: null },
    }),
  },
);
