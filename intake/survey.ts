/**
 * Survey answers from a table: every row an answer, or a fault at its cell; what is odd and can be is a warning. Rows are
 * numbered as the person sees them in the spreadsheet. Pure. Deliberately absent: files (read-part.ts), and storing.
 */
import type { SurveyAnswer } from '../domain/stages/survey/answer.ts';
import { Sentences } from './sentences.ts';
import { COLUMNS, FIELDS, type Field, fieldOf, nameOf, namesOf } from './survey-columns.ts';
import { type Cell, columnName, EMPTY, type Row, shown, type Table } from './table.ts';

/** What an answer is compared with, to say what is odd. `areas` empty: unknown, nothing is said of them. */
export type SurveyContext = { readonly today: string; readonly areas: readonly string[] };

export type SurveyRows = {
  /** Whole only where there is no fault. */
  readonly answers: readonly SurveyAnswer[];
  /** The first of them, and a last one that says how many more there are (sentences.ts). */
  readonly faults: readonly string[];
  readonly faultCount: number;
  readonly warnings: readonly string[];
  readonly blankRowsPassedOver: number;
};

/** Our heading stands within the first rows; a title may stand above it. */
const HEADING_WITHIN = 10;

type Headings = { readonly row: Row; readonly columns: readonly { readonly index: number; readonly field: Field; readonly heading: string }[] };

/** Null: no row looks like our heading. */
export function headingsIn({ rows }: Table): Headings | null {
  for (const row of rows.slice(0, HEADING_WITHIN)) {
    const columns = row.cells.flatMap((cell, index) => {
      const field = cell.kind === 'TEXT' ? fieldOf(cell.text) : null;
      return field === null || cell.kind !== 'TEXT' ? [] : [{ index, field, heading: cell.text }];
    });
    if (new Set(columns.map(({ field }) => field)).size * 2 >= FIELDS.length) return { row, columns };
  }
  return null;
}

/** `fileName` stands before each fault: `survey.csv:5: ageMonths: …`. */
export function surveyIn(table: Table, fileName: string, context: SurveyContext): SurveyRows {
  const headings = headingsIn(table);
  if (headings === null) {
    const wanted = FIELDS.map(namesOf).join(', ');
    return {
      answers: [],
      faults: [`${fileName}: no row names the columns; the first row must name them: ${wanted}`],
      faultCount: 1,
      warnings: [],
      blankRowsPassedOver: 0,
    };
  }
  const faults = new Sentences();
  const warnings = new Sentences();
  faults.add(...headingFaults(table, headings, fileName), ...mergeFaults(table, headings, fileName));
  warnings.add(...table.warnings.map((warning) => `${fileName}: ${warning}`));
  const above = table.rows.filter(({ number, cells }) => number < headings.row.number && !isBlank(cells)).length;
  if (above > 0) warnings.add(`${fileName}: ${above} rows above the heading (row ${headings.row.number}) were passed over`);
  const below = table.rows.filter(({ number }) => number > headings.row.number);
  const comments = below.filter(({ cells }) => isComment(cells));
  if (comments.length > 0) warnings.add(`${fileName}: ${comments.length} rows that begin with # were passed over (row ${comments[0]?.number})`);
  const rows = below.filter(({ cells }) => !isBlank(cells) && !isComment(cells));
  const lastFilled = rows.at(-1)?.number ?? headings.row.number;
  const blankRowsPassedOver = below.filter(({ number, cells }) => isBlank(cells) && number < lastFilled).length + trailingBlank(below, lastFilled);
  const answers: SurveyAnswer[] = [];
  // A heading that is wrong would be told again in every row.
  if (faults.count === 0) for (const row of rows) readRow(row, headings, table, fileName, context, { answers, faults, warnings });
  if (rows.length === 0) faults.add(`${fileName}: holds no answers`);
  if (faults.count === 0) warnings.add(...lengthWarnings(rows, headings, fileName));
  return { answers, faults: faults.told(), faultCount: faults.count, warnings: warnings.told(), blankRowsPassedOver };
}

const isBlank = (cells: readonly Cell[]): boolean => cells.every(({ kind }) => kind === 'EMPTY');
const isComment = (cells: readonly Cell[]): boolean =>
  cells[0]?.kind === 'TEXT' && cells[0].text.startsWith('#') && cells.slice(1).every(({ kind }) => kind === 'EMPTY');
