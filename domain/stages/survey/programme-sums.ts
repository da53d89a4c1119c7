/**
 * What the surveys of a programme come to together: how far each is, what places are needed in each area and in all, and how
 * large their sample is. An area counts once in the sums, and so does whoever answered. Pure. Deliberately absent: counting the
 * answers (prisma/cases/programme-answers.ts), what is shown of it (programme-result.ts).
 */
import type { Text } from '../../kernel/values.ts';
import type { ProjectProfile } from '../../profile/profile.ts';
import type { Standards } from '../../rule-table/table.ts';
import {
  AGE_BANDS,
  type AgeBand,
  clusteredSampleSize,
  EMPTY_TALLY,
  marginOf,
  type Stratum,
  type SurveyBasis,
  supplyVerdict,
  type Tally,
  type Verdict,
} from '../../standards/demand.ts';
import { surveyRules } from '../../standards/survey.ts';
import { factOf, type TakenFact } from '../../taken-fact/kinds.ts';
import type { ProjectStatus, StageStatus } from '../../words/lists.ts';
import { isCollecting } from './public-form.ts';
import { reportOf } from './report.ts';
import { neededByStratum } from './sample.ts';
import type { SurveyState } from './stage.ts';

export const SURVEY_STANDINGS = ['UNDER_WAY', 'SUSPENDED', 'REVIEW', 'SIGNED', 'TAKEN_OVER', 'LEFT_OUT', 'NOT_BEGUN', 'CANCELLED'] as const;
export type SurveyStanding = (typeof SURVEY_STANDINGS)[number];
export const SURVEY_STANDING_WORDS: Readonly<Record<SurveyStanding, Text>> = {
  UNDER_WAY: { zh: '进行中', en: 'goes on' },
  SUSPENDED: { zh: '已暂停', en: 'suspended' },
  REVIEW: { zh: '报告审签中', en: 'report being signed' },
  SIGNED: { zh: '已审签', en: 'signed' },
  TAKEN_OVER: { zh: '接续登记', en: 'taken over' },
  LEFT_OUT: { zh: '未开展调研', en: 'not surveyed' },
  NOT_BEGUN: { zh: '未开始', en: 'not begun' },
  CANCELLED: { zh: '已取消', en: 'cancelled' },
};

/** One of them, as it stands in the result of all. */
export type SurveyLine = {
  /** The project's code, which is the survey's id. */
  readonly id: string;
  readonly name: Text;
  readonly areas: readonly string[];
  readonly standing: SurveyStanding;
  readonly valid: number;
  /** How many valid answers make its sample; null: it was held on paper, and nothing is asked of it here. */
  readonly needed: number | null;
  /** Null: it says nothing yet. */
  readonly need: { readonly requiredPlaces: number; readonly demandGap: number; readonly policyGap: number } | null;
  readonly plannedPlaces: number;
  readonly verdict: Verdict | null;
  /** Whether the sums hold it; `sharesWith`: the survey that holds one of its areas already. */
  readonly inSums: boolean;
  readonly sharesWith: string | null;
  readonly collecting: boolean;
  /** It is a case of its own here; one that was held on paper, or has not begun, is none. */
  readonly isCase: boolean;
};

/** All answers that count in any of them, each once; null: they are being counted. `changed`: batches whose rows are not those that came in. */
export type DistinctAnswers = { readonly tally: Tally; readonly changed: readonly string[] };

export type SurveyedProject = Pick<
  SurveyState,
  'project' | 'name' | 'status' | 'suspended' | 'inputs' | 'profile' | 'tally' | 'standards' | 'report' | 'publicForm' | 'takenOver'
> & {
  /** Its project has no case of it: `waits` where that may come yet. Absent: it has. */
  readonly without?: { readonly waits: boolean };
};

/** A project that has no case of its survey. `held`: what was taken over of it. */
export type ProjectWithoutSurvey = {
  readonly profile: ProjectProfile;
  readonly survey: SurveyBasis;
  readonly standards: Standards | null;
  readonly status: ProjectStatus;
  /** Null: it is a project without that stage. */
  readonly stage: StageStatus | null;
  readonly held: readonly TakenFact[] | null;
};

/** As if it had one, of which nothing was counted. */
export const withoutCase = ({ profile, survey, standards, status, stage, held }: ProjectWithoutSurvey): SurveyedProject => ({
  project: profile.code,
  name: profile.name,
  profile,
  status: status === 'CANCELLED' ? 'CANCELLED' : stage === 'DONE' ? 'DONE' : 'OPEN',
  suspended: false,
  inputs: { survey },
  tally: EMPTY_TALLY,
  report: null,
  ...(standards === null ? {} : { standards }),
  ...(held === null ? {} : { takenOver: { facts: held } }),
  without: { waits: stage !== 'DONE' },
});

