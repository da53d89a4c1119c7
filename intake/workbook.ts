/**
 * An Excel workbook's bytes as tables. What comes from outside is unpacked within bounds first and handed on stored, with
 * nothing in it but sheets: neither a ZIP that grows nor pictures, macros and links of other files reach the reader.
 * Runs in a thread of its own (read-part.ts), which has limits of memory and time. Deliberately absent: meaning of columns.
 */
import { strFromU8, type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import { type Cell as ReadCell, readXlsx, type Sheet } from 'hucre/xlsx';
import { type Cell, columnName, EMPTY, MOST_COLUMNS, MOST_ROWS, type Row, type Table, textCell } from './table.ts';

/** Unpacked; twenty thousand answers take about 12 MB. */
const UNPACKED_MOST = 96 * 1_024 * 1_024;
const ENTRIES_MOST = 2_000;
const WANTED = /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(_rels\/)?(workbook|styles|sharedStrings)\.xml(\.rels)?|xl\/worksheets\/[^/]+\.xml)$/i;

export type SheetTable = { readonly name: string; readonly hidden: boolean; readonly table: Table };

/** `fault` begins with a verb. */
export async function workbookTables(bytes: Uint8Array): Promise<{ readonly sheets: readonly SheetTable[] } | { readonly fault: string }> {
  const unpacked = unpack(bytes);
  if ('fault' in unpacked) return unpacked;
  const workbook = await readXlsx(zipSync(unpacked.files, { level: 0 }), { maxRows: MOST_ROWS + 2, readStyles: true }).catch(() => null);
  if (workbook === null) return { fault: 'cannot be read as a workbook: it is damaged, or its sheets reach too far; save it anew as .xlsx' };
  const dayOf = dayOfSerial(workbook.dateSystem === '1904');
  for (const sheet of workbook.sheets) {
    if (sheet.rows.length > MOST_ROWS + 1) return { fault: `has more than ${MOST_ROWS} rows (sheet ${sheet.name}); hand it in as several batches` };
  }
  return {
    sheets: workbook.sheets.map((sheet) => ({
      name: sheet.name,
      hidden: sheet.hidden === true || sheet.veryHidden === true,
      table: tableOf(sheet, dayOf),
    })),
  };
}

function unpack(bytes: Uint8Array): { readonly files: Record<string, Uint8Array> } | { readonly fault: string } {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    return { fault: 'is an old Excel workbook (.xls) or one with a password; open it and save it as .xlsx without a password' };
  let [size, entries] = [0, 0];
  const within = ({ name, originalSize }: UnzipFileInfo): boolean => {
    entries += 1;
    if (!WANTED.test(name)) return false;
    size += originalSize;
    return true;
  };
  try {
    // First what the archive says of itself; then no entry is given more room than it said.
    unzipSync(bytes, { filter: (file) => within(file) && false });
    if (entries > ENTRIES_MOST || size > UNPACKED_MOST) return { fault: `would be larger than ${UNPACKED_MOST / 1_048_576} MB when unpacked` };
    const files = unzipSync(bytes, { filter: ({ name }) => WANTED.test(name) });
    if (files['xl/workbook.xml'] === undefined) return { fault: 'is no Excel workbook; save it as .xlsx or as CSV UTF-8' };
    // Declared entities could grow without end; no spreadsheet program writes any.
    if (Object.values(files).some((file) => strFromU8(file.subarray(0, 2_000), true).includes('<!DOCTYPE')))
      return { fault: 'holds a document type, which no spreadsheet program writes' };
    return { files };
  } catch {
    return { fault: 'is damaged: it cannot be unpacked; save it anew as .xlsx' };
  }
}

function tableOf(sheet: Sheet, dayOf: (serial: number) => string): Table {
  const hidden: number[] = [];
  let formulas = 0;
  const rows = sheet.rows.map((values, index): Row => {
    const cells = values.slice(0, MOST_COLUMNS).map((value, column): Cell => {
      const detailed = sheet.cells?.get(`${index},${column}`);
      if (detailed?.type === 'formula') formulas += 1;
      return cellOf(value, detailed);
    });
    if (sheet.rowDefs?.get(index)?.hidden === true && cells.some(({ kind }) => kind !== 'EMPTY')) hidden.push(index + 1);
    return { number: index + 1, cells };
  });
  const wide = sheet.rows.find((values) => values.findLastIndex((value) => value !== null && value !== '') >= MOST_COLUMNS);
  const warnings = [
    ...(hidden.length === 0
      ? []
      : [`${hidden.length} hidden rows were read like the others (row ${hidden.slice(0, 10).join(', ')}${hidden.length > 10 ? ' …' : ''})`]),
    ...(formulas === 0 ? [] : [`${formulas} cells hold formulas; their values as last saved were read`]),
    ...(wide === undefined ? [] : [`nothing beyond column ${columnName(MOST_COLUMNS - 1)} was read`]),
  ];
  const merged = (sheet.merges ?? []).map(({ startRow, startCol, endRow, endCol }) => ({
    range: `${columnName(startCol)}${startRow + 1}:${columnName(endCol)}${endRow + 1}`,
    from: startRow + 1,
    to: endRow + 1,
  }));
  return { rows, dayOfSerial: dayOf, warnings, merged };
}

function cellOf(value: Sheet['rows'][number][number], detailed: ReadCell | undefined): Cell {
  const formula = detailed?.formula;
  const seen = formula === undefined ? value : (detailed?.formulaResult ?? value);
  if (detailed?.type === 'error' || (typeof seen === 'string' && SHEET_ERROR.test(seen))) return { kind: 'ERROR', text: String(seen) };
  if (seen === null || seen === undefined || seen === '') return formula === undefined ? EMPTY : { kind: 'FORMULA', text: `=${formula}` };
  if (seen instanceof Date)
    return Number.isNaN(seen.getTime()) ? { kind: 'ERROR', text: 'no date' } : { kind: 'DAY', day: seen.toISOString().slice(0, 10) };
  if (typeof seen === 'number') return { kind: 'NUMBER', value: seen };
  return typeof seen === 'boolean' ? { kind: 'BOOLEAN', value: seen } : textCell(seen);
}

/** What a spreadsheet shows in place of a value. */
export const SHEET_ERROR = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)$/i;

/** Excel counts 1900 as a leap year, which it was not; from March on both agree. The other system begins in 1904. */
const dayOfSerial =
  (from1904: boolean) =>
  (serial: number): string =>
    new Date(Math.floor(serial) * 86_400_000 + Date.UTC(from1904 ? 1904 : 1899, from1904 ? 0 : 11, from1904 ? 1 : 30)).toISOString().slice(0, 10);
