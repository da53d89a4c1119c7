/** What a facility project is on paper: the facts that decide its path, its classes and its limits. */
import type { Facts } from '../approval/condition.ts';
import { type Rejection, rejection } from '../kernel/rejection.ts';
import type { IsoDate, Text } from '../kernel/values.ts';

/** 新建, 扩建, 改建. */
export const BUILD_KINDS = ['NEW', 'EXPAND', 'CONVERT'] as const;
export type BuildKind = (typeof BUILD_KINDS)[number];
export const BUILD_KIND_WORDS: Readonly<Record<BuildKind, Text>> = {
  NEW: { zh: '新建', en: 'new build' },
  EXPAND: { zh: '扩建', en: 'expansion' },
  CONVERT: { zh: '改建', en: 'conversion' },
};

/** What of an existing building a project changes: 外立面, 面积, 结构. */
export const ALTERATIONS = ['FACADE', 'AREA', 'STRUCTURE'] as const;
export type Alteration = (typeof ALTERATIONS)[number];
export const ALTERATION_WORDS: Readonly<Record<Alteration, Text>> = {
  FACADE: { zh: '外立面', en: 'façade' },
  AREA: { zh: '面积', en: 'area' },
  STRUCTURE: { zh: '结构', en: 'structure' },
};

/** How a government-invested project is approved here; tiers vary by county (domain facts 2.2). */
export const APPROVAL_PATHS = ['FULL', 'FSR_PD', 'PD_ONLY', 'PLAN_ONLY', 'SUBSIDY_FILING'] as const;
export type ApprovalPath = (typeof APPROVAL_PATHS)[number];
export const PATH_WORDS: Readonly<Record<ApprovalPath, Text>> = {
  FULL: { zh: '完整程序', en: 'the whole procedure' },
  FSR_PD: { zh: '可研加初步设计', en: 'study and preliminary design' },
  PD_ONLY: { zh: '仅初步设计', en: 'preliminary design alone' },
  PLAN_ONLY: { zh: '仅实施方案', en: 'the plan alone' },
  SUBSIDY_FILING: { zh: '企业投资申请补助', en: 'an enterprise with a subsidy' },
};

export const CLASS_KINDS = ['INFANT', 'TODDLER', 'OLDER', 'MIXED'] as const;
export type ClassKind = (typeof CLASS_KINDS)[number];
export const CLASS_NAMES: Readonly<Record<ClassKind, Text>> = {
  INFANT: { zh: '乳儿班', en: 'infants' },
  TODDLER: { zh: '托小班', en: 'toddlers' },
  OLDER: { zh: '托大班', en: 'older' },
  MIXED: { zh: '混合班', en: 'mixed' },
};
/** How many classes of each kind. */
export type ClassPlan = Readonly<Record<ClassKind, number>>;

/** Money by source, integer 分. */
export type Funding = { readonly centralFen: number; readonly countyFen: number; readonly otherFen: number };

export type Milestone = { readonly key: string; readonly plannedOn: IsoDate };

export type ProjectProfile = {
  readonly code: string;
  readonly name: Text;
  readonly buildKind: BuildKind;
  /** Social capital builds with a subsidy instead of the government investing. */
  readonly enterpriseInvested: boolean;
  /** In an approved plan and of one content, or fitting-out only: may be approved by its implementation plan alone. */
  readonly simple: boolean;
  readonly places: number;
  readonly classes: ClassPlan;
  readonly areaM2: number;
  /** Area of the children's rooms alone: this one decides about fire acceptance (住建部令51号). */
  readonly childrenRoomM2: number;
  readonly funding: Funding;
  readonly unit: string;
  readonly manager: string;
  readonly startOn: IsoDate;
  readonly finishOn: IsoDate;
  readonly milestones: readonly Milestone[];
  /** 开托: from which day children are to be taken in; absent: nobody set one, and the finish of works stands for it. */
  readonly opensOn?: IsoDate;
  readonly servesMeals: boolean;
  /** Street or town, for routes whose steps depend on it. */
  readonly region?: string;
  /** Land is taken that the unit did not have (新增用地); absent: none, but for a new build. */
  readonly newLand?: boolean;
  /** Listed for an environmental assessment (环评名录); absent: exempt or registered only. */
  readonly eiaListed?: boolean;
  /** What of an existing building changes; absent: nothing of it. */
  readonly alters?: readonly Alteration[];
};

/** The earliest day on which people are to work with children. */
export const plannedOpening = ({ opensOn, finishOn }: Pick<ProjectProfile, 'opensOn' | 'finishOn'>): IsoDate => opensOn ?? finishOn;

/** What conditions of a route may ask about a project. */
export const factsOfProject = (profile: ProjectProfile, path?: ApprovalPath): Facts => ({
  kind: profile.buildKind,
  places: profile.places,
  areaM2: profile.areaM2,
  investmentFen: investmentFen(profile.funding),
  enterpriseInvested: profile.enterpriseInvested,
  ...(profile.region === undefined ? {} : { region: profile.region }),
  ...(path === undefined ? {} : { path }),
});

export const investmentFen = (funding: Funding): number => funding.centralFen + funding.countyFen + funding.otherFen;

/** Everything that is wrong with a profile by itself, for one report; its classes go by a table (standards/classes.ts). */
export function profileFaults(profile: ProjectProfile): readonly Text[] {
  const faults: Text[] = [];
  const say = (zh: string, en: string) => faults.push({ zh, en });
  if (profile.startOn >= profile.finishOn)
    say(
      `startOn：开工日期 ${profile.startOn} 须早于完工日期 ${profile.finishOn}`,
      `startOn: must be before the finish of works; ${profile.startOn} is not before ${profile.finishOn}`,
    );
  if (profile.opensOn !== undefined && profile.opensOn < profile.finishOn)
    say(
      `opensOn：开托日期 ${profile.opensOn} 不得早于完工日期 ${profile.finishOn}`,
      `opensOn: must not be before the finish of works, ${profile.finishOn}; there is ${profile.opensOn}`,
    );
  if (profile.childrenRoomM2 > profile.areaM2) say('childrenRoomM2：不得大于总建筑面积', 'childrenRoomM2: must not be larger than the area in all');
  if (investmentFen(profile.funding) <= 0) say('funding：资金须大于零', 'funding: must be more than zero');
  profile.milestones.forEach((milestone, index) => {
    const before = profile.milestones[index - 1];
    if (before !== undefined && milestone.plannedOn < before.plannedOn) {
      say(
        `milestones[${index}]：计划日期不得早于前一节点的 ${before.plannedOn}`,
        `milestones[${index}]: must not be planned before ${before.plannedOn}, the day of the milestone before it`,
      );
    }
  });
  return faults;
}

export const profileRejection = (faults: readonly Text[]): Rejection =>
  rejection('INCOMPLETE', '项目资料有误，请逐项更正。', 'The project profile has faults; please correct each.', faults);
