/**
 * What somebody filled in, question by question: every fault at its question, or the answer that is kept. Pure. Deliberately
 * absent: who they are, how long they took, and the rules by which an answer counts (answer.ts).
 */
import type { IsoDate, Text } from '../../kernel/values.ts';
import type { Need, Stratum } from '../../standards/demand.ts';
import type { SurveyRules } from '../../standards/survey.ts';
import { faultOfText, showsNothing } from '../../text/check.ts';
import type { SurveyAnswer } from './answer.ts';
import { type Given, isAsked, type Question, type Questionnaire } from './questionnaire.ts';

/** A street or town that people may live in, and in which stratum its households are counted. */
export type AskedArea = { readonly name: string; readonly stratum: Stratum };
export type Asking = {
  readonly questionnaire: Questionnaire;
  readonly areas: readonly AskedArea[];
  readonly rules: Pick<SurveyRules, 'mostAgeMonths' | 'mostFeeFen' | 'mostTravelMinutes'>;
  readonly today: IsoDate;
};

const FEN = 100;
const both = (zh: string, en: string): Text => ({ zh, en });
const CHOOSE = both('请选择一项', 'Please choose one');
const UNKNOWN = both('请从所列各项中选择', 'Please choose one of those that are listed');

/** A number as people type it on a phone; null: it is none. */
function numberIn(text: string): number | null {
  const plain = text.normalize('NFKC').replaceAll(/[\s,，]/g, '');
  return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? Number(plain) : null;
}

/** Whole months from a month of birth to a day; in the month itself 0, also where the child is not born yet. */
export function monthsSince(month: string, today: IsoDate): number {
  const months = (Number(today.slice(0, 4)) - Number(month.slice(0, 4))) * 12 + Number(today.slice(5, 7)) - Number(month.slice(5, 7));
  return months;
}

function numberFault(question: Question, text: string, { rules }: Asking): Text | null {
  const value = numberIn(text);
  const most = question.key === 'feeLimitYuan' ? rules.mostFeeFen / FEN : rules.mostTravelMinutes;
  const sum = question.key === 'feeLimitYuan';
  const whole = sum || (value !== null && Number.isInteger(value));
  if (value !== null && whole && value <= most) return null;
  return sum
    ? both(`请填 0 至 ${most} 之间的数，最多两位小数`, `Please give a number from 0 to ${most}, with two decimals at most`)
    : both(`请填 0 至 ${most} 之间的整数`, `Please give a whole number from 0 to ${most}`);
}

function monthFault(text: string, { rules, today }: Asking): Text | null {
  if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(text)) return both('请选择年份和月份', 'Please choose year and month');
  const age = monthsSince(text, today);
  if (age < 0) return both('出生年月不能晚于本月', 'The month must not lie in the future');
  if (age <= rules.mostAgeMonths) return null;
  return both(`本次调研面向 ${rules.mostAgeMonths} 个月以内的孩子`, `This survey is about children of up to ${rules.mostAgeMonths} months`);
}

/** What is wrong with the answer of one question; null: nothing. Texts went through the gate for text here too. */
function faultOf(question: Question, given: string | readonly string[] | undefined, asking: Asking): Text | null {
  const { kind, options = [], most, free } = question;
  if (kind === 'SOME') {
    const chosen = Array.isArray(given) ? given : [];
    if (chosen.length === 0) return both('请至少选择一项', 'Please choose at least one');
    if (chosen.length > (most ?? options.length))
      return both(`最多选 ${most} 项，这里选了 ${chosen.length} 项`, `At most ${most}; you chose ${chosen.length}`);
    return chosen.every((code: string) => options.some((one) => one.code === code)) ? null : UNKNOWN;
  }
  const text = typeof given === 'string' ? given.trim() : '';
  if (text === '') {
    if (free === true) return null;
    return kind === 'NUMBER' ? both('请填写', 'Please fill this in') : kind === 'MONTH' ? monthFault('', asking) : CHOOSE;
  }
  switch (kind) {
    case 'AREA':
      return asking.areas.some(({ name }) => name === text) ? null : UNKNOWN;
    case 'ONE':
      return options.some((one) => one.code === text) ? null : UNKNOWN;
    case 'MONTH':
      return monthFault(text, asking);
    case 'NUMBER':
      return numberFault(question, text, asking);
    case 'TEXT': {
      const unfit = faultOfText(text);
      if (unfit !== null) return unfit;
      const length = [...text].length;
      if (showsNothing(text)) return both('写的内容看不见，请重写或留空', 'Nothing can be seen of it; write it anew or leave it empty');
      return length > (most ?? 0) ? both(`最多 ${most} 字，这里有 ${length} 字`, `At most ${most} characters; there are ${length}`) : null;
    }
  }
}

