/** The management rules (管理制度) that a centre issues: duties of 国卫人口发〔2019〕58号, at least 14 for acceptance item 10. */
import type { Text } from '../kernel/values.ts';

export const MANAGEMENT_RULES = {
  POSTS: { zh: '岗位职责', en: 'Duties of posts' },
  ADMISSION: { zh: '收托与入托健检', en: 'Admission and entry examination' },
  MORNING_CHECK: { zh: '晨午检与全日观察', en: 'Morning check and all-day observation' },
  DISINFECTION: { zh: '卫生消毒', en: 'Hygiene and disinfection' },
  INFECTION: { zh: '传染病与病儿隔离', en: 'Infectious disease and isolation' },
  NUTRITION: { zh: '膳食营养与食品留样', en: 'Nutrition and food samples' },
  DAILY_ROUTINE: { zh: '一日生活与保育', en: 'Daily routine and care' },
  SAFETY: { zh: '安全防护与接送', en: 'Safety and pick-up' },
  FIRE_SAFETY: { zh: '消防安全', en: 'Fire safety' },
  EMERGENCY: { zh: '应急预案与演练', en: 'Emergency plans and drills' },
  MONITORING: { zh: '监控管理', en: 'CCTV' },
  STAFF: { zh: '人员管理与培训', en: 'Staff and training' },
  FEES: { zh: '信息公示与收费', en: 'Publication and fees' },
  FINANCE: { zh: '财务与膳食费专账', en: 'Finance and meal account' },
  ARCHIVE: { zh: '档案与信息报送', en: 'Archive and reporting' },
  PARENTS: { zh: '家长沟通与投诉', en: 'Parents and complaints' },
  SELF_ASSESSMENT: { zh: '质量自评', en: 'Quality self-assessment' },
} as const satisfies Record<string, Text>;

export type ManagementRule = keyof typeof MANAGEMENT_RULES;
export const MANAGEMENT_RULE_KEYS: readonly ManagementRule[] = Object.keys(MANAGEMENT_RULES).filter(
  (key): key is ManagementRule => key in MANAGEMENT_RULES,
);
