/** Which management rules (管理制度) a centre issues, by the county's list. Deliberately absent: what stands in them. */
import { code, flag, list, nullable, number, record, text } from '../kernel/shape.ts';
import { row, ruleTable } from '../rule-table/table.ts';

type Listed = { readonly key: string; readonly zh: string; readonly en: string };
const rule = (key: string, zh: string, en: string): Listed => ({ key, zh, en });
const RULES: readonly Listed[] = [
  rule('POSTS', '岗位职责', 'Duties of posts'),
  rule('ADMISSION', '收托与入托健检', 'Admission and entry examination'),
  rule('MORNING_CHECK', '晨午检与全日观察', 'Morning check and all-day observation'),
  rule('DISINFECTION', '卫生消毒', 'Hygiene and disinfection'),
  rule('INFECTION', '传染病与病儿隔离', 'Infectious disease and isolation'),
  rule('NUTRITION', '膳食营养与食品留样', 'Nutrition and food samples'),
  rule('DAILY_ROUTINE', '一日生活与保育', 'Daily routine and care'),
  rule('SAFETY', '安全防护与接送', 'Safety and pick-up'),
  rule('FIRE_SAFETY', '消防安全', 'Fire safety'),
  rule('EMERGENCY', '应急预案与演练', 'Emergency plans and drills'),
  rule('MONITORING', '监控管理', 'CCTV'),
  rule('STAFF', '人员管理与培训', 'Staff and training'),
  rule('FEES', '信息公示与收费', 'Publication and fees'),
  rule('FINANCE', '财务与膳食费专账', 'Finance and meal account'),
  rule('ARCHIVE', '档案与信息报送', 'Archive and reporting'),
  rule('PARENTS', '家长沟通与投诉', 'Parents and complaints'),
  rule('SELF_ASSESSMENT', '质量自评', 'Quality self-assessment'),
];

const STANDARD = '国卫人口发〔2019〕58号';
export const MANAGEMENT = ruleTable(
  'MANAGEMENT',
  {
    name: { zh: '管理制度', en: 'Management rules' },
    explanation: { zh: '须制定哪些制度、至少几项。', en: 'Which rules there are, and how many at least.' },
  },
  {
    rules: row(list(record({ key: code, zh: text, en: text }), { least: 1, most: 40 }), RULES, {
      name: { zh: '制度清单', en: 'list of rules' },
      document: STANDARD,
      since: '2019-10-08',
      mark: 'GK_H',
    }),
    leastRules: row(number(1, 40), 14, {
      name: { zh: '至少几项', en: 'at least' },
      document: `${STANDARD}；项数为本产品默认值`,
      mark: 'DEFAULT',
      first: { value: RULES.length },
    }),
    fileEach: row(flag, true, {
      name: { zh: '每项制度有自己的文件', en: 'a file for each rule' },
      explanation: { zh: '一个文件不能充作两项制度。', en: 'One file is not two rules.' },
      document: '本产品默认值',
      mark: 'DEFAULT',
      first: { value: false },
    }),
    reviseMonths: row(nullable(number(1, 60)), 12, {
      name: { zh: '制度修订周期', en: 'rules are revised every' },
      explanation: {
        zh: '自印发或上次修订之日起；逾期转为问题。空：不跟踪。',
        en: 'From the issue or the last revision; overdue is found. Empty: not watched.',
      },
      unit: 'MONTH',
      document: '本产品默认值（每年修订）',
      mark: 'DEFAULT',
      first: { value: null },
    }),
  },
  ({ rules, leastRules }) => {
    const keys = rules.map(({ key }) => key);
    return [
      ...(leastRules > keys.length
        ? [
            {
              zh: `leastRules：至少项数 ${leastRules} 不得大于清单的 ${keys.length} 项`,
              en: `leastRules must not be more than the ${keys.length} rules of the list`,
            },
          ]
        : []),
      ...(new Set(keys).size < keys.length ? [{ zh: 'rules：每项只能出现一次', en: 'rules: each must be there once' }] : []),
    ];
  },
);
