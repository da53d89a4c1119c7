/** A year of the calendar as it is typed in the console: rows and days, faults at their fields, tables and files that fill it in. */
import { describe, expect, it } from 'vitest';
import {
  type DayRow,
  expanded,
  NO_DAY,
  NO_YEAR,
  rowsOf,
  type TypedYear,
  typedFrom,
  typedPlace,
  wantedOf,
  wrongIn,
} from '../../web/admin/calendar/typed-year.ts';
import { type PasteField, pastedRows } from '../../web/parts/pasted.ts';

const row = (day: string, to = '', more: Partial<DayRow> = {}): DayRow => ({ day, to, kind: 'REST', name: '国庆节', ...more });
const typed = (days: DayRow[], more: Partial<TypedYear> = {}): TypedYear => ({
  year: '2027',
  status: 'DECREED',
  document: '国办发明电〔2026〕7号',
  basis: '青托办〔2026〕9号',
  days,
  ...more,
});

describe('a year as it is typed', () => {
  it('holds each day of a row from one day to another, and none of a row that is left empty', () => {
    const { days, rowOf } = expanded([row('2027-10-01', '2027-10-03'), NO_DAY, row('2027-10-09', '', { kind: 'WORK', name: ' 国庆节 ' })]);
    expect(days).toEqual([
      { day: '2027-10-01', work: false, name: '国庆节' },
      { day: '2027-10-02', work: false, name: '国庆节' },
      { day: '2027-10-03', work: false, name: '国庆节' },
      { day: '2027-10-09', work: true, name: '国庆节' },
    ]);
    expect(rowOf).toEqual([0, 0, 0, 2]);
    expect(wantedOf(typed([row('2027-10-01')]))).toEqual({
      year: 2027,
      status: 'DECREED',
      document: '国办发明电〔2026〕7号',
      days: [{ day: '2027-10-01', work: false, name: '国庆节' }],
    });
  });

  it('is told every fault at its field at once', () => {
    expect(wrongIn(NO_YEAR)).toEqual({ year: 'wrongYear', document: 'fillIn', basis: 'fillIn', days: 'noDays' });
    const faulty = typed(
      [
        row('2027-10-01', '2027-09-30'),
        row('2026-12-31', '2027-01-02'),
        row('2027-02-30'),
        row('2027-10-01', '', { name: ' ' }),
        row('', '2027-05-05'),
      ],
      { status: 'X' },
    );
    expect(wrongIn(faulty)).toEqual({
      status: 'fillIn',
      'days.0.to': 'wrongEnd',
      'days.1.day': 'outside',
      'days.1.to': 'wrongEnd',
      'days.2.day': 'wrongDay',
      'days.3.day': 'twice',
      'days.3.name': 'fillIn',
      'days.4.day': 'wrongDay',
      'days.4.to': 'wrongEnd',
    });
    expect(wrongIn(typed([row('2027-10-01', '2027-10-07'), row('2027-10-07', '', { kind: 'WORK' })]))).toEqual({ 'days.1.day': 'twice' });
    expect(wrongIn(typed([row('2027-10-01', '2027-10-07'), NO_DAY]))).toEqual({});
  });

  it('shows a fault of a day that was sent in the row that it was of', () => {
    const rows = [row('2027-10-01', '2027-10-03'), NO_DAY, row('2027-10-09')];
    expect(typedPlace(rows, 'days[1].day')).toBe('days.0.day');
    expect(typedPlace(rows, 'days[3].name')).toBe('days.2.name');
    expect(typedPlace(rows, 'days[3].work')).toBe('days.2.kind');
    expect(typedPlace(rows, 'days[9].day')).toBe('days');
    expect(typedPlace(rows, 'document')).toBe('document');
  });
});

describe('what fills a year in', () => {
  const days = [
    { day: '2027-10-01', work: false, name: '国庆节' },
    { day: '2027-10-02', work: false, name: '国庆节' },
    { day: '2027-10-03', work: true, name: '国庆节' },
    { day: '2027-10-04', work: true, name: '中秋节' },
    { day: '2027-12-31', work: false, name: '元旦' },
  ];

  it('gives days that follow one another for the same reason one row, and the same days again', () => {
    expect(rowsOf(days)).toEqual([
      row('2027-10-01', '2027-10-02'),
      row('2027-10-03', '', { kind: 'WORK' }),
      row('2027-10-04', '', { kind: 'WORK', name: '中秋节' }),
      row('2027-12-31', '', { name: '元旦' }),
    ]);
    expect(expanded(rowsOf(days)).days).toEqual(days);
  });

  it('is the file that the command takes, with its year and its notice, also where days in it are wrong', () => {
    const file = { year: 2027, status: 'DECREED', document: '国办发明电〔2026〕7号', days };
    expect(typedFrom(`\ufeff${JSON.stringify(file, null, 2)}`)).toEqual({ ...file, year: '2027', days: rowsOf(days) });
    const wrong = typedFrom(JSON.stringify({ ...file, document: null, days: [{ day: '1 Oct', work: 'no' }, null] }));
    expect(wrong).toEqual({ year: '2027', status: 'DECREED', document: '', days: [row('1 Oct', '', { name: '' }), row('', '', { name: '' })] });
    expect(typedFrom('{"year": 2027, "days"')).toBe('UNREADABLE');
    expect(typedFrom('{"year": 2027}')).toBe('UNREADABLE');
    expect(typedFrom('日期\t至\n2027-10-01\t')).toBeNull();
  });

  it('is a table with columns by name in any order, of which an end may be missing', () => {
    const column = (key: string, kind: string, zh: string, required: boolean): PasteField => ({ key, kind, label: { zh, en: key }, required });
    const columns = [
      column('day', 'DAY', '日期', true),
      column('to', 'DAY', '至', false),
      { ...column('kind', 'CHOICE', '安排', true), options: [{ value: 'REST', label: { zh: '休息', en: 'Day off' } }] },
      column('name', 'TEXT', '事由', true),
    ];
    expect(pastedRows('事由\t日期\t安排\t至\n国庆节\t2027/10/1\t休息\t2027年10月7日\n元旦\t2027-12-31\t休息\t', columns, 100)).toEqual({
      rows: [row('2027-10-01', '2027-10-07'), row('2027-12-31', '', { name: '元旦' })],
    });
    expect(pastedRows('日期\t安排\t事由\n十月一日\t上课\t', columns, 100)).toMatchObject({ faults: [{}, {}, {}] });
  });
});
