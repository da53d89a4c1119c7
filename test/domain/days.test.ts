import { describe, expect, it } from 'vitest';
import { isRealDay } from '../../domain/kernel/days.ts';

describe('a day of the calendar', () => {
  it.each(['2026-11-24', '2024-02-29', '2000-02-29', '1999-12-31'])('%s is one', (day) => expect(isRealDay(day)).toBe(true));

  it.each([
    '2026-02-29',
    '2026-02-30',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-11-00',
    '2026-11',
    '2026-1-1',
    '',
    'now',
    '+002026-11-24',
  ])('«%s» is none, also where JavaScript would read it', (day) => expect(isRealDay(day)).toBe(false));
});
