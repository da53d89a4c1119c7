/**
 * The routes that the product ships for every step of a programme (domain facts 2.3): who decides which matter, within
 * which limit. Steps have the promised limits that are common; a route's own limit is the law's, 20 working days and ten
 * more with a head's approval (行政许可法 art. 42). A county adopts routes of its own (`AdoptRoute`); the system never
 * issues a permit, it carries the review of what the deciding authority is asked for.
 */

import type { Group, Member, Route, RouteStep, Rules } from '../approval/route.ts';
import type { Role } from '../kernel/role.ts';
import type { Text } from '../kernel/values.ts';
import type { Act } from '../words/lists.ts';
import { shippedForm } from './forms.ts';
import { ROUTE_CODES, type RouteCode } from './route-codes.ts';

const TALK: readonly Act[] = ['TAKE_BACK', 'HAND_OVER', 'ASK_OPINION', 'ADD_APPROVERS', 'ASK', 'COMMENT', 'COPY'];
/** Whoever reads the papers: may also ask for a supplement, and stop the clock for a review. */
const REVIEW: readonly Act[] = ['APPROVE', 'APPROVE_WITH_CONDITIONS', 'REJECT', 'RETURN', 'SUPPLEMENT', 'PAUSE', ...TALK];
const SIGN: readonly Act[] = ['APPROVE', 'REJECT', 'RETURN', 'SUPPLEMENT', ...TALK];
const YES_NO: readonly Act[] = ['APPROVE', 'REJECT', ...TALK];

const roles = (...names: readonly Role[]): readonly Member[] => names.map((role) => ({ role }));
const any = (...names: readonly Role[]): Group => ({ agree: 'ANY', members: roles(...names) });
const all = (...names: readonly Role[]): Group => ({ agree: 'ALL', members: roles(...names) });
const inOrder = (...names: readonly Role[]): Group => ({ agree: 'IN_ORDER', members: roles(...names) });

const step = (key: string, name: Text, who: Group, workdays: number, may: readonly Act[] = REVIEW): RouteStep => ({
  key,
  name,
  who,
  may,
  limit: { n: workdays, unit: 'WD' },
});

/**
 * 受理: accepted, declined, or one full list of what is missing, within five working days; silence accepts from the day
 * of receipt (行政许可法 art. 32).
 */
const intake = (who: Group): RouteStep => ({
  key: 'intake',
  name: { zh: '受理', en: 'Intake' },
  kind: 'INTAKE',
  who,
  may: ['APPROVE', 'APPROVE_WITH_CONDITIONS', 'REJECT', 'SUPPLEMENT', ...TALK],
  limit: { n: 5, unit: 'WD' },
  rules: { timeout: { action: 'PASS', afterWorkdays: 0 } },
});

const review: Text = { zh: '审查', en: 'Review' };
const decision: Text = { zh: '决定', en: 'Decision' };
const countersign: Text = { zh: '会签', en: 'Countersign' };

const route = (code: RouteCode, zh: string, en: string, basis: string, steps: readonly RouteStep[], more: Partial<Route> = {}): Route => ({
  code,
  version: 1,
  name: { zh, en },
  basis,
  steps,
  ...withForm(code),
  ...more,
});

const withForm = (code: RouteCode): Pick<Route, 'form'> => {
  const form = shippedForm(code);
  return form === undefined ? {} : { form };
};

const LAW = '行政许可法第四十二条；县级时限为本产品默认值';
const STATUTORY = { n: 20, unit: 'WD' } as const;
const extendedBy = (...by: readonly Role[]): Pick<Rules, 'extension'> => ({ extension: { by, most: 10 } });
const statutory = (...heads: readonly Role[]): Partial<Route> => ({ limit: STATUTORY, rules: extendedBy(...heads) });
const INVESTMENT = `政府投资条例第九条、第十一条；${LAW}`;

