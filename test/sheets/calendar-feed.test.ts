import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { FeedEntry } from '../../domain/programme/progress/feed.ts';
import { calendarFeed } from '../../sheets/calendar-feed.ts';

const ABOUT = { host: 'tuojian.example.gov.cn', locale: 'zh-CN', at: '2026-11-29T02:00:00.000Z' } as const;
const ENTRY: FeedEntry = {
  id: 'project/QH-01#PLAN.COMPLETION',
  on: '2026-12-31',
  plain: { zh: '竣工', en: 'completion' },
  late: false,
  programme: { zh: '青禾县托育建设', en: 'Qinghe childcare' },
  project: { zh: '城关镇托育中心', en: 'Chengguan centre' },
  page: 'https://tuojian.example.gov.cn/projects/QH-01',
};
/** As a calendar program reads it. */
const read = (file: string): readonly ICAL.Event[] =>
  new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent').map((found) => new ICAL.Event(found));

describe('a feed of last days', () => {
  it('has a whole day for each, free time, and a page where it is looked at', () => {
    const [event] = read(calendarFeed([ENTRY], ABOUT));
    expect(event?.summary).toBe('城关镇托育中心：竣工');
    expect(event?.startDate.isDate).toBe(true);
    expect(event?.startDate.toString()).toBe('2026-12-31');
    expect(event?.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
    expect(String(event?.component.getFirstPropertyValue('url'))).toBe(ENTRY.page);
  });

  it('speaks the language of whoever made it, and says what is late', () => {
    const [event] = read(calendarFeed([{ ...ENTRY, late: true, project: null }], { ...ABOUT, locale: 'en' }));
    expect(event?.summary).toBe('Qinghe childcare: completion (late)');
  });

  it('keeps an id while the matter does, also when its day changes, and an id names no case', () => {
    const [before] = read(calendarFeed([ENTRY], ABOUT));
    const [after] = read(calendarFeed([{ ...ENTRY, on: '2027-01-15' }], ABOUT));
    expect(after?.uid).toBe(before?.uid);
    expect(before?.uid).toMatch(/^[0-9a-f]{32}@tuojian\.example\.gov\.cn$/);
    const [other] = read(calendarFeed([{ ...ENTRY, id: 'project/QH-02#PLAN.COMPLETION' }], ABOUT));
    expect(other?.uid).not.toBe(before?.uid);
  });

  it('is read as it was written, whatever a title holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (title) => {
        const clean = title.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, 'x'); // what the gate lets through
        const found = read(calendarFeed([{ ...ENTRY, plain: { zh: clean, en: clean } }, ENTRY], ABOUT));
        expect(found.map(({ summary }) => summary)).toEqual([`城关镇托育中心：${clean}`, '城关镇托育中心：竣工']);
      }),
    );
  });

  it('is a file also where nothing is due', () => {
    const file = calendarFeed([], ABOUT);
    expect(file.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
    expect(read(file)).toEqual([]);
  });
});
