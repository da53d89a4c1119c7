import { describe, expect, it } from 'vitest';
import { addWorkdays, isWorkday, subtractWorkdays, UnknownYear, workdaysBetween } from '../../domain/calendar/calendar.ts';
import { blankDeadline, dueOn, rework, workOut } from '../../domain/calendar/deadline.ts';
import { addWorkingHours } from '../../domain/calendar/working-hours.ts';
import { addMonths, at, dayAt } from '../../domain/kernel/days.ts';
import { calendar } from '../setup/builders.ts';

describe('working days', () => {
  // Test vectors of domain facts 7.
  it.each([
    ['2023-01-18', 5, '2023-01-30'],
    ['2023-09-27', 5, '2023-10-10'],
    ['2024-04-26', 5, '2024-05-07'],
    ['2025-09-26', 5, '2025-10-10'],
    ['2026-01-30', 20, '2026-03-05'],
    ['2026-02-12', 5, '2026-02-26'],
    ['2026-04-28', 10, '2026-05-14'],
    ['2026-09-18', 5, '2026-09-24'],
    ['2026-09-28', 5, '2026-10-10'],
  ])('%s plus %i working days is %s', (from, n, expected) => {
    expect(addWorkdays(from, n, calendar)).toBe(expected);
    expect(workdaysBetween(from, expected, calendar)).toBe(n);
  });

  it.each([
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, days) => {
    expect(workdaysBetween(`${year - 1}-12-31`, `${year}-12-31`, calendar)).toBe(days);
  });

  it('counts a make-up Saturday as a working day and a holiday Friday as none', () => {
    expect(isWorkday('2026-10-10', calendar)).toBe(true);
    expect(isWorkday('2026-10-02', calendar)).toBe(false);
  });

  it('fails visibly for a year that it does not know, instead of falling back to Monday to Friday', () => {
    expect(() => addWorkdays('2026-12-30', 5, calendar)).toThrow(UnknownYear);
    expect(() => isWorkday('2021-06-01', calendar)).toThrow('tuojian calendar import');
  });

  it('goes back as it goes forth', () => {
    for (const n of [1, 3, 7, 20]) expect(subtractWorkdays(addWorkdays('2024-02-05', n, calendar), n, calendar)).toBe('2024-02-05');
  });

  it('ends a month where the next one is shorter', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2023-11-30', 3)).toBe('2024-02-29');
  });

  it('knows the day in Shanghai at any instant', () => {
    expect(dayAt('2023-03-29T15:59:59.999Z')).toBe('2023-03-29');
    expect(dayAt('2023-03-29T16:00:00.000Z')).toBe('2023-03-30');
    expect(at('2023-03-30', 24)).toBe('2023-03-30T16:00:00.000Z');
  });
});

