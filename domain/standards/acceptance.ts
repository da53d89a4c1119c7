/**
 * Final acceptance (项目验收): its items with their vetoes, what a score leads to, how rectification runs, and who may score
 * (domain facts 5). Deliberately absent: the air (air.ts), and who is asked by which route (routes.ts).
 */
import { code, flag, list, number, oneOf, optional, record, text, whole } from '../kernel/shape.ts';
import type { Text } from '../kernel/values.ts';
import { row, ruleTable, type ValuesOf } from '../rule-table/table.ts';

/** CONVERT: of conversions alone. MEALS: where meals are served. */
const NEEDED_BY = ['ALL', 'CONVERT', 'MEALS'] as const;
type NeededBy = (typeof NEEDED_BY)[number];
/** `no`: its number on paper, by which releases up to 0.5.0 called it. */
export type AcceptanceItem = {
  readonly key: string;
  readonly no: number;
  readonly zh: string;
  readonly en: string;
  readonly veto: boolean;
  readonly of: NeededBy;
  /** Its paper ends on a day, which is told with it. */
  readonly lapses?: boolean;
  /** One file may prove it and another item that says so too. */
  readonly mayShare?: boolean;
};

/** The item that what construction handed on may hold up, whatever is claimed. */
export const WAGES_ITEM = 'WAGES';
/** The item that a laboratory proves, whatever is claimed. */
export const AIR_ITEM = 'AIR';

type More = Pick<AcceptanceItem, 'lapses' | 'mayShare'>;
const item = (key: string, no: number, zh: string, en: string, veto: boolean, of: NeededBy = 'ALL', more: More = {}): AcceptanceItem => ({
  ...{ key, no, zh, en, veto, of },
  ...more,
});
const BEFORE_MONEY: readonly AcceptanceItem[] = [
  item('COMPLETION', 1, '五方竣工验收合格并备案', 'Completion accepted by the five parties and filed', true),
  item('FIRE', 2, '消防验收或备案', 'Fire acceptance or filing', true),
  item('STRUCTURE', 3, '房屋安全鉴定（改建）', 'Structural appraisal (conversions)', true, 'CONVERT'),
  item(AIR_ITEM, 4, '室内空气质量', 'Indoor air quality', true),
  item('HEALTH', 5, '卫生评价合格', 'Health evaluation passed', true),
  item('FOOD', 6, '食品经营许可（供餐）', 'Food licence (meals)', true, 'MEALS', { lapses: true }),
  item('STAFF', 7, '人员配备与资质', 'Staff and qualifications', true),
  item('PLACES', 8, '建成托位不少于批准数', 'Places built as approved', true),
  item('FITOUT', 9, '设施设备与监控', 'Fit-out and CCTV', false),
  item('RULES', 10, '管理制度齐全', 'Management rules complete', false),
];
const AFTER_MONEY: readonly AcceptanceItem[] = [
  item('ESTIMATE', 12, '概算控制', 'Estimate kept', false, 'ALL', { mayShare: true }),
  item('RECORDS', 13, '培训、宣传、档案', 'Training, publicity, archive', false),
  item('PROBLEMS', 14, '审计与月报问题销号', 'Problems closed out', false),
];
const ITEMS: readonly AcceptanceItem[] = [
  ...BEFORE_MONEY,
  // The review of the settlement shows the estimate as well.
  item('SETTLEMENT', 11, '结算完成、决算已报', 'Settlement done, final accounts handed in', false, 'ALL', { mayShare: true }),
  ...AFTER_MONEY,
  item('WAGES', 15, '无拖欠农民工工资', 'No arrears to workers', true),
];
/** Of releases up to 0.5.0: arrears and settlement were one item, with a veto. */
const FIRST_ITEMS: readonly AcceptanceItem[] = [
  ...BEFORE_MONEY,
  item('SETTLEMENT', 11, '结算决算、无拖欠', 'Settlement and final accounts, no arrears', true),
  ...AFTER_MONEY,
];

/** A discipline of the panel. `units`: parts of a unit's name that belong to it; none: experts, who name their qualification. */
export type Discipline = { readonly key: string; readonly zh: string; readonly en: string; readonly units: readonly string[] };
const DISCIPLINES: readonly Discipline[] = [
  { key: 'NDRC', zh: '发改', en: 'development and reform', units: ['发改', '发展改革', '发展和改革'] },
  { key: 'FINANCE', zh: '财政', en: 'finance', units: ['财政'] },
  { key: 'HOUSING', zh: '住建', en: 'housing and construction', units: ['住建', '住房和城乡建设', '住房城乡建设'] },
  { key: 'HEALTH', zh: '卫健', en: 'health', units: ['卫健', '卫生健康', '妇幼保健', '疾控', '疾病预防'] },
  { key: 'FIRE', zh: '消防', en: 'fire', units: ['消防'] },
  { key: 'EXPERT', zh: '专家', en: 'expert', units: [] },
];

