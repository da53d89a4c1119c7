import { describe, expect, it } from 'vitest';
import { BadSettings, readSettings } from '../../config/env.ts';
import { isLoopback, weaknessesIn } from '../../config/weaknesses.ts';

const SAFE = {
  DATABASE_URL: 'postgresql://a:b@db.example/t?sslmode=verify-full',
  TEMPORAL_ADDRESS: 'temporal.example:7233',
  TEMPORAL_TLS: 'true',
  SMTP_URL: 'smtps://u:p@mail.example',
  MAIL_FROM: '托建 <tuojian@county.example>',
  TUOJIAN_PUBLIC_URL: 'https://tuojian.example',
  TUOJIAN_LOG_KEYS: '.',
  TUOJIAN_SEAL_KEY: 'package.json',
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
    ['a mailbox without TLS', { TUOJIAN_INBOUND_IMAP: 'imap://u:p@mail.example/INBOX', TUOJIAN_INBOUND_SECRET: 's'.repeat(24) }, ['plain-imap']],
    ['Temporal without TLS', { TEMPORAL_TLS: 'false' }, ['plain-temporal']],
    ['PostgreSQL without TLS', { DATABASE_URL: 'postgresql://a:b@db.example/t' }, ['plain-database']],
    ['no signing keys', { TUOJIAN_LOG_KEYS: '/nowhere' }, ['log-keys']],
    ['no seal key', { TUOJIAN_SEAL_KEY: '/nowhere' }, ['seal-key']],
    ['links to this machine in real mails', { TUOJIAN_PUBLIC_URL: 'http://localhost:8700' }, ['local-address']],
    ['the sender of a trial in real mails', { MAIL_FROM: '' }, ['default-sender']],
  ])('tell of %s', (_what, changed, names) => {
    expect(weak(changed)).toEqual(names);
  });

  it('of a whole stack on one machine are those of its outside parts alone', () => {
    const embedded = {
      DATABASE_URL: '',
      TEMPORAL_ADDRESS: '',
      SMTP_URL: '',
      MAIL_FROM: '',
      TUOJIAN_PUBLIC_URL: '',
      TUOJIAN_LOG_KEYS: '',
      TUOJIAN_SEAL_KEY: '',
    };
    expect(weak(embedded, { api: false, worker: false })).toEqual([]);
  });

  it.each(['https://h.example/path', 'https://h.example/?a=1', 'https://h.example/#a', 'https://u:p@h.example', 'http://'])(
    'refuse %s as a public address: links and cookies would not carry it',
    (address) => {
      expect(() => readSettings({ overrides: { TUOJIAN_PUBLIC_URL: address } })).toThrow(BadSettings);
    },
  );

  it('allow what is named, and refuse a name that is none', () => {
    expect(readSettings({ overrides: { TUOJIAN_ALLOW: 'plain-smtp, log-keys' } }).allow).toEqual(['plain-smtp', 'log-keys']);
    expect(() => readSettings({ overrides: { TUOJIAN_ALLOW: 'everything' } })).toThrow(BadSettings);
  });

  it('know what is this machine', () => {
    expect(['localhost', 'a.localhost', '127.0.0.1', '127.9.9.9', '[::1]'].every(isLoopback)).toBe(true);
    expect(['10.0.0.1', '127.0.0.1.example', 'localhost.example', '0.0.0.0', '128.0.0.1'].some(isLoopback)).toBe(false);
  });
});
