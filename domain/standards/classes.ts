/** Class sizes and carer ratios of 《托育机构设置标准(试行)》《托育机构管理规范(试行)》, 国卫人口发〔2019〕58号, 2019-10-08. */
import { CLASS_KINDS, type ClassKind, type ClassPlan } from '../profile/profile.ts';

export const CLASS_STANDARDS = {
  document: '国卫人口发〔2019〕58号',
  effectiveFrom: '2019-10-08',
  version: 1,
  /** `childrenPerCarer`: not below one carer for so many children. MIXED is not set there; 1:5 is this product's default. */
  classes: {
    INFANT: { maxSize: 10, childrenPerCarer: 3 },
    TODDLER: { maxSize: 15, childrenPerCarer: 5 },
    OLDER: { maxSize: 20, childrenPerCarer: 7 },
    MIXED: { maxSize: 18, childrenPerCarer: 5 },
  },
  /** From so many children on, at least one full-time health worker (卫生部教育部令第76号 art. 12). */
  fullTimeHealthWorkerFrom: 150,
  /** Hours of training before the post: person in charge (WS/T 821-2023 5.2.1), carers 60 theory + 60 practice (国卫办人口函〔2021〕449号, to be confirmed by the county). */
  hours: { HEAD: 60, CARER: 120, HEALTH_WORKER: 40, GUARD: 0 },
  /** People trained beyond the need, default of this product. */
  reserve: 1.1,
} as const;

/** Carers for all classes filled, rounded up per class and not per centre. 1 INFANT + 4 TODDLER + 4 OLDER need 28. */
export function requiredCarers(plan: ClassPlan): number {
  return CLASS_KINDS.reduce((sum, kind) => sum + plan[kind] * carersPerClass(kind), 0);
}

export const carersPerClass = (kind: ClassKind): number =>
  Math.ceil(CLASS_STANDARDS.classes[kind].maxSize / CLASS_STANDARDS.classes[kind].childrenPerCarer);

/** How many carers should be trained, with the reserve. */
export const carersToTrain = (plan: ClassPlan): number => Math.ceil(requiredCarers(plan) * CLASS_STANDARDS.reserve);
