/**
 * When a demand survey says enough, and how long it holds (domain facts 1.2). Deliberately absent: the formulas (demand.ts),
 * and where answers come from.
 */
import { count, fen, flag, nullable, number } from '../kernel/shape.ts';
import { row, ruleTable, type Standards, type ValuesOf, valuesIn } from '../rule-table/table.ts';

const COUNTY = '县级规定（本产品默认）';
const percent = number(0, 1_000);

export const SURVEY_RULES = ruleTable(
  'SURVEY',
  {
    name: { zh: '需求调研', en: 'Demand survey' },
    explanation: { zh: '样本多少算够、哪些答卷有效、结果用多久、供需如何判断。', en: 'How many answers suffice, which count, how long it holds.' },
  },
  {
    marginPercent: row(number(1, 20), 5, {
      name: { zh: '抽样误差上限', en: 'margin of error at most' },
      explanation: { zh: '据此计算所需有效问卷数。', en: 'The number of answers that are needed is worked out from it.' },
      unit: 'PERCENT',
      document: 'Cochran 样本量公式（95% 置信度）；误差为县级规定',
      mark: 'DEFAULT',
    }),
    smallNeedsReason: row(flag, true, {
      name: { zh: '样本不足须说明', en: 'a small sample needs a reason' },
      explanation: { zh: '样本或误差不达标时，须写明理由，审签人可见。', en: 'Below sample or margin only with a reason, which the reviewer sees.' },
      document: COUNTY,
      mark: 'DEFAULT',
      first: { value: false },
    }),
    validReturnPercent: row(nullable(number(0, 100)), 80, {
      name: { zh: '回收有效率下限', en: 'valid answers at least' },
      explanation: {
        zh: '有效问卷占收回问卷的比例；不足的须写明理由，审签人可见。空：不要求。',
        en: 'Valid answers of all that came in; below it only with a reason, which the reviewer sees. Empty: not asked for.',
      },
      unit: 'PERCENT',
      document: COUNTY,
      mark: 'DEFAULT',
      first: { value: null },
    }),
    stratumPercent: row(nullable(number(0, 100)), 20, {
      name: { zh: '分层样本偏差上限', en: 'share of a stratum within' },
      explanation: {
        zh: '各层样本占比与户数占比的相对偏差；按占比不足最少份数的层，以最少份数为准。空：不要求。',
        en: 'How far a stratum’s share of the answers may be from its share of the households; one whose part is below the least number has that number instead. Empty: not asked for.',
      },
      unit: 'PERCENT',
      document: COUNTY,
      mark: 'DEFAULT',
      first: { value: null },
    }),
    stratumLeast: row(nullable(count), 30, {
      name: { zh: '每层有效问卷最少', en: 'valid answers of a stratum at least' },
      explanation: { zh: '城区、乡镇、园区各层；空：不要求。', en: 'Of town, township and park each; empty: not asked for.' },
      document: '抽样调查通行做法（每层不少于 30 份）',
      mark: 'GK_H',
      first: { value: null },
    }),
    validMonths: row(nullable(number(1, 60)), 12, {
      name: { zh: '调研有效期', en: 'a survey holds for' },
      explanation: {
        zh: '审签时超过此期限须更新；调研期也不超过它。',
        en: 'Older when it is signed, it must be refreshed; it lasts no longer than that.',
      },
      unit: 'MONTH',
      document: COUNTY,
      mark: 'DEFAULT',
      first: { value: null },
    }),
    maybePercent: row(percent, 50, {
      name: { zh: '“可能”折算比例', en: 'share of “maybe” that counts' },
      unit: 'PERCENT',
      document: COUNTY,
      mark: 'DEFAULT',
    }),
    mostAgeMonths: row(number(1, 72), 36, {
      name: { zh: '婴幼儿月龄上限', en: 'age of a child at most' },
      unit: 'MONTH',
      document: '国卫人口发〔2019〕58号（3 岁以下）',
      mark: 'LAW',
    }),
    leastSeconds: row(count, 90, {
      name: { zh: '填答最短用时', en: 'time to fill it in at least' },
      unit: 'SECOND',
      document: COUNTY,
      mark: 'DEFAULT',
    }),
    mostFeeFen: row(fen, 1_000_000, {
      name: { zh: '可接受月费上限', en: 'monthly fee at most' },
      explanation: { zh: '超过的视为误填。', en: 'More is taken as a slip.' },
      unit: 'FEN',
      document: COUNTY,
      mark: 'DEFAULT',
    }),
    mostTravelMinutes: row(count, 120, {
      name: { zh: '可接受路程上限', en: 'way at most' },
      unit: 'MINUTE',
      document: COUNTY,
      mark: 'DEFAULT',
    }),
    oversupplyPercent: row(percent, 120, {
      name: { zh: '供给过剩判断线', en: 'oversupply above' },
      explanation: { zh: '计划托位超过需求缺口的这一比例，须说明。', en: 'More planned places than this share of the gap need a note.' },
      unit: 'PERCENT',
      document: COUNTY,
      mark: 'DEFAULT',
    }),
    undersupplyPercent: row(percent, 80, {
      name: { zh: '供给不足判断线', en: 'undersupply below' },
      unit: 'PERCENT',
      document: COUNTY,
      mark: 'DEFAULT',
    }),
    conversionPercent: row(percent, 45, {
      name: { zh: '意愿折算（默认）', en: 'stated to actual use (default)' },
      explanation: { zh: '项目调研资料中另填的，以其为准。', en: 'What a project’s own basis says goes before it.' },
      unit: 'PERCENT',
      document: COUNTY,
      mark: 'DEFAULT',
    }),
    plannedUsePercent: row(percent, 85, {
      name: { zh: '计划使用率（默认）', en: 'planned use (default)' },
      unit: 'PERCENT',
      document: COUNTY,
      mark: 'DEFAULT',
    }),
    validPlacesPercent: row(percent, 95, {
      name: { zh: '现有托位有效率（默认）', en: 'existing places that count (default)' },
      unit: 'PERCENT',
      document: COUNTY,
      mark: 'DEFAULT',
    }),
    placesPerThousand: row(number(0, 100), 4.5, {
      name: { zh: '千人口托位数目标（默认）', en: 'places per 1,000 residents (default)' },
      document: '"十四五"规划目标（2025 年 4.5 个）',
      mark: 'LAW',
    }),
    designEffect: row(number(1, 10), 1.5, { name: { zh: '设计效应（默认）', en: 'design effect (default)' }, document: COUNTY, mark: 'DEFAULT' }),
  },
  ({ oversupplyPercent, undersupplyPercent }) =>
    undersupplyPercent > oversupplyPercent
      ? [{ zh: '供给不足判断线不得高于供给过剩判断线', en: 'undersupplyPercent must not be above oversupplyPercent' }]
      : [],
);
export type SurveyRules = ValuesOf<typeof SURVEY_RULES.rows>;

export const surveyRules = (standards: Standards | undefined): SurveyRules => valuesIn(standards, SURVEY_RULES);
/** Surveys of earlier releases round their sample twice, take any day and count a respondent once a batch. */
export const isRuled = (standards: Standards | undefined): boolean => standards?.[SURVEY_RULES.key] !== undefined;
