/**
 * Tables as files, written row by row so that their size does not matter: CSV (RFC 4180, UTF-8 with BOM for Excel in
 * Chinese), XLSX (ECMA-376), JSON lines. No cell is ever a formula (reliability T15). Deliberately absent: what the rows say.
 */
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import Papa from 'papaparse';
import type { TableFormat } from '../domain/audit/columns.ts';
import { cutText } from '../domain/text/shown.ts';

export type Cell = string | number | null;

/** What stands in one file: a head, and rows in pages. */
export type Table = { readonly head: readonly string[]; readonly pages: AsyncIterable<readonly (readonly Cell[])[]> };

/** The file in pieces. */
export function tableFile(format: TableFormat, table: Table): AsyncIterable<Uint8Array> {
  switch (format) {
    case 'csv':
      return csv(table);
    case 'xlsx':
      return xlsx(table);
    case 'jsonl':
      return jsonl(table);
  }
}

/** What a spreadsheet runs, full-width signs included (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A number stays a number; a text that a spreadsheet would run gets an apostrophe before it, and no cell holds NUL. */
const lines = (rows: readonly (readonly Cell[])[]): string =>
  `${Papa.unparse(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' && cell.includes('\0') ? cell.replaceAll('\0', ' ') : cell))),
    { newline: '\r\n', escapeFormulae: FORMULA },
  )}\r\n`;

async function* csv({ head, pages }: Table): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`\uFEFF${lines([head])}`);
  for await (const rows of pages) yield Buffer.from(lines(rows));
}

async function* jsonl({ head, pages }: Table): AsyncGenerator<Uint8Array> {
  for await (const rows of pages) {
    yield Buffer.from(rows.map((row) => `${JSON.stringify(Object.fromEntries(head.map((name, index) => [name, row[index] ?? null])))}\n`).join(''));
  }
}

/** A sheet of Excel holds 1,048,576 rows; the next ones go on in another sheet. */
const ROWS_PER_SHEET = 1_000_000;

/** What a sheet may not be called by in Excel, and how long it may be called. */
const NAME_TAKES_NONE = /[[\]:*?/\\]/g;
const NAME_MOST = 31;
/** Cut between words where it is too long and has any. */
function sheetName(name: string): string {
  const plain = name.replaceAll(NAME_TAKES_NONE, ' ').replace(/ {2,}/g, ' ').trim();
  const cut = cutText(plain, NAME_MOST);
  const end = cut.lastIndexOf(' ');
  return cut === plain || end < NAME_MOST / 2 ? cut : cut.slice(0, end);
}

export type Sheet = { readonly name: string; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] };
/** A workbook with a sheet for each table, in their order; of as many rows as one sheet holds. */
export async function* workbook(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
  const { zip, ready } = packing();
  for (const [index, { head, rows }] of sheets.entries()) {
    const sheet = beginSheet(zip, index + 1);
    sheet.push(strToU8([head, ...rows].slice(0, ROWS_PER_SHEET).map(rowXml).join('')));
    endSheet(sheet);
    yield* ready.splice(0);
  }
  endPackage(
    zip,
    sheets.map(({ name }) => sheetName(name)),
  );
  yield* ready.splice(0);
}

/** A package that is being made, and what of it can go. */
function packing(): { readonly zip: Zip; readonly ready: Uint8Array[] } {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    ready.push(chunk);
  });
  return { zip, ready };
}

/** Its `nth` sheet, from 1. */
function beginSheet(zip: Zip, nth: number): ZipDeflate {
  const file = new ZipDeflate(`xl/worksheets/sheet${nth}.xml`, { level: 1 });
  zip.add(file);
  file.push(strToU8(SHEET_HEAD));
  return file;
}
const endSheet = (file: ZipDeflate): void => file.push(strToU8(SHEET_END), true);

function endPackage(zip: Zip, names: readonly string[]): void {
  for (const [name, text] of Object.entries(packageParts(names))) {
    const part = new ZipPassThrough(name);
    zip.add(part);
    part.push(strToU8(text), true);
  }
  zip.end();
}

async function* xlsx({ head, pages }: Table): AsyncGenerator<Uint8Array> {
  const { zip, ready } = packing();
  let sheets = 0;
  let sheet: ZipDeflate | null = null;
  let rowsInSheet = 0;
  const begin = (): ZipDeflate => {
    sheets += 1;
    const file = beginSheet(zip, sheets);
    file.push(strToU8(rowXml(head)));
    rowsInSheet = 1;
    return file;
  };
  sheet = begin();
  for await (const rows of pages) {
    if (rowsInSheet + rows.length > ROWS_PER_SHEET) {
      endSheet(sheet);
      sheet = begin();
    }
    sheet.push(strToU8(rows.map(rowXml).join('')));
    rowsInSheet += rows.length;
    yield* ready.splice(0);
  }
  endSheet(sheet);
  endPackage(
    zip,
    Array.from({ length: sheets }, (_, index) => String(index + 1)),
  );
  yield* ready.splice(0);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SHEET_HEAD = `${XML}<worksheet xmlns="${MAIN}"><sheetData>`;
const SHEET_END = '</sheetData></worksheet>';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** Characters that XML 1.0 cannot hold are left out; the rest of a text stays text whatever it begins with. */
const xmlText = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those that XML forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** A cell of Excel holds 32,767 characters. */
const CELL_MAX = 32_767;
const cellXml = (cell: Cell): string => {
  if (cell === null) return '<c/>';
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c><v>${cell}</v></c>` : '<c/>';
  return `<c t="inlineStr"><is><t xml:space="preserve">${xmlText(cutText(cell, CELL_MAX))}</t></is></c>`;
};
const rowXml = (row: readonly Cell[]): string => `<row>${row.map(cellXml).join('')}</row>`;

/** The parts of the package beside its sheets. */
function packageParts(names: readonly string[]): Readonly<Record<string, string>> {
  const each = (make: (n: number, name: string) => string): string => names.map((name, index) => make(index + 1, name)).join('');
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return {
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${type}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${each((n, name) => `<sheet name="${xmlText(name).replaceAll('"', '&quot;')}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each((n) => `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
  };
}
