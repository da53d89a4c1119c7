/**
 * Which approvals a project needs (立项 and design), by money and kind of building: the tiers of a county and what each path
 * asks for (after the evidence in 吴忠, 焦作 and 永登 practice, domain facts 2.2; 政府投资条例 arts. 9, 12-14). Deliberately
 * absent: which of a path's steps a kind of building needs (steps.ts).
 */
import { fen, list, number, oneOf } from '../kernel/shape.ts';
import type { Text } from '../kernel/values.ts';
import { type ApprovalPath, BUILD_KINDS, investmentFen, type ProjectProfile } from '../profile/profile.ts';
import { row, ruleTable, type Standards, valuesIn } from '../rule-table/table.ts';

const WAN = 1_000_000; // 1 万元 in 分

/** In the order in which they are asked for. */
export const STEP_CODES = [
  'PROPOSAL',
  'LAND_PRE',
  'FSR',
  'EIA',
  'PRELIM',
  'PLAN_ESTIMATE',
  'FISCAL',
  'TENDER',
  'ENTERPRISE_FILING',
  'FUND_APPLICATION',
] as const;
export type StepCode = (typeof STEP_CODES)[number];

export const STEP_NAMES = {
  PROPOSAL: { zh: '项目建议书', en: 'Project proposal' },
  LAND_PRE: { zh: '用地预审与选址意见', en: 'Land pre-examination and site opinion' },
  FSR: { zh: '可行性研究报告', en: 'Feasibility study report' },
  EIA: { zh: '环境影响评价', en: 'Environmental impact assessment' },
  PRELIM: { zh: '初步设计及概算', en: 'Preliminary design and estimate' },
  PLAN_ESTIMATE: { zh: '实施方案及投资概算', en: 'Implementation plan with estimate' },
  FISCAL: { zh: '财政评审', en: 'Fiscal review' },
  TENDER: { zh: '招标方案或政府采购', en: 'Tender plan or public procurement' },
  ENTERPRISE_FILING: { zh: '企业投资项目备案', en: 'Enterprise investment filing' },
  FUND_APPLICATION: { zh: '资金申请报告', en: 'Fund application report' },
} as const satisfies Record<StepCode, Text>;

const TIERS = '县级规定（无上位统一标准；参照吴忠、焦作中站区、永登县做法）';
const steps = list(oneOf(STEP_CODES), { least: 1, most: STEP_CODES.length });
/** The steps of a path; `first`: before 0.6.0 none asked for EIA, fiscal review of a plan, or a tender. */
const path = (zh: string, en: string, value: readonly StepCode[], first: readonly StepCode[]) =>
  row(steps, value, { name: { zh: `${zh}所需事项`, en: `what ${en} asks for` }, document: TIERS, mark: 'DEFAULT', first: { value: first } });

