/**
 * The product's default routes: who decides which matter, in which mode and within which limit. Handling limits are the
 * promised ones of domain facts 2.3 (legal maximum 20 working days, 行政许可法 art. 42); a county may change them.
 */
import type { AgreeMode, Choice, Route, RouteStep } from '../approval/facts.ts';
import type { Text } from '../case.ts';
import type { Role } from '../role.ts';

export const ROUTE_CODES = [
  'SURVEY',
  'IMPLPLAN',
  'PROPOSAL',
  'LAND_PRE',
  'FSR',
  'PRELIM',
  'FISCAL',
  'PLAN_ESTIMATE',
  'FUND_APPLICATION',
  'PAYMENT',
  'CHANGE_DEPARTMENT',
  'CHANGE_JOINT',
  'CHANGE_ESTIMATE',
  'RULES',
  'PANEL_SCORE',
  'REINSPECTION',
] as const;
export type RouteCode = (typeof ROUTE_CODES)[number];

const ALL_CHOICES: readonly Choice[] = ['APPROVE', 'REJECT', 'RETURN', 'SUPPLEMENT'];
const YES_NO: readonly Choice[] = ['APPROVE', 'REJECT'];

const step = (
  key: string,
  name: Text,
  roles: readonly Role[],
  agree: AgreeMode,
  workdays: number,
  may: readonly Choice[] = ALL_CHOICES,
): RouteStep => ({ key, name, who: { roles }, agree, may, limit: { n: workdays, unit: 'WD' } });

const review = { zh: '审查', en: 'Review' };
const decision = { zh: '决定', en: 'Decision' };
const countersign = { zh: '会签', en: 'Countersign' };

export const DEFAULT_ROUTES = {
  SURVEY: [step('sign', { zh: '审签', en: 'Sign-off' }, ['SURVEY_REVIEWER'], 'ANY', 10)],
  IMPLPLAN: [
    step('office', { zh: '办公室审核', en: 'Office review' }, ['OFFICE_DIRECTOR'], 'ANY', 5),
    step('group', { zh: '领导小组审定', en: 'Leading group' }, ['DEPUTY_LEADER', 'GROUP_LEADER'], 'IN_ORDER', 5),
  ],
  PROPOSAL: [step('review', review, ['NDRC'], 'ANY', 3), step('decide', decision, ['NDRC_HEAD'], 'ANY', 2)],
  LAND_PRE: [step('decide', decision, ['NATURAL_RESOURCES'], 'ANY', 5)],
  FSR: [step('review', review, ['NDRC'], 'ANY', 10), step('decide', decision, ['NDRC_HEAD'], 'ANY', 5)],
  PRELIM: [step('countersign', countersign, ['HOUSING', 'NDRC'], 'ALL', 5), step('decide', decision, ['NDRC_HEAD'], 'ANY', 5)],
  FISCAL: [step('review', review, ['FINANCE_REVIEW'], 'ANY', 12)],
  PLAN_ESTIMATE: [step('countersign', countersign, ['NDRC', 'FINANCE'], 'ALL', 5), step('decide', decision, ['NDRC_HEAD'], 'ANY', 5)],
  FUND_APPLICATION: [step('review', review, ['HEALTH'], 'ANY', 5), step('decide', decision, ['NDRC_HEAD', 'FINANCE'], 'ALL', 5)],
  PAYMENT: [step('finance', { zh: '财政审核', en: 'Finance review' }, ['FINANCE'], 'ANY', 5, ['APPROVE', 'REJECT', 'RETURN'])],
  CHANGE_DEPARTMENT: [step('department', { zh: '主管部门审核', en: 'Department review' }, ['HEALTH'], 'ANY', 5)],
  CHANGE_JOINT: [step('joint', { zh: '发改、财政、办公室会审', en: 'Joint review' }, ['NDRC', 'FINANCE_REVIEW', 'PROGRAMME_OFFICER'], 'ALL', 10)],
  CHANGE_ESTIMATE: [step('decide', { zh: '概算调整审批', en: 'Estimate adjustment' }, ['NDRC_HEAD'], 'ANY', 20)],
  RULES: [
    step('review', { zh: '卫健、妇幼审核', en: 'Health and maternal review' }, ['HEALTH', 'MATERNAL_HEALTH'], 'ALL', 5, [
      'APPROVE',
      'REJECT',
      'RETURN',
    ]),
  ],
  PANEL_SCORE: [{ ...step('score', { zh: '验收评分', en: 'Panel scores' }, ['PANEL'], 'ALL', 5, ['APPROVE']), asksScore: true }],
  REINSPECTION: [step('reinspect', { zh: '复验', en: 'Re-inspection' }, ['PANEL'], 'ALL', 5, YES_NO)],
} as const satisfies Record<RouteCode, readonly RouteStep[]>;

/** A route as it is pinned to a case. `people`: named persons instead of the role's holders. */
export function routeOf(code: RouteCode, people?: readonly string[]): Route {
  const steps: readonly RouteStep[] = DEFAULT_ROUTES[code];
  return { code, version: 1, steps: people === undefined ? steps : steps.map((s) => ({ ...s, who: { people } })) };
}