const plain = (area: string): string => area.normalize('NFKC').trim();
const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0);
/** Takes away what floating point adds, as the formula of one area does. */
const clean = (x: number): number => Math.round(x * 1e9) / 1e9;

type Read = { readonly line: Omit<SurveyLine, 'inSums' | 'sharesWith'>; readonly basis: SurveyBasis };

const heldOf = ({ takenOver }: SurveyedProject) => factOf(takenOver?.facts ?? [], 'SURVEY_HELD');
/** Held on paper before, and nothing of it was counted here. */
const isHeld = (state: SurveyedProject): boolean => state.report === null && state.tally.valid === 0 && heldOf(state) !== undefined;

function standingOf(state: SurveyedProject): SurveyStanding {
  if (state.status === 'CANCELLED') return 'CANCELLED';
  if (isHeld(state)) return 'TAKEN_OVER';
  if (state.without?.waits === true) return 'NOT_BEGUN';
  if (state.status === 'DONE') return state.report === null ? 'LEFT_OUT' : 'SIGNED';
  if (state.suspended) return 'SUSPENDED';
  return state.report === null ? 'UNDER_WAY' : 'REVIEW';
}

function readOne(state: SurveyedProject): Read {
  const { project: id, name, profile, tally } = state;
  const basis = state.inputs.survey;
  const standing = standingOf(state);
  const held = isHeld(state) ? heldOf(state) : undefined;
  const report = state.report ?? reportOf(state);
  const says = held ?? (tally.valid > 0 ? report : null);
  const need =
    says === null || standing === 'CANCELLED' || standing === 'LEFT_OUT'
      ? null
      : { requiredPlaces: says.requiredPlaces, demandGap: says.demandGap, policyGap: says.policyGap };
  return {
    basis,
    line: {
      id,
      name,
      areas: basis.areas,
      standing,
      valid: held?.validAnswers ?? tally.valid,
      needed: held !== undefined || standing === 'LEFT_OUT' ? null : report.answersNeeded,
      need,
      plannedPlaces: profile.places,
      verdict: need === null ? null : supplyVerdict(profile.places, need.demandGap, surveyRules(state.standards)),
      collecting: standing === 'UNDER_WAY' && isCollecting(state),
      isCase: state.without === undefined,
    },
  };
}

/** Of surveys that share an area the one with most residents is taken: its basis holds the other's children and places. */
function withoutTwice(read: readonly Read[]): readonly (Read & Pick<SurveyLine, 'inSums' | 'sharesWith'>)[] {
  const taken = new Map<string, string>();
  const shares = new Map<string, string>();
  const candidates = read
    .filter(({ line }) => line.need !== null)
    .toSorted((a, b) => b.basis.population - a.basis.population || (a.line.id < b.line.id ? -1 : 1));
  for (const { line, basis } of candidates) {
    const other = basis.areas.flatMap((area) => taken.get(plain(area)) ?? [])[0];
    if (other !== undefined) shares.set(line.id, other);
    else for (const area of basis.areas) taken.set(plain(area), line.id);
  }
  return read.map((one) => {
    const sharesWith = shares.get(one.line.id) ?? null;
    return { ...one, inSums: one.line.need !== null && sharesWith === null, sharesWith };
  });
}

/** The basis of all areas that the sums hold: what can be added up, added up; of what cannot the strictest. */
export type WholeBasis = Pick<SurveyBasis, 'population' | 'households' | 'existingPlaces' | 'underConstruction'> & {
  readonly children: Readonly<Record<AgeBand, number>>;
  readonly strata: Partial<Record<Stratum, number>> | null;
  readonly designEffect: number;
  readonly policyTarget: number;
  /** Targets per 1,000 residents; several where projects differ. */
  readonly targets: readonly number[];
};

