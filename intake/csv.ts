/** A CSV file's text as a table: comma, semicolon or tab, any line ends. Deliberately absent: encodings, meaning of columns. */
import { CsvError, parse } from 'csv-parse/sync';
import { MOST_COLUMNS, MOST_ROWS, type Table, textCell } from './table.ts';

const SEPARATORS = [',', ';', '\t'] as const;
const RECORD_MOST = 1_000_000;

/** `fault` begins with a verb. */
export function csvTable(text: string): { readonly table: Table } | { readonly fault: string } {
  const separator = separatorOf(text);
  let tooWide: number | null = null;
  try {
    const records = parse(text, {
      delimiter: separator,
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: RECORD_MOST,
      to: MOST_ROWS + 2,
      on_record: (record: readonly string[], { records: number }) => {
        if (record.length > MOST_COLUMNS && record.findLastIndex((cell) => cell.trim() !== '') >= MOST_COLUMNS) tooWide ??= number;
        return record.slice(0, MOST_COLUMNS);
      },
    });
    if (tooWide !== null) return { fault: `has more than ${MOST_COLUMNS} columns in row ${tooWide}; is it separated by comma, semicolon or tab?` };
    if (records.length > MOST_ROWS + 1) return { fault: `has more than ${MOST_ROWS} rows; hand it in as several batches` };
    const rows = records.map((record, index) => ({ number: index + 1, cells: record.map(textCell) }));
    const warnings = separator === ',' ? [] : [`it is separated by ${separator === ';' ? 'semicolons' : 'tabs'}, and was read so`];
    return { table: { rows, dayOfSerial: null, warnings, merged: [] } };
  } catch (error) {
    return { fault: error instanceof CsvError ? inWords(error) : 'cannot be read as CSV' };
  }
}

function inWords(error: CsvError): string {
  // The parser keeps how far it was beside its own sentence.
  const { records, lines } = error as unknown as { readonly records?: number; readonly lines?: number };
  const where = `row ${(records ?? 0) + 1}${lines === undefined ? '' : ` (line ${lines})`}`;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return `has a quotation mark in ${where} that is never closed`;
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return `holds a row of more than ${RECORD_MOST} characters at ${where}; a quotation mark may not be closed`;
  return `has a quotation mark at ${where} where none can stand; write it twice, or save the table as .xlsx`;
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
