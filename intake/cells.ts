/**
 * What a person wrote into a cell, as a value; or what is meant instead, in both languages. Nothing is guessed: what could
 * be two things is refused. Pure. Deliberately absent: which column holds what (survey-columns.ts), days and sums
 * (day-cell.ts, money-cell.ts), and JavaScript's own idea of a number.
 */
import type { Text } from '../domain/kernel/values.ts';
import { faultOfLine, showsNothing } from '../domain/text/check.ts';
import { type Cell, SHEET_ERROR, shown } from './table.ts';

/** `warning`: it was taken, and a person should look at it. Both sentences stand behind the name of the column. */
export type ReadValue<T> = { readonly value: T; readonly warning?: Text } | { readonly fault: Text };
export type Reader<T> = (cell: Cell, day: DayReading) => ReadValue<T>;
export type DayReading = { readonly today: string; readonly dayOfSerial: ((serial: number) => string) | null };

/** `hint`: what to do about it, behind the rest. */
export function must(what: Text, cell: Cell, hint: Text = { zh: '', en: '' }): { readonly fault: Text } {
  const [there, why] = [shown(cell), whyOf(cell) ?? { zh: '', en: '' }];
  return {
    fault: {
      zh: `须为${what.zh}；此处为${there.zh}${why.zh}${hint.zh}`,
      en: `must be ${what.en}; there is ${there.en}${why.en}${hint.en}`,
    },
  };
}

const ERROR: Text = { zh: '，是表格软件的错误值，请改正该单元格', en: ', an error of the spreadsheet: mend the cell' };

function whyOf(cell: Cell): Text | null {
  if (cell.kind === 'ERROR') return ERROR;
  if (cell.kind === 'FORMULA')
    return {
      zh: '，公式没有保存结果，请用表格软件打开后重新保存',
      en: ', a formula without a value: open the file in the spreadsheet program and save it again',
    };
  if (cell.kind !== 'TEXT') return null;
  if (/^[=＝]/.test(cell.text)) return { zh: '，是公式，请换成它的值', en: ', a formula: replace it by its value' };
  return SHEET_ERROR.test(cell.text) ? ERROR : null;
}

/** Full-width forms alike, without blanks at either end. */
export const plain = (text: string): string => text.normalize('NFKC').trim();
const isBroken = (cell: Cell): boolean => whyOf(cell) !== null;

/** Digits as people write them, with or without separators of thousands; null for everything else (1e3, 0x21, NaN …). */
function decimal(text: string): number | null {
  if (!/^[+-]?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,9})?$/.test(text)) return null;
  return Number(text.replaceAll(',', '')) + 0;
}

