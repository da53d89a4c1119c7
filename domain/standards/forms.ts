/**
 * What the shipped matters ask an applicant to fill in, and those who decide. A county replaces a form with the route that it stands beside.
 * The sum alone is asked of everybody: what else a county wants filled in it says itself. Deliberately absent: what is checked (approval/form.ts), and matters whose stage writes the application itself.
 */
import type { Form, FormField } from '../approval/form-shape.ts';
import type { Text } from '../kernel/values.ts';
import type { RouteCode } from './route-codes.ts';

const text = (key: string, zh: string, en: string, more: Partial<FormField> = {}): FormField => ({
  key,
  label: { zh, en },
  type: 'LONG_TEXT',
  ...more,
});
const help = (zh: string, en: string, basis?: string): Pick<FormField, 'help' | 'basis'> => ({
  help: { zh, en },
  ...(basis === undefined ? {} : { basis }),
});

const amount = (zh: string, en: string): FormField => ({ key: 'amount', label: { zh, en }, type: 'MONEY', required: true, fact: 'amountFen' });
const PLACES_UNIT: Text = { zh: '个', en: 'places' };
const places: FormField = {
  key: 'places',
  label: { zh: '托位', en: 'Places' },
  type: 'NUMBER',
  unit: PLACES_UNIT,
  least: 1,
  most: 2_000,
  fact: 'places',
  ...help('按设计规模填写。', 'As designed.', '托育机构设置标准（试行）（国卫人口发〔2019〕58号）'),
};
const area: FormField = {
  key: 'areaM2',
  label: { zh: '建筑面积', en: 'Floor area' },
  type: 'NUMBER',
  unit: { zh: '平方米', en: 'm²' },
  least: 0,
  most: 1_000_000,
  fact: 'areaM2',
};
const kind: FormField = {
  key: 'kind',
  label: { zh: '建设性质', en: 'Kind of building' },
  type: 'CHOICE',
  options: [
    { value: 'NEW', label: { zh: '新建', en: 'New' } },
    { value: 'EXTEND', label: { zh: '扩建', en: 'Extension' } },
    { value: 'REBUILD', label: { zh: '改建', en: 'Rebuild' } },
  ],
};
const reason = text('reason', '申请事由', 'What it is for');
const papers: FormField = { key: 'papers', label: { zh: '申报材料', en: 'Papers' }, type: 'FILES', most: 30 };
const funds: FormField = {
  key: 'funds',
  label: { zh: '资金来源', en: 'Sources of funds' },
  type: 'TABLE',
  most: 20,
  columns: [
    { key: 'source', label: { zh: '来源', en: 'Source' }, type: 'TEXT', required: true, most: 80 },
    { key: 'amount', label: { zh: '金额', en: 'Amount' }, type: 'MONEY', required: true },
  ],
  ...help('各来源合计应与总投资一致。', 'Together they make the total investment.', '政府投资条例第九条'),
};
const period = (key: string, zh: string, en: string): FormField => ({ key, label: { zh, en }, type: 'DAY' });

const INVESTMENT: Form = [amount('总投资', 'Total investment'), kind, places, area, funds, reason, papers];
const PERMIT: Form = [kind, places, area, reason, papers];
const DESIGN: Form = [area, reason, papers];
const CHANGE: Form = [
  amount('变更金额', 'Amount of the change'),
  text('what', '变更内容', 'What changes'),
  text('why', '变更原因', 'Why'),
  { ...papers, ...help('变更说明、图纸、报价。', 'Explanation, drawings, prices.') },
];
const RULE: Form = [text('scope', '适用范围', 'What it applies to'), papers];

const FORMS: Readonly<Partial<Record<RouteCode, Form>>> = {
  DEVPLAN: [reason, papers],
  IMPLPLAN: [amount('计划投资', 'Planned investment'), places, reason, papers],
  PROPOSAL: INVESTMENT,
  LAND_PRE: PERMIT,
  FSR: INVESTMENT,
  EIA: PERMIT,
  PRELIM: INVESTMENT,
  FISCAL: [
    amount('送审金额', 'Amount under review'),
    reason,
    papers,
    {
      key: 'confirmed',
      label: { zh: '核定金额', en: 'Amount confirmed' },
      type: 'MONEY',
      filledAt: ['review'],
      ...help('评审后核定的金额；与送审金额一致的可不填。', 'As confirmed by the review; may stay empty where it is the amount under review.'),
    },
  ],
  TENDER: [
    amount('招标控制价', 'Ceiling price'),
    {
      key: 'method',
      label: { zh: '招标方式', en: 'Method' },
      type: 'CHOICE',
      required: true,
      options: [
        { value: 'PUBLIC', label: { zh: '公开招标', en: 'Public tender' } },
        { value: 'INVITED', label: { zh: '邀请招标', en: 'Invited tender' } },
        { value: 'NEGOTIATED', label: { zh: '竞争性磋商', en: 'Competitive consultation' } },
      ],
    },
    period('openingOn', '拟开标日期', 'Planned opening of bids'),
    reason,
    papers,
  ],
  LAND_PERMIT: PERMIT,
  BUILD_PERMIT: PERMIT,
  DRAWINGS: DESIGN,
  FIRE_DESIGN: DESIGN,
  CONSTR_PERMIT: [amount('合同价', 'Contract price'), period('startOn', '拟开工日期', 'Planned start'), reason, papers],
  PLAN_ESTIMATE: INVESTMENT,
  FUND_APPLICATION: [amount('申请金额', 'Amount applied for'), places, funds, reason, papers],
  PAYMENT: [amount('申请支付金额', 'Amount to be paid'), text('progress', '完成情况', 'What was done'), papers],
  CHANGE_DEPARTMENT: CHANGE,
  CHANGE_JOINT: CHANGE,
  CHANGE_ESTIMATE: CHANGE,
  RULES: RULE,
};

/** The form of a shipped matter; absent: its stage writes the application, or people sit and score. */
export const shippedForm = (code: RouteCode): Form | undefined => FORMS[code];