/** Every fault at once, by question; of questions that are asked, of one page or of all. */
export function faultsIn(given: Given, asking: Asking, page?: Question['page']): ReadonlyMap<string, Text> {
  const asked = asking.questionnaire.questions.filter((one) => (page === undefined || one.page === page) && isAsked(one, given));
  return new Map(
    asked.flatMap((question) => {
      const fault = faultOf(question, given[question.key], asking);
      return fault === null ? [] : [[question.key, fault] as const];
    }),
  );
}

/** What a survey counts of it and what it keeps beside: those that count have fields of their own. */
export type Kept = Pick<SurveyAnswer, 'area' | 'stratum' | 'ageMonths' | 'need' | 'travelMinutes' | 'feeLimitFen'> & {
  readonly questions: NonNullable<SurveyAnswer['questions']>;
};
const OWN_FIELDS = ['area', 'birthMonth', 'need', 'travelMinutes', 'feeLimitYuan'];

/** The answer of somebody without faults; an answer to what is not asked is left out. Error: there are faults. */
export function keptOf(given: Given, asking: Asking): Kept {
  if (faultsIn(given, asking).size > 0) throw new Error('an answer with faults is not kept');
  const textOf = (key: string): string => {
    const value = given[key];
    return typeof value === 'string' ? value.trim() : '';
  };
  const wants = textOf('need') !== 'NO';
  const area = asking.areas.find(({ name }) => name === textOf('area'));
  const questions = Object.fromEntries(
    asking.questionnaire.questions.flatMap((one): readonly (readonly [string, string | readonly string[]])[] => {
      const value = given[one.key];
      if (value === undefined || OWN_FIELDS.includes(one.key) || !isAsked(one, given)) return [];
      if (typeof value !== 'string') return [[one.key, [...value].sort()]];
      return value.trim() === '' ? [] : [[one.key, value.trim()]];
    }),
  );
  return {
    area: textOf('area'),
    stratum: area?.stratum ?? 'URBAN',
    ageMonths: monthsSince(textOf('birthMonth'), asking.today),
    need: textOf('need') as Need, // one of its options: looked at above
    travelMinutes: wants ? (numberIn(textOf('travelMinutes')) ?? null) : null,
    feeLimitFen: wants ? Math.round((numberIn(textOf('feeLimitYuan')) ?? 0) * FEN) : null,
    questions,
  };
}

/** Years and months that a child within the survey may be born in, newest first. */
export function birthYears({ today, rules }: Pick<Asking, 'today' | 'rules'>): readonly string[] {
  const first = Number(today.slice(0, 4)) - Math.ceil(rules.mostAgeMonths / 12);
  return Array.from({ length: Number(today.slice(0, 4)) - first + 1 }, (_, n) => String(Number(today.slice(0, 4)) - n));
}

/** In which stratum a place is most likely counted, by its name; the office looks at it before it opens a questionnaire. */
export const likelyStratum = (area: string): Stratum =>
  /园区|开发区|高新|工业区|产业|park/i.test(area) ? 'PARK' : /[镇乡村]|town/i.test(area) ? 'TOWNSHIP' : 'URBAN';
