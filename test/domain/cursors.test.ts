/** Places in lists as clients give them back: what no calendar has would be refused by PostgreSQL alone, as a fault of ours. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { after, before, cursorOf, TASK_PLACE } from '../../api/schemas/cursor.ts';

/** None of them is a moment; JavaScript reads the first two all the same. */
const NEVER = [
  '2026-02-30T01:00:00.000Z',
  '2026-04-31T01:00:00.000Z',
  '2026-13-01T01:00:00.000Z',
  '2026-01-01T24:00:00.000Z',
  '0000-01-01T00:00:00.000Z',
];

describe('a place in a list', () => {
  const tasks = z.strictObject({ after: after(TASK_PLACE) });
  const given = (place: string) => tasks.safeParse({ after: cursorOf(place) });

  it('is taken where its moment is one of the calendar', () => {
    const place = '2028-02-29T23:59:59.999Z approval/QH-01.FSR 3';
    expect(given(place)).toMatchObject({ success: true, data: { after: place } });
  });

  it.each(NEVER)('is refused where its moment is %s', (moment) => {
    expect(given(`${moment} approval/QH-01.FSR 3`).success).toBe(false);
  });
});

describe('a place in a ledger', () => {
  const ledger = z.strictObject({ before });

  it('may be left out, and is taken as the page before gave it', () => {
    expect(ledger.safeParse({}).success).toBe(true);
    expect(ledger.safeParse({ before: '2028-02-29T23:59:59.999Z_n-1_2' }).success).toBe(true);
  });

  it.each([...NEVER.map((moment) => `${moment}_n-1`), '', '_', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z_', '2026-01-01_x'])(
    'is refused where it is %s',
    (place) => {
      expect(ledger.safeParse({ before: place }).success).toBe(false);
    },
  );
});
