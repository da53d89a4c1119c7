/**
 * The indicators of a programme's evaluation, each with its weight and the rate at which it has all its points (财预〔2020〕10号;
 * domain facts 6). Deliberately absent: how they are counted (programme/figures.ts), and those of a project (evaluation.ts).
 */
import { flag, list, number, oneOf, record, text } from '../kernel/shape.ts';
import { row, ruleTable, type ValuesOf } from '../rule-table/table.ts';
import { onTimeRow } from './evaluation.ts';

/** What the record can count; a county weighs them, and can name no others. */
export const PROGRAMME_INDICATORS = [
  'PLACES',
  'FINISHED',
  'FIRST_PASS',
  'FILED',
  'ON_TIME_START',
  'ON_TIME_FINISH',
  'WITHIN_ESTIMATE',
  'RATIO',
  'OCCUPANCY',
  'CERTIFIED',
  'RULES',
  'SATISFACTION',
  'BUDGET',
] as const;
export type ProgrammeIndicator = (typeof PROGRAMME_INDICATORS)[number];

type Told = {
  readonly key: ProgrammeIndicator;
  readonly zh: string;
  readonly en: string;
  readonly weight: number;
  readonly targetPercent: number;
};
const indicator = (key: ProgrammeIndicator, zh: string, en: string, weight: number, targetPercent = 100): Told => ({
  key,
  zh,
  en,
  weight,
  targetPercent,
});
const INDICATORS: readonly Told[] = [
  indicator('PLACES', '新增托位', 'Places added', 15),
  indicator('FINISHED', '完工项目', 'Projects finished', 5),
  indicator('FIRST_PASS', '验收一次合格率', 'Accepted at first try', 8, 80),
  indicator('FILED', '备案率', 'Filed', 6),
  indicator('ON_TIME_START', '按期开工率', 'Started on time', 4),
  indicator('ON_TIME_FINISH', '按期完工率', 'Finished on time', 6, 90),
  indicator('WITHIN_ESTIMATE', '不超概算项目', 'Within estimate', 6),
  indicator('RATIO', '千人口托位数', 'Places per 1,000 residents', 12),
  indicator('OCCUPANCY', '使用率', 'Occupancy', 8, 60),
  indicator('CERTIFIED', '从业人员持证率', 'Certified staff', 6, 80),
  indicator('RULES', '制度', 'Rules', 4),
  indicator('SATISFACTION', '家长满意度', 'Parents’ satisfaction', 10, 90),
  indicator('BUDGET', '预算执行率', 'Budget execution', 10),
];

const DOCUMENT = '财预〔2020〕10号';
const band = (value: number, zh: string, en: string) =>
  row(number(0, 100), value, { name: { zh: `${zh}：不低于`, en: `${en} from` }, unit: 'POINT', document: DOCUMENT, mark: 'GK_H' });

export const PROGRAMME_EVALUATION = ruleTable(
  'PROGRAMME_EVALUATION',
  {
    name: { zh: '项目群绩效评价', en: 'Evaluation of a programme' },
    explanation: {
      zh: '项目群的评价指标、权重、目标值和等级；各项均由记录计算，不能填报。',
      en: 'Indicators of a programme with weights, targets and grades; the record counts them all, and nobody types them.',
    },
  },
  {
    indicators: row(
      list(record({ key: oneOf(PROGRAMME_INDICATORS), zh: text, en: text, weight: number(0, 100), targetPercent: number(1, 100) }), {
        least: 1,
        most: 40,
      }),
      INDICATORS,
      {
        name: { zh: '指标、权重与目标值', en: 'indicators, weights and targets' },
        explanation: {
          zh: '达到目标值得满分，不足的按比例计分；千人口托位数的目标为项目群的目标托位；使用率、满意度为各项目核验的人数之和。',
          en: 'All points at the target, a part below it. The target of places per 1,000 is the programme’s own; occupancy and satisfaction are the verified numbers of the projects, summed.',
        },
        document: DOCUMENT,
        mark: 'GK_H',
      },
    ),
    excellent: band(90, '优', 'excellent'),
    good: band(80, '良', 'good'),
    fair: band(60, '中', 'fair'),
    onTimeBy: onTimeRow(),
    beforeClosing: row(flag, true, {
      name: { zh: '项目群结束前须办结评价', en: 'a programme is evaluated before it is closed' },
      explanation: {
        zh: '须有一次已办结的项目群评价；本版之前建立的项目群不受此限。',
        en: 'One evaluation must be closed first; programmes that were opened by earlier releases close without it.',
      },
      document: DOCUMENT,
      mark: 'GK_H',
      first: { value: false },
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
export type ProgrammeEvaluationRules = ValuesOf<typeof PROGRAMME_EVALUATION.rows>;
