/** Milestones with their weights, permits before works start, the ladder of change orders, lights. */
import { daysBetween } from '../kernel/days.ts';
import type { Light } from '../kernel/summary.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { investmentFen, type Milestone, type ProjectProfile } from '../profile/profile.ts';

const WAN = 1_000_000;

/** Cumulative weight (%) of physical progress (形象进度) reached with each milestone; default of this product. */
export const MILESTONE_WEIGHTS = {
  document: '形象进度权重（本产品默认值）',
  version: 1,
  build: [
    ['START', 5],
    ['FOUNDATION', 20],
    ['STRUCTURE', 45],
    ['SERVICES', 60],
    ['FIT_OUT', 80],
    ['OUTDOOR_EQUIPMENT', 88],
    ['FIRE_CHECK', 93],
    ['PRE_ACCEPTANCE', 96],
    ['COMPLETION', 100],
  ],
  convert: [
    ['START', 0],
    ['DEMOLITION_REINFORCEMENT', 25],
    ['SERVICES', 50],
    ['FIT_OUT', 80],
    ['TESTS', 92],
    ['COMPLETION', 100],
  ],
} as const satisfies Record<string, unknown>;

export const MILESTONE_NAMES: Readonly<Record<string, Text>> = {
  START: { zh: '开工', en: 'Start of works' },
  FOUNDATION: { zh: '地基与基础验收', en: 'Foundation acceptance' },
  STRUCTURE: { zh: '主体封顶', en: 'Structure topped out' },
  SERVICES: { zh: '二次结构与机电', en: 'Secondary structure and services' },
  FIT_OUT: { zh: '装饰装修', en: 'Fit-out' },
  OUTDOOR_EQUIPMENT: { zh: '室外与设备', en: 'Outdoor works and equipment' },
  FIRE_CHECK: { zh: '消防检测', en: 'Fire check' },
  PRE_ACCEPTANCE: { zh: '竣工预验收', en: 'Completion pre-acceptance' },
  DEMOLITION_REINFORCEMENT: { zh: '拆改加固', en: 'Demolition and reinforcement' },
  TESTS: { zh: '检测', en: 'Tests' },
  COMPLETION: { zh: '竣工验收', en: 'Completion acceptance' },
};

export function milestonesOf(buildKind: ProjectProfile['buildKind']): readonly { readonly key: string; readonly weight: number }[] {
  const list = buildKind === 'CONVERT' ? MILESTONE_WEIGHTS.convert : MILESTONE_WEIGHTS.build;
  return list.map(([key, weight]) => ({ key, weight }));
}

/** Planned progress (%) on a day: linear between the planned milestones. 0 before the first, 100 after the last. */
export function plannedProgress(buildKind: ProjectProfile['buildKind'], plan: readonly Milestone[], day: IsoDate): number {
  const weights = new Map(milestonesOf(buildKind).map(({ key, weight }) => [key, weight]));
  let [fromDay, fromWeight] = [plan[0]?.plannedOn ?? day, 0];
  for (const { key, plannedOn } of plan) {
    const weight = weights.get(key) ?? fromWeight;
    if (day < plannedOn) {
      const whole = daysBetween(fromDay, plannedOn);
      const part = daysBetween(fromDay, day);
      return part <= 0 || whole <= 0 ? fromWeight : fromWeight + ((weight - fromWeight) * part) / whole;
    }
    [fromDay, fromWeight] = [plannedOn, weight];
  }
  return fromWeight;
}

/** Progress behind plan: up to 10 points green, above 10 yellow, above 30 red (银川 2025 practice, default). */
export function progressLight(plannedPercent: number, actualPercent: number): Light {
  const behind = plannedPercent - actualPercent;
  return behind > 30 ? 'RED' : behind > 10 ? 'YELLOW' : 'GREEN';
}

export const PERMIT_KINDS = [
  'LAND_PERMIT',
  'BUILD_PERMIT',
  'DRAWINGS_REVIEW',
  'FIRE_DESIGN_REVIEW',
  'STRUCTURE_SAFETY',
  'CONSTRUCTION_PERMIT',
] as const;
export type PermitKind = (typeof PERMIT_KINDS)[number];
export const PERMIT_NAMES = {
  LAND_PERMIT: { zh: '建设用地规划许可证', en: 'Land-use planning permit' },
  BUILD_PERMIT: { zh: '建设工程规划许可证', en: 'Construction planning permit' },
  DRAWINGS_REVIEW: { zh: '施工图审查合格书', en: 'Drawings review' },
  FIRE_DESIGN_REVIEW: { zh: '消防设计审查意见书', en: 'Fire design review' },
  STRUCTURE_SAFETY: { zh: '房屋安全鉴定', en: 'Structural safety appraisal' },
  CONSTRUCTION_PERMIT: { zh: '施工许可证', en: 'Construction permit' },
} as const satisfies Record<PermitKind, Text>;

/** 特殊建设工程: children's rooms of more than 1,000 m² in all (住建部令第51号; to be confirmed by the county). */
export const needsFireAcceptance = (profile: Pick<ProjectProfile, 'childrenRoomM2'>): boolean => profile.childrenRoomM2 > 1_000;

/** A permit is not needed up to 30万 or 300 m² (建筑工程施工许可管理办法). */
const needsConstructionPermit = (profile: ProjectProfile): boolean => investmentFen(profile.funding) > 30 * WAN && profile.areaM2 > 300;

/** What must be in hand before works start, by kind of building (domain facts 2.3). */
export function permitsBeforeStart(profile: ProjectProfile): readonly PermitKind[] {
  const permits: PermitKind[] = [];
  if (profile.buildKind !== 'CONVERT') permits.push('LAND_PERMIT', 'BUILD_PERMIT', 'DRAWINGS_REVIEW');
  if (profile.buildKind === 'CONVERT') permits.push('STRUCTURE_SAFETY');
  if (needsFireAcceptance(profile)) permits.push('FIRE_DESIGN_REVIEW');
  if (needsConstructionPermit(profile)) permits.push('CONSTRUCTION_PERMIT');
  return permits;
}

/** Who decides on a change order, by its amount and the share of all changes in the contract (default of this product). */
export const CHANGE_LADDER = ['UNIT', 'CHANGE_DEPARTMENT', 'CHANGE_JOINT', 'CHANGE_ESTIMATE'] as const;
export type ChangeRung = (typeof CHANGE_LADDER)[number];

export function changeRung(facts: {
  readonly amountFen: number;
  readonly cumulativeFen: number;
  readonly contractFen: number;
  readonly estimateFen: number;
}): ChangeRung {
  const share = facts.cumulativeFen / facts.contractFen;
  if (facts.contractFen + facts.cumulativeFen > facts.estimateFen) return 'CHANGE_ESTIMATE';
  if (facts.amountFen >= 50 * WAN || share > 0.1) return 'CHANGE_JOINT';
  if (facts.amountFen >= 10 * WAN || share > 0.05) return 'CHANGE_DEPARTMENT';
  return 'UNIT';
}

/** Completion must be filed within 15 calendar days (建设工程质量管理条例 art. 49). */
export const COMPLETION_FILING_DAYS = 15;
