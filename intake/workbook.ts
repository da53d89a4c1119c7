/**
 * An Excel workbook's bytes as tables. What comes from outside is unpacked within bounds first and handed on stored, with
 * nothing in it but sheets: neither a ZIP that grows nor pictures, macros and links of other files reach the reader.
 * Runs in a thread of its own (read-part.ts), which has limits of memory and time. Deliberately absent: meaning of columns.
 */
import { strFromU8, type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import { type Cell as ReadCell, readXlsx, type Sheet } from 'hucre/xlsx';
import type { Text } from '../domain/kernel/values.ts';
import { type SheetMarks, sheetMarks } from './sheet-xml.ts';
import {
  type Cell,
  columnName,
  EMPTY,
  isTooLong,
  MOST_COLUMNS,
  ROWS_LOOKED_AT,
  type Row,
  SHEET_ERROR,
  type Table,
  TOO_LONG,
  textCell,
  tooWide,
} from './table.ts';
import { notATable } from './text.ts';

/** Unpacked; twenty thousand answers take about 12 MB. */
const UNPACKED_MOST = 96 * 1_024 * 1_024;
const ENTRIES_MOST = 2_000;
const WANTED = /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(_rels\/)?(workbook|styles|sharedStrings)\.xml(\.rels)?|xl\/worksheets\/[^/]+\.xml)$/i;

const OLD: Text = {
  zh: '是旧版 Excel 或 WPS 表格（.xls、.et），或设有密码；请打开后另存为没有密码的 .xlsx',
  en: 'is an old Excel workbook (.xls), one of WPS (.et) or one with a password; open it and save it as .xlsx without a password',
};
const NO_ARCHIVE: Text = {
  zh: '虽名为 .xlsx，却不是工作簿；如为文本表格，请把扩展名改为 .csv',
  en: 'is called .xlsx and is no workbook; give it the ending .csv if it is a table as text',
};
const NO_WORKBOOK: Text = {
  zh: '不是 Excel 工作簿（.ods、.numbers、.xlsb 等须另存）；请另存为 .xlsx 或 CSV UTF-8',
  en: 'is no Excel workbook (.ods, .numbers, .xlsb and others have to be saved anew); save it as .xlsx or as CSV UTF-8',
};

export type SheetTable = { readonly name: string; readonly hidden: boolean; readonly table: Table };

/** `fault` begins with a verb. */
export async function workbookTables(bytes: Uint8Array): Promise<{ readonly sheets: readonly SheetTable[] } | { readonly fault: Text }> {
  const unpacked = unpack(bytes);
  if ('fault' in unpacked) return unpacked;
  const workbook = await readXlsx(zipSync(unpacked.files, { level: 0 }), { maxRows: ROWS_LOOKED_AT + 1, readStyles: true }).catch(() => null);
  if (workbook === null)
    return {
      fault: {
        zh: '无法作为工作簿读取：文件已损坏，或工作表范围过大；请重新另存为 .xlsx',
        en: 'cannot be read as a workbook: it is damaged, or its sheets reach too far; save it anew as .xlsx',
      },
    };
  const marks = sheetMarks(unpacked.files);
  const dayOf = dayOfSerial(workbook.dateSystem === '1904');
  return {
    sheets: workbook.sheets.map((sheet, index) => ({
      name: sheet.name,
      hidden: sheet.hidden === true || sheet.veryHidden === true,
      table: tableOf(sheet, dayOf, marks[index] ?? NO_MARKS),
    })),
  };
}

function unpack(bytes: Uint8Array): { readonly files: Record<string, Uint8Array> } | { readonly fault: Text } {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) return { fault: OLD };
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return { fault: notATable(strFromU8(bytes.subarray(0, 2_000), true)) ?? NO_ARCHIVE };
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
    if (entries > ENTRIES_MOST || size > UNPACKED_MOST)
      return {
        fault: {
          zh: `解压后超过 ${UNPACKED_MOST / 1_048_576} MB`,
          en: `would be larger than ${UNPACKED_MOST / 1_048_576} MB when unpacked`,
        },
      };
    const files = unzipSync(bytes, { filter: ({ name }) => WANTED.test(name) });
    if (files['xl/workbook.xml'] === undefined) return { fault: NO_WORKBOOK };
    // Declared entities could grow without end; no spreadsheet program writes any.
    if (Object.values(files).some((file) => strFromU8(file.subarray(0, 2_000), true).includes('<!DOCTYPE')))
      return { fault: { zh: '含有文档类型声明，表格软件不会这样保存', en: 'holds a document type, which no spreadsheet program writes' } };
    return { files };
  } catch {
    return { fault: { zh: '已损坏，无法解压；请重新另存为 .xlsx', en: 'is damaged: it cannot be unpacked; save it anew as .xlsx' } };
  }
}