export const PATH_RULES = ruleTable(
  'APPROVAL_PATHS',
  {
    name: { zh: '审批路径分档', en: 'Paths of approval' },
    explanation: {
      zh: '按总投资和建设性质决定项目走哪条审批路径，以及每条路径须办哪些事项。',
      en: 'Which path of approvals a project takes by its investment and its kind, and what each path asks for.',
    },
  },
  {
    fullFromFen: row(fen, 5_000 * WAN, {
      name: { zh: '走完整程序的总投资', en: 'whole procedure from' },
      explanation: { zh: '达到此数须报项目建议书、可研、初步设计。', en: 'From this on: proposal, feasibility study, preliminary design.' },
      unit: 'FEN',
      document: TIERS,
      mark: 'DEFAULT',
    }),
    studyFromFen: row(fen, 1_500 * WAN, {
      name: { zh: '须报可研的总投资', en: 'feasibility study from' },
      explanation: { zh: '达到此数须报可研和初步设计。', en: 'From this on: feasibility study and preliminary design.' },
      unit: 'FEN',
      document: TIERS,
      mark: 'DEFAULT',
    }),
    planOnlyBelowFen: row(fen, 500 * WAN, {
      name: { zh: '实施方案代立项的总投资', en: 'plan alone below' },
      explanation: {
        zh: '低于此数且内容单一的，只批实施方案及投资概算。',
        en: 'Below this, and of one content: the implementation plan with its estimate alone.',
      },
      unit: 'FEN',
      document: TIERS,
      mark: 'DEFAULT',
    }),
    simplerKinds: row(list(oneOf(BUILD_KINDS), { most: BUILD_KINDS.length }), ['EXPAND', 'CONVERT'], {
      name: { zh: '可简化程序的建设性质', en: 'kinds with a simpler procedure' },
      explanation: {
        zh: '这些建设性质未达完整程序投资额的，只报初步设计及概算。',
        en: 'Of these kinds, below the whole procedure, only the preliminary design with its estimate is asked for.',
      },
      document: '政府投资条例 第十三条',
      mark: 'DEFAULT',
      first: { value: [] },
    }),
    overStudyPercent: row(number(0, 100), 10, {
      name: { zh: '概算超可研估算须报告的比例', en: 'estimate over the study: report from' },
      explanation: {
        zh: '超过此比例，项目单位须向可研批准机关报告，由其决定是否重新报批可研。',
        en: 'Above this the unit reports to whoever approved the study, who may ask for the study again.',
      },
      unit: 'PERCENT',
      document: '政府投资条例 第十二条',
      mark: 'LAW',
    }),
    FULL: path(
      '完整程序',
      'the whole procedure',
      ['PROPOSAL', 'LAND_PRE', 'FSR', 'EIA', 'PRELIM', 'FISCAL', 'TENDER'],
      ['PROPOSAL', 'LAND_PRE', 'FSR', 'PRELIM', 'FISCAL'],
    ),
    FSR_PD: path(
      '可研加初步设计',
      'study and preliminary design',
      ['LAND_PRE', 'FSR', 'EIA', 'PRELIM', 'FISCAL', 'TENDER'],
      ['LAND_PRE', 'FSR', 'PRELIM', 'FISCAL'],
    ),
    PD_ONLY: path('仅初步设计', 'preliminary design alone', ['LAND_PRE', 'EIA', 'PRELIM', 'FISCAL', 'TENDER'], ['LAND_PRE', 'PRELIM', 'FISCAL']),
    PLAN_ONLY: path('仅实施方案', 'the plan alone', ['LAND_PRE', 'EIA', 'PLAN_ESTIMATE', 'FISCAL', 'TENDER'], ['LAND_PRE', 'PLAN_ESTIMATE']),
    SUBSIDY_FILING: path(
      '企业投资申请补助',
      'an enterprise with a subsidy',
      ['ENTERPRISE_FILING', 'FUND_APPLICATION'],
      ['ENTERPRISE_FILING', 'FUND_APPLICATION'],
    ),
  },
  ({ fullFromFen, studyFromFen, planOnlyBelowFen }) =>
    fullFromFen < studyFromFen || studyFromFen < planOnlyBelowFen
      ? [
          {
            zh: '投资额须依次不减：实施方案代立项 ≤ 须报可研 ≤ 完整程序',
            en: 'amounts must rise: planOnlyBelowFen ≤ studyFromFen ≤ fullFromFen',
          },
        ]
      : [],
);
/** An enterprise files; else by money, kind and whether it is simple. By the tables that are given; without: as 0.4.0. */
export function pathOf(
  profile: Pick<ProjectProfile, 'funding' | 'enterpriseInvested' | 'simple' | 'buildKind'>,
  standards?: Standards,
): ApprovalPath {
  const rules = valuesIn(standards, PATH_RULES);
  const total = investmentFen(profile.funding);
  if (profile.enterpriseInvested) return 'SUBSIDY_FILING';
  if (total >= rules.fullFromFen) return 'FULL';
  if (total < rules.planOnlyBelowFen && profile.simple) return 'PLAN_ONLY';
  return total >= rules.studyFromFen && !rules.simplerKinds.includes(profile.buildKind) ? 'FSR_PD' : 'PD_ONLY';
}

/** 概算 so far above the approved 可研估算 that whoever approved the study must be told (政府投资条例 art. 12). */
export const estimateExceedsFsr = (estimateFen: number, fsrFen: number, standards?: Standards): boolean =>
  estimateFen * 100 > fsrFen * (100 + valuesIn(standards, PATH_RULES).overStudyPercent);

/** Cases of earlier releases refuse such an estimate; those that were opened under tables take it in and ask. */
export const reportsOverStudy = (standards: Standards | undefined): boolean => standards?.[PATH_RULES.key] !== undefined;
