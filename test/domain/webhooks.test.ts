/** Outgoing events without a service: which there are, what is told of them, when they are tried again, where they may go. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CASE_KINDS } from '../../domain/cases.ts';
import { ASKED_FOR, CATALOGUE, isAskedFor } from '../../domain/webhook/catalogue.ts';
import { payloadOf } from '../../domain/webhook/payload.ts';
import { ASKED_WAIT_MAX_MS, nextTry, restAfter, TRIES, verdictOf } from '../../domain/webhook/schedule.ts';
import { AddressRefused, createAddressGuard } from '../../notices/webhooks/address-guard.ts';
import { wholePage } from '../../scripts/webhook-catalogue.ts';

describe('the catalogue', () => {
  it('has every kind of case, no ledger of the audit, and names of the standard', () => {
    expect(new Set(CATALOGUE.map(({ kind }) => kind))).toEqual(new Set(CASE_KINDS));
    expect(CATALOGUE.length).toBeGreaterThan(100);
    for (const { event, name } of CATALOGUE) {
      expect(event).toMatch(/^[a-z]+\.[A-Za-z0-9_]+$/);
      expect(name.zh).not.toBe('');
    }
    expect(isAskedFor('journal.*')).toBe(false);
    expect(isAskedFor('findings.FindingRaised')).toBe(false);
    expect(new Set(ASKED_FOR).size).toBe(ASKED_FOR.length);
  });

  it('stands in both pages as the domain has it (npx tsx scripts/webhook-catalogue.ts)', () => {
    expect(readFileSync('docs/webhooks.md', 'utf8')).toBe(wholePage('en'));
    expect(readFileSync('docs/webhooks.zh-CN.md', 'utf8')).toBe(wholePage('zh'));
  });
});

it('a message names the event, its case, project and day in Asia/Shanghai, its hash and place, and nothing else', () => {
  const told = payloadOf({
    stream: 'approval/QH-01.FSR',
    version: 3,
    type: 'ApprovalSubmitted',
    programme: 'QH',
    project: 'QH-01',
    occurredAt: '2026-11-23T17:00:00.000Z',
    hash: 'ab',
    place: 7,
  });
  expect(told).toEqual({
    type: 'approval.ApprovalSubmitted',
    timestamp: '2026-11-23T17:00:00.000Z',
    data: {
      event: 'approval/QH-01.FSR@3',
      case: 'approval/QH-01.FSR',
      kind: 'approval',
      id: 'QH-01.FSR',
      version: 3,
      programme: 'QH',
      project: 'QH-01',
      day: '2026-11-24',
      hash: 'ab',
      place: 7,
    },
  });
});

describe('trying again', () => {
  it('ends after ten tries in about three days', () => {
    let now = 0;
    for (let tries = 1; tries < TRIES; tries += 1) now = nextTry(tries, now, 0.5) ?? Number.NaN;
    expect(now / 86_400_000).toBeCloseTo(3.15, 1);
    expect(nextTry(TRIES, now, 0.5)).toBeNull();
  });

  it('spreads by a tenth, and believes an answer that says wait, within an hour', () => {
    expect([nextTry(2, 0, 0), nextTry(2, 0, 1)]).toEqual([270_000, 330_000]);
    expect(nextTry(1, 0, 0.5, 60_000)).toBe(60_000);
    expect(nextTry(1, 0, 0.5, 86_400_000)).toBe(ASKED_WAIT_MAX_MS);
  });

  it('an address rests longer after each failure, five minutes at most, or as long as it asks, an hour at most', () => {
    expect([1, 2, 3, 7, 1_000].map((failures) => restAfter(failures))).toEqual([5_000, 10_000, 20_000, 300_000, 300_000]);
    expect([0, 60_000, 999_999_000].map((asked) => restAfter(1, asked))).toEqual([5_000, 60_000, ASKED_WAIT_MAX_MS]);
  });

  it('only 2xx has arrived; a redirect has not', () => {
    expect([200, 204, 299, 300, 302, 404, 410, 500].map(verdictOf)).toEqual([
      'DELIVERED',
      'DELIVERED',
      'DELIVERED',
      'LATER',
      'LATER',
      'LATER',
      'GONE',
      'LATER',
    ]);
  });
});

describe('where messages may go', () => {
  const guard = createAddressGuard({ networks: [], http: false }, async () => ['93.184.216.34']);
  const says = (address: string) => guard.fault(address)?.en ?? null;

  it('is https, a host and a path alone', () => {
    expect(says('https://example.gov.cn/events')).toBeNull();
    for (const bad of [
      'http://example.gov.cn/',
      'ftp://example.gov.cn/',
      'nonsense',
      'https://',
      `https://a.example/${'x'.repeat(600)}`,
      'https://u:p@a.example/',
      'https://a.example/?k=1',
      'https://a.example/#x',
    ])
      expect(says(bad), bad).toMatch(/must be/);
  });

  it('is nowhere inside, however it is written', () => {
    for (const host of [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '10.1.2.3',
      '172.16.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[fe80::1]',
      '[fd00::1]',
      '[64:ff9b::a00:1]',
      '[2002:7f00:1::]',
      'localhost',
    ])
      expect(says(`https://${host}/`), host).toMatch(/must be/);
  });

  it('is looked at after the name was resolved: one address inside is enough to refuse it', async () => {
    const to = (found: readonly string[], networks: readonly string[] = [], http = false) =>
      createAddressGuard({ networks, http }, async () => found).resolve(new URL(http ? 'http://a.example/' : 'https://a.example/'));
    expect(await to(['93.184.216.34'])).toEqual({ address: '93.184.216.34', family: 4 });
    expect(await to(['2606:2800:220:1::1'])).toEqual({ address: '2606:2800:220:1::1', family: 6 });
    await expect(to(['93.184.216.34', '10.0.0.1'])).rejects.toBeInstanceOf(AddressRefused);
    await expect(to(['::ffff:10.0.0.1'])).rejects.toBeInstanceOf(AddressRefused);
    await expect(to([])).rejects.toBeInstanceOf(AddressRefused);
    expect(await to(['10.8.3.4'], ['10.8.0.0/16'])).toEqual({ address: '10.8.3.4', family: 4 });
    await expect(to(['10.9.3.4'], ['10.8.0.0/16'])).rejects.toBeInstanceOf(AddressRefused);
    // Without TLS within those networks alone.
    expect(await to(['10.8.3.4'], ['10.8.0.0/16'], true)).toEqual({ address: '10.8.3.4', family: 4 });
    await expect(to(['93.184.216.34'], ['10.8.0.0/16'], true)).rejects.toBeInstanceOf(AddressRefused);
  });
});