const SHIPPED = {
  SURVEY: route('SURVEY', '需求调研报告', 'Demand survey report', '本产品默认值', [
    step('sign', { zh: '审签', en: 'Sign-off' }, any('SURVEY_REVIEWER'), 10, SIGN),
  ]),
  DEVPLAN: route('DEVPLAN', '发展规划', 'Development plan', '本产品默认值', [
    step('office', { zh: '办公室审核', en: 'Office review' }, any('OFFICE_DIRECTOR'), 5),
    step('group', { zh: '领导小组审定', en: 'Leading group' }, inOrder('DEPUTY_LEADER', 'GROUP_LEADER'), 5),
  ]),
  IMPLPLAN: route('IMPLPLAN', '实施方案', 'Implementation plan', '本产品默认值', [
    step('office', { zh: '办公室审核', en: 'Office review' }, any('OFFICE_DIRECTOR'), 5),
    step('group', { zh: '领导小组审定', en: 'Leading group' }, inOrder('DEPUTY_LEADER', 'GROUP_LEADER'), 5),
  ]),
  PROPOSAL: route(
    'PROPOSAL',
    '项目建议书',
    'Project proposal',
    INVESTMENT,
    [step('review', review, any('NDRC'), 3), step('decide', decision, any('NDRC_HEAD'), 2)],
    statutory('NDRC_HEAD'),
  ),
  LAND_PRE: route(
    'LAND_PRE',
    '用地预审与选址意见',
    'Land pre-examination and site opinion',
    LAW,
    [intake(any('NATURAL_RESOURCES')), step('decide', decision, any('NATURAL_RESOURCES'), 5)],
    statutory('NATURAL_RESOURCES'),
  ),
  FSR: route(
    'FSR',
    '可行性研究报告',
    'Feasibility study report',
    INVESTMENT,
    [step('review', review, any('NDRC'), 10), step('decide', decision, any('NDRC_HEAD'), 5)],
    statutory('NDRC_HEAD'),
  ),
  EIA: route(
    'EIA',
    '环境影响评价',
    'Environmental impact assessment',
    LAW,
    [intake(any('ECOLOGY')), step('review', review, any('ECOLOGY'), 10)],
    statutory('ECOLOGY'),
  ),
  PRELIM: route(
    'PRELIM',
    '初步设计及概算',
    'Preliminary design and estimate',
    INVESTMENT,
    [step('countersign', countersign, all('HOUSING', 'NDRC'), 5), step('decide', decision, any('NDRC_HEAD'), 5)],
    statutory('NDRC_HEAD'),
  ),
  FISCAL: route('FISCAL', '财政评审', 'Fiscal review', '岳阳市财政投资评审办法（初稿 12、终稿 17 个工作日）', [
    step('review', review, any('FINANCE_REVIEW'), 12),
  ]),
  TENDER: route('TENDER', '招标方案', 'Tender plan', '招标投标法实施条例；国家发展改革委令第16号', [
    step('review', review, any('TRADING_CENTRE'), 3),
    step('decide', decision, all('NDRC', 'FINANCE'), 5),
  ]),
  LAND_PERMIT: route(
    'LAND_PERMIT',
    '建设用地规划许可',
    'Land use planning permit',
    LAW,
    [intake(any('NATURAL_RESOURCES')), step('decide', decision, any('NATURAL_RESOURCES'), 7)],
    statutory('NATURAL_RESOURCES'),
  ),
  BUILD_PERMIT: route(
    'BUILD_PERMIT',
    '建设工程规划许可',
    'Building planning permit',
    LAW,
    [intake(any('NATURAL_RESOURCES')), step('decide', decision, any('NATURAL_RESOURCES'), 7)],
    statutory('NATURAL_RESOURCES'),
  ),
  DRAWINGS: route('DRAWINGS', '施工图审查', 'Drawing review', '本产品默认值（各地有别）', [step('review', review, any('DRAWING_REVIEW'), 10)]),
  FIRE_DESIGN: route('FIRE_DESIGN', '消防设计审查', 'Fire design review', '住房和城乡建设部令第51号（15 个工作日，专家评审除外）', [
    { ...step('review', review, all('FIRE', 'HOUSING'), 15), rules: { pauseMost: { EXPERT_REVIEW: { n: 20, unit: 'WD' } } } },
  ]),
  CONSTR_PERMIT: route('CONSTR_PERMIT', '施工许可', 'Construction permit', '建筑工程施工许可管理办法（7 日；县级时限为本产品默认值）', [
    intake(any('HOUSING')),
    step('decide', decision, any('HOUSING'), 7),
  ]),
  PLAN_ESTIMATE: route(
    'PLAN_ESTIMATE',
    '实施方案及投资概算',
    'Implementation plan with estimate',
    `政府投资条例第十三条；${LAW}`,
    [step('countersign', countersign, all('NDRC', 'FINANCE'), 5), step('decide', decision, any('NDRC_HEAD'), 5)],
    statutory('NDRC_HEAD'),
  ),
  FUND_APPLICATION: route('FUND_APPLICATION', '资金申请报告', 'Fund application report', '政府投资条例第十四条；本产品默认时限', [
    step('review', review, any('HEALTH'), 5),
    step('decide', decision, all('NDRC_HEAD', 'FINANCE'), 5),
  ]),
  PAYMENT: route('PAYMENT', '进度款', 'Progress payment', '财建〔2022〕183号；本产品默认时限', [
    step('finance', { zh: '财政审核', en: 'Finance review' }, any('FINANCE'), 5, ['APPROVE', 'REJECT', 'RETURN', ...TALK]),
  ]),
  CHANGE_DEPARTMENT: route('CHANGE_DEPARTMENT', '工程变更（主管部门）', 'Change order (department)', '本产品默认值（各地有别）', [
    // The smallest changes: the department may agree to several at once, each by itself.
    { ...step('department', { zh: '主管部门审核', en: 'Department review' }, any('HEALTH'), 5), batch: true },
  ]),
  CHANGE_JOINT: route('CHANGE_JOINT', '工程变更（会审）', 'Change order (joint review)', '本产品默认值（各地有别）', [
    step('joint', { zh: '发改、财政、办公室会审', en: 'Joint review' }, all('NDRC', 'FINANCE_REVIEW', 'PROGRAMME_OFFICER'), 10),
  ]),
  CHANGE_ESTIMATE: route('CHANGE_ESTIMATE', '概算调整', 'Estimate adjustment', `政府投资条例第二十三条；${LAW}`, [
    step('decide', { zh: '概算调整审批', en: 'Estimate adjustment' }, any('NDRC_HEAD'), 20),
  ]),
  REPLAN_OFFICE: route('REPLAN_OFFICE', '计划调整（办公室）', 'Other planned days (office)', '本产品默认值（各地有别）', [
    step('office', { zh: '办公室审核', en: 'Office review' }, any('OFFICE_DIRECTOR'), 5),
  ]),
  REPLAN_DEPARTMENT: route('REPLAN_DEPARTMENT', '计划调整（主管部门）', 'Other planned days (department)', '本产品默认值（各地有别）', [
    step('office', { zh: '办公室审核', en: 'Office review' }, any('OFFICE_DIRECTOR'), 5),
    step('department', { zh: '主管部门审核', en: 'Department review' }, any('HEALTH'), 5),
  ]),
  REPLAN_GROUP: route('REPLAN_GROUP', '计划调整（领导小组）', 'Other planned days (leading group)', '本产品默认值（各地有别）', [
    step('office', { zh: '办公室审核', en: 'Office review' }, any('OFFICE_DIRECTOR'), 5),
    step('group', { zh: '领导小组审定', en: 'Leading group' }, inOrder('DEPUTY_LEADER', 'GROUP_LEADER'), 5),
  ]),
  RULES: route('RULES', '管理制度', 'Management rules', '国卫人口发〔2019〕58号；本产品默认时限', [
    step('review', { zh: '卫健、妇幼审核', en: 'Health and maternal review' }, all('HEALTH', 'MATERNAL_HEALTH'), 5, [
      'APPROVE',
      'REJECT',
      'RETURN',
      ...TALK,
    ]),
  ]),
  PANEL_SCORE: route('PANEL_SCORE', '验收评分', 'Panel scores', '本产品默认值', [
    {
      ...step('score', { zh: '验收评分', en: 'Panel scores' }, { agree: 'ALL', members: [{ named: 'panel' }] }, 5, ['APPROVE', 'ASK', 'COMMENT']),
      asksScore: true,
      // Who has not scored by then is absent; acceptance looks whether enough were there.
      rules: { timeout: { action: 'PASS', afterWorkdays: 0 } },
    },
  ]),
  REINSPECTION: route('REINSPECTION', '整改复验', 'Re-inspection', '本产品默认值', [
    step('reinspect', { zh: '复验', en: 'Re-inspection' }, { agree: 'ALL', members: [{ named: 'inspectors' }] }, 5, YES_NO),
  ]),
} as const satisfies Record<RouteCode, Route>;

export const shippedRoutes = (): readonly Route[] => ROUTE_CODES.map((code) => SHIPPED[code]);

/** The shipped route of a code; null for a code that only a county uses. */
export function shippedRoute(code: string): Route | null {
  const known = ROUTE_CODES.find((candidate) => candidate === code);
  return known === undefined ? null : SHIPPED[known];
}
