/**
 * How many places are needed, from survey answers (domain facts 1.1), and how many answers make a survey (1.2: Cochran
 * with finite population correction). Deliberately absent: where answers come from.
 */
import type { IsoDate, Text } from '../kernel/values.ts';
import { shippedValues } from '../rule-table/table.ts';
import { SURVEY_RULES, type SurveyRules } from './survey.ts';

export const AGE_BANDS = ['M6_12', 'M12_24', 'M24_36'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];
export const AGE_BAND_WORDS: Readonly<Record<AgeBand, Text>> = {
  M6_12: { zh: '6–12 个月', en: '6 to 12 months' },
  M12_24: { zh: '12–24 个月', en: '12 to 24 months' },
  M24_36: { zh: '24–36 个月', en: '24 to 36 months' },
};
export const NEEDS = ['CERTAIN', 'MAYBE', 'NO'] as const;
export type Need = (typeof NEEDS)[number];

/** 城区, 乡镇, 园区. */
export const STRATA = ['URBAN', 'TOWNSHIP', 'PARK'] as const;
export type Stratum = (typeof STRATA)[number];
export const STRATUM_WORDS: Readonly<Record<Stratum, Text>> = {
  URBAN: { zh: '城区', en: 'town' },
  TOWNSHIP: { zh: '乡镇', en: 'townships' },
  PARK: { zh: '园区', en: 'parks' },
};

/** The children and places of the area that a facility serves, and the assumptions a county sets. */
export type SurveyBasis = {
  /** Ids of the streets and towns. */
  readonly areas: readonly string[];
  readonly population: number;
  readonly children: Readonly<Record<AgeBand, number>>;
  readonly households: number;
  /** Of them in each stratum; absent: not told, so that shares cannot be compared. */
  readonly strata?: Readonly<Partial<Record<Stratum, number>>>;
  readonly existingPlaces: number;
  readonly underConstruction: number;
  /** Planned monthly fee, 分. */
  readonly plannedFeeFen: number;
  readonly parameters: SurveyParameters;
};

export type SurveyParameters = {
  /** c: stated to actual use (default 0.45). u: planned use rate (0.85). v: share of existing places validly filed (0.95). */
  readonly conversion: number;
  readonly plannedUse: number;
  readonly validPlaces: number;
  /** Target of places per 1,000 residents (4.5 for 2025). */
  readonly placesPerThousand: number;
  readonly designEffect: number;
};

/** What a survey rests on where a county says nothing else. */
export const parametersOf = (rules: SurveyRules): SurveyParameters => ({
  conversion: rules.conversionPercent / 100,
  plannedUse: rules.plannedUsePercent / 100,
  validPlaces: rules.validPlacesPercent / 100,
  placesPerThousand: rules.placesPerThousand,
  designEffect: rules.designEffect,
});
export const DEFAULT_SURVEY_PARAMETERS: SurveyParameters = parametersOf(shippedValues(SURVEY_RULES));

/** Answers counted so that counts of several batches simply add up. Fees in 分 to how many gave that limit. */
export type Tally = {
  readonly received: number;
  readonly valid: number;
  readonly needs: Readonly<Record<AgeBand, Readonly<Record<Need, number>>>>;
  readonly feeLimits: Readonly<Record<string, number>>;
  readonly invalid: Readonly<Record<string, number>>;
  /** Valid answers by stratum; absent: none counts, or it was counted by a release up to 0.5.0, as in the days of them. */
  readonly strata?: Readonly<Partial<Record<Stratum, number>>>;
  readonly answered?: { readonly first: IsoDate; readonly last: IsoDate };
  /** Question to answer to how many valid ones gave it; absent: none counts, or it was counted by a release up to 0.6.0. */
  readonly questions?: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

const noNeeds = { CERTAIN: 0, MAYBE: 0, NO: 0 } as const;
export const EMPTY_TALLY: Tally = {
  received: 0,
  valid: 0,
  needs: { M6_12: noNeeds, M12_24: noNeeds, M24_36: noNeeds },
  feeLimits: {},
  invalid: {},
};

function addCounts(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sum: Record<string, number> = { ...a };
  for (const [key, n] of Object.entries(b)) sum[key] = (sum[key] ?? 0) + n;
  return sum;
}

const bothStrata = ({ strata: a }: Tally, { strata: b }: Tally): Pick<Tally, 'strata'> =>
  a === undefined && b === undefined ? {} : { strata: addCounts({ ...a }, { ...b }) };

function bothQuestions({ questions: a }: Tally, { questions: b }: Tally): Pick<Tally, 'questions'> {
  if (a === undefined && b === undefined) return {};
  const keys = [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])];
  return { questions: Object.fromEntries(keys.map((key) => [key, addCounts(a?.[key] ?? {}, b?.[key] ?? {})])) };
}

/** From the first day of both to the last. */
function bothDays({ answered: a }: Tally, { answered: b }: Tally): Pick<Tally, 'answered'> {
  const days = [a, b].flatMap((one) => (one === undefined ? [] : [one.first, one.last])).sort();
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? {} : { answered: { first, last } };
}

export function addTally(a: Tally, b: Tally): Tally {
  const needs = (band: AgeBand) => ({
    CERTAIN: a.needs[band].CERTAIN + b.needs[band].CERTAIN,
    MAYBE: a.needs[band].MAYBE + b.needs[band].MAYBE,
    NO: a.needs[band].NO + b.needs[band].NO,
  });
  return {
    received: a.received + b.received,
    valid: a.valid + b.valid,
    needs: { M6_12: needs('M6_12'), M12_24: needs('M12_24'), M24_36: needs('M24_36') },
    feeLimits: addCounts(a.feeLimits, b.feeLimits),
    invalid: addCounts(a.invalid, b.invalid),
    ...bothStrata(a, b),
    ...bothDays(a, b),
    ...bothQuestions(a, b),
  };
}

