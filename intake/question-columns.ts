/**
 * Columns that a survey file may have beside those that it must have: one for each other question of the questionnaire, by
 * its key, its number (Q3) or its words, with answers by their codes or words. Deliberately absent: those that count in the
 * formula (survey-columns.ts).
 */
import type { Text } from '../domain/kernel/values.ts';
import { NEWEST_VERSION, type Question, questionnaireOf } from '../domain/stages/survey/questionnaire.ts';
import { lineOf, must, oneOf, orNothing, type Reader } from './cells.ts';

type Given = string | readonly string[] | null;
export type QuestionColumn = { readonly key: string; readonly names: readonly string[]; readonly read: Reader<Given> };

/** They have columns of their own, in another form. */
const ELSEWHERE = ['area', 'birthMonth', 'need', 'travelMinutes', 'feeLimitYuan'];
/** Between several answers in one cell. */
const BETWEEN = /[、,，;；/|]/;

function oneReader(options: NonNullable<Question['options']>): Reader<Given> {
  const names = new Map(options.flatMap(({ code, zh, en }) => [code, zh, en].map((name) => [name.normalize('NFKC').toUpperCase(), code] as const)));
  return orNothing(oneOf<string>(names, whatOf(options)));
}

const whatOf = (options: NonNullable<Question['options']>): Text => ({
  zh: `${options.map(({ zh, code }) => `${zh}（${code}）`).join('、')}，或留空`,
  en: `${options.map(({ code }) => code).join(', ')}, or empty`,
});

/** Several in one cell, each once. */
function someReader(options: NonNullable<Question['options']>, most: number): Reader<Given> {
  const one = oneReader(options);
  return (cell, day) => {
    if (cell.kind !== 'TEXT') return one(cell, day);
    const found: string[] = [];
    for (const part of cell.text.split(BETWEEN)) {
      if (part.trim() === '') continue;
      const read = one({ kind: 'TEXT', text: part.trim() }, day);
      if ('fault' in read) return read;
      if (typeof read.value === 'string' && !found.includes(read.value)) found.push(read.value);
    }
    return found.length > most ? must({ zh: `最多 ${most} 项`, en: `at most ${most} of them` }, cell) : { value: found.sort() };
  };
}

function readerOf({ kind, options = [], most }: Question): Reader<Given> {
  if (kind === 'SOME') return someReader(options, most ?? options.length);
  return kind === 'ONE'
    ? oneReader(options)
    : orNothing(lineOf({ zh: `至多 ${most} 字的文字`, en: `text of at most ${most} characters` }, most ?? 1));
}

export const QUESTION_COLUMNS: readonly QuestionColumn[] = questionnaireOf(NEWEST_VERSION)
  .questions.filter(({ key }) => !ELSEWHERE.includes(key))
  .map((question) => ({
    key: question.key,
    names: [question.key, `Q${question.number}`, question.ask.zh.replace(/？$/, ''), question.ask.zh, question.ask.en],
    read: readerOf(question),
  }));
