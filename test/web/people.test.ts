/** What the pages about people narrow down and draw, by itself. */
import { describe, expect, it } from 'vitest';
import { daysIn, monthBeside, monthIn, within } from '../../web/admin/people/month.ts';
import { fits } from '../../web/admin/people/narrowing.ts';

type Row = Parameters<typeof fits>[0];
const row = (over: Partial<Row> = {}): Row => ({
  id: 'ma-yue',
  name: '马越',
  nameEn: 'Ma Yue',
  unit: '县统计局',
  since: '2026-01-01T00:00:00.000Z',
  leftAt: null,
  roles: ['SURVEY_REVIEWER'],
  projects: [],
  away: null,
  contact: { email: 'ma-yue@qinghe.example', phone: null, bounced: false, lastSignIn: null, seesSignIns: true },
  ...over,
});

describe('a list of people', () => {
  it.each([
    ['马 越', true],
    ['ＭＡ', true],
    ['ma y', true],
    ['统计', true],
    ['QINGHE', true],
    ['陈', false],
  ])('finds by %s as people type it: %s', (q, found) => {
    expect(fits(row(), { q })).toBe(found);
  });

  it('shows who works here unless it is asked for those who left, and tells states apart', () => {
    const left = row({ leftAt: '2026-05-01T00:00:00.000Z' });
    const away = row({ away: { mandate: 'DL-1', until: '2026-12-01', by: 'x' } });
    const bounced = row({ contact: { email: 'a@b.example', phone: null, bounced: true, lastSignIn: null, seesSignIns: false } });
    const shows = ['', 'Away', 'Bounced', 'None', 'Left'];
    const seen = (person: Row) => shows.map((show) => fits(person, { show }));
    expect(seen(row())).toEqual([true, false, false, false, false]);
    expect(seen(left)).toEqual([false, false, false, false, true]);
    expect(seen(away)).toEqual([true, true, false, false, false]);
    expect(seen(bounced)).toEqual([true, false, true, false, false]);
    expect(seen(row({ roles: [] }))).toEqual([true, false, false, true, false]);
    expect(seen(row({ roles: [], projects: ['QH-01'] }))).toEqual([true, false, false, false, false]);
    expect(fits(row(), { role: 'FINANCE' })).toBe(false);
  });
});

describe('a month', () => {
  it('is the one that the address says, and this one where it says none', () => {
    expect(['2026-02', '2026-13', '', 'x', undefined].map((asked) => monthIn(asked, '2026-11-29'))).toEqual([
      '2026-02',
      '2026-11',
      '2026-11',
      '2026-11',
      '2026-11',
    ]);
    expect([monthBeside('2026-12', 1), monthBeside('2026-01', -1), monthBeside('2026-05', 1)]).toEqual(['2027-01', '2025-12', '2026-06']);
    expect(['2024-02', '2026-02', '2026-11'].map(daysIn)).toEqual([29, 28, 30]);
  });

  it('shows of a span what lies in it', () => {
    const place = (from: string, to: string) => within({ from, to }, '2026-11');
    expect(place('2026-10-20', '2026-11-03')).toEqual({ first: 1, last: 3 });
    expect(place('2026-11-28', '2026-12-03')).toEqual({ first: 28, last: 30 });
    expect(place('2026-01-01', '2027-01-01')).toEqual({ first: 1, last: 30 });
    expect([place('2026-10-01', '2026-10-31'), place('2026-12-01', '2026-12-02')]).toEqual([null, null]);
  });
});
