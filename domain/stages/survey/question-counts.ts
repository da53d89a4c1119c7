/**
 * How often each answer of each question was given, among the answers that count; and whether somebody ticked down a column
 * without reading. Counts of several batches add up. Pure. Deliberately absent: the numbers of the formula (answer.ts).
 */
import { NEWEST_VERSION, type Questionnaire, questionnaireOf } from './questionnaire.ts';

/** As an answer holds them (answer.ts). */
export type OtherAnswers = Readonly<Record<string, string | readonly string[]>>;
type Counting = { readonly area: string; readonly travelMinutes: number | null; readonly questions?: OtherAnswers };
/** Question to answer to how many. */
export type QuestionCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Streets and towns are written by hand in a file: beyond so many different ones the rest is counted together. */
const AREAS_MOST = 60;
export const OTHER_AREAS = 'OTHER';
/** Upper bounds of minutes, each with those from the one before. */
const TRAVEL_BANDS = [10, 15, 20, 30, 60] as const;
export const travelBand = (minutes: number): string => {
  const upTo = TRAVEL_BANDS.find((bound) => minutes <= bound);
  return upTo === undefined ? `OVER_${TRAVEL_BANDS.at(-1)}` : `UP_TO_${upTo}`;
};
export const TRAVEL_KEYS: readonly string[] = [...TRAVEL_BANDS.map((bound) => `UP_TO_${bound}`), `OVER_${TRAVEL_BANDS.at(-1)}`];

export type OpenCounts = { readonly add: (answer: Counting) => void; readonly counts: () => QuestionCounts };

/** Closed lists alone are counted by their own codes; what somebody wrote is not. */
const CLOSED = new Map(
  questionnaireOf(NEWEST_VERSION).questions.flatMap(({ key, kind, options }) =>
    kind === 'ONE' || kind === 'SOME' ? [[key, new Set((options ?? []).map(({ code }) => code))] as const] : [],
  ),
);

export function openCounts(): OpenCounts {
  const counts = new Map<string, Map<string, number>>();
  const one = (question: string, answer: string): void => {
    const row = counts.get(question) ?? new Map<string, number>();
    counts.set(question, row);
    const key = question === 'area' && !row.has(answer) && row.size >= AREAS_MOST ? OTHER_AREAS : answer;
    row.set(key, (row.get(key) ?? 0) + 1);
  };
  return {
    add({ area, travelMinutes, questions = {} }) {
      one('area', area);
      if (travelMinutes !== null) one('travelMinutes', travelBand(travelMinutes));
      for (const [key, given] of Object.entries(questions))
        for (const code of typeof given === 'string' ? [given] : given) if (CLOSED.get(key)?.has(code) === true) one(key, code);
    },
    counts: () => Object.fromEntries([...counts].map(([question, row]) => [question, Object.fromEntries(row)])),
  };
}

/** So many questions with one answer have to be there before a column says anything. */
const STRAIGHT_FROM = 8;

/** The same place of the list in every question of one choice: first everywhere, second everywhere … */
export function isStraight(
  answer: { readonly questions?: OtherAnswers; readonly need: string },
  { questions }: Questionnaire = questionnaireOf(NEWEST_VERSION),
): boolean {
  if (answer.questions === undefined) return false;
  const given = { ...answer.questions, need: answer.need };
  const places = questions.flatMap(({ key, kind, options = [] }) => {
    const place = kind === 'ONE' ? options.findIndex(({ code }) => code === (given as Readonly<Record<string, unknown>>)[key]) : -1; // by the questionnaire's own keys
    return place < 0 ? [] : [place];
  });
  return places.length >= STRAIGHT_FROM && new Set(places).size === 1;
}