const ITEM = record({ key: code, no: whole, zh: text, en: text, veto: flag, of: oneOf(NEEDED_BY), lapses: optional(flag), mayShare: optional(flag) });
const DEFAULT = '本产品默认值';
const days = (value: number, name: Text) => row(whole, value, { name, unit: 'WD', document: DEFAULT, mark: 'DEFAULT' });
const points = (value: number, name: Text) => row(number(0, 100), value, { name, unit: 'POINT', document: DEFAULT, mark: 'DEFAULT' });
const since = (zh: string, en: string, explanation: Text) =>
  row(flag, true, { name: { zh, en }, explanation, document: DEFAULT, mark: 'DEFAULT', first: { value: false } });

export const ACCEPTANCE = ruleTable(
  'ACCEPTANCE',
  {
    name: { zh: '项目验收', en: 'Final acceptance' },
    explanation: { zh: '验收项、评分、整改和验收组。', en: 'Items, scores, rectification and the panel.' },
  },
  {
    items: row(list(ITEM, { least: 1, most: 40 }), ITEMS, {
      name: { zh: '验收项', en: 'items' },
      explanation: {
        zh: '一票否决项只能由复验合格消除，不能以得分抵消。一个文件只证明一项，除非各项都注明可共用（mayShare）；有有效期的（lapses）须填写截止日期。',
        en: 'A veto is cured by a passed re-inspection, never by score. A file proves one item, unless each of them may share it (mayShare); a paper that ends (lapses) is told with its last day.',
      },
      document: DEFAULT,
      mark: 'DEFAULT',
      first: { value: FIRST_ITEMS },
    }),
    evidenceAsFile: since('验收资料须有文件', 'evidence as a file', {
      zh: '满足的验收项须附已上传的文件。',
      en: 'An item that is met has a file that was handed in.',
    }),
    passScore: points(90, { zh: '通过', en: 'passed from' }),
    rectifyScore: points(75, { zh: '整改后复验', en: 'rectification from' }),
    ordinaryDays: days(15, { zh: '一般问题整改', en: 'ordinary problems within' }),
    majorDays: days(30, { zh: '重大问题整改', en: 'major problems within' }),
    atOnceDays: days(3, { zh: '立行立改', en: 'at once: within' }),
    extensionPercent: row(number(0, 100), 50, {
      name: { zh: '整改延期上限', en: 'extension at most' },
      explanation: { zh: '一次，到期前申请。', en: 'Once, asked for before it is due.' },
      unit: 'PERCENT',
      document: DEFAULT,
      mark: 'DEFAULT',
    }),
    mostNotices: row(whole, 2, {
      name: { zh: '整改通知', en: 'notices at most' },
      explanation: { zh: '之后约谈并报领导小组。', en: 'Then an admonitory talk, and the leading group.' },
      document: DEFAULT,
      mark: 'DEFAULT',
    }),
    stopsAfterNotices: since('停止等待领导小组', 'stops for the leading group', {
      zh: '复验又不合格后停止，由领导小组决定：重新验收、采取其他措施或不予验收。',
      en: 'After that it stops until the leading group decides: again, other measures, or not accepted.',
    }),
    namedWhenCalled: since('召集时确定验收组', 'named when it is called', {
      zh: '办公室在召集时确定成员和候补；建设单位、管理单位的人员回避。',
      en: 'The office names members and reserve when it is called; nobody of the applicant’s or the managing unit.',
    }),
    leastPanel: row(whole, 5, {
      name: { zh: '验收组至少', en: 'panel at least' },
      explanation: { zh: '单数。', en: 'An odd number.' },
      unit: 'PERSON',
      document: DEFAULT,
      mark: 'DEFAULT',
    }),
    disciplines: row(list(record({ key: code, zh: text, en: text, units: list(text, { most: 20 }) }), { least: 1, most: 20 }), DISCIPLINES, {
      name: { zh: '验收组构成', en: 'composition of the panel' },
      explanation: {
        zh: '成员单位名称须含所代表部门的字样；专家注明资格。',
        en: 'A member’s unit is called like the discipline; an expert names a qualification.',
      },
      document: DEFAULT,
      mark: 'DEFAULT',
    }),
    leastDisciplines: row(whole, 5, {
      name: { zh: '至少代表的部门', en: 'disciplines at least' },
      document: DEFAULT,
      mark: 'DEFAULT',
    }),
    quorum: row(
      record({ part: whole, of: whole }),
      { part: 2, of: 3 },
      {
        name: { zh: '法定人数', en: 'quorum' },
        explanation: {
          zh: '到期时已评分人数占验收组的比例；不足的重新召集。',
          en: 'The share of the panel that has scored when time is out; fewer, and it is called again.',
        },
        document: DEFAULT,
        mark: 'DEFAULT',
      },
    ),
    leaseMonths: row(whole, 36, {
      name: { zh: '租赁场地的租期至少', en: 'a lease of the premises lasts at least' },
      explanation: { zh: '不足的照实登记并记为问题。', en: 'A shorter one is recorded as it is, with a finding.' },
      unit: 'MONTH',
      document: '国卫人口发〔2019〕58号 第十一条',
      mark: 'GK_H',
    }),
    inspectors: row(whole, 2, { name: { zh: '复验人数', en: 'inspectors' }, unit: 'PERSON', document: DEFAULT, mark: 'DEFAULT' }),
  },
  ({ items, passScore, rectifyScore, disciplines, quorum }) => [
    ...(quorum.part > 0 && quorum.part <= quorum.of ? [] : [{ zh: '法定人数须在 0 与 1 之间', en: 'quorum must be a share above 0 and at most 1' }]),
    ...doubled(items.map(({ key }) => key)).map((key) => ({ zh: `验收项 ${key} 重复`, en: `items: ${key} must be there once` })),
    ...doubled(items.map(({ no }) => String(no))).map((no) => ({ zh: `验收项编号 ${no} 重复`, en: `items: number ${no} must be there once` })),
    ...doubled(disciplines.map(({ key }) => key)).map((key) => ({ zh: `部门 ${key} 重复`, en: `disciplines: ${key} must be there once` })),
    ...(items.some(({ key }) => key === AIR_ITEM) ? [] : [{ zh: '验收项须包括 AIR', en: 'items must have AIR, which the laboratory proves' }]),
    ...(rectifyScore <= passScore ? [] : [{ zh: '整改分数线不得高于通过分数线', en: 'rectifyScore must not be above passScore' }]),
  ],
);
export type AcceptanceRules = ValuesOf<typeof ACCEPTANCE.rows>;

