/**
 * A score sheet: its faults, what of it the record itself knows, its total, and what lost points ask for. Deliberately
 * absent: who scores, and when (stage.ts).
 */
import type { IsoDate, Text } from '../../kernel/values.ts';
import type { ProjectProfile } from '../../profile/profile.ts';
import type { EvaluationRules, OnTimeBy } from '../../standards/evaluation.ts';
import { type Rates, sharesOfRates } from './rates.ts';

export type Scores = Readonly<Record<string, number>>;
/** What earlier stages hand on; null or absent: it is not known, and is scored by people. */
export type Known = {
  readonly profile: Pick<ProjectProfile, 'places' | 'startOn' | 'finishOn' | 'milestones'>;
  readonly completionOn?: string | null;
  /** The plan as it was issued last; null or absent: none was, with days. */
  readonly plan?: { readonly nodes: readonly { readonly node: string; readonly plannedOn: IsoDate }[] } | null;
  /** Absent: the newest days, as releases up to 0.6.0 counted. */
  readonly onTimeBy?: OnTimeBy;
  /** By the contract of works; and by all contracts, where construction handed that on. */
  readonly paidFen?: number | null;
  readonly paidInAllFen?: number | null;
  readonly estimateFen?: number | null;
  readonly startedOn?: string | null;
  readonly inspections?: number | null;
  readonly inspectionsPassed?: number | null;
  readonly planPlaces?: number | null;
  readonly trained?: number | null;
  readonly certified?: number | null;
  readonly rules?: number | null;
  readonly rulesLeast?: number | null;
  /** As they were counted in this stage. */
  readonly rates?: Rates;
};

const inCents = (points: number): number => Math.round(points * 100) / 100;
const whole = (holds: boolean): number => (holds ? 1 : 0);
/** A part of a whole, at most all of it; null: one of them is not known. */
const part = (have: number | null | undefined, of: number | null | undefined): number | null =>
  have == null || of == null || of <= 0 ? null : Math.min(have / of, 1);

/** The day by which works were to start. */
export const plannedStart = ({ milestones, startOn }: Pick<ProjectProfile, 'startOn' | 'milestones'>): IsoDate =>
  milestones.find(({ key }) => key === 'START')?.plannedOn ?? startOn;

type Planned = Pick<Known, 'profile' | 'plan' | 'onTimeBy'>;
/** Start and completion by the plan as it was issued, and as they were agreed on since. */
export function plannedDays({
  profile,
  plan,
}: Planned): Readonly<Record<'START' | 'COMPLETION', { readonly issued: IsoDate; readonly agreed: IsoDate }>> {
  const issued = (key: string): IsoDate | undefined => plan?.nodes.find(({ node }) => node === key)?.plannedOn;
  const [start, finish] = [plannedStart(profile), profile.finishOn];
  return { START: { issued: issued('START') ?? start, agreed: start }, COMPLETION: { issued: issued('COMPLETION') ?? finish, agreed: finish } };
}
/** By the issued plan unless the county's table says that agreed days count (docs/adr/0145). */
const onTime = (done: IsoDate, key: 'START' | 'COMPLETION', planned: Planned): number => {
  const { issued, agreed } = plannedDays(planned)[key];
  return whole(done <= (planned.onTimeBy === 'ISSUED' ? issued : agreed));
};

/** The share of its points that the record gives each indicator; null: the record does not know. */
const sharesOf = (all: Omit<Known, 'rates'>): Readonly<Record<string, number | null>> => {
  const { profile, completionOn, estimateFen, ...known } = all;
  // An estimate is of the whole project.
  const paidFen = known.paidInAllFen ?? known.paidFen;
  return {
    // As planned when the plan was issued, whatever was changed since.
    PLACES: completionOn == null ? null : part(profile.places, known.planPlaces),
    FIRST_PASS: part(known.inspectionsPassed, known.inspections),
    ON_TIME_START: known.startedOn == null ? null : onTime(known.startedOn, 'START', all),
    ON_TIME_FINISH: completionOn == null ? null : onTime(completionOn, 'COMPLETION', all),
    WITHIN_ESTIMATE: part(paidFen, estimateFen) === null ? null : whole((paidFen ?? 0) <= (estimateFen ?? 0)),
    CERTIFIED: part(known.certified, known.trained),
    RULES: part(known.rules, known.rulesLeast),
    // 预算执行率 = min(rate, 1)
    BUDGET: part(paidFen, estimateFen),
  };
};

/** Points by the record. */
export function computedScores(rules: EvaluationRules, known: Known): Scores {
  const { indicators, computed } = rules;
  const shares: Readonly<Record<string, number | null>> = { ...(computed ? sharesOf(known) : {}), ...sharesOfRates(known.rates, rules) };
  return Object.fromEntries(
    indicators.flatMap(({ key, weight }) => {
      const share = Object.hasOwn(shares, key) ? shares[key] : null;
      return share == null ? [] : [[key, inCents(weight * share)]];
    }),
  );
}