/** Blank rows at the end count where they hold separators; the line end of the last row is no row. */
const trailingBlank = (below: readonly Row[], lastFilled: number): number =>
  below.filter(({ number, cells }) => number > lastFilled && cells.length > 1 && isBlank(cells)).length;

function headingFaults({ rows }: Table, { row, columns }: Headings, fileName: string): readonly string[] {
  const at = `${fileName}:${row.number}`;
  const faults: string[] = [];
  for (const field of FIELDS) {
    const found = columns.filter((column) => column.field === field);
    if (found.length === 0) faults.push(`${at}: ${nameOf(field)}: must be there; no column is named ${namesOf(field)}`);
    if (found.length > 1) {
      const where = found.map(({ index, heading }) => `${columnName(index)} "${heading}"`).join(' and ');
      faults.push(`${at}: ${nameOf(field)}: must be there once; columns ${where} both name it`);
    }
  }
  const known = new Set(columns.map(({ index }) => index));
  const widest = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  for (let index = 0; index < widest; index += 1) {
    if (known.has(index)) continue;
    const cell = row.cells[index] ?? EMPTY;
    const filled = rows.find(({ number, cells }) => number > row.number && (cells[index] ?? EMPTY).kind !== 'EMPTY' && !isComment(cells));
    if (cell.kind !== 'EMPTY')
      faults.push(`${at}: column ${columnName(index)}: must be one of ours; ${shown(cell)} is none; take it out of the file`);
    else if (filled !== undefined)
      faults.push(
        `${fileName}:${filled.number}: column ${columnName(index)}: must be empty, since it has no heading; there is ${shown(filled.cells[index] ?? EMPTY)}`,
      );
  }
  return faults;
}

/** Of a merged cell only the first holds a value; the others would be empty. */
const mergeFaults = ({ merged }: Table, { row }: Headings, fileName: string): readonly string[] =>
  merged
    .filter(({ to }) => to >= row.number)
    .map(({ range, from }) => `${fileName}:${Math.max(from, row.number)}: cells ${range}: must not be merged; undo the merging and fill each cell`);

type Sink = { readonly answers: SurveyAnswer[]; readonly faults: Sentences; readonly warnings: Sentences };

function readRow(row: Row, { columns }: Headings, { dayOfSerial }: Table, fileName: string, { today, areas }: SurveyContext, into: Sink): void {
  const values: Partial<Record<Field, unknown>> = {};
  let sound = true;
  for (const { index, field } of columns) {
    const cell = row.cells[index] ?? EMPTY;
    const read = COLUMNS[field].read(cell, { today, dayOfSerial });
    const at = `${fileName}:${row.number}: ${nameOf(field)}: `;
    const place = ` (cell ${columnName(index)}${row.number})`;
    if ('fault' in read) {
      into.faults.add(`${at}${read.fault}${place}`);
      sound = false;
      continue;
    }
    values[field] = read.value;
    if (read.warning !== undefined) into.warnings.add(`${at}${read.warning}${place}`);
    if (field === 'area' && areas.length > 0 && !areas.includes(sameArea(String(read.value))))
      into.warnings.add(`${at}${shown(cell)} is the area of no project in this programme${place}`);
  }
  // Every field of an answer is a column, and each was read by its own reader.
  if (sound) into.answers.push(values as SurveyAnswer);
}

/** How areas are compared: full-width forms alike. */
export const sameArea = (area: string): string => area.normalize('NFKC').trim();

/** Ids of digits alone that differ in length: a spreadsheet may have taken zeros from the front of some. */
function lengthWarnings(rows: readonly Row[], { columns }: Headings, fileName: string): readonly string[] {
  const index = columns.find(({ field }) => field === 'respondent')?.index ?? -1;
  const ids = rows.flatMap(({ number, cells }) => {
    const cell = cells[index] ?? EMPTY;
    const text = cell.kind === 'TEXT' ? cell.text : cell.kind === 'NUMBER' ? String(cell.value) : '';
    return /^\d+$/.test(text) ? [{ number, text }] : [];
  });
  const longest = ids.reduce((most, { text }) => Math.max(most, text.length), 0);
  const shorter = ids.filter(({ text }) => text.length < longest);
  const [first] = shorter;
  // 1, 2, 3 … 1000 is a count, not a code whose zeros were lost.
  if (first === undefined || ids.length !== rows.length || longest < 6) return [];
  return [
    `${fileName}:${first.number}: respondent: "${first.text}" and ${shorter.length - 1} others have fewer digits than the longest (${longest}); zeros in front may have been lost`,
  ];
}
