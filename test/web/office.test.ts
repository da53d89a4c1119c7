import { describe, expect, it } from 'vitest';
import { STORE_FAULTS } from '../../domain/document-store.ts';
import { standardFaults } from '../../domain/programme/county-standards.ts';
import { rulesOn } from '../../domain/programme/rules-shown.ts';
import { bytesWords, type Health, signsOf, waitingMails } from '../../web/admin/health/signs.ts';
import { HEALTH_WORDS } from '../../web/admin/health/words.ts';
import { ownRows, type TableShown } from '../../web/admin/rules/version.ts';

const NOW = Date.parse('2026-12-01T08:00:00.000Z');
const WELL: Health = {
  postgres: 'ok',
  temporal: 'ok',
  record: 'ok',
  documents: { place: 'database', fault: null },
  scanner: 'NONE',
  ownParts: [],
  mails: [],
  undelivered: 0,
  lastMailAt: null,
  cardsWaiting: 0,
  webhooks: [],
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
    expect(signs).toEqual({
      database: 'BROKEN',
      temporal: 'FINE',
      own: 'FINE',
      documents: 'FINE',
      scanner: 'FINE',
      record: 'HEED',
      mails: 'FINE',
      undelivered: 'HEED',
      disk: 'HEED',
      webhooks: 'FINE',
    });
  });
  it('says that documents cannot be handed in where their place or a scanner is away, each with what to do in both languages', () => {
    const scanned = (scanner: Health['scanner']) => signsOf({ ...WELL, scanner }, NOW).scanner;
    expect([scanned('ANSWERS'), scanned('AWAY'), scanned('UNSCANNED')]).toEqual(['FINE', 'BROKEN', 'HEED']);
    for (const fault of ['AWAY', ...STORE_FAULTS] as const) {
      expect(signsOf({ ...WELL, documents: { place: 's3', fault } }, NOW).documents).toBe('BROKEN');
      const told = HEALTH_WORDS[`documents${fault}`];
      expect(told.zh, fault).toMatch(/请|须/);
      expect(told.en, fault).toMatch(/must|Look|Put|Give|Make|See|Set/);
    }
  });
  it('heeds an embedded part that ended by itself within a day, and says that it is down until it runs again', () => {
    const temporal = (runs: boolean, endedAt: string): Health => ({ ...WELL, ownParts: [{ part: 'temporal', runs, ends: 1, endedAt }] });
    expect(signsOf(temporal(false, '2026-12-01T07:59:00.000Z'), NOW).own).toBe('BROKEN');
    expect(signsOf(temporal(true, '2026-12-01T07:59:00.000Z'), NOW).own).toBe('HEED');
    expect(signsOf(temporal(true, '2026-11-30T07:59:00.000Z'), NOW).own).toBe('FINE');
    expect(signsOf({ ...WELL, ownParts: [{ part: 'mails', runs: true, ends: 0, endedAt: null }] }, NOW).own).toBe('FINE');
  });
  it('tells sizes as people read them', () => {
    expect([bytesWords(12.4 * 1024 ** 3), bytesWords(310 * 1024 ** 2)]).toEqual(['12.4 GB', '310 MB']);
  });
});

describe('a version of a table as the office fills it in', () => {
  const table = 'PAYMENTS';
  const rows = (own: Readonly<Record<string, unknown>>, confirms: readonly string[] = []) =>
    rulesOn({ [table]: [{ table, version: 1, from: '2026-01-01', basis: '青〔2026〕1号', values: own, confirms }] }, '2026-12-01').find(
      (one) => one.table === table,
    ) as unknown as TableShown; // as the API serves it
  const version = { table, from: '2026-12-01', basis: '青〔2026〕2号' };

  it('sets again what the county has set before, and what was changed now', () => {
    const { values, confirms } = ownRows(rows({ retentionPerMille: 20 }), { leastPerMille: 850 }, []);
    expect({ values, confirms }).toEqual({ values: { retentionPerMille: 20, leastPerMille: 850 }, confirms: [] });
  });
  it('lets go of a row that is put back to what is shipped', () => {
    expect(ownRows(rows({ retentionPerMille: 20 }), { retentionPerMille: 30 }, [])).toEqual({ values: {}, confirms: [] });
  });
  it('keeps what was confirmed before as confirmed, and is never refused for it', () => {
    const shown = rows({ advancePerMille: 300 }, ['advancePerMille']);
    const own = ownRows(shown, {}, []);
    expect(own).toEqual({ values: {}, confirms: ['advancePerMille'] });
    expect(standardFaults({ ...version, ...own }, '2026-12-01')).toEqual([]);
    expect(ownRows(rows({}), {}, ['advancePerMille'])).toEqual({ values: {}, confirms: ['advancePerMille'] });
  });
  it('changes nothing where nothing was typed, in any shipped table', () => {
    for (const shown of rulesOn({}, '2026-12-01') as unknown as readonly TableShown[]) // as the API serves them
      expect(ownRows(shown, {}, []), shown.table).toEqual({ values: {}, confirms: [] });
  });
});