function wholeOf(all: readonly SurveyBasis[]): WholeBasis {
  const added = (of: (basis: SurveyBasis) => number): number => sum(all.map(of));
  const children = Object.fromEntries(AGE_BANDS.map((band) => [band, added((basis) => basis.children[band])]));
  const strata: Partial<Record<Stratum, number>> = {};
  for (const { strata: one = {} } of all) for (const [key, n] of Object.entries(one) as [Stratum, number][]) strata[key] = (strata[key] ?? 0) + n; // its own keys
  return {
    population: added(({ population }) => population),
    households: added(({ households }) => households),
    existingPlaces: added(({ existingPlaces }) => existingPlaces),
    underConstruction: added(({ underConstruction }) => underConstruction),
    children: { M6_12: 0, M12_24: 0, M24_36: 0, ...children },
    strata: all.length > 0 && all.every((basis) => basis.strata !== undefined) ? strata : null,
    designEffect: Math.max(1, ...all.map(({ parameters }) => parameters.designEffect)),
    policyTarget: Math.ceil(clean(added(({ population, parameters }) => (population / 1_000) * parameters.placesPerThousand))),
    targets: [...new Set(all.map(({ parameters }) => parameters.placesPerThousand))].sort((a, b) => a - b),
  };
}

/** What is counted of all surveys together. `whole`: the basis of those that the sums hold. */
export type ProgrammeSums = {
  readonly surveys: readonly SurveyLine[];
  readonly sums: {
    readonly requiredPlaces: number;
    readonly demandGap: number;
    readonly policyGap: number;
    readonly plannedPlaces: number;
    /** Null: no survey says anything yet. */
    readonly verdict: Verdict | null;
    /** How many surveys they hold, of how many that were not cancelled. */
    readonly hold: number;
    readonly of: number;
  };
  /** `counted`: valid answers of all surveys added up, whoever counts in several as often. Null: the answers are being counted. */
  readonly sample: {
    readonly counted: number;
    readonly distinct: { readonly received: number; readonly valid: number; readonly margin: number } | null;
    readonly needed: number;
    readonly strata: readonly { readonly stratum: Stratum; readonly valid: number | null; readonly needed: number | null }[];
  };
  readonly whole: WholeBasis;
  readonly marginPercent: number;
};

/** `answers` null: they are being counted. */
export function programmeSumsOf(states: readonly SurveyedProject[], answers: DistinctAnswers | null): ProgrammeSums {
  const lines = withoutTwice(states.map(readOne));
  const there = lines.filter(({ line }) => line.standing !== 'CANCELLED');
  const held = lines.filter(({ inSums }) => inSums);
  const needs = held.flatMap(({ line }) => line.need ?? []);
  const whole = wholeOf(held.map(({ basis }) => basis));
  // What a sample is asked of is known before anybody has answered.
  const asked = wholeOf(held.length > 0 ? held.map(({ basis }) => basis) : there.map(({ basis }) => basis));
  const rules = states.map(({ standards }) => surveyRules(standards));
  const marginPercent = Math.min(...rules.map((one) => one.marginPercent));
  const needed = asked.households === 0 ? 0 : clusteredSampleSize(asked.households, marginPercent / 100, asked.designEffect);
  const tally = answers?.tally ?? null;
  const sums = {
    requiredPlaces: sum(needs.map(({ requiredPlaces }) => requiredPlaces)),
    demandGap: sum(needs.map(({ demandGap }) => demandGap)),
    policyGap: Math.max(0, whole.policyTarget - whole.existingPlaces),
    plannedPlaces: sum(there.filter(({ line }) => line.need !== null).map(({ line }) => line.plannedPlaces)),
  };
  const [first] = rules;
  const stratumLeast = rules.map((one) => one.stratumLeast ?? 0).reduce((most, n) => Math.max(most, n), 0);
  const surveys = lines.map(({ line, inSums, sharesWith }) => ({ ...line, inSums, sharesWith }));
  const shownSums = {
    ...sums,
    verdict: needs.length === 0 || first === undefined ? null : supplyVerdict(sums.plannedPlaces, sums.demandGap, first),
    hold: held.length,
    of: there.length,
  };
  const sample = {
    counted: sum(surveys.filter(({ standing }) => standing !== 'TAKEN_OVER').map(({ valid }) => valid)),
    distinct:
      tally === null
        ? null
        : {
            received: tally.received,
            valid: tally.valid,
            margin: asked.households < 2 ? 1 : marginOf(tally.valid, asked.households, asked.designEffect),
          },
    needed,
    strata: neededByStratum({ households: Math.max(1, asked.households), ...(asked.strata === null ? {} : { strata: asked.strata }) }, needed, {
      stratumLeast,
    })
      .map((one) => ({ ...one, valid: tally === null ? null : (tally.strata?.[one.stratum] ?? 0) }))
      .filter(({ valid, needed: n }) => (valid ?? 0) > 0 || (n ?? 0) > 0),
  };
  return { surveys, sums: shownSums, sample, whole, marginPercent };
}
