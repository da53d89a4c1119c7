/**
 * The columns of a survey file: their names in English and Chinese, and what may stand in each (docs/programme.md says the
 * same to people). Deliberately absent: rows and files (survey.ts).
 */
import type { Text } from '../domain/kernel/values.ts';
import type { SurveyAnswer } from '../domain/stages/survey/answer.ts';
import { idOf, nameOfThing, oneOf, orNothing, type Reader, wholeNumber } from './cells.ts';
import { dayReader } from './day-cell.ts';
import { yuan } from './money-cell.ts';
import { QUESTION_COLUMNS, type QuestionColumn } from './question-columns.ts';

const named = <T>(values: readonly (readonly [T, readonly string[]])[]): ReadonlyMap<string, T> =>
  new Map(values.flatMap(([value, names]) => names.map((name) => [name.toUpperCase(), value] as const)));

const STRATA = named<SurveyAnswer['stratum']>([
  ['URBAN', ['URBAN', '城区', '城市', '城镇']],
  ['TOWNSHIP', ['TOWNSHIP', '乡镇', '农村']],
  ['PARK', ['PARK', '园区', '产业园区']],
]);
const NEEDED = named<SurveyAnswer['need']>([
  ['CERTAIN', ['CERTAIN', '一定', '肯定', '肯定需要', '一定需要']],
  ['MAYBE', ['MAYBE', '可能', '也许', '可能需要']],
  ['NO', ['NO', '否', '不需要', '无需求']],
]);
const YES_NO = named([
  [true, ['yes', 'y', 'true', '1', '是', '同意', '√', '✓', '☑']],
  [false, ['no', 'n', 'false', '0', '否', '不同意', '×', '✗', '☐']],
]);

type Column<T> = { readonly names: readonly string[]; readonly read: Reader<T> };
const column = <T>(names: readonly string[], read: Reader<T>): Column<T> => ({ names, read });

/** By the field of an answer that each fills; the first name is the one that faults use. */
export const COLUMNS = {
  area: column(
    ['area', '地区', '区域', '街道', '街道（乡镇）', '所在街道'],
    nameOfThing({ zh: '街道或乡镇的名称', en: 'the name of a street or town' }, 80),
  ),
  stratum: column(
    ['stratum', '地区类型', '区域类型', '分层', '层'],
    oneOf(STRATA, { zh: '城区（URBAN）、乡镇（TOWNSHIP）或园区（PARK）', en: 'URBAN (城区), TOWNSHIP (乡镇) or PARK (园区)' }),
  ),
  ageMonths: column(
    ['ageMonths', '月龄', '月龄（月）', '幼儿月龄', '孩子月龄'],
    wholeNumber(
      { zh: '-1 至 240 的整月数，如 33', en: 'a whole number of months from -1 to 240, such as 33' },
      {
        least: -1,
        most: 240,
        units: /\s*(个月|月龄|月|months?)$/i,
        absurdFrom: 72,
      },
    ),
  ),
  need: column(
    ['need', '需求', '托育需求', '是否需要'],
    oneOf(NEEDED, { zh: '一定（CERTAIN）、可能（MAYBE）或不需要（NO）', en: 'CERTAIN (一定), MAYBE (可能) or NO (不需要)' }),
  ),
  travelMinutes: column(
    ['travelMinutes', '路程', '路程（分钟）', '路程分钟', '可接受路程', '可接受路程（分钟）'],
    orNothing(
      wholeNumber(
        { zh: '0 至 1440 的整分钟数，或留空', en: 'a whole number of minutes from 0 to 1440, or empty' },
        {
          least: 0,
          most: 1_440,
          units: /\s*(分钟|分|minutes?|min)$/i,
          absurdFrom: 300,
        },
      ),
    ),
  ),
  feeLimitFen: column(
    ['feeLimitYuan', '费用上限', '费用上限（元）', '月费上限', '月费上限（元）', '可接受月费', '可接受月费（元）'],
    orNothing(yuan({ absurdBelow: 10, absurdFrom: 50_000, most: 10_000_000 })),
  ),
  secondsToFill: column(
    ['secondsToFill', '填写用时', '填写用时（秒）', '填写秒数', '答题用时', '答题用时（秒）'],
    wholeNumber(
      { zh: '0 至 10000000 的整秒数，如 531', en: 'a whole number of seconds from 0 to 10000000, such as 531' },
      {
        least: 0,
        most: 10_000_000,
        units: /\s*(秒钟|秒|seconds?|s)$/i,
        absurdFrom: 86_400,
      },
    ),
  ),
  respondent: column(
    ['respondent', '答卷人', '受访者', '答卷编号', '受访者编号', '问卷编号'],
    idOf({ zh: '答卷人的编号', en: "the respondent's code" }),
  ),
  consent: column(['consent', '同意', '知情同意', '是否同意'], oneOf(YES_NO, { zh: '是或否', en: 'yes (是) or no (否)' })),
  answeredOn: column(['answeredOn', '答卷日期', '填写日期', '提交日期', '调查日期'], dayReader),
} as const satisfies { readonly [F in keyof SurveyAnswer]: Column<SurveyAnswer[F]> };

export type Field = keyof typeof COLUMNS;
export const FIELDS = Object.keys(COLUMNS) as readonly Field[]; // its own keys
/** A column that fills a field of an answer, or one of the other questions by its key. */
export type Filled = { readonly field: Field } | { readonly question: QuestionColumn };

/** How a heading is compared: width, case, blanks and the kind of brackets do not count, nor the mark of what must be filled. */
const headingKey = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]|^\*|\*$/gu, '');
const BY_NAME = new Map<string, Filled>([
  ...QUESTION_COLUMNS.flatMap((question) => question.names.map((name) => [headingKey(name), { question }] as const)),
  ...FIELDS.flatMap((field) => COLUMNS[field].names.map((name) => [headingKey(name), { field }] as const)),
]);

export const filledBy = (heading: string): Filled | null => BY_NAME.get(headingKey(heading)) ?? null;
export const nameOf = (field: Field): string => COLUMNS[field].names[0] ?? field;
/** For sentences: `ageMonths` in English, `月龄（ageMonths）` in Chinese. */
export const inFront = (field: Field): Text => ({ zh: `${COLUMNS[field].names[1]}（${nameOf(field)}）：`, en: `${nameOf(field)}: ` });
export const inFrontOf = (filled: Filled): Text =>
  'field' in filled ? inFront(filled.field) : { zh: `${filled.question.names[2]}（${filled.question.key}）：`, en: `${filled.question.key}: ` };
export const readerOf = (filled: Filled): Reader<unknown> => ('field' in filled ? COLUMNS[filled.field].read : filled.question.read);
export const namesOf = (field: Field): string => COLUMNS[field].names.slice(0, 2).join(' / ');
