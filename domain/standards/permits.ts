/**
 * Papers that must be in hand before works start, by kind of building and by facts of the project (domain facts 2.3).
 * Deliberately absent: steps of the approvals before (steps.ts).
 */
import { fen, number, oneOf, record } from '../kernel/shape.ts';
import type { Text } from '../kernel/values.ts';
import { type BuildKind, investmentFen, type ProjectProfile } from '../profile/profile.ts';
import { type Mark, row, ruleTable, shippedValues, type ValuesOf } from '../rule-table/table.ts';
import type { RouteCode } from './route-codes.ts';

const WAN = 1_000_000; // 1 万元 in 分

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

/** The route on which each is reviewed here; a safety appraisal is given by whoever appraises. */
export const PERMIT_ROUTES = {
  LAND_PERMIT: 'LAND_PERMIT',
  BUILD_PERMIT: 'BUILD_PERMIT',
  DRAWINGS_REVIEW: 'DRAWINGS',
  FIRE_DESIGN_REVIEW: 'FIRE_DESIGN',
  CONSTRUCTION_PERMIT: 'CONSTR_PERMIT',
} as const satisfies Partial<Record<PermitKind, RouteCode>>;
export type RoutedPermit = keyof typeof PERMIT_ROUTES;
export const ROUTED_PERMITS = Object.keys(PERMIT_ROUTES) as readonly RoutedPermit[]; // its own keys

/** Conditions are facts of the project: new land, an existing building that is altered, area of the children's rooms, size. */
export const PERMIT_NEEDS = ['REQUIRED', 'NOT_NEEDED', 'IF_NEW_LAND', 'IF_ALTERED', 'IF_FIRE_AREA', 'IF_ABOVE_BOTH'] as const;
type PermitNeed = (typeof PERMIT_NEEDS)[number];
type ByKind = Readonly<Record<BuildKind, PermitNeed>>;
const need = oneOf(PERMIT_NEEDS);
const kinds = (NEW: PermitNeed, EXPAND: PermitNeed, CONVERT: PermitNeed): ByKind => ({ NEW, EXPAND, CONVERT });
const permit = (kind: PermitKind, value: ByKind, document: string, first: ByKind = value, mark: Mark = 'GK_H') =>
  row(record({ NEW: need, EXPAND: need, CONVERT: need }), value, { name: PERMIT_NAMES[kind], document, mark, first: { value: first } });

const BUILDS = kinds('REQUIRED', 'REQUIRED', 'NOT_NEEDED');

export const PERMITS = ruleTable(
  'PERMITS',
  {
    name: { zh: '开工前手续', en: 'Papers before works start' },
    explanation: {
      zh: '新建、扩建、改建开工前须有的许可和审查；未取得即开工的照实登记并记为问题。',
      en: 'What must be in hand before works start; a start without it is recorded as it was, with a finding.',
    },
  },
  {
    LAND_PERMIT: permit('LAND_PERMIT', kinds('REQUIRED', 'REQUIRED', 'IF_NEW_LAND'), '建设用地规划许可', BUILDS),
    BUILD_PERMIT: permit('BUILD_PERMIT', kinds('REQUIRED', 'REQUIRED', 'IF_ALTERED'), '建设工程规划许可', BUILDS),
    DRAWINGS_REVIEW: permit('DRAWINGS_REVIEW', kinds('REQUIRED', 'REQUIRED', 'IF_ALTERED'), '施工图审查', BUILDS),
    FIRE_DESIGN_REVIEW: permit('FIRE_DESIGN_REVIEW', kinds('IF_FIRE_AREA', 'IF_FIRE_AREA', 'IF_FIRE_AREA'), '住建部令第51号'),
    STRUCTURE_SAFETY: permit('STRUCTURE_SAFETY', kinds('NOT_NEEDED', 'NOT_NEEDED', 'REQUIRED'), '房屋安全鉴定（改建）'),
    CONSTRUCTION_PERMIT: permit('CONSTRUCTION_PERMIT', kinds('IF_ABOVE_BOTH', 'IF_ABOVE_BOTH', 'IF_ABOVE_BOTH'), '建筑法 第七条', undefined, 'LAW'),
    fireAreaM2: row(number(0, 1_000_000), 1_000, {
      name: { zh: '特殊建设工程的儿童用房面积', en: 'children’s rooms that need a fire design review' },
      explanation: {
        zh: '超过此数须消防设计审查；待对照原文核实。',
        en: 'Above it a fire design review is needed; to be checked against the original.',
      },
      unit: 'M2',
      document: '住建部令第51号',
      mark: 'GK_H',
    }),
    smallFen: row(fen, 30 * WAN, {
      name: { zh: '免办施工许可的投资', en: 'investment without a construction permit' },
      explanation: {
        zh: '投资或面积不超过限额的，免办施工许可证；各省可另定。',
        en: 'Not above this sum or area no permit is needed; provinces may differ.',
      },
      unit: 'FEN',
      document: '建筑工程施工许可管理办法',
      mark: 'LAW',
    }),
    smallM2: row(number(0, 1_000_000), 300, {
      name: { zh: '免办施工许可的面积', en: 'area without a construction permit' },
      unit: 'M2',
      document: '建筑工程施工许可管理办法',
      mark: 'LAW',
    }),
  },
);
export type PermitRules = ValuesOf<typeof PERMITS.rows>;

/** What must be in hand before works start. Without rules: as they are shipped. */
export function permitsBeforeStart(profile: ProjectProfile, rules: PermitRules = shippedValues(PERMITS)): readonly PermitKind[] {
  const met: Readonly<Record<PermitNeed, boolean>> = {
    REQUIRED: true,
    NOT_NEEDED: false,
    IF_NEW_LAND: profile.newLand === true,
    IF_ALTERED: (profile.alters ?? []).length > 0,
    IF_FIRE_AREA: profile.childrenRoomM2 > rules.fireAreaM2,
    IF_ABOVE_BOTH: investmentFen(profile.funding) > rules.smallFen && profile.areaM2 > rules.smallM2,
  };
  return PERMIT_KINDS.filter((kind) => met[rules[kind][profile.buildKind]]);
}
