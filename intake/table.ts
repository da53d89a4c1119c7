/** A table as a person sees it in a spreadsheet: rows by their numbers, cells as they stand. Deliberately absent: formats. */

import { visible } from '../domain/text/shown.ts';

/** What stands in a cell; a workbook knows more of it than a CSV file, where everything is text. */
export type Cell =
  | { readonly kind: 'EMPTY' }
  | { readonly kind: 'TEXT'; readonly text: string }
  | { readonly kind: 'NUMBER'; readonly value: number }
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
  readonly warnings: readonly string[];
  /** Merged ranges, with the rows that they touch. */
  readonly merged: readonly { readonly range: string; readonly from: number; readonly to: number }[];
};

export const EMPTY: Cell = { kind: 'EMPTY' };
export const textCell = (text: string): Cell => (text.trim() === '' ? EMPTY : { kind: 'TEXT', text: text.trim() });

/** `A` for 0, `AA` for 26. */
export const columnName = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);

/** What stood there, short enough for a sentence. */
export function shown(cell: Cell): string {
  switch (cell.kind) {
    case 'EMPTY':
      return 'nothing';
    case 'NUMBER':
    case 'BOOLEAN':
      return `"${String(cell.value).toUpperCase()}"`;
    case 'DAY':
      return `the date ${cell.day}`;
    default: {
      const characters = [...visible(cell.text).replaceAll(/\s+/gu, ' ')];
      return `"${characters.slice(0, 40).join('')}${characters.length > 40 ? '…' : ''}"`;
    }
  }
}

/** A table wider or longer than this is none of ours: answers are read whole. */
export const MOST_COLUMNS = 200;
export const MOST_ROWS = 20_000;