const NO_MARKS: SheetMarks = { twice: null, hiddenColumns: new Set() };

function tableOf(sheet: Sheet, dayOf: (serial: number) => string, { twice, hiddenColumns }: SheetMarks): Table {
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
  const wide = sheet.rows.findIndex((values) => values.findLastIndex((value) => value !== null && value !== '') >= MOST_COLUMNS);
  const listed = `${hidden.slice(0, 10).join(', ')}${hidden.length > 10 ? ' …' : ''}`;
  const unseen = [...hiddenColumns].filter((column) => rows.some(({ cells }) => (cells[column] ?? EMPTY).kind !== 'EMPTY')).map(columnName);
  const warnings: readonly Text[] = [
    ...(unseen.length === 0
      ? []
      : [
          {
            zh: `${unseen.length} 个隐藏列也已照常读取（${unseen.slice(0, 10).join('、')} 列）`,
            en: `${unseen.length} hidden columns were read like the others (column ${unseen.slice(0, 10).join(', ')})`,
          },
        ]),
    ...(hidden.length === 0
      ? []
      : [
          {
            zh: `${hidden.length} 个隐藏行也已照常读取（第 ${listed} 行）`,
            en: `${hidden.length} hidden rows were read like the others (row ${listed})`,
          },
        ]),
    ...(formulas === 0
      ? []
      : [{ zh: `${formulas} 个单元格是公式，读取的是上次保存的结果`, en: `${formulas} cells hold formulas; their values as last saved were read` }]),
  ];
  const fault = twice ?? (isTooLong(rows) ? TOO_LONG : wide < 0 ? null : tooWide(wide + 1));
  const merged = (sheet.merges ?? []).map(({ startRow, startCol, endRow, endCol }) => ({
    range: `${columnName(startCol)}${startRow + 1}:${columnName(endCol)}${endRow + 1}`,
    from: startRow + 1,
    to: endRow + 1,
  }));
  return { rows, dayOfSerial: dayOf, warnings, merged, ...(fault === null ? {} : { fault }) };
}

function cellOf(value: Sheet['rows'][number][number], detailed: ReadCell | undefined): Cell {
  const formula = detailed?.formula;
  const seen = formula === undefined ? value : (detailed?.formulaResult ?? value);
  if (detailed?.type === 'error' || (typeof seen === 'string' && SHEET_ERROR.test(seen))) return { kind: 'ERROR', text: String(seen) };
  // A formula whose saved value is the empty text says that nothing is there.
  if (seen === '') return EMPTY;
  if (seen === null || seen === undefined) return formula === undefined ? EMPTY : { kind: 'FORMULA', text: `=${formula}` };
  if (seen instanceof Date)
    return Number.isNaN(seen.getTime()) ? { kind: 'ERROR', text: 'no date' } : { kind: 'DAY', day: seen.toISOString().slice(0, 10) };
  if (typeof seen === 'number') {
    const format = detailed?.style?.numFmt;
    return format === undefined ? { kind: 'NUMBER', value: seen } : { kind: 'NUMBER', value: seen, format };
  }
  return typeof seen === 'boolean' ? { kind: 'BOOLEAN', value: seen } : textCell(seen);
}

/** Excel counts 1900 as a leap year, which it was not; from March on both agree. The other system begins in 1904. */
const dayOfSerial =
  (from1904: boolean) =>
  (serial: number): string =>
    new Date(Math.floor(serial) * 86_400_000 + Date.UTC(from1904 ? 1904 : 1899, from1904 ? 0 : 11, from1904 ? 1 : 30)).toISOString().slice(0, 10);
