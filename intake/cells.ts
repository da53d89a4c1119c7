/**
 * What a person wrote into a cell, as a value; or what is meant instead. Nothing is guessed: what could be two things is
 * refused. Pure. Deliberately absent: which column holds what (survey-columns.ts), and JavaScript's own idea of a number.
 */
import { faultOfLine, showsNothing } from '../domain/text/check.ts';
import { type Cell, shown } from './table.ts';

/** `warning`: it was taken, and a person should look at it. Both sentences stand behind the name of the column. */
export type ReadValue<T> = { readonly value: T; readonly warning?: string } | { readonly fault: string };
export type Reader<T> = (cell: Cell, day: DayReading) => ReadValue<T>;
export type DayReading = { readonly today: string; readonly dayOfSerial: ((serial: number) => string) | null };

const must = (what: string, cell: Cell): { readonly fault: string } => ({ fault: `must be ${what}; there is ${shown(cell)}${whyOf(cell)}` });

function whyOf(cell: Cell): string {
  if (cell.kind === 'ERROR') return ', an error of the spreadsheet: mend the cell';
  if (cell.kind === 'FORMULA') return ', a formula without a value: open the file in the spreadsheet program and save it again';
  if (cell.kind !== 'TEXT') return '';
  if (/^[=＝]/.test(cell.text)) return ', a formula: replace it by its value';
  if (/^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|#+)$/i.test(cell.text)) return ', an error of the spreadsheet: mend the cell';
  return '';
}

/** Full-width forms alike, without blanks at either end. */
const plain = (text: string): string => text.normalize('NFKC').trim();
const isBroken = (cell: Cell): boolean => cell.kind === 'ERROR' || cell.kind === 'FORMULA' || whyOf(cell) !== '';

/** Digits as people write them, with or without separators of thousands; null for everything else (1e3, 0x21, NaN …). */
function decimal(text: string): number | null {
  if (!/^[+-]?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,9})?$/.test(text)) return null;
  return Number(text.replaceAll(',', ''));
}

/** The number of a cell, and the unit that stood behind it ('' without one). */
function numberIn(cell: Cell, units: RegExp): { readonly n: number; readonly unit: string } | null {
  if (cell.kind === 'NUMBER') return Number.isFinite(cell.value) ? { n: Number(cell.value.toFixed(9)), unit: '' } : null;
  if (cell.kind !== 'TEXT') return null;
  const text = plain(cell.text);
  const unit = units.exec(text)?.[0] ?? '';
  const n = decimal(text.slice(0, text.length - unit.length).trim());
  return n === null ? null : { n, unit };
}

/** A whole number within bounds. `units`: what may stand behind it and means nothing more, `个月`. */
export function wholeNumber(
  what: string,
  { least, most, units, absurdFrom }: { readonly least: number; readonly most: number; readonly units: RegExp; readonly absurdFrom?: number },
): Reader<number> {
  return (cell) => {
    const found = numberIn(cell, units);
    if (found === null || !Number.isInteger(found.n) || found.n < least || found.n > most) return must(what, cell);
    return absurdFrom !== undefined && found.n >= absurdFrom
      ? { value: found.n, warning: `${shown(cell)} is unusually large; is it right?` }
      : { value: found.n };
  };
}

const NO_VALUE = /^(\/|-+|—+|无)$/;
/** Empty, or one of the signs for "nothing" that forms use. */
export const orNothing =
  <T>(reader: Reader<T>): Reader<T | null> =>
  (cell, day) =>
    cell.kind === 'EMPTY' || (cell.kind === 'TEXT' && NO_VALUE.test(plain(cell.text))) ? { value: null } : reader(cell, day);

/** A sum of money in 分: `1300`, `¥1,300.50`, `1300元/月`; ten thousands only where 万 is written. */
export function yuan({
  absurdBelow,
  absurdFrom,
  most,
}: {
  readonly absurdBelow: number;
  readonly absurdFrom: number;
  readonly most: number;
}): Reader<number> {
  return (cell) => {
    const text = cell.kind === 'TEXT' ? { ...cell, text: plain(cell.text).replace(/^(¥|RMB|CNY|人民币)\s*/i, '') } : cell;
    const found = numberIn(text, /\s*(万元?|元)?(\/月|每月)?$/);
    const tenThousands = found?.unit.includes('万') === true;
    const fen = found === null ? -1 : Number((found.n * (tenThousands ? 1_000_000 : 100)).toFixed(4));
    if (fen < 0 || !Number.isInteger(fen) || fen > most * 100)
      return must(`a sum in 元 from 0 to ${most} with at most two decimals, such as 1300`, cell);
    if (fen > 0 && fen < absurdBelow * 100)
      return { value: fen, warning: `${shown(cell)} was read as ${fen / 100} 元; if 万元 are meant, write 万元 behind it` };
    return fen >= absurdFrom * 100 ? { value: fen, warning: `${shown(cell)} was read as ${fen / 100} 元; is it right?` } : { value: fen };
  };
}

