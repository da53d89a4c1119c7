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
/** A paper that whoever asks by this route from a stage brings (approval/papers.ts). */
const paper = (key: string, zh: string, en: string, told: Pick<FormField, 'help' | 'basis'>): FormField => ({
  key,
  label: { zh, en },
  type: 'FILES',
  proof: true,
  most: 10,
  ...told,
});
const CHANGE_PAPERS: Form = [
  paper(
    'statement',
    '变更申请及说明',
    'Statement of the change',
    help(
      '写明变更内容、原因和工期影响，由施工、监理、建设单位签认。',
      'What changes, why, and what it does to the time; signed by contractor, supervisor and owner.',
      '建设工程价款结算暂行办法（财建〔2004〕369号）；工程变更审批为本产品默认值（各地有别）',
    ),
  ),
  paper(
    'pricing',
    '变更预算或报价',
    'Priced estimate of the change',
    help('按合同计价办法编制，附工程量。', 'Priced as the contract says, with quantities.', '建设工程价款结算暂行办法（财建〔2004〕369号）'),
  ),
];
const CHANGE: Form = [
  amount('变更金额', 'Amount of the change'),
  text('what', '变更内容', 'What changes'),
  text('why', '变更原因', 'Why'),
  ...CHANGE_PAPERS,
  { ...papers, ...help('图纸、会议纪要等。', 'Drawings, minutes and the like.') },
];
const REPLAN: Form = [
  text('days', '调整的节点和日期', 'Days that move'),
  text('why', '调整原因', 'Why'),
  paper(
    'statement',
    '计划调整申请',
    'Statement of the request',
    help(
      '写明各节点原计划、新计划和赶工措施，由施工、监理、建设单位签认。',
      'Each day as it was and as it is to be, and how time is made good; signed by contractor, supervisor and owner.',
      '本产品默认值（各地有别）',
    ),
  ),
  paper(
    'proof',
    '理由的证明材料',
    'What proves the reason',
    help(
      '如停工令、气象证明、用地移交记录、资金文件。',
      'Such as an order to stop, a record of the weather, of land or of funds.',
      '本产品默认值（各地有别）',
    ),
  ),
  papers,
];
const RULE: Form = [text('scope', '适用范围', 'What it applies to'), papers];

const FORMS: Readonly<Partial<Record<RouteCode, Form>>> = {
  DEVPLAN: [reason, papers],
  IMPLPLAN: [
    amount('计划投资', 'Planned investment'),
    places,
    reason,
    paper(
      'plan',
      '实施方案文本',
      'Text of the plan',
      help(
        '含规模、投资与来源、责任单位与责任人、时间节点、绩效目标和风险。',
        'Size, money and its sources, who is responsible, dates, targets and risks.',
        '本产品默认值（各地有别）',
      ),
    ),
    papers,
  ],
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
  PAYMENT: [
    amount('申请支付金额', 'Amount to be paid'),
    text('progress', '完成情况', 'What was done'),
    paper(
      'application',
      '付款申请书',
      'Application for payment',
      help('写明本次与累计金额、收款单位和账户。', 'This sum and the sum so far, who is paid and into which account.', '财建〔2022〕183号'),
    ),
    paper(
      'value',
      '支付依据',
      'What the payment rests on',
      help(
        '进度款：监理签认的完成产值；预付款：合同条款及预付款保函；结算款：审定的结算书；质保金：缺陷责任期满的证明。',
        'Progress: the value certified by the supervisor; advance: the contract and the guarantee; settlement: the settlement as examined; retention: proof that the warranty is over.',
        '财建〔2022〕183号',
      ),
    ),
    papers,
  ],
  CHANGE_DEPARTMENT: CHANGE,
  CHANGE_JOINT: CHANGE,
  CHANGE_ESTIMATE: CHANGE,
  REPLAN_OFFICE: REPLAN,
  REPLAN_DEPARTMENT: REPLAN,
  REPLAN_GROUP: REPLAN,
  RULES: RULE,
  PANEL_SCORE: [
    paper(
      'application',
      '验收申请报告',
      'Application for final acceptance',
      help(
        '含建设、投资完成情况和各验收项自查结论。',
        'What was built and spent, and the unit’s own finding on each item.',
        '本产品默认值（各地有别）',
      ),
    ),
    papers,
  ],
  REINSPECTION: [
    paper(
      'report',
      '整改报告',
      'Report of rectification',
      help(
        '逐项写明整改措施、责任人和完成日期，附整改前后照片。',
        'For each item what was done, by whom and when, with photos from before and after.',
        '本产品默认值（各地有别）',
      ),
    ),
    papers,
  ],
};

/** The form of a shipped matter; absent: its stage writes the application, or people sit and score. */
export const shippedForm = (code: RouteCode): Form | undefined => FORMS[code];
