/** A table as a person sees it in a spreadsheet: rows by their numbers, cells as they stand. Deliberately absent: formats. */

import type { Text } from '../domain/kernel/values.ts';
import { visible } from '../domain/text/shown.ts';

/** What stands in a cell; a workbook knows more of it than a CSV file, where everything is text. */
export type Cell =
  | { readonly kind: 'EMPTY' }
  | { readonly kind: 'TEXT'; readonly text: string }
  /** `format`: how the workbook shows it, where that is not simply its digits. */
  | { readonly kind: 'NUMBER'; readonly value: number; readonly format?: string }
  | { readonly kind: 'BOOLEAN'; readonly value: boolean }
  /** `day`: in the workbook's own date system. */
  | { readonly kind: 'DAY'; readonly day: string }
  | { readonly kind: 'ERROR'; readonly text: string }
  /** A formula of which the workbook keeps no value. */
  | { readonly kind: 'FORMULA'; readonly text: string };

/** `number`: as Excel shows it at the left, from 1. */
export type Row = { readonly number: number; readonly cells: readonly Cell[] };

export type Table = {
  readonly rows: readonly Row[];
  /** Whether a bare number can be a day: a workbook says in which system it counts days, a CSV file does not. */
  readonly dayOfSerial: ((serial: number) => string) | null;
  /** What the reader has to be told of how it was read. */
  readonly warnings: readonly Text[];
  /** What makes the whole table unreadable, where it is the one that is meant. */
  readonly fault?: Text;
  /** Merged ranges, with the rows that they touch. */
  readonly merged: readonly { readonly range: string; readonly from: number; readonly to: number }[];
};

export const EMPTY: Cell = { kind: 'EMPTY' };
export const textCell = (text: string): Cell => (text.trim() === '' ? EMPTY : { kind: 'TEXT', text: text.trim() });

/** `A` for 0, `AA` for 26. */
export const columnName = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);

/** What stood there, short enough for a sentence. */
export function shown(cell: Cell): Text {
  switch (cell.kind) {
    case 'EMPTY':
      return { zh: '空', en: 'nothing' };
    case 'NUMBER':
    case 'BOOLEAN':
      return quoted(String(cell.value).toUpperCase());
    case 'DAY':
      return { zh: `日期 ${cell.day}`, en: `the date ${cell.day}` };
    default: {
      const characters = [...visible(cell.text).replaceAll(/\s+/gu, ' ')];
      return quoted(`${characters.slice(0, 40).join('')}${characters.length > 40 ? '…' : ''}`);
    }
  }
}

const quoted = (text: string): Text => ({ zh: `“${text}”`, en: `"${text}"` });

/** What a spreadsheet shows in place of a value, in a workbook as in the CSV that it saves. */
export const SHEET_ERROR =
  /^(#(REF!|N\/A( N\/A)?|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|EXTERNAL!|UNKNOWN!|PYTHON!|GETTING_DATA|#+)|Err:\d{3})$/i;

/** A table wider or longer than this is none of ours: answers are read whole. */
export const MOST_COLUMNS = 200;
export const MOST_ROWS = 100_000;
/** Rows that hold nothing, as whole columns with a format or a border leave them, are passed over up to here. */
export const ROWS_LOOKED_AT = 150_000;
export const isBlank = (cells: readonly Cell[]): boolean => cells.every(({ kind }) => kind === 'EMPTY');
/** With one row for the heading. */
export const isTooLong = (rows: readonly Row[]): boolean =>
  rows.length > ROWS_LOOKED_AT || rows.findLastIndex(({ cells }) => !isBlank(cells)) > MOST_ROWS;
export const TOO_LONG: Text = {
  zh: `超过 ${MOST_ROWS} 行；请分成几个批次提交`,
  en: `has more than ${MOST_ROWS} rows; hand it in as several batches`,
};
export const tooWide = (row: number): Text => ({
  zh: `第 ${row} 行超过 ${MOST_COLUMNS} 列；各列是否以逗号、分号或制表符分隔？`,
  en: `has more than ${MOST_COLUMNS} columns in row ${row}; is it separated by comma, semicolon or tab?`,
});
