import { describe, expect, it } from 'vitest';
import { bytesWords, type Health, signsOf, waitingMails } from '../../web/admin/health/signs.ts';

const NOW = Date.parse('2026-12-01T08:00:00.000Z');
const WELL: Health = {
  postgres: 'ok',
  temporal: 'ok',
  record: 'ok',
  mails: [],
  undelivered: 0,
  lastMailAt: null,
  cardsWaiting: 0,
  log: { size: 0, waiting: 0, unsignedSince: null, checkpoint: null },
  disk: { free: 50, all: 100 },
  databaseBytes: 0,
  aside: [],
  asideElsewhere: [],
  mayRetry: false,
};
const HELD = { status: 'HELD', count: 7, oldest: '2026-11-01T00:00:00.000Z' } as const;

describe('what the figures of the service mean', () => {
  it('says that all is fine where it is', () => {
    expect(new Set(Object.values(signsOf(WELL, NOW)))).toEqual(new Set(['FINE']));
  });
  it('heeds mails that wait for over an hour, and not those that are held as their readers wish', () => {
    const since = (oldest: string): Health => ({ ...WELL, mails: [HELD, { status: 'QUEUED', count: 2, oldest }] });
    expect(signsOf(since('2026-12-01T07:30:00.000Z'), NOW).mails).toBe('FINE');
    expect(signsOf(since('2026-12-01T06:30:00.000Z'), NOW).mails).toBe('HEED');
    expect(waitingMails(since('2026-12-01T06:30:00.000Z'))).toEqual({ count: 2, oldest: '2026-12-01T06:30:00.000Z', held: 7 });
  });
  it('heeds a disk of which less than a tenth is left, a late signature and what did not arrive', () => {
    const signs = signsOf({ ...WELL, disk: { free: 9, all: 100 }, record: 'late by 7 min', undelivered: 1, postgres: 'ECONNREFUSED' }, NOW);
    expect(signs).toEqual({ database: 'BROKEN', temporal: 'FINE', record: 'HEED', mails: 'FINE', undelivered: 'HEED', disk: 'HEED' });
  });
  it('tells sizes as people read them', () => {
    expect([bytesWords(12.4 * 1024 ** 3), bytesWords(310 * 1024 ** 2)]).toEqual(['12.4 GB', '310 MB']);
  });
});
