/**
 * Which approvals a project needs (立项 and design), by kind and money. Tiers vary by county: this is the product's
 * default, after the evidence in 吴忠, 焦作 and 永登 practice (domain facts 2.2); law: 政府投资条例 arts. 9, 13, 14.
 */
import type { Text } from '../kernel/values.ts';
import { type ApprovalPath, investmentFen, type ProjectProfile } from '../profile/profile.ts';

const WAN = 1_000_000; // 1 万元 in 分

export const APPROVAL_TIERS = {
  document: '政府投资条例 第九条、第十三条；县级分档为本产品默认值',
  version: 1,
  fullFromFen: 5_000 * WAN,
  fsrFromFen: 1_500 * WAN,
  planOnlyBelowFen: 500 * WAN,
} as const;

export const STEP_CODES = ['PROPOSAL', 'LAND_PRE', 'FSR', 'PRELIM', 'FISCAL', 'PLAN_ESTIMATE', 'ENTERPRISE_FILING', 'FUND_APPLICATION'] as const;
export type StepCode = (typeof STEP_CODES)[number];

export const STEP_NAMES = {
  PROPOSAL: { zh: '项目建议书', en: 'Project proposal' },
  LAND_PRE: { zh: '用地预审与选址意见', en: 'Land pre-examination and site opinion' },
  FSR: { zh: '可行性研究报告', en: 'Feasibility study report' },
  PRELIM: { zh: '初步设计及概算', en: 'Preliminary design and estimate' },
  FISCAL: { zh: '财政评审', en: 'Fiscal review' },
  PLAN_ESTIMATE: { zh: '实施方案及投资概算', en: 'Implementation plan with estimate' },
  ENTERPRISE_FILING: { zh: '企业投资项目备案', en: 'Enterprise investment filing' },
  FUND_APPLICATION: { zh: '资金申请报告', en: 'Fund application report' },
} as const satisfies Record<StepCode, Text>;

/** FULL ≥5,000万; FSR_PD 1,500–<5,000万; PLAN_ONLY <500万 and simple; SUBSIDY_FILING enterprise-invested; else PD_ONLY. */
export function pathOf(profile: Pick<ProjectProfile, 'funding' | 'enterpriseInvested' | 'simple' | 'buildKind'>): ApprovalPath {
  const total = investmentFen(profile.funding);
  if (profile.enterpriseInvested) return 'SUBSIDY_FILING';
  if (total >= APPROVAL_TIERS.fullFromFen) return 'FULL';
  if (total >= APPROVAL_TIERS.fsrFromFen) return 'FSR_PD';
  if (total < APPROVAL_TIERS.planOnlyBelowFen && profile.simple) return 'PLAN_ONLY';
  return 'PD_ONLY';
}

/** The steps of a path in their order; land is asked for only where new land is built on (domain facts 2.3). */
export function stepsOf(path: ApprovalPath, profile: Pick<ProjectProfile, 'buildKind'>): readonly StepCode[] {
  const land: readonly StepCode[] = profile.buildKind === 'NEW' ? ['LAND_PRE'] : [];
  switch (path) {
    case 'FULL':
      return ['PROPOSAL', ...land, 'FSR', 'PRELIM', 'FISCAL'];
    case 'FSR_PD':
      return [...land, 'FSR', 'PRELIM', 'FISCAL'];
    case 'PD_ONLY':
      return [...land, 'PRELIM', 'FISCAL'];
    case 'PLAN_ONLY':
      return [...land, 'PLAN_ESTIMATE'];
    case 'SUBSIDY_FILING':
      return ['ENTERPRISE_FILING', 'FUND_APPLICATION'];
  }
}

/** 概算 more than 10 % above the approved 可研估算: 可研 must be submitted again (政府投资条例 art. 12). */
export const estimateExceedsFsr = (estimateFen: number, fsrFen: number): boolean => estimateFen * 10 > fsrFen * 11;
