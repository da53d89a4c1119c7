import { describe, expect, it } from 'vitest';
import { isEmbeddedDefault } from '../../config/embedded.ts';
import { readSettings } from '../../config/env.ts';

const NOTHING = { DATABASE_URL: '', TEMPORAL_ADDRESS: '', SMTP_URL: '', TUOJIAN_HOST: '', TUOJIAN_PUBLIC_URL: '', TUOJIAN_PROXY_HOPS: '' };
const settingsWith = (overrides: Readonly<Record<string, string>>) => readSettings({ overrides: { ...NOTHING, ...overrides } });

describe('the embedded default, where anybody may load the example', () => {
  it('is what starts without any setting', () => {
    expect(isEmbeddedDefault(settingsWith({}))).toBe(true);
    expect(isEmbeddedDefault(settingsWith({ TUOJIAN_PUBLIC_URL: 'http://127.0.0.1:8700' }))).toBe(true);
  });

  it.each([
    ['a database of one’s own', { DATABASE_URL: 'postgresql://tuojian@localhost/tuojian' }],
    ['a Temporal of one’s own', { TEMPORAL_ADDRESS: 'localhost:7233' }],
    ['a mail server of one’s own', { SMTP_URL: 'smtp://localhost:25' }],
    ['an address at which others come', { TUOJIAN_PUBLIC_URL: 'https://tuojian.example.gov.cn' }],
    ['an open port', { TUOJIAN_HOST: '0.0.0.0' }],
    ['a proxy that brings others in', { TUOJIAN_PROXY_HOPS: '1' }],
    ['an address that only begins as one of this machine', { TUOJIAN_PUBLIC_URL: 'http://localhost.example.com:8700' }],
  ])('is over with %s', (_what, overrides) => {
    expect(isEmbeddedDefault(settingsWith(overrides))).toBe(false);
  });
});