/** One of several values by any of its names. */
export function oneOf<T>(names: ReadonlyMap<string, T>, what: string): Reader<T> {
  return (cell) => {
    const text =
      cell.kind === 'TEXT'
        ? plain(cell.text)
        : cell.kind === 'EMPTY' || cell.kind === 'DAY' || isBroken(cell)
          ? null
          : 'value' in cell
            ? String(cell.value)
            : null;
    const found = text === null ? undefined : names.get(text.toUpperCase());
    return found === undefined ? must(what, cell) : { value: found };
  };
}

const DAY_FORMS = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/,
  /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];
const TIME_BEHIND = /[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/;
const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2100-01-01';
const isReal = (day: string): boolean => {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
};
/** Serial numbers of days from 2000 to 2100, in either system. */
const isSerial = (n: number): boolean => n >= 35_000 && n <= 74_000;

/** A day: year first, as Excel, WPS and people here write it. A serial number only where its system is known. */
export const dayReader: Reader<string> = (cell, { today, dayOfSerial }) => {
  const what = 'a date such as 2023-02-25 (year, month, day)';
  const bare =
    cell.kind === 'NUMBER' ? cell.value : cell.kind === 'TEXT' && /^\d{5}(\.\d+)?$/.test(plain(cell.text)) ? Number(plain(cell.text)) : null;
  if (bare !== null && isSerial(bare)) {
    if (dayOfSerial === null)
      return {
        fault: `${must(what, cell).fault}, which looks like the number by which a spreadsheet counts days: format the column as a date and save it again`,
      };
    return { ...taken(dayOfSerial(bare), cell, today), warning: `${shown(cell)} was read as the date ${dayOfSerial(bare)}` };
  }
  if (cell.kind === 'DAY') return taken(cell.day, cell, today);
  if (cell.kind !== 'TEXT') return must(what, cell);
  const text = plain(cell.text).replace(TIME_BEHIND, '');
  const [, year, month, date] = DAY_FORMS.map((form) => form.exec(text)).find((match) => match !== null) ?? [];
  if (year === undefined || month === undefined || date === undefined) return must(what, cell);
  return taken(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`, cell, today);
};

function taken(day: string, cell: Cell, today: string): ReadValue<string> {
  if (!isReal(day)) return must('a day of the calendar', cell);
  if (day < FIRST_DAY || day >= LAST_DAY) return must(`a day from ${FIRST_DAY} on`, cell);
  return day > today ? { value: day, warning: `${shown(cell)} lies in the future` } : { value: day };
}

/** One line of text of a person. */
export function lineOf(what: string, longest: number): Reader<string> {
  return (cell) => {
    if (cell.kind === 'NUMBER') return { value: String(cell.value), warning: `${shown(cell)} is a number; is it right?` };
    if (cell.kind !== 'TEXT' || isBroken(cell)) return must(what, cell);
    const unfit = faultOfLine(cell.text);
    if (unfit !== null) return { fault: unfit.en };
    if (showsNothing(cell.text)) return must(what, cell);
    if ([...cell.text].length > longest) return { fault: `must not be longer than ${longest} characters; there are ${[...cell.text].length}` };
    return { value: cell.text };
  };
}

/** Shortened as spreadsheets show long numbers: the digits are lost for good. */
const SHORTENED = /^[+-]?\d(\.\d+)?E\+?\d+$/i;
/** A spreadsheet keeps so many digits of a number. */
const DIGITS_KEPT = 15;

/** An id: letters and digits as they are. Numbers only where no digit can have been lost. */
export function idOf(what: string): Reader<string> {
  const text = lineOf(what, 80);
  return (cell, day) => {
    if (cell.kind === 'NUMBER') {
      return Number.isInteger(cell.value) && cell.value >= 0 && cell.value < 10 ** DIGITS_KEPT
        ? { value: String(cell.value) }
        : {
            fault: `${must(what, cell).fault}: a number of more than ${DIGITS_KEPT} digits has lost some; format the column as text and enter it anew`,
          };
    }
    const read = text(cell, day);
    if ('fault' in read) return read;
    const value = read.value.normalize('NFKC');
    if (SHORTENED.test(value))
      return {
        fault: `${must(what, cell).fault}, as a spreadsheet shortens a long number: its digits are lost; format the column as text and enter it anew`,
      };
    return /^\d{16,}$/.test(value) && /0{3}$/.test(value)
      ? { value, warning: `${shown(cell)} ends in zeros, as a spreadsheet leaves them of a number with more than ${DIGITS_KEPT} digits` }
      : { value };
  };
}
