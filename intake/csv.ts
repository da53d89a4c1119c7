/** A CSV file's text as a table: comma, semicolon or tab, any line ends. Deliberately absent: encodings, meaning of columns. */
import { CsvError, parse } from 'csv-parse/sync';
import type { Text } from '../domain/kernel/values.ts';
import { type Cell, isTooLong, MOST_COLUMNS, ROWS_LOOKED_AT, type Row, type Table, TOO_LONG, textCell, tooWide as wideAt } from './table.ts';

const SEPARATORS = [',', ';', '\t'] as const;
const RECORD_MOST = 1_000_000;
const CELLS_KNOWN = 10_000;
const CELL_KNOWN_LONGEST = 40;

/** `fault` begins with a verb. */
export function csvTable(text: string): { readonly table: Table } | { readonly fault: Text } {
  const separator = separatorOf(text);
  let tooWide: number | null = null;
  // What many rows say is held once: a hundred thousand rows are millions of cells.
  const known = new Map<string, Cell>();
  const cellOf = (value: string): Cell => {
    const found = known.get(value);
    if (found !== undefined) return found;
    const cell = textCell(value);
    if (known.size < CELLS_KNOWN && value.length <= CELL_KNOWN_LONGEST) known.set(value, cell);
    return cell;
  };
  try {
    const rows: Row[] = [];
    parse(text, {
      delimiter: separator,
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: RECORD_MOST,
      to: ROWS_LOOKED_AT + 1,
      // Kept here as cells; the parser need not hold it as well.
      on_record: (record: readonly string[]) => {
        const number = rows.length + 1;
        if (record.length > MOST_COLUMNS && record.findLastIndex((cell) => cell.trim() !== '') >= MOST_COLUMNS) tooWide ??= number;
        if (number <= ROWS_LOOKED_AT + 1) rows.push({ number, cells: record.slice(0, MOST_COLUMNS).map(cellOf) });
        return null;
      },
    });
    if (tooWide !== null) return { fault: wideAt(tooWide) };
    if (isTooLong(rows)) return { fault: TOO_LONG };
    const marks: Text = separator === ';' ? { zh: '分号', en: 'semicolons' } : { zh: '制表符', en: 'tabs' };
    const warnings = separator === ',' ? [] : [{ zh: `各列以${marks.zh}分隔，已照此读取`, en: `it is separated by ${marks.en}, and was read so` }];
    return { table: { rows, dayOfSerial: null, warnings, merged: [] } };
  } catch (error) {
    return { fault: error instanceof CsvError ? inWords(error) : { zh: '无法作为 CSV 读取', en: 'cannot be read as CSV' } };
  }
}

function inWords(error: CsvError): Text {
  // The parser keeps how far it was beside its own sentence.
  const { records, lines } = error as unknown as { readonly records?: number; readonly lines?: number };
  const row = (records ?? 0) + 1;
  const en = `row ${row}${lines === undefined ? '' : ` (line ${lines})`}`;
  const zh = `第 ${row} 行${lines === undefined ? '' : `（文件第 ${lines} 行）`}`;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return { zh: `${zh}有一个没有闭合的引号`, en: `has a quotation mark in ${en} that is never closed` };
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return {
      zh: `${zh}超过 ${RECORD_MOST} 字；可能有引号没有闭合`,
      en: `holds a row of more than ${RECORD_MOST} characters at ${en}; a quotation mark may not be closed`,
    };
  return {
    zh: `${zh}有一个位置不对的引号；请写成两个引号，或另存为 .xlsx`,
    en: `has a quotation mark at ${en} where none can stand; write it twice, or save the table as .xlsx`,
  };
}

/** The separator that the first rows use most outside quotes; a comma where none of them is used. */
function separatorOf(text: string): string {
  const counts = new Map<string, number>();
  let quoted = false;
  const sample = text.slice(0, 20_000);
  for (const character of sample) {
    if (character === '"') quoted = !quoted;
    else if (!quoted) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const [best = ','] = [...SEPARATORS].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  return best;
}
