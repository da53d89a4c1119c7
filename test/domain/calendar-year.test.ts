/** A year of the calendar as its notice has it: what is wrong with its days, and what it changes of another. */
import { describe, expect, it } from 'vitest';
import { type CalendarYear, dayChanges, dayFaults, daysFromTo, isSameYear } from '../../domain/calendar/year.ts';
import { decreedDays } from '../../prisma/record/seed-calendar.ts';

const year = (more: Partial<CalendarYear> = {}): CalendarYear => ({
  year: 2026,
  status: 'DECREED',
  document: '国办发明电〔2025〕7号',
  days: decreedDays(2026),
  ...more,
});
const rest = (day: string, name = '元旦') => ({ day, work: false, name });

describe('the days of a year', () => {
  it('that the shipped years hold have no fault', () => {
    for (const shipped of [2022, 2023, 2024, 2025, 2026]) expect(dayFaults(shipped, decreedDays(shipped))).toEqual([]);
  });

  it('lie in it, and stand once: both are told of the same day, at the place where it stands', () => {
    const faults = dayFaults(2026, [rest('2025-12-31'), rest('2026-01-01'), { ...rest('2026-01-01'), work: true }, rest('2025-12-31')]);
    expect(faults.map(({ nth, why }) => [nth, why])).toEqual([
      [0, 'OUTSIDE'],
      [2, 'TWICE'],
      [3, 'OUTSIDE'],
      [3, 'TWICE'],
    ]);
    expect(faults[1]).toMatchObject({ first: 1, what: { en: 'must stand once; 2026-01-01 is a day of rest in days[1] and a working day here' } });
  });

  it('from one to another are each of them, over a month’s end; none where the end comes first', () => {
    expect(daysFromTo('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
    expect(daysFromTo('2026-03-02', '2026-03-02')).toEqual(['2026-03-02']);
    expect(daysFromTo('2026-03-02', '2026-03-01')).toEqual([]);
  });
});

describe('what a year changes of another', () => {
  it('is each day that is added, removed, worked instead of rested, or called otherwise, in their order', () => {
    const before = year({
      days: [rest('2026-01-01'), rest('2026-01-02'), { day: '2026-01-04', work: true, name: '元旦' }, rest('2026-10-01', '国庆')],
    });
    const after = year({ days: [rest('2026-10-01', '国庆节'), rest('2026-01-01'), rest('2026-01-04'), rest('2026-01-05')] });
    expect(dayChanges(before, after)).toEqual([
      { day: '2026-01-02', was: { work: false, name: '元旦' }, will: null },
      { day: '2026-01-04', was: { work: true, name: '元旦' }, will: { work: false, name: '元旦' } },
      { day: '2026-01-05', was: null, will: { work: false, name: '元旦' } },
      { day: '2026-10-01', was: { work: false, name: '国庆' }, will: { work: false, name: '国庆节' } },
    ]);
  });

  it('is every day of it where nothing is known of the year', () => {
    expect(dayChanges(null, year())).toHaveLength(year().days.length);
    expect(dayChanges(null, year()).every(({ was }) => was === null)).toBe(true);
  });

  it('is nothing where the same days stand in another order; another notice is another year all the same', () => {
    const turned = year({ days: [...year().days].reverse() });
    expect(dayChanges(year(), turned)).toEqual([]);
    expect(isSameYear(year(), turned)).toBe(true);
    expect(isSameYear(year(), year({ document: '国办发明电〔2025〕8号' }))).toBe(false);
    expect(isSameYear(year(), year({ status: 'PROVISIONAL' }))).toBe(false);
  });
});
