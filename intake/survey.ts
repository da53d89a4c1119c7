/**
 * Survey answers from a table: every row an answer, or a fault at its cell; what is odd and can be is a warning. Rows are
 * numbered as the person sees them in the spreadsheet. Pure. Deliberately absent: files (read-part.ts), and storing.
 */
import type { Text } from '../domain/kernel/values.ts';
import type { SurveyAnswer } from '../domain/stages/survey/answer.ts';
import type { Reader } from './cells.ts';
import { after, Sentences } from './sentences.ts';
import { FIELDS, type Field, type Filled, filledBy, inFront, inFrontOf, namesOf, readerOf } from './survey-columns.ts';
import { type Cell, columnName, EMPTY, isBlank, type Row, shown, type Table } from './table.ts';

/** What an answer is compared with, to say what is odd. `areas` empty: unknown, nothing is said of them. */
export type SurveyContext = { readonly today: string; readonly areas: readonly string[] };

export type SurveyRows = {
  /** None where there is a fault. */
  readonly answers: readonly SurveyAnswer[];
  /** The first of them, and a last one that says how many more there are (sentences.ts). */
  readonly faults: readonly Text[];
  readonly faultCount: number;
  readonly warnings: readonly Text[];
  readonly blankRowsPassedOver: number;
};

/** Our heading stands within the first rows; a title may stand above it. */
const HEADING_WITHIN = 10;

type Column = { readonly index: number; readonly filled: Filled; readonly heading: string; readonly read: Reader<unknown> };
const fieldOf = ({ filled }: Column): Field | null => ('field' in filled ? filled.field : null);
type Headings = { readonly row: Row; readonly columns: readonly Column[] };

/** So many different values of a column are read once; most columns have a handful. */
const REMEMBERED = 2_000;
/** The same text in the same column of one file says the same. */
function remembering(read: Reader<unknown>): Reader<unknown> {
  const known = new Map<string, ReturnType<Reader<unknown>>>();
  return (cell, day) => {
    if (cell.kind !== 'TEXT') return read(cell, day);
    const before = known.get(cell.text);
    if (before !== undefined) return before;
    const value = read(cell, day);
    if (known.size < REMEMBERED) known.set(cell.text, value);
    return value;
  };
}

const columnsIn = ({ cells }: Row): readonly Column[] =>
  cells.flatMap((cell, index) => {
    const filled = cell.kind === 'TEXT' ? filledBy(cell.text) : null;
    return filled === null || cell.kind !== 'TEXT' ? [] : [{ index, filled, heading: cell.text, read: remembering(readerOf(filled)) }];
  });
const isHeading = (columns: readonly Column[]): boolean => new Set(columns.map(fieldOf).filter((field) => field !== null)).size * 2 >= FIELDS.length;

/** Null: no row looks like our heading. */
export function headingsIn({ rows }: Table): Headings | null {
  for (const row of rows.slice(0, HEADING_WITHIN)) {
    const columns = columnsIn(row);
    if (isHeading(columns)) return { row, columns };
  }
  return null;
}

/** `fileName` stands before each fault: `survey.csv:5: ageMonths: …`. */
export function surveyIn(table: Table, fileName: string, context: SurveyContext): SurveyRows {
  const ofFile = (zh: string, en: string): Text => after(`${fileName}: `, { zh, en });
  const headings = headingsIn(table);
  if (headings === null) {
    const wanted = FIELDS.map(namesOf);
    const fault = ofFile(
      `没有一行写明列名；首行须写明：${wanted.join('、')}`,
      `no row names the columns; the first row must name them: ${wanted.join(', ')}`,
    );
    return { answers: [], faults: [fault], faultCount: 1, warnings: [], blankRowsPassedOver: 0 };
  }
  const head = headings.row.number;
  const faults = new Sentences();
  const warnings = new Sentences();
  faults.add(...headingFaults(headings, fileName), ...mergeFaults(table, headings, fileName));
  warnings.add(...table.warnings.map((warning) => after(`${fileName}: `, warning)));
  const above = table.rows.filter(({ number, cells }) => number < head && !isBlank(cells)).length;
  if (above > 0)
    warnings.add(ofFile(`列名（第 ${head} 行）之上的 ${above} 行已跳过`, `${above} rows above the heading (row ${head}) were passed over`));
  const below = table.rows.filter(({ number }) => number > head);
  const comments = below.filter(({ cells }) => isComment(cells));
  const [comment] = comments;
  if (comment !== undefined)
    warnings.add(
      ofFile(
        `以 # 开头的 ${comments.length} 行已跳过（第 ${comment.number} 行）`,
        `${comments.length} rows that begin with # were passed over (row ${comment.number})`,
      ),
    );
  const rows = below.filter(({ cells }) => !isBlank(cells) && !isComment(cells));
  const lastFilled = rows.at(-1)?.number ?? head;
  const blankRowsPassedOver = below.filter(({ number, cells }) => isBlank(cells) && number < lastFilled).length + trailingBlank(below, lastFilled);
  const answers: SurveyAnswer[] = [];
  for (const row of rows) readRow(row, headings, table, fileName, context, { answers, faults, warnings });
  if (rows.length === 0) faults.add(ofFile('没有答卷', 'holds no answers'));
  if (faults.count === 0) warnings.add(...likenessWarnings(rows, answers, fileName));
  return {
    answers: faults.count === 0 ? answers : [],
    faults: faults.told(),
    faultCount: faults.count,
    warnings: warnings.told(),
    blankRowsPassedOver,
  };
}

