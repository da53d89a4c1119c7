import { describe, expect, it } from 'vitest';
import { dayWordsIn, minuteWords, spanWords } from '../../domain/words/days.ts';

const both = (text: string) => dayWordsIn({ zh: text, en: text });

describe('days in a sentence that was recorded', () => {
  it('are read in the form of its language, with the minute that stands behind one', () => {
    expect(both('租约（2026-01-05）至 2036-12-31')).toEqual({ zh: '租约（2026年1月5日）至 2036年12月31日', en: '租约（5 Jan 2026）至 31 Dec 2036' });
    expect(minuteWords('2026-11-27T01:30:00.000Z')).toEqual({ zh: '2026年11月27日 09:30', en: '27 Nov 2026 09:30' });
    expect(spanWords('2026-03-01', '2027-02-28')).toEqual({ zh: '2026年3月1日 – 2027年2月28日', en: '1 Mar 2026 – 28 Feb 2027' });
  });

  it('are no part of a number, an id, an instant, or a day that is none', () => {
    for (const other of ['青托-2026-11-27', '2026-11-27-3', 'A2026-11-27', '12026-11-27', '2026-11-27T09:30:00Z', '2026-13-27', '2026-11-32'])
      expect(both(other)).toEqual({ zh: other, en: other });
  });
});
