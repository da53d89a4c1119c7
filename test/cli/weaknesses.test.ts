import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BadSettings } from '../../config/bad-settings.ts';
import { readSettings } from '../../config/env.ts';
import { isLoopback, weaknessesIn } from '../../config/weaknesses.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-weak-'));
const [logKeys, sealKey, payloadKey] = ['log-keys', 'seal-keys.json', 'payload-keys.json'].map((name) => path.join(folder, name)) as [
  string,
  string,
  string,
]; // three names, three paths
mkdirSync(logKeys, { mode: 0o700 });
writeFileSync(path.join(logKeys, 'log-keys.json'), '{}', { mode: 0o600 });
for (const file of [sealKey, payloadKey]) writeFileSync(file, '{}', { mode: 0o600 });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SAFE = {
  DATABASE_URL: 'postgresql://a:b@db.example/t?sslmode=verify-full',
  TEMPORAL_ADDRESS: 'temporal.example:7233',
  TEMPORAL_TLS: 'true',
  SMTP_URL: 'smtps://u:p@mail.example',
  MAIL_FROM: '托建 <tuojian@county.example>',
  TUOJIAN_PUBLIC_URL: 'https://tuojian.example',
  TUOJIAN_LOG_KEYS: logKeys,
  TUOJIAN_SEAL_KEY: sealKey,
  TUOJIAN_PAYLOAD_KEY: payloadKey,
};
const weak = (changed: Record<string, string>, outside = { api: true, worker: true }) =>
  weaknessesIn(readSettings({ overrides: { ...SAFE, ...changed } }), outside).map(({ name }) => name);