const isComment = (cells: readonly Cell[]): boolean =>
  cells[0]?.kind === 'TEXT' && cells[0].text.startsWith('#') && cells.slice(1).every(({ kind }) => kind === 'EMPTY');
/** Blank rows at the end count where they hold separators; the line end of the last row is no row. */
const trailingBlank = (below: readonly Row[], lastFilled: number): number =>
  below.filter(({ number, cells }) => number > lastFilled && cells.length > 1 && isBlank(cells)).length;

function headingFaults({ row, columns }: Headings, fileName: string): readonly Text[] {
  const at = `${fileName}:${row.number}: `;
  const faults: Text[] = [];
  for (const field of FIELDS) {
    const found = columns.filter((column) => fieldOf(column) === field);
    const { zh, en } = after(at, inFront(field));
    if (found.length === 0)
      faults.push({ zh: `${zh}须有此列；没有一列名为 ${namesOf(field)}`, en: `${en}must be there; no column is named ${namesOf(field)}` });
    if (found.length > 1) {
      const where = found.map(({ index, heading }) => `${columnName(index)} "${heading}"`);
      faults.push({
        zh: `${zh}只能有一列；${where.join('、')} 都是此列`,
        en: `${en}must be there once; columns ${where.join(' and ')} both name it`,
      });
    }
  }
  const questions = columns.flatMap((column) => ('question' in column.filled ? [{ ...column, filled: column.filled }] : []));
  for (const { index, heading, filled } of questions) {
    if (questions.find((other) => other.filled.question === filled.question)?.index === index) continue;
    const { zh, en } = after(at, inFrontOf(filled));
    const place = `${columnName(index)} "${heading}"`;
    faults.push({ zh: `${zh}只能有一列；${place} 又是此列`, en: `${en}must be there once; column ${place} names it again` });
  }
  const known = new Set(columns.map(({ index }) => index));
  row.cells.forEach((cell, index) => {
    if (cell.kind === 'EMPTY' || known.has(index)) return;
    const there = shown(cell);
    faults.push(
      after(at, {
        zh: `${columnName(index)} 列：须为本表的列；${there.zh}不是，请从文件中删去`,
        en: `column ${columnName(index)}: must be one of ours; ${there.en} is none; take it out of the file`,
      }),
    );
  });
  return faults;
}

/** Of a merged cell only the first holds a value; the others would be empty. */
const mergeFaults = ({ merged }: Table, { row }: Headings, fileName: string): readonly Text[] =>
  merged
    .filter(({ to }) => to >= row.number)
    .map(({ range, from }) =>
      after(`${fileName}:${Math.max(from, row.number)}: `, {
        zh: `单元格 ${range}：不得合并；请取消合并并逐格填写`,
        en: `cells ${range}: must not be merged; undo the merging and fill each cell`,
      }),
    );

type Sink = { readonly answers: SurveyAnswer[]; readonly faults: Sentences; readonly warnings: Sentences };

function readRow(row: Row, headings: Headings, { dayOfSerial }: Table, fileName: string, { today, areas }: SurveyContext, into: Sink): void {
  const at = `${fileName}:${row.number}: `;
  const none = noAnswer(row);
  if (none !== null) {
    into.faults.add(after(at, none));
    return;
  }
  const values: Partial<Record<Field, unknown>> = {};
  const before = into.faults.count;
  into.faults.add(...overhang(row, headings).map((fault) => after(at, fault)));
  const questions: Record<string, string | readonly string[]> = {};
  for (const column of headings.columns) {
    const { index, filled } = column;
    const cell = row.cells[index] ?? EMPTY;
    const read = column.read(cell, { today, dayOfSerial });
    const name = after(at, inFrontOf(filled));
    const place = `${columnName(index)}${row.number}`;
    const say = ({ zh, en }: Text): Text => ({ zh: `${name.zh}${zh}（单元格 ${place}）`, en: `${name.en}${en} (cell ${place})` });
    if ('fault' in read) {
      into.faults.add(say(read.fault));
      continue;
    }
    if ('question' in filled) {
      // Left empty, or nothing of several: not answered.
      const given = read.value as string | readonly string[] | null; // by its own reader
      if (given !== null && given.length > 0) questions[filled.question.key] = given;
      continue;
    }
    const { field } = filled;
    values[field] = read.value;
    if (read.warning !== undefined) into.warnings.add(say(read.warning));
    if (field === 'area' && areas.length > 0 && !areas.includes(sameArea(String(read.value)))) {
      const there = shown(cell);
      into.warnings.add(say({ zh: `${there.zh}不是本项目群任何项目所在的地区`, en: `${there.en} is the area of no project in this programme` }));
    }
  }
  const others = Object.keys(questions).length === 0 ? {} : { questions };
  if (into.faults.count === before) into.answers.push({ ...(values as SurveyAnswer), ...others }); // every field is a column, read by its own reader
}

