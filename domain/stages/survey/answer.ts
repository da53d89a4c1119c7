/** One answer of the questionnaire (20 items, domain facts 1) and what makes it invalid. No child's name, no address. */
import type { IsoDate, Text } from '../../kernel/values.ts';
import { shippedValues } from '../../rule-table/table.ts';
import { AGE_BANDS, type AgeBand, EMPTY_TALLY, NEEDS, type Need, type Stratum, type Tally } from '../../standards/demand.ts';
import { SURVEY_RULES, type SurveyRules } from '../../standards/survey.ts';
import { isStraight, type OtherAnswers, openCounts } from './question-counts.ts';

export type SurveyAnswer = {
  /** Q1 street or town. */
  readonly area: string;
  readonly stratum: Stratum;
  /** Q2 age of the child in months on the day of the survey. */
  readonly ageMonths: number;
  /** Q9 */
  readonly need: Need;
  /** Q13 minutes; empty where no care is needed. */
  readonly travelMinutes: number | null;
  /** Q14 highest monthly fee, 分; empty where no care is needed. */
  readonly feeLimitFen: number | null;
  readonly secondsToFill: number;
  /** Hash of device and phone, made before it reaches us; one answer each. */
  readonly respondent: string;
  readonly consent: boolean;
  readonly answeredOn: string;
  /** The other questions by their keys (questionnaire.ts); absent: a file without them. */
  readonly questions?: OtherAnswers;
};

export const ANSWER_FAULTS = ['AGE', 'NO_CONSENT', 'NEEDLESS_DETAILS', 'FEE', 'TRAVEL', 'TOO_FAST', 'STRAIGHT', 'TWICE', 'DAY'] as const;
export type AnswerFault = (typeof ANSWER_FAULTS)[number];
export const ANSWER_FAULT_WORDS: Readonly<Record<AnswerFault, Text>> = {
  AGE: { zh: '月龄超出范围', en: 'age of the child out of range' },
  NO_CONSENT: { zh: '未同意', en: 'no consent' },
  NEEDLESS_DETAILS: { zh: '不需要托育却填了费用或路程', en: 'needs no care, and gives a fee or a way' },
  FEE: { zh: '费用超出范围', en: 'fee out of range' },
  TRAVEL: { zh: '路程超出范围', en: 'way out of range' },
  TOO_FAST: { zh: '填写过快', en: 'faster than a person reads' },
  STRAIGHT: { zh: '各题选同一位置', en: 'the same place in every question' },
  TWICE: { zh: '重复填写', en: 'answered twice' },
  DAY: { zh: '不在调研期内', en: 'outside the days of the survey' },
};

/** By which rules answers are counted, and for which survey. */
export type Counting = {
  readonly rules: SurveyRules;
  /** The survey's days, the first and the last; null: any. */
  readonly days: { readonly from: IsoDate; readonly to: IsoDate } | null;
  /** Batches of the same survey that were counted before: one answer a respondent over all of them. */
  readonly earlier: readonly string[];
};
/** Any survey, by the rules that are shipped: what is said of a file when it comes in. */
export const ANY_SURVEY: Counting = { rules: shippedValues(SURVEY_RULES), days: null, earlier: [] };

/** The validity checks of domain facts 1.2; null when the answer counts. `seen`: respondents who answered already. */
export function answerFault(answer: SurveyAnswer, seen: ReadonlySet<string>, { rules, days }: Counting = ANY_SURVEY): AnswerFault | null {
  if (!answer.consent) return 'NO_CONSENT';
  if (days !== null && (answer.answeredOn < days.from || answer.answeredOn > days.to)) return 'DAY';
  if (answer.ageMonths < 0 || answer.ageMonths > rules.mostAgeMonths) return 'AGE';
  if (seen.has(answer.respondent)) return 'TWICE';
  if (answer.secondsToFill < rules.leastSeconds) return 'TOO_FAST';
  if (isStraight(answer)) return 'STRAIGHT';
  if (answer.need === 'NO' && (answer.feeLimitFen !== null || answer.travelMinutes !== null)) return 'NEEDLESS_DETAILS';
  if (answer.feeLimitFen !== null && (answer.feeLimitFen < 0 || answer.feeLimitFen > rules.mostFeeFen)) return 'FEE';
  if (answer.travelMinutes !== null && (answer.travelMinutes < 0 || answer.travelMinutes > rules.mostTravelMinutes)) return 'TRAVEL';
  return null;
}

/** The band of an age; children under six months are counted nowhere in the formula. */
export const bandOf = (ageMonths: number): AgeBand | null => (ageMonths < 6 ? null : ageMonths < 12 ? 'M6_12' : ageMonths < 24 ? 'M12_24' : 'M24_36');

export type OpenTally = { readonly add: (answer: SurveyAnswer) => AnswerFault | null; readonly tally: () => Tally };

/** Counts answers in order; a fault for each row, null where it counts. */
export function tallyOf(answers: readonly SurveyAnswer[], counting?: Counting) {
  const counted = openTally(counting);
  const faults = answers.map((answer) => counted.add(answer));
  return { tally: counted.tally(), faults };
}

/** The same, one answer after the other; `add` gives why an answer counts for nothing. `seen`: who has answered, to which is added. */
export function openTally(counting: Counting = ANY_SURVEY, seen: Set<string> = new Set()): OpenTally {
  const needs = Object.fromEntries(AGE_BANDS.map((band) => [band, Object.fromEntries(NEEDS.map((need) => [need, 0]))]));
  const feeLimits: Record<string, number> = {};
  const invalid: Record<string, number> = {};
  const strata: Partial<Record<Stratum, number>> = {};
  let answered: Tally['answered'];
  const questions = openCounts();
  let [received, valid] = [0, 0];
  const add = (answer: SurveyAnswer): AnswerFault | null => {
    received += 1;
    const fault = answerFault(answer, seen, counting);
    if (fault !== null) {
      invalid[fault] = (invalid[fault] ?? 0) + 1;
      return fault;
    }
    seen.add(answer.respondent);
    valid += 1;
    questions.add(answer);
    strata[answer.stratum] = (strata[answer.stratum] ?? 0) + 1;
    const { answeredOn: on } = answer;
    answered = {
      first: answered === undefined || on < answered.first ? on : answered.first,
      last: answered === undefined || on > answered.last ? on : answered.last,
    };
    const band = bandOf(answer.ageMonths);
    const row = band === null ? undefined : needs[band];
    if (row !== undefined) row[answer.need] = (row[answer.need] ?? 0) + 1;
    if (answer.feeLimitFen !== null) feeLimits[answer.feeLimitFen] = (feeLimits[answer.feeLimitFen] ?? 0) + 1;
    return null;
  };
  const counted = (band: AgeBand) => ({ ...EMPTY_TALLY.needs[band], ...needs[band] });
  const tally = (): Tally => ({
    received,
    valid,
    needs: { M6_12: counted('M6_12'), M12_24: counted('M12_24'), M24_36: counted('M24_36') },
    feeLimits,
    invalid,
    ...(answered === undefined ? {} : { strata: { ...strata }, answered, questions: questions.counts() }),
  });
  return { add, tally };
}