describe('settings for production', () => {
  it.each([
    ['nothing', {}, []],
    ['a public address without TLS', { TUOJIAN_PUBLIC_URL: 'http://tuojian.example' }, ['plain-http']],
    ['mail without TLS', { SMTP_URL: 'smtp://u:p@mail.example:587' }, ['plain-smtp']],
    ['mail that insists on STARTTLS', { SMTP_URL: 'smtp://u:p@mail.example:587?requireTLS=true' }, []],
    ['mail to a relay on this machine', { SMTP_URL: 'smtp://127.0.0.1:25' }, []],
    ['mail whose server may be anybody', { SMTP_URL: 'smtps://u:p@mail.example?tls.rejectUnauthorized=false' }, ['plain-smtp']],
    ['the same in another spelling', { SMTP_URL: 'smtp://u:p@mail.example?requireTLS=true&tls.rejectUnauthorized=0' }, ['plain-smtp']],
    ['a mailbox without TLS', { TUOJIAN_INBOUND_IMAP: 'imap://u:p@mail.example/INBOX', TUOJIAN_INBOUND_SECRET: 's'.repeat(24) }, ['plain-imap']],
    ['Temporal without TLS', { TEMPORAL_TLS: 'false' }, ['plain-temporal']],
    ['PostgreSQL without TLS', { DATABASE_URL: 'postgresql://a:b@db.example/t' }, ['plain-database']],
    ['PostgreSQL elsewhere than its URL begins', { DATABASE_URL: 'postgresql://a:b@localhost/t?host=db.example' }, ['plain-database']],
    [
      'TLS to PostgreSQL that is taken back',
      { DATABASE_URL: 'postgresql://a:b@db.example/t?sslmode=verify-full&sslmode=disable' },
      ['plain-database'],
    ],
    ['TLS that is switched off otherwise', { DATABASE_URL: 'postgresql://a:b@db.example/t?ssl=0' }, ['plain-database']],
    ['TLS with whoever is there', { DATABASE_URL: 'postgresql://a:b@db.example/t?sslmode=no-verify' }, ['plain-database']],
    ['the same as libpq means it', { DATABASE_URL: 'postgresql://a:b@db.example/t?sslmode=require&uselibpqcompat=true' }, ['plain-database']],
    ['PostgreSQL by a socket of this machine', { DATABASE_URL: 'postgresql:///t?host=/var/run/postgresql' }, []],
    ['certificates that nobody looks at', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, ['unchecked-tls']],
    [
      'an API that answers the network without TLS',
      { TUOJIAN_PUBLIC_URL: 'http://[::1]:8700', TUOJIAN_HOST: '0.0.0.0', SMTP_URL: '' },
      ['plain-http'],
    ],
    ['a name that only leads to this machine', { TUOJIAN_PUBLIC_URL: 'http://127.0.0.1.nip.io', SMTP_URL: '' }, ['plain-http']],
    ['no signing keys', { TUOJIAN_LOG_KEYS: '/nowhere' }, ['log-keys']],
    ['no seal key', { TUOJIAN_SEAL_KEY: '/nowhere' }, ['seal-key']],
    ['no payload key', { TUOJIAN_PAYLOAD_KEY: '/nowhere' }, ['clear-payloads']],
    ['links to this machine in real mails', { TUOJIAN_PUBLIC_URL: 'http://localhost:8700' }, ['local-address']],
    ['the sender of a trial in real mails', { MAIL_FROM: '' }, ['default-sender']],
  ])('tell of %s', (_what, changed, names) => {
    expect(weak(changed)).toEqual(names);
  });

  it('of a whole stack on one machine are those of its outside parts alone', () => {
    const embedded = {
      DATABASE_URL: '',
      TEMPORAL_ADDRESS: '',
      TEMPORAL_TLS: '',
      SMTP_URL: '',
      MAIL_FROM: '',
      TUOJIAN_PUBLIC_URL: '',
      TUOJIAN_LOG_KEYS: '',
      TUOJIAN_SEAL_KEY: '',
      TUOJIAN_PAYLOAD_KEY: '',
    };
    expect(weak(embedded, { api: false, worker: false })).toEqual([]);
  });

  it.each([
    ['a folder', logKeys, 0o750, 0o700],
    ['a file in a folder that all may enter', path.join(logKeys, 'log-keys.json'), 0o644, 0o600],
    ['a file', sealKey, 0o604, 0o600],
    ['another file', payloadKey, 0o640, 0o600],
    ['a file that others may change', sealKey, 0o620, 0o600],
  ])('tell of keys that lie open: %s', (_what, file, open, closed) => {
    if (file.endsWith('log-keys.json')) chmodSync(logKeys, 0o711);
    chmodSync(file, open);
    expect(weak({})).toEqual(['open-keys']);
    chmodSync(file, closed);
    chmodSync(logKeys, 0o700);
    expect(weak({})).toEqual([]);
  });

  it.each([
    'smtp://localhost?host=mail.example',
    'smtp://localhost?service=QQ',
    'smtp://localhost?proxy=socks5://far.example',
    'smtps://mail.example?secure=false',
    'smtps://mail.example?tls.ciphers=NULL',
    'smtp://mail.example?requireTLS=true&requireTLS=false',
    'smtp://?requireTLS=true',
    'SMTP://mail.example',
  ])('refuse %s: another server, or a check left out', (SMTP_URL) => {
    expect(() => readSettings({ overrides: { ...SAFE, SMTP_URL } })).toThrow(BadSettings);
  });

  it.each([
    ['https://Tuojian.Example:443/', 'https://tuojian.example'],
    ['http://localhost:80', 'http://localhost'],
  ])('write %s as browsers do', (given, written) => {
    expect(readSettings({ overrides: { TUOJIAN_PUBLIC_URL: given } }).publicUrl).toBe(written);
  });

  it.each([
    'https://h.example.',
    'HTTP://h.example',
    'https://h.example/path',
    'https://h.example/?a=1',
    'https://h.example/#a',
    'https://u:p@h.example',
    'http://',
  ])('refuse %s as a public address: links and cookies would not carry it', (address) => {
    expect(() => readSettings({ overrides: { TUOJIAN_PUBLIC_URL: address } })).toThrow(BadSettings);
  });

  it('allow what is named, and refuse a name that is none', () => {
    expect(readSettings({ overrides: { TUOJIAN_ALLOW: 'plain-smtp, log-keys' } }).allow).toEqual(['plain-smtp', 'log-keys']);
    expect(() => readSettings({ overrides: { TUOJIAN_ALLOW: 'everything' } })).toThrow(BadSettings);
  });

  it('know what is this machine', () => {
    expect(['localhost', 'a.localhost', '127.0.0.1', '127.9.9.9', '[::1]'].every(isLoopback)).toBe(true);
    expect(['10.0.0.1', '127.0.0.1.example', 'localhost.example', '0.0.0.0', '128.0.0.1'].some(isLoopback)).toBe(false);
  });
});