function doubled(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** Of releases up to 0.5.0, whose events say numbers. */
export const keyOfNumber = (no: number): string => ITEMS.find((known) => known.no === no)?.key ?? String(no);

export type AcceptanceResult = 'PASSED' | 'RECTIFY' | 'FAILED';
export const ACCEPTANCE_RESULT_WORDS: Readonly<Record<AcceptanceResult, Text>> = {
  PASSED: { zh: '合格', en: 'passed' },
  RECTIFY: { zh: '限期整改', en: 'to be put right' },
  FAILED: { zh: '不合格', en: 'failed' },
};

/** From `passScore` and no veto: passed; from `rectifyScore`: rectify; below: failed. A veto is never cured by score. */
export function acceptanceResult(
  { passScore, rectifyScore }: Pick<AcceptanceRules, 'passScore' | 'rectifyScore'>,
  score: number,
  openVetoes: number,
): AcceptanceResult {
  if (score < rectifyScore) return 'FAILED';
  return score >= passScore && openVetoes === 0 ? 'PASSED' : 'RECTIFY';
}

/** How grave what is to be put right is: 一般, 重大, 立行立改. */
export const GRAVITIES = ['ORDINARY', 'MAJOR', 'AT_ONCE'] as const;
export type Gravity = (typeof GRAVITIES)[number];
export const GRAVITY_NAMES: Readonly<Record<Gravity, Text>> = {
  ORDINARY: { zh: '一般', en: 'ordinary' },
  MAJOR: { zh: '重大', en: 'major' },
  AT_ONCE: { zh: '立行立改', en: 'at once' },
};
export const rectificationDays = (rules: AcceptanceRules, gravity: Gravity): number =>
  ({ ORDINARY: rules.ordinaryDays, MAJOR: rules.majorDays, AT_ONCE: rules.atOnceDays })[gravity];
