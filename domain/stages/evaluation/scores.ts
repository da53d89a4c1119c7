/**
 * A score sheet: its faults, what of it the record itself knows, its total, and what lost points ask for. Deliberately
 * absent: who scores, and when (stage.ts).
 */
import type { IsoDate, Text } from '../../kernel/values.ts';
import type { EvaluationRules } from '../../standards/evaluation.ts';

export type Scores = Readonly<Record<string, number>>;
/** What earlier stages hand on; null or absent: it is not known, and is scored by people. */
export type Known = {
  readonly completionOn?: string | null;
  readonly finishOn: IsoDate;
  readonly paidFen?: number | null;
  readonly estimateFen?: number | null;
};

const inCents = (points: number): number => Math.round(points * 100) / 100;

/** Points by the record: 预算执行率 = weight × min(rate, 1). */
export function computedScores({ indicators, computed }: EvaluationRules, { completionOn, finishOn, paidFen, estimateFen }: Known): Scores {
  if (!computed) return {};
  const whole = (holds: boolean) => (holds ? 1 : 0);
  const shares = new Map<string, number>();
  if (completionOn != null) shares.set('ON_TIME_FINISH', whole(completionOn <= finishOn));
  if (paidFen != null && estimateFen != null && estimateFen > 0) {
    shares.set('WITHIN_ESTIMATE', whole(paidFen <= estimateFen));
    shares.set('BUDGET', Math.min(paidFen / estimateFen, 1));
  }
  return Object.fromEntries(
    indicators.flatMap(({ key, weight }) => {
      const share = shares.get(key);
      return share === undefined ? [] : [[key, inCents(weight * share)]];
    }),
  );
}

/** Unknown or missing indicators, points beyond an indicator's weight, points that differ from what the record says. */
export function scoreFaults(scores: Scores, { indicators }: EvaluationRules, computed: Scores = {}): readonly Text[] {
  const unknown = Object.keys(scores)
    .filter((key) => !indicators.some((i) => i.key === key))
    .map((key) => ({ zh: `没有指标 ${key}`, en: `unknown indicator ${key}` }));
  return [
    ...unknown,
    ...indicators.flatMap(({ key, weight }): Text[] => {
      const [points, known] = [scores[key], computed[key]];
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
export function totalOf(scores: Scores, { indicators }: EvaluationRules): number {
  const most = indicators.reduce((sum, { weight }) => sum + weight, 0);
  return inCents((Object.values(scores).reduce((sum, points) => sum + points, 0) * 100) / most);
}

export type Answers = {
  readonly measures: readonly { readonly key: string; readonly indicator?: string }[];
  readonly reasons: readonly { readonly indicator: string; readonly reason: string }[];
};

/** What is wrong between the points of a sheet and its measures and reasons. */
export function answerFaults(scores: Scores, rules: EvaluationRules, { measures, reasons }: Answers, poor: boolean): readonly Text[] {
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