/** A note under the table, or the heading once more: one fault, and not one for each column that is empty in it. */
function noAnswer(row: Row): Text | null {
  const filled = row.cells.filter(({ kind }) => kind !== 'EMPTY');
  const [only] = filled;
  if (only !== undefined && filled.length === 1) {
    const there = shown(only);
    return {
      zh: `须为答卷；此行只有${there.zh}，如为说明，请删去或在行首写 #`,
      en: `must be an answer; there is only ${there.en}. Take a note out of the file, or begin the row with #`,
    };
  }
  return isHeading(columnsIn(row))
    ? { zh: '须为答卷；此行又是列名，请删去', en: 'must be an answer; the columns are named once more: take the row out of the file' }
    : null;
}

/** Values where no column is named: a comma within a value moves all that stand behind it. */
const overhang = (row: Row, headings: Headings): readonly Text[] =>
  row.cells.flatMap((cell, index) => {
    if (cell.kind === 'EMPTY' || (headings.row.cells[index] ?? EMPTY).kind !== 'EMPTY') return [];
    const [column, there] = [columnName(index), shown(cell)];
    return [
      {
        zh: `${column} 列：没有列名，须为空；此处为${there.zh}（前面的值里若有逗号，请加引号）`,
        en: `column ${column}: must be empty, since it has no heading; there is ${there.en} (a value with a comma in it needs quotation marks)`,
      },
    ];
  });

/** How areas are compared: full-width forms alike. */
export const sameArea = (area: string): string => area.normalize('NFKC').trim();

/** What may be one person, or one code that lost its zeros: told once for the file. */
function likenessWarnings(rows: readonly Row[], answers: readonly SurveyAnswer[], fileName: string): readonly Text[] {
  const place = inFront('respondent');
  const ids = answers.map(({ respondent }, at) => ({ id: respondent, at }));
  const numberOf = (at: number): number => rows[at]?.number ?? 0;
  const say = (at: number, zh: string, en: string): Text => ({
    zh: `${fileName}:${numberOf(at)}: ${place.zh}${zh}`,
    en: `${fileName}:${numberOf(at)}: ${place.en}${en}`,
  });
  return [...zerosLost(ids, say), ...casesDiffer(ids, say)];
}

type Ids = readonly { readonly id: string; readonly at: number }[];
type Say = (at: number, zh: string, en: string) => Text;

/** Ids of digits alone that differ in length: a spreadsheet may have taken zeros from the front of some. */
function zerosLost(ids: Ids, say: Say): readonly Text[] {
  const longest = ids.reduce((most, { id }) => Math.max(most, id.length), 0);
  const shorter = ids.filter(({ id }) => id.length < longest);
  const [first] = shorter;
  // 1, 2, 3 … 1000 is a count, not a code whose zeros were lost.
  if (first === undefined || longest < 6 || !ids.every(({ id }) => /^\d+$/.test(id))) return [];
  const others = shorter.length - 1;
  return [
    say(
      first.at,
      `“${first.id}”等 ${shorter.length} 个编号比最长的（${longest} 位）短；前面的零可能已丢失`,
      `"${first.id}" and ${others} others have fewer digits than the longest (${longest}); zeros in front may have been lost`,
    ),
  ];
}

/** Codes that differ in nothing but capital letters count as two people. */
function casesDiffer(ids: Ids, say: Say): readonly Text[] {
  const seen = new Map<string, string>();
  const alike = ids.flatMap(({ id, at }) => {
    const key = id.toLowerCase();
    const before = seen.get(key);
    if (before === undefined) seen.set(key, id);
    return before === undefined || before === id ? [] : [{ id, at, before }];
  });
  const [first] = alike;
  if (first === undefined) return [];
  return [
    say(
      first.at,
      `“${first.id}”与“${first.before}”只差大小写，按两个人计（共 ${alike.length} 处）`,
      `"${first.id}" and "${first.before}" differ in capital letters alone and count as two people (${alike.length} such)`,
    ),
  ];
}