/** A format that shows another number than stands in the cell: in 万 or thousands, in hundredths. */
const OTHER_UNIT = /[万亿千百仟佰%‰]|,(?![#0?,])/u;

/** The number of a cell, and the unit that stood behind it ('' without one). */
export function numberIn(cell: Cell, units: RegExp): { readonly n: number; readonly unit: string } | null {
  if (cell.kind === 'NUMBER') {
    const sees = Number.isFinite(cell.value) && (cell.format === undefined || !showsOtherwise(cell.format));
    return sees ? { n: Number(cell.value.toFixed(9)), unit: '' } : null;
  }
  if (cell.kind !== 'TEXT') return null;
  const text = plain(cell.text);
  const unit = units.exec(text)?.[0] ?? '';
  const n = decimal(text.slice(0, text.length - unit.length).trim());
  return n === null ? null : { n, unit };
}

/** The part for positive numbers, without colours, locales and what is only room. */
const positivePart = (format: string): string => (format.split(';')[0] ?? '').replaceAll(/\[[^\]]*\]|_.|\*./gu, '').trim();
/** Letters in quotation marks are what people see. */
const showsOtherwise = (format: string): boolean => OTHER_UNIT.test(positivePart(format).replaceAll(/["\\!]/g, ''));

/** Why a number is none: people see something else than what stands in the cell. */
export function formatHint(cell: Cell): Text {
  return cell.kind === 'NUMBER' && cell.format !== undefined && showsOtherwise(cell.format)
    ? {
        zh: `，而其数字格式（${cell.format}）显示成另一个数；请改为常规格式并核对数值`,
        en: `, and its number format (${cell.format}) shows another number: set it to General and look at the value`,
      }
    : { zh: '', en: '' };
}

/** A whole number within bounds. `units`: what may stand behind it and means nothing more, `个月`. */
export function wholeNumber(
  what: Text,
  { least, most, units, absurdFrom }: { readonly least: number; readonly most: number; readonly units: RegExp; readonly absurdFrom?: number },
): Reader<number> {
  return (cell) => {
    const found = numberIn(cell, units);
    if (found === null || !Number.isInteger(found.n) || found.n < least || found.n > most) return must(what, cell, formatHint(cell));
    const there = shown(cell);
    return absurdFrom !== undefined && found.n >= absurdFrom
      ? { value: found.n, warning: { zh: `${there.zh}异常大，是否有误？`, en: `${there.en} is unusually large; is it right?` } }
      : { value: found.n };
  };
}

const NO_VALUE = /^(\/|-+|—+|无)$/;
/** Empty, or one of the signs for "nothing" that forms use. */
export const orNothing =
  <T>(reader: Reader<T>): Reader<T | null> =>
  (cell, day) =>
    cell.kind === 'EMPTY' || (cell.kind === 'TEXT' && NO_VALUE.test(plain(cell.text))) ? { value: null } : reader(cell, day);

/** One of several values by any of its names. */
export function oneOf<T>(names: ReadonlyMap<string, T>, what: Text): Reader<T> {
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

/** What programs leave where a text was lost on the way (UTF-8 read as GBK, memory that nobody wrote). */
const LOST = /锟斤拷|烫烫烫|屯屯屯|ï¿½/;

/** One line of text of a person. */
export function lineOf(what: Text, longest: number): Reader<string> {
  return (cell) => {
    const there = shown(cell);
    if (cell.kind === 'NUMBER')
      return { value: String(cell.value), warning: { zh: `${there.zh}是数字，是否有误？`, en: `${there.en} is a number; is it right?` } };
    if (cell.kind !== 'TEXT' || isBroken(cell)) return must(what, cell);
    const unfit = faultOfLine(cell.text);
    if (unfit !== null) return { fault: unfit };
    if (showsNothing(cell.text)) return must(what, cell);
    if (LOST.test(cell.text))
      return must(what, cell, {
        zh: '，是编码出错后的乱码，原字已丢失，请重新填写',
        en: ', which a wrong encoding left: the text is lost; enter it anew',
      });
    const length = [...cell.text].length;
    if (length > longest)
      return {
        fault: { zh: `不得超过 ${longest} 字；此处有 ${length} 字`, en: `must not be longer than ${longest} characters; there are ${length}` },
      };
    return { value: cell.text };
  };
}

/** A line that names something: a row of totals under the table names nothing. */
export function nameOfThing(what: Text, longest: number): Reader<string> {
  const line = lineOf(what, longest);
  return (cell, day) =>
    cell.kind === 'TEXT' &&
    /^[(（【]?(合\s*计|总\s*计|小\s*计|累\s*计|共\s*计|汇\s*总|sub-?total|(grand )?total)[)）】]?[:：]?$/i.test(plain(cell.text))
      ? must(what, cell, { zh: '，是合计行；请把它从文件中删去', en: ', a row of totals: take it out of the file' })
      : line(cell, day);
}

/** Shortened as spreadsheets show long numbers, or with decimals: what was typed cannot be told any more. */
const SHORTENED = /^[+-]?\d+(\.\d+)?E\+?\d+$/i;
const WITH_DECIMALS = /^\d{6,}\.0+$/;
/** A spreadsheet keeps so many digits of a number. */
const DIGITS_KEPT = 15;
const ANEW: Text = { zh: '请把该列设为文本格式后重新填写', en: 'format the column as text and enter it anew' };

/** An id: letters and digits as they are. Numbers only where no digit can have been lost and all are seen. */
export function idOf(what: Text): Reader<string> {
  const text = lineOf(what, 80);
  const broken = (cell: Cell, zh: string, en: string) => must(what, cell, { zh: `，${zh}；${ANEW.zh}`, en: `${en}; ${ANEW.en}` });
  return (cell, day) => {
    if (cell.kind === 'NUMBER') return idOfNumber(cell, broken);
    const read = text(cell, day);
    if ('fault' in read) return read;
    const value = read.value.normalize('NFKC');
    if (/^(\/|-+|—+|无|空|null|none|nan|undefined|n\/a)$/i.test(value))
      return must(what, cell, { zh: '，这表示没有', en: ', which says that there is none' });
    if (SHORTENED.test(value))
      return broken(cell, '长数字被表格软件缩写，数字已丢失', ', as a spreadsheet shortens a long number: its digits are lost');
    if (WITH_DECIMALS.test(value)) return broken(cell, '编号被当作小数保存', ', a code that was saved as a number with decimals');
    if (/^'/.test(value)) return broken(cell, '前面的撇号是表格软件的文本标记', ', whose apostrophe is the mark of a spreadsheet for text');
    const there = shown(cell);
    if (/^\+?\d[\d ]*\d$/.test(value) && value.includes(' ')) {
      const joined = value.replaceAll(' ', '');
      return { value: joined, warning: { zh: `${there.zh}已读作 ${joined}`, en: `${there.en} was read as ${joined}` } };
    }
    return /^\d{16,}$/.test(value) && /0{3}$/.test(value)
      ? {
          value,
          warning: {
            zh: `${there.zh}以若干个零结尾，超过 ${DIGITS_KEPT} 位的数字经表格软件保存后常如此`,
            en: `${there.en} ends in zeros, as a spreadsheet leaves them of a number with more than ${DIGITS_KEPT} digits`,
          },
        }
      : { value };
  };
}

/** Zeros in front that its format shows belong to it; another format shows another code than stands in the cell. */
function idOfNumber(cell: Cell & { readonly kind: 'NUMBER' }, broken: (cell: Cell, zh: string, en: string) => ReadValue<string>): ReadValue<string> {
  const { value, format = 'General' } = cell;
  if (!Number.isInteger(value) || value < 0) return broken(cell, '不是编号', ', which is no code');
  if (value >= 10 ** DIGITS_KEPT)
    return broken(cell, `超过 ${DIGITS_KEPT} 位的数字已丢失末位`, `: a number of more than ${DIGITS_KEPT} digits has lost some`);
  const part = positivePart(format);
  if (!/^([#0?,.@\s]|E\+)*$|^General$/i.test(part))
    return broken(cell, `其数字格式（${format}）显示成另一个编号`, `, and its number format (${format}) shows another code`);
  return { value: String(value).padStart(/^0+$/.test(part) ? part.length : 1, '0') };
}
