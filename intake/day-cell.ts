/**
 * A day in a cell: year first, as Excel, WPS and people here write it; with a time that says its offset it is the day in
 * Shanghai. Deliberately absent: other orders (2/25/2023), years of two digits, 民国 and numerals in words: each could be
 * two days, or is written so seldom that nobody would notice a wrong reading.
 */
import { dayAt, isRealDay } from '../domain/kernel/days.ts';
import type { Text } from '../domain/kernel/values.ts';
import { must, plain, type Reader, type ReadValue } from './cells.ts';
import { type Cell, shown } from './table.ts';

const DAY_FORMS = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/,
  /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];
const CLOCK = String.raw`([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?`;
/** A time with its offset moves the day; one without is a time here. */
const WITH_OFFSET = /^(\d{4}-\d{2}-\d{2})[T\s]+(\d{2}:\d{2}(:\d{2}(\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})$/i;
const TIME_BEHIND = new RegExp(
  `([T\\s]+|(?<=[日号])\\s*)((上午|下午|凌晨|晚上)?\\s*${CLOCK}(\\s*[AP]M)?|([01]?\\d|2[0-3])[时点]([0-5]?\\d分([0-5]?\\d秒)?)?)$`,
  'i',
);
const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2100-01-01';
const WHAT: Text = { zh: '2023-02-25 这样的日期（年、月、日）', en: 'a date such as 2023-02-25 (year, month, day)' };
/** Serial numbers of days from 2000 to 2100, in either system. */
const isSerial = (n: number): boolean => n >= 35_000 && n <= 74_000;

/** A serial number is a day only where its system is known. */
export const dayReader: Reader<string> = (cell, { today, dayOfSerial }) => {
  const bare =
    cell.kind === 'NUMBER' ? cell.value : cell.kind === 'TEXT' && /^\d{5}(\.\d+)?$/.test(plain(cell.text)) ? Number(plain(cell.text)) : null;
  if (bare !== null && isSerial(bare)) {
    if (dayOfSerial === null)
      return must(WHAT, cell, {
        zh: '，像是表格软件的日期序号，请把该列设为日期格式后重新保存',
        en: ', which looks like the number by which a spreadsheet counts days: format the column as a date and save it again',
      });
    const there = shown(cell);
    const day = dayOfSerial(bare);
    return { ...taken(day, cell, today), warning: { zh: `${there.zh}已读作日期 ${day}`, en: `${there.en} was read as the date ${day}` } };
  }
  if (cell.kind === 'DAY') return taken(cell.day, cell, today);
  if (cell.kind !== 'TEXT') return must(WHAT, cell);
  return taken(dayIn(plain(cell.text)), cell, today);
};

/** Null: not written as a day. */
function dayIn(text: string): string | null {
  const [, written = '', time = '', , , offset = ''] = WITH_OFFSET.exec(text) ?? [];
  if (offset !== '') {
    const instant = new Date(`${written}T${time}${offset.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
    return Number.isNaN(instant.getTime()) || !isRealDay(written) ? null : dayAt(instant.toISOString());
  }
  const bare = text.replace(TIME_BEHIND, '');
  const [, year, month, date] = DAY_FORMS.map((form) => form.exec(bare)).find((match) => match !== null) ?? [];
  return year === undefined || month === undefined || date === undefined ? null : `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

function taken(day: string | null, cell: Cell, today: string): ReadValue<string> {
  if (day === null) return must(WHAT, cell);
  if (!isRealDay(day)) return must({ zh: '日历上有的一天', en: 'a day of the calendar' }, cell);
  if (day < FIRST_DAY || day >= LAST_DAY) return must({ zh: `${FIRST_DAY} 及以后的日期`, en: `a day from ${FIRST_DAY} on` }, cell);
  const there = shown(cell);
  return day > today ? { value: day, warning: { zh: `${there.zh}在今天之后`, en: `${there.en} lies in the future` } } : { value: day };
}
