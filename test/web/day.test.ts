/** A day as people type it. */
import { expect, it } from 'vitest';
import { dayOf } from '../../web/parts/day.ts';

it('is read as people write it', () => {
  for (const typed of ['2026-2-3', '2026/2/3', '2026.02.03', '2026年2月3日', '20260203', ' ２０２６－２－３ '])
    expect(dayOf(typed), typed).toBe('2026-02-03');
});

it('is none where the calendar has none, instead of the day after', () => {
  for (const typed of ['2026-02-30', '2026-13-01', '2026-2', '昨天', '3 Feb 2026', '26-02-03', '']) expect(dayOf(typed), typed).toBeNull();
});