/** Unknown or missing indicators, points beyond an indicator's weight, points that differ from what the record says. */
export function scoreFaults(scores: Scores, { indicators }: EvaluationRules, computed: Scores, counted: readonly string[] = []): readonly Text[] {
  const unknown = Object.keys(scores)
    .filter((key) => !indicators.some((i) => i.key === key))
    .map((key) => ({ zh: `没有指标 ${key}`, en: `unknown indicator ${key}` }));
  return [
    ...unknown,
    ...indicators.flatMap(({ key, weight }): Text[] => {
      const [points, known] = [scores[key], computed[key]];
      if (counted.includes(key) && known === undefined && points !== undefined)
        return [{ zh: `指标 ${key}：按核验的人数计分，不能填分数`, en: `indicator ${key}: follows from verified numbers and must be left out` }];
      if (counted.includes(key) && known === undefined) return [];
      if (points === undefined) return known === undefined ? [{ zh: `指标 ${key} 没有得分`, en: `indicator ${key} has no score` }] : [];
      if (points < 0 || points > weight)
        return [{ zh: `指标 ${key}：${points} 须在 0 至 ${weight} 之间`, en: `indicator ${key}: ${points} is not between 0 and ${weight}` }];
      if (known !== undefined && known !== points)
        return [
          {
            zh: `指标 ${key}：按记录为 ${known} 分，不是 ${points}；可以不填`,
            en: `indicator ${key}: must be ${known} by the record, not ${points}; it may be left out`,
          },
        ];
      return [];
    }),
  ];
}

/** Of a hundred, whatever the weights sum up to. */
export function totalOf(scores: Scores, { indicators }: { readonly indicators: readonly { readonly weight: number }[] }): number {
  const most = indicators.reduce((sum, { weight }) => sum + weight, 0);
  return inCents((Object.values(scores).reduce((sum, points) => sum + points, 0) * 100) / most);
}

export type Answers = {
  readonly measures: readonly { readonly key: string; readonly indicator?: string }[];
  readonly reasons: readonly { readonly indicator: string; readonly reason: string }[];
};

type Asked = Pick<EvaluationRules, 'indicators' | 'lostNeedsAnswer'>;
/** What is wrong between the points of a sheet and its measures and reasons. */
export function answerFaults(scores: Scores, rules: Asked, { measures, reasons }: Answers, poor: boolean): readonly Text[] {
  if (!rules.lostNeedsAnswer) return [];
  const named = [...measures.flatMap(({ indicator }) => indicator ?? []), ...reasons.map(({ indicator }) => indicator)];
  const answered = new Set([
    ...measures.flatMap(({ indicator }) => indicator ?? []),
    ...reasons.flatMap(({ indicator, reason }) => (reason.trim() === '' ? [] : [indicator])),
  ]);
  const keys = measures.map(({ key }) => key);
  return [
    ...keys
      .filter((key, index) => keys.indexOf(key) !== index)
      .map((key) => ({ zh: `措施 ${key} 只能出现一次`, en: `measure ${key} must be there once` })),
    ...[...new Set(named)]
      .filter((key) => !rules.indicators.some((known) => known.key === key))
      .map((key) => ({ zh: `没有指标 ${key}`, en: `unknown indicator ${key}` })),
    ...rules.indicators
      .filter(({ key, weight }) => (scores[key] ?? 0) < weight && !answered.has(key))
      .map(({ key, zh, en }) => ({
        zh: `指标 ${key}（${zh}）失分，须有改进措施或理由`,
        en: `indicator ${key} (${en}) lost points and must have a measure or a reason`,
      })),
    ...(poor && measures.length === 0 ? [{ zh: '评为差的须有改进措施', en: 'a poor evaluation must have measures' }] : []),
  ];
}

type Promised = { readonly dueOn: IsoDate; readonly key: string; readonly problem: string; readonly measure: string; readonly owner: string };
/** What a measure does not say. */
export const measureFaults = (measures: readonly Promised[], today: IsoDate): readonly Text[] =>
  measures.flatMap(({ key, problem, measure, owner, dueOn }) => [
    ...(dueOn <= today
      ? [
          {
            zh: `措施 ${key}：dueOn 须晚于今天 ${today}，不能是 ${dueOn}`,
            en: `measure ${key}: dueOn must be after today, ${today}, and not ${dueOn}`,
          },
        ]
      : []),
    ...(problem.trim() === '' ? [{ zh: `措施 ${key}：problem 须写明问题`, en: `measure ${key}: problem must say what is wrong` }] : []),
    ...(measure.trim() === '' ? [{ zh: `措施 ${key}：measure 须写明做什么`, en: `measure ${key}: measure must say what is to be done` }] : []),
    ...(owner.trim() === '' ? [{ zh: `措施 ${key}：owner 须写明由谁负责`, en: `measure ${key}: owner must say who sees to it` }] : []),
  ]);
