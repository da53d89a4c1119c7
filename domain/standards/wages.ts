/** Wages of workers on the site (农民工工资). Deliberately absent: what acceptance makes of arrears (stages/acceptance/wages.ts). */
import { flag, nullable, number } from '../kernel/shape.ts';
import { row, ruleTable } from '../rule-table/table.ts';

const REGULATION = '保障农民工工资支付条例';

export const WAGES = ruleTable(
  'WAGES',
  {
    name: { zh: '农民工工资', en: 'Wages of workers' },
    explanation: { zh: '专用账户、按月足额支付的证明和保证金。', en: 'The account of its own, the monthly proof, the deposit.' },
  },
  {
    proofDays: row(nullable(number(1, 60)), 15, {
      name: { zh: '月末后登记工资支付', en: 'a month’s wages are recorded after its end within' },
      explanation: { zh: '人工费拨付周期不超过一个月；缺月记为问题。', en: 'Labour is paid month by month; a missing month is a finding.' },
      unit: 'CD',
      document: `${REGULATION} 第二十九条（天数为本产品默认值）`,
      mark: 'DEFAULT',
      first: { value: null },
    }),
    proofAsFile: row(flag, true, {
      name: { zh: '每月须有工资支付证明文件', en: 'each month with a file' },
      document: `${REGULATION} 第三十一条`,
      mark: 'GK_H',
      first: { value: false },
    }),
    arrearsBlock: row(flag, true, {
      name: { zh: '有拖欠不得通过项目验收', en: 'arrears stand in the way of acceptance' },
      document: REGULATION,
      mark: 'LAW',
      first: { value: false },
    }),
    depositPerMille: row(nullable(number(0, 1_000)), 10, {
      name: { zh: '工资保证金不低于合同额', en: 'deposit at least, of the contract' },
      explanation: { zh: '待县级确认；不足的记为问题。', en: 'To be confirmed by the county; less is a finding.' },
      unit: 'PER_MILLE',
      document: '人社部发〔2021〕65号',
      mark: 'GK_M',
      first: { value: null },
    }),
  },
);
