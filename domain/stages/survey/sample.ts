/**
 * Whether the answers of a survey are enough: how many, how many of them count, and of which strata (domain facts 1.2). What
 * falls short needs a reason that the reviewer sees. Pure. Deliberately absent: the formulas (standards/demand.ts).
 */
import type { Text } from '../../kernel/values.ts';
import type { Standards } from '../../rule-table/table.ts';
import { STRATA, STRATUM_WORDS, type Stratum, type SurveyBasis, type Tally } from '../../standards/demand.ts';
import { type SurveyRules, surveyRules } from '../../standards/survey.ts';

/** A stratum of a sample, with what it is judged by. Shares in percent. */
export type StratumShown = {
  readonly stratum: Stratum;
  readonly valid: number;
  readonly sharePercent: number;
  /** Of the households; null: the basis does not tell. */
  readonly householdsPercent: number | null;
  /** Answers between which it has to lie; null: nothing is asked. */
  readonly least: number | null;
  readonly most: number | null;
  readonly short: boolean;
};

/** How a sample was taken, as the report shows it. */
export type Sample = {
  readonly received: number;
  /** Valid answers of all that came in, in percent with one decimal. */
  readonly validReturnPercent: number;
  /** How many are to be handed out for the answers that are needed; absent: nothing is asked of the return. */
  readonly toHandOut?: number;
  /** Empty where answers were counted by a release that did not count them by stratum. */
  readonly strata: readonly StratumShown[];
};

const percentOf = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part * TENTHS_OF_ALL) / whole) / TENTHS);
const TENTHS = 10; // of a percent
const TENTHS_OF_ALL = 1_000;
const PERCENT = 100;

/** A stratum whose part of the answers would be below the least number has that number instead, and may have more. */
function judged(
  stratum: Stratum,
  tally: Tally,
  { strata, households }: Pick<SurveyBasis, 'strata' | 'households'>,
  rules: SurveyRules,
): StratumShown {
  const valid = tally.strata?.[stratum] ?? 0;
  const share = strata === undefined ? null : (strata[stratum] ?? 0) / households;
  const { stratumLeast, stratumPercent } = rules;
  const expected = share === null ? null : tally.valid * share;
  const isSmall = expected !== null && stratumLeast !== null && expected < stratumLeast;
  const within = expected === null || stratumPercent === null || isSmall ? null : { expected, percent: stratumPercent };
  const floor = within === null ? null : Math.ceil((within.expected * (PERCENT - within.percent)) / PERCENT);
  const least = floor === null && stratumLeast === null ? null : Math.max(floor ?? 0, stratumLeast ?? 0);
  const most = within === null ? null : Math.floor((within.expected * (PERCENT + within.percent)) / PERCENT);
  return {
    stratum,
    valid,
    sharePercent: percentOf(valid, tally.valid),
    householdsPercent: share === null ? null : percentOf(strata?.[stratum] ?? 0, households),
    least,
    most,
    short: (least !== null && valid < least) || (most !== null && valid > most),
  };
}

/** Strata that have households by the basis; where it does not tell, those that answered. */
const strataIn = ({ strata }: Pick<SurveyBasis, 'strata'>, tally: Tally): readonly Stratum[] =>
  STRATA.filter((stratum) => ((strata === undefined ? tally.strata?.[stratum] : strata[stratum]) ?? 0) > 0);

/** `answersNeeded`: by the formula. */
export function sampleOf(basis: Pick<SurveyBasis, 'strata' | 'households'>, tally: Tally, answersNeeded: number, rules: SurveyRules): Sample {
  const { validReturnPercent } = rules;
  return {
    received: tally.received,
    validReturnPercent: percentOf(tally.valid, tally.received),
    ...(validReturnPercent === null || validReturnPercent === 0 ? {} : { toHandOut: Math.ceil((answersNeeded * PERCENT) / validReturnPercent) }),
    strata: tally.strata === undefined ? [] : strataIn(basis, tally).map((stratum) => judged(stratum, tally, basis, rules)),
  };
}

/** How many valid answers a stratum should give: its part of what is needed by its households, never below the least number; null: they are not told. */
export const neededByStratum = (
  { strata, households }: Pick<SurveyBasis, 'strata' | 'households'>,
  answersNeeded: number,
  { stratumLeast }: Pick<SurveyRules, 'stratumLeast'>,
): readonly { readonly stratum: Stratum; readonly needed: number | null }[] =>
  STRATA.map((stratum) => {
    if (strata === undefined) return { stratum, needed: null };
    const there = strata[stratum] ?? 0;
    const part = Math.ceil((answersNeeded * there) / households);
    return { stratum, needed: there === 0 ? 0 : Math.max(part, stratumLeast ?? 0) };
  });

type Judged = { readonly validAnswers: number; readonly answersNeeded: number; readonly margin: number; readonly sample?: Sample };

/** What of a sample falls short where that needs a reason. */
export function shortOf({ validAnswers, answersNeeded, margin, sample }: Judged, standards: Standards | undefined): readonly Text[] {
  const { smallNeedsReason, marginPercent, validReturnPercent } = surveyRules(standards);
  if (!smallNeedsReason) return [];
  const rate = (margin * PERCENT).toFixed(2);
  return [
    ...(validAnswers < answersNeeded
      ? [{ zh: `有效问卷 ${validAnswers} 份，须 ${answersNeeded} 份`, en: `${validAnswers} valid answers; ${answersNeeded} are needed` }]
      : []),
    ...(margin * PERCENT > marginPercent
      ? [{ zh: `抽样误差 ±${rate} %，上限 ±${marginPercent} %`, en: `a margin of ±${rate} %; ±${marginPercent} % is the most` }]
      : []),
    ...(sample === undefined || validReturnPercent === null || validAnswers * PERCENT >= sample.received * validReturnPercent
      ? []
      : [
          {
            zh: `收回 ${sample.received} 份，有效 ${validAnswers} 份，回收有效率 ${sample.validReturnPercent} %，下限 ${validReturnPercent} %`,
            en: `${validAnswers} of ${sample.received} answers count, ${sample.validReturnPercent} %; ${validReturnPercent} % is the least`,
          },
        ]),
    ...(sample?.strata ?? []).filter(({ short }) => short).map(stratumShort),
  ];
}

function stratumShort({ stratum, valid, least, most }: StratumShown): Text {
  const { zh, en } = STRATUM_WORDS[stratum];
  return most === null
    ? { zh: `${zh}有效问卷 ${valid} 份，至少须 ${least} 份`, en: `${valid} valid answers of the ${en}; ${least} are the least` }
    : {
        zh: `${zh}有效问卷 ${valid} 份，按户数占比须在 ${least} 至 ${most} 份之间`,
        en: `${valid} valid answers of the ${en}; their households ask for ${least} to ${most}`,
      };
}

/** The strata of a report in one line. */
export const strataLine = ({ strata }: Sample): Text => {
  const told = (lang: keyof Text): string =>
    strata
      .map(({ stratum, valid, sharePercent, householdsPercent }) => {
        const households =
          householdsPercent === null ? (lang === 'zh' ? '户数占比待县级确认' : 'households to be told by the county') : `${householdsPercent} %`;
        return lang === 'zh'
          ? `${STRATUM_WORDS[stratum].zh} ${valid} 份（${sharePercent} %，户数 ${households}）`
          : `${STRATUM_WORDS[stratum].en} ${valid} (${sharePercent} %, households ${households})`;
      })
      .join(lang === 'zh' ? '；' : '; ');
  return { zh: told('zh'), en: told('en') };
};