/** Share of a band that will use a place: "certainly" and a part of "maybe". 0 where nobody of the band answered. */
export function wantingShare(tally: Tally, band: AgeBand, { maybePercent }: Pick<SurveyRules, 'maybePercent'>): number {
  const { CERTAIN, MAYBE, NO } = tally.needs[band];
  const all = CERTAIN + MAYBE + NO;
  return all === 0 ? 0 : (CERTAIN + (MAYBE * maybePercent) / 100) / all;
}

/** Of those who gave a limit how many can pay the planned fee. */
export function affording(tally: Tally, plannedFeeFen: number): { readonly enough: number; readonly all: number } {
  let [all, enough] = [0, 0];
  for (const [fee, n] of Object.entries(tally.feeLimits)) {
    all += n;
    if (Number(fee) >= plannedFeeFen) enough += n;
  }
  return { enough, all };
}
function affordingShare(tally: Tally, plannedFeeFen: number): number {
  const { enough, all } = affording(tally, plannedFeeFen);
  return all === 0 ? 0 : enough / all;
}

export type Demand = {
  readonly rawDemand: number;
  readonly effective: number;
  readonly requiredPlaces: number;
  readonly demandGap: number;
  readonly policyTarget: number;
  readonly policyGap: number;
};

/** Takes away what floating point adds at the 9th digit, so that ceil(1268.0000000001) is 1268. */
const clean = (x: number): number => Math.round(x * 1e9) / 1e9;

/** The formula itself, over shares. Example: population 412,000 gives 1,268 places, demand gap 527, policy gap 1,074. */
export function demandOf(
  basis: Pick<SurveyBasis, 'population' | 'children' | 'existingPlaces' | 'underConstruction' | 'parameters'>,
  share: Readonly<Record<AgeBand, number>>,
  affording: number,
): Demand {
  const p = basis.parameters;
  const rawDemand = AGE_BANDS.reduce((sum, band) => sum + basis.children[band] * share[band], 0);
  const effective = rawDemand * p.conversion * affording;
  const requiredPlaces = Math.ceil(clean(effective / p.plannedUse));
  const usable = Math.round(basis.existingPlaces * p.validPlaces);
  const policyTarget = Math.ceil(clean((basis.population / 1_000) * p.placesPerThousand));
  return {
    rawDemand: clean(rawDemand),
    effective: clean(effective),
    requiredPlaces,
    demandGap: Math.max(0, requiredPlaces - usable - basis.underConstruction),
    policyTarget,
    policyGap: Math.max(0, policyTarget - basis.existingPlaces),
  };
}

export function demandFromAnswers(basis: SurveyBasis, tally: Tally, rules: Pick<SurveyRules, 'maybePercent'>): Demand {
  const of = (band: AgeBand): number => wantingShare(tally, band, rules);
  const share = { M6_12: of('M6_12'), M12_24: of('M12_24'), M24_36: of('M24_36') };
  return demandOf(basis, share, affordingShare(tally, basis.plannedFeeFen));
}

export type Verdict = 'BALANCED' | 'OVERSUPPLY' | 'UNDERSUPPLY';
export const VERDICT_WORDS: Readonly<Record<Verdict, Text>> = {
  BALANCED: { zh: '基本平衡', en: 'balanced' },
  OVERSUPPLY: { zh: '供给过剩风险，须说明', en: 'risk of oversupply, a note is required' },
  UNDERSUPPLY: { zh: '供给不足', en: 'undersupply' },
};

/** Planned places against the demand gap: far above it 供给过剩风险, far below it 供给不足. */
export function supplyVerdict(
  plannedPlaces: number,
  demandGap: number,
  rules: Pick<SurveyRules, 'oversupplyPercent' | 'undersupplyPercent'>,
): Verdict {
  if (plannedPlaces * 100 > rules.oversupplyPercent * demandGap) return 'OVERSUPPLY';
  return plannedPlaces * 100 < rules.undersupplyPercent * demandGap ? 'UNDERSUPPLY' : 'BALANCED';
}

const Z = 1.96;
/** Answers for a margin `e` (0.05) in a population of N, simple random sample, before any rounding. N = 9,050: 368.56. */
function sampleOf(population: number, e: number): number {
  const n0 = (Z * Z) / (4 * e * e);
  return n0 / (1 + (n0 - 1) / population);
}

/** The same in whole answers. N = 9,050 needs 369. */
export const sampleSize = (population: number, e: number): number => Math.ceil(clean(sampleOf(population, e)));

/** Of a clustered sample, rounded once at the end: ceil(368.56 × 1.5) = 553. */
export const clusteredSampleSize = (population: number, e: number, designEffect: number): number =>
  Math.ceil(clean(sampleOf(population, e) * designEffect));

/** The margin that n answers reach, with the design effect of a clustered sample. 561 answers, 1.5, N = 9,050: 0.0496. */
export function marginOf(n: number, population: number, designEffect: number): number {
  const effective = n / designEffect;
  if (effective <= 0) return 1;
  return Z * Math.sqrt((0.25 / effective) * Math.max(0, (population - effective) / (population - 1)));
}
