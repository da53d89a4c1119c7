/** The indicators of the summary evaluation and what a score is called (财预〔2020〕10号). Deliberately absent: who scores. */
import { code, flag, list, number, oneOf, record, text } from '../kernel/shape.ts';
import type { Text } from '../kernel/values.ts';
import { row, ruleTable, type ValuesOf } from '../rule-table/table.ts';

export type Indicator = { readonly key: string; readonly zh: string; readonly en: string; readonly weight: number };
const indicator = (key: string, zh: string, en: string, weight: number): Indicator => ({ key, zh, en, weight });
const OF_PROJECTS: readonly Indicator[] = [
  indicator('PLACES', '新增托位', 'Places added', 20),
  indicator('FIRST_PASS', '验收一次合格', 'Accepted at first try', 8),
  indicator('ON_TIME_START', '按期开工', 'Started on time', 4),
  indicator('ON_TIME_FINISH', '按期完工', 'Finished on time', 6),
  indicator('WITHIN_ESTIMATE', '不超概算', 'Within estimate', 6),
  indicator('OCCUPANCY', '使用率', 'Occupancy', 8),
  indicator('CERTIFIED', '从业人员持证率', 'Certified staff', 6),
  indicator('RULES', '制度', 'Rules', 4),
  indicator('SATISFACTION', '家长满意度', 'Parents’ satisfaction', 10),
  indicator('BUDGET', '预算执行率', 'Budget execution', 10),
];
/** Of a programme, and in releases up to 0.5.0 asked of each project: a project is filed after its acceptance, so after its evaluation. */
const FILED = indicator('FILED', '备案', 'Filed', 6);
const RATIO = indicator('RATIO', '千人口托位数', 'Places per 1,000 residents', 12);

const DOCUMENT = '财预〔2020〕10号';
const COUNTY = '县级规定（本产品默认）';
const band = (value: number, zh: string, en: string) =>
  row(number(0, 100), value, { name: { zh: `${zh}：不低于`, en: `${en} from` }, unit: 'POINT', document: DOCUMENT, mark: 'GK_H' });
const since = (zh: string, en: string, explanation: { readonly zh: string; readonly en: string }) =>
  row(flag, true, { name: { zh, en }, explanation, document: DOCUMENT, mark: 'GK_H', first: { value: false } });

/** By which planned days a project is on time: of the plan as it was issued, or as they were agreed on since (docs/adr/0145). */
export const ON_TIME_BY = ['ISSUED', 'AGREED'] as const;
export type OnTimeBy = (typeof ON_TIME_BY)[number];
export const onTimeRow = () =>
  row(oneOf(ON_TIME_BY), 'ISSUED', {
    name: { zh: '按期以何日期为准', en: 'on time by' },
    explanation: {
      zh: 'ISSUED：以最近印发的方案为准，经同意调整的另行注明；AGREED：经同意调整的，以调整后的日期为准。',
      en: 'ISSUED: the plan as it was issued last, with what was agreed on since told beside; AGREED: the days as agreed.',
    },
    document: COUNTY,
    mark: 'DEFAULT',
    first: { value: 'AGREED' },
  });

export const EVALUATION = ruleTable(
  'EVALUATION',
  {
    name: { zh: '总结评估', en: 'Summary evaluation' },
    explanation: { zh: '项目的评价指标、等级，失分如何处理。', en: 'Indicators of a project, grades, and what follows from lost points.' },
  },
  {
    indicators: row(list(record({ key: code, zh: text, en: text, weight: number(0, 100) }), { least: 1, most: 40 }), OF_PROJECTS, {
      name: { zh: '指标与权重', en: 'indicators and weights' },
      explanation: { zh: '总分按权重之和折算为百分制。', en: 'The total is told in hundredths of all weights.' },
      document: DOCUMENT,
      mark: 'GK_H',
      first: { value: [...OF_PROJECTS.slice(0, 2), FILED, ...OF_PROJECTS.slice(2, 5), RATIO, ...OF_PROJECTS.slice(5)] },
    }),
    excellent: band(90, '优', 'excellent'),
    good: band(80, '良', 'good'),
    fair: band(60, '中', 'fair'),
    lostNeedsAnswer: since('失分须有措施或理由', 'lost points need an answer', {
      zh: '每个失分指标须有改进措施或理由；评为差的须有改进措施。',
      en: 'Each indicator that lost points has a measure or a reason; a poor one has measures.',
    }),
    computed: since('已有记录的指标自动计分', 'what the record knows is computed', {
      zh: '新增托位、一次合格、按期开工、按期完工、不超概算、持证率、制度、预算执行率按记录计分，不能自填。',
      en: 'Places, inspections passed at once, start and finish on time, the estimate, certificates, rules and budget are scored by the record, and typed by nobody.',
    }),
    onTimeBy: onTimeRow(),
    measured: since('使用率、满意度按人数计分', 'occupancy and satisfaction are counted', {
      zh: '填报在托人数和满意家长人数、日期和依据，由另一人核验后按目标值计分，不能填分数。',
      en: 'Children enrolled and parents satisfied are reported with a day and what shows it, and verified by somebody else; points follow by the target.',
    }),
    occupancyPercent: row(number(1, 100), 60, {
      name: { zh: '使用率目标值', en: 'occupancy for all its points' },
      unit: 'PERCENT',
      document: DOCUMENT,
      mark: 'GK_H',
    }),
    satisfactionPercent: row(number(1, 100), 90, {
      name: { zh: '家长满意度目标值', en: 'satisfaction for all its points' },
      unit: 'PERCENT',
      document: DOCUMENT,
      mark: 'GK_H',
    }),
    answeredPercent: row(number(1, 100), 50, {
      name: { zh: '满意度调查回收率', en: 'parents who answer at least' },
      explanation: { zh: '占在托婴幼儿人数，每名一份。', en: 'Of the children enrolled, one answer each.' },
      unit: 'PERCENT',
      document: COUNTY,
      mark: 'DEFAULT',
    }),
    rateMonths: row(number(1, 36), 12, {
      name: { zh: '人数数据有效期', en: 'such numbers hold for' },
      unit: 'MONTH',
      document: COUNTY,
      mark: 'DEFAULT',
    }),
  },
  ({ indicators, excellent, good, fair }) => [
    ...(new Set(indicators.map(({ key }) => key)).size < indicators.length
      ? [{ zh: 'indicators：每项只能出现一次', en: 'indicators: each must be there once' }]
      : []),
    ...(indicators.every(({ weight }) => weight === 0) ? [{ zh: 'indicators：权重不能都为零', en: 'indicators: must have weights above zero' }] : []),
    ...(excellent < good || good < fair ? [{ zh: '等级分数线须为 优≥良≥中', en: 'excellent must not be below good, nor good below fair' }] : []),
  ],
);
export type EvaluationRules = ValuesOf<typeof EVALUATION.rows>;

export type Band = 'EXCELLENT' | 'GOOD' | 'FAIR' | 'POOR';
export const BAND_WORDS: Readonly<Record<Band, Text>> = {
  EXCELLENT: { zh: '优', en: 'excellent' },
  GOOD: { zh: '良', en: 'good' },
  FAIR: { zh: '中', en: 'fair' },
  POOR: { zh: '差', en: 'poor' },
};
export const bandOf = (score: number, { excellent, good, fair }: Pick<EvaluationRules, 'excellent' | 'good' | 'fair'>): Band =>
  score >= excellent ? 'EXCELLENT' : score >= good ? 'GOOD' : score >= fair ? 'FAIR' : 'POOR';