describe('a deadline', () => {
  const tenDays = { n: 10, unit: 'WD' } as const;

  it('stands still from the notice to the re-submission: 10 working days from 2023-03-13 end on 2023-03-30', () => {
    expect(dueOn('2023-03-13', tenDays, [{ from: '2023-03-16', to: '2023-03-21', reason: 'SUPPLEMENT' }], calendar)).toBe('2023-03-30');
    expect(dueOn('2023-03-13', tenDays, [], calendar)).toBe('2023-03-27');
  });

  it('shows how many days were used while it is paused, and has no end then', () => {
    const paused = workOut(blankDeadline('2023-03-13', tenDays, [{ from: '2023-03-16', to: null, reason: 'SUPPLEMENT' }]), calendar);
    expect(paused).toMatchObject({ dueOn: null, dueAt: null, usedBeforePause: 3, marks: [] });
  });

  it('turns yellow with three of ten days left, red at 18:00 of the last day, and escalates after 1, 3 and 5 working days', () => {
    const { marks, dueAt } = workOut(blankDeadline('2023-03-13', tenDays), calendar);
    expect(dueAt).toBe('2023-03-27T16:00:00.000Z');
    expect(marks).toEqual([
      { mark: 'YELLOW', at: '2023-03-22T01:00:00.000Z' },
      { mark: 'RED', at: '2023-03-27T10:00:00.000Z' },
      { mark: 'RED_1', at: '2023-03-28T01:00:00.000Z' },
      { mark: 'RED_3', at: '2023-03-30T01:00:00.000Z' },
      { mark: 'RED_5', at: '2023-04-03T01:00:00.000Z' },
    ]);
  });

  it('counts 15 calendar days and 3 months as such, moved by what it was paused', () => {
    expect(dueOn('2025-03-28', { n: 15, unit: 'CD' }, [], calendar)).toBe('2025-04-12');
    expect(dueOn('2025-03-28', { n: 15, unit: 'CD' }, [{ from: '2025-04-01', to: '2025-04-05', reason: 'HEARING' }], calendar)).toBe('2025-04-16');
    expect(dueOn('2025-03-28', { n: 3, unit: 'MONTH' }, [], calendar)).toBe('2025-06-28');
  });

  it.each([
    // Fifteen days that end in the week of 1 October 2025 (days off to the 8th), on a Saturday, and on a make-up working Sunday.
    ['2025-09-20', { n: 15, unit: 'CD' }, '2025-10-09', '2025-10-05'],
    ['2025-03-28', { n: 15, unit: 'CD' }, '2025-04-14', '2025-04-12'],
    ['2025-09-13', { n: 15, unit: 'CD' }, '2025-09-28', undefined],
    ['2025-08-31', { n: 1, unit: 'MONTH' }, '2025-09-30', undefined],
    ['2025-07-04', { n: 3, unit: 'MONTH' }, '2025-10-09', '2025-10-04'],
    ['2025-09-19', { n: 10, unit: 'WD' }, '2025-10-10', undefined],
  ] as const)('from %s, %o ends on %s, on a working day (民法典 art. 203), and says what it was moved from', (from, limit, due, moved) => {
    const worked = workOut(blankDeadline(from, limit), calendar);
    expect(worked.dueOn).toBe(due);
    expect(worked.movedFrom).toBe(moved);
    expect(worked.marks.find(({ mark }) => mark === 'RED')?.at).toBe(at(due, 18));
  });

  it('one that began under 0.4.0 ends as counted, also after it was paused or extended', () => {
    const { lastDay: _, ...old } = blankDeadline('2025-03-28', { n: 15, unit: 'CD' });
    expect(workOut(old, calendar)).toMatchObject({ dueOn: '2025-04-12' });
    expect(workOut(rework(old, { limit: { n: 22, unit: 'CD' } }), calendar)).toMatchObject({ dueOn: '2025-04-19' });
    expect(workOut(rework(blankDeadline('2025-03-28', { n: 15, unit: 'CD' })), calendar)).toMatchObject({ dueOn: '2025-04-14' });
  });

  it('a last day over the turn of a year asks for the year behind it, and is provisional as that is', () => {
    // 31 December 2022 was a Saturday.
    const limit = { n: 10, unit: 'CD' } as const;
    expect(workOut(blankDeadline('2022-12-21', limit), calendar)).toMatchObject({ dueOn: '2023-01-03', movedFrom: '2022-12-31', provisional: false });
    const later = { ...calendar, years: { ...calendar.years, 2023: 'PROVISIONAL' as const } };
    expect(workOut(blankDeadline('2022-12-21', limit), later).provisional).toBe(true);
    const { 2023: __, ...unknown } = calendar.years;
    expect(() => workOut(blankDeadline('2022-12-21', limit), { ...calendar, years: unknown })).toThrow('2023');
  });

  it.each([
    ['WD', '2023-03-27'],
    ['CD', '2023-03-23'],
  ] as const)('a pause that begins when it is over brings a limit in %s not back', (unit, due) => {
    const late = [{ from: due, to: '2023-04-20', reason: 'HEARING' as const }];
    expect(dueOn('2023-03-13', { n: 10, unit }, late, calendar)).toBe(due);
    expect(workOut(blankDeadline('2023-03-13', { n: 10, unit }, late), calendar).dueOn).toBe(due);
  });

  it('a pause on the days off behind which the last day lies leaves that day', () => {
    // 12 April 2025 is a Saturday, the last day therefore Monday the 14th.
    const within = [{ from: '2025-04-13', to: '2025-04-20', reason: 'HEARING' as const }];
    expect(workOut(blankDeadline('2025-03-28', { n: 15, unit: 'CD' }, within), calendar).dueOn).toBe('2025-04-21');
  });

  it('says that it is provisional when it ends in a year whose notice is not out', () => {
    const later = { ...calendar, years: { ...calendar.years, 2027: 'PROVISIONAL' as const } };
    expect(workOut(blankDeadline('2026-12-28', tenDays), later).provisional).toBe(true);
    expect(workOut(blankDeadline('2026-03-02', tenDays), later).provisional).toBe(false);
  });
});

describe('working hours (09:00–12:00 and 14:00–18:00 on working days)', () => {
  it.each([
    ['in the morning', '2023-03-13T01:30:00.000Z', 4, '2023-03-13T07:30:00.000Z'], // 09:30 → 12:00, 14:00 → 15:30
    ['over night', '2023-03-13T08:00:00.000Z', 4, '2023-03-14T03:00:00.000Z'], // 16:00 → 18:00, 09:00 → 11:00
    ['over a weekend', '2023-03-17T09:00:00.000Z', 4, '2023-03-20T04:00:00.000Z'],
    ['from the middle of the night', '2023-03-12T18:00:00.000Z', 1, '2023-03-13T02:00:00.000Z'],
    ['on a make-up Saturday', '2026-10-10T01:00:00.000Z', 3, '2026-10-10T04:00:00.000Z'],
    ['over the golden week', '2026-09-30T09:30:00.000Z', 1, '2026-10-08T01:30:00.000Z'],
  ])('%s', (_what, from, hours, expected) => {
    expect(addWorkingHours(from, hours, calendar)).toBe(expected);
  });
});
