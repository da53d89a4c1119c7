import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownFiles, payloadKeyOf, sealKeyOf, signInKeyOf } from '../../cli/doctor/keys.ts';
import { mailbox, smtp, workApps } from '../../cli/doctor/post.ts';
import { temporal } from '../../cli/doctor/temporal.ts';
import { readSettings } from '../../config/env.ts';
import { hasKnownFaults, identityWith, keyIdsIn } from '../../temporal/connect.ts';
import { addKey, keyIds } from '../../temporal/key-file.ts';
import { startFakeAccounts } from '../setup/fake-accounts.ts';

let folder = '';
const settings = (more: Record<string, string> = {}) => readSettings({ overrides: { TUOJIAN_DATA_DIR: folder, ...more } });
const sealKey = () => path.join(folder, 'seal-keys.json');
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the doctor looks at files', () => {
  it('and finds them their owner’s alone', () => {
    addKey(sealKey(), '2026-01-01T00:00:00.000Z');
    mkdirSync(path.join(folder, 'log-keys'), { mode: 0o700 });
    writeFileSync(path.join(folder, 'mails.jsonl'), '', { mode: 0o600 });
    expect(ownFiles(settings())).toMatchObject({ ok: true });
    chmodSync(folder, 0o710); // as PostgreSQL needs it where root starts it
    expect(ownFiles(settings())).toMatchObject({ ok: true });
  });

  it.each(['seal-keys.json', 'app-password', 'mails.jsonl', 'log-keys/log-keys.json'])(
    'and names %s with the way out when others may read it',
    (name) => {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 });
      chmodSync(folder, 0o755);
      chmodSync(path.dirname(file), 0o755);
      writeFileSync(file, '');
      chmodSync(file, 0o644);
      const { ok, says } = ownFiles(settings());
      expect(ok).toBe(false);
      expect(says).toContain(file);
      expect(says).toContain('→ run: chmod go= ');
    },
  );
});

describe('the doctor looks at the seal key', () => {
  it('and at whether the workers have it', () => {
    expect(sealKeyOf(settings(), null)).toMatchObject({ ok: true });
    expect(sealKeyOf(settings(), [{ seal: 'abcd' }])).toMatchObject({ ok: false, says: expect.stringContaining('although workers are running') });
    const first = addKey(sealKey(), '2026-01-01T00:00:00.000Z');
    expect(sealKeyOf(settings(), [{ seal: first }])).toMatchObject({ ok: true, says: expect.stringContaining('the workers have it too') });
    // One that is about to follow it: workers that started before still seal by the first.
    addKey(sealKey(), '2026-01-02T00:00:00.000Z');
    expect(keyIds(sealKey())).toHaveLength(2);
    expect(sealKeyOf(settings(), [{ seal: first }])).toMatchObject({ ok: true });
    expect(sealKeyOf(settings(), [{ seal: first }, { seal: 'ffff0000' }])).toMatchObject({
      ok: false,
      says: expect.stringMatching(/workers use ffff0000.* → give every process the same file/),
    });
    expect(sealKeyOf(settings(), [{ seal: null }])).toMatchObject({ ok: false });
  });

  it('and says that a damaged one cannot be used', () => {
    writeFileSync(sealKey(), '{"v":1,"keys":[]}', { mode: 0o600 });
    expect(sealKeyOf(settings(), null)).toMatchObject({ ok: false, says: expect.stringMatching(/cannot be used.* → restore it/) });
  });
});

describe('the doctor looks at the payload key', () => {
  const file = () => path.join(folder, 'payload-keys.json');

  it('and at whether the workers have it, and encrypt', () => {
    expect(payloadKeyOf(settings(), null)).toMatchObject({ ok: true });
    expect(payloadKeyOf(settings(), [{ payload: 'abcd' }])).toMatchObject({ ok: false, says: expect.stringContaining('although workers') });
    const first = addKey(file(), '2026-01-01T00:00:00.000Z');
    addKey(file(), '2026-01-02T00:00:00.000Z');
    expect(payloadKeyOf(settings(), [{ payload: first }])).toMatchObject({
      ok: true,
      says: expect.stringMatching(/1 older read; the workers have it/),
    });
    for (const payload of ['ffff0000', null])
      expect(payloadKeyOf(settings(), [{ payload }])).toMatchObject({
        ok: false,
        says: expect.stringMatching(/cannot be read from here, or stands readable → give every process the same file \(TUOJIAN_PAYLOAD_KEY\)/),
      });
  });

  it('and says which one follows it, and when', () => {
    const first = addKey(file(), '2026-01-01T00:00:00.000Z');
    const next = addKey(file(), '2199-01-01T00:00:00.000Z');
    expect(payloadKeyOf(settings(), [{ payload: first }])).toMatchObject({
      ok: true,
      says: `${first} encrypts what Temporal keeps, ${next} follows it on 2199-01-01T00:00:00.000Z; the workers have it too`,
    });
  });

  it('and says so where it is allowed that there is none', () => {
    const allowed = settings({ TUOJIAN_ALLOW: 'clear-payloads' });
    expect(payloadKeyOf(allowed, [{ payload: null }])).toMatchObject({ ok: true, says: expect.stringContaining('stands readable') });
    expect(payloadKeyOf(allowed, [{ payload: 'abcd' }])).toMatchObject({ ok: false });
  });
});

describe('a worker says which keys it has', () => {
  it.each([[{ seal: 'a1', payload: 'b2' }], [{ seal: 'a1', payload: null }]])('%j', (keys) => {
    expect(keyIdsIn(identityWith(keys))).toEqual(keys);
  });

  it('and one of 0.5.0 its seal key alone', () => {
    expect(keyIdsIn('4711@host seal a1')).toEqual({ seal: 'a1', payload: null });
    expect(keyIdsIn('4711@host')).toEqual({ seal: null, payload: null });
  });
});

describe('the doctor tries what it names', () => {
  it('mail servers and mailboxes that are not there, or speak no TLS, do not pass', async () => {
    const plain = net.createServer((socket) => void socket.on('error', () => undefined).end('220 no TLS here\r\n'));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const { port } = plain.address() as AddressInfo; // it listens on TCP
    const [speaksNone, gone] = [`smtps://u:p@127.0.0.1:${port}`, 'smtps://u:p@127.0.0.1:9'];
    for (const SMTP_URL of [speaksNone, gone]) {
      const { ok, says } = await smtp(settings({ SMTP_URL }), null);
      expect([ok, says]).toEqual([false, expect.stringMatching(/ → check SMTP_URL/)]);
    }
    const found = await mailbox(settings({ TUOJIAN_INBOUND_IMAP: `imaps://u:p@127.0.0.1:${port}/INBOX`, TUOJIAN_INBOUND_SECRET: 's'.repeat(24) }));
    expect(found).toMatchObject([{ part: 'Mailbox', ok: false }]);
    expect(await mailbox(settings())).toEqual([]);
    plain.close();
  });

  it('a mail catcher whose port another program has, which hangs up at once, does not pass either', async () => {
    const server = net.createServer((socket) => socket.on('error', () => undefined).end()); // whoever is hung up on tells both
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const found = await smtp(settings(), `smtp://127.0.0.1:${port}`);
    server.close();
    expect(found).toMatchObject({ ok: false, says: expect.stringContaining('does not answer') });
  });

  it('Temporal that does not answer is named with its way out, and nothing is known of workers', async () => {
    const { findings, keys } = await temporal(settings({ TEMPORAL_ADDRESS: '127.0.0.1:9' }), null);
    expect(findings).toMatchObject([
      { part: 'Temporal', ok: false, says: expect.stringContaining('ECONNREFUSED → Start it, or correct TEMPORAL_ADDRESS') },
    ]);
    expect(keys).toBeNull();
  });

  it.each([
    ['1.28.9', true],
    ['1.29.4', true],
    ['1.29.5', false],
    ['1.30.0', true],
    ['1.30.2', true],
    ['1.30.3', false],
    ['1.31.0', false],
    ['v1.29.4', true],
    ['', false],
  ])('Temporal %s has known faults: %s', (version, faults) => {
    expect(hasKnownFaults(version)).toBe(faults);
  });
});

describe('the doctor looks at signing in', () => {
  it('and misses the key that several APIs share, tells one that is damaged, and finds its file its owner’s alone', () => {
    const production = { DATABASE_URL: 'postgres://tuojian@db.example/tuojian' };
    expect(signInKeyOf(settings())).toMatchObject({ ok: true });
    expect(signInKeyOf(settings(production))).toMatchObject({ ok: false, says: expect.stringContaining('TUOJIAN_SIGN_IN_KEY') });
    const file = path.join(folder, 'shared-keys.json');
    addKey(file, '2026-01-01T00:00:00.000Z');
    const shared = settings({ ...production, TUOJIAN_SIGN_IN_KEY: file });
    expect(signInKeyOf(shared)).toMatchObject({ ok: true, says: expect.stringContaining(keyIds(file)[0] ?? 'none') });
    chmodSync(file, 0o644);
    expect(ownFiles(shared)).toMatchObject({ ok: false, says: expect.stringContaining('shared-keys.json') });
    writeFileSync(file, '{');
    expect(signInKeyOf(shared)).toMatchObject({ ok: false });
  });

  it('and tries the apps that write to people, by their secret and without a message', async () => {
    const vendors = await startFakeAccounts();
    const file = path.join(folder, 'providers.json');
    const told = async (providers: readonly object[]) => {
      writeFileSync(file, JSON.stringify(providers), { mode: 0o600 });
      return (await workApps(settings({ TUOJIAN_SIGN_IN_PROVIDERS: file }))).map(({ ok, says }) => `${ok} ${says}`);
    };
    expect(await told(vendors.providers)).toEqual(['true dingtalk takes our app', 'true wecom takes our app', 'true feishu takes our app']);
    const wrong = vendors.providers.map((provider) => ({ ...provider, clientSecret: 'a-wrong-one' }));
    for (const line of await told(wrong)) expect(line).toMatch(/^false \w+ refuses our app \((?!.*a-wrong-one)/);
    expect(await told(vendors.providers.map((provider) => ({ ...provider, workNotices: false })))).toEqual([]);
    expect(vendors.work.messages()).toEqual([]);
    await vendors.stop();
    for (const line of await told(vendors.providers)) expect(line).toContain('does not answer');
    const { agentId: _, ...without } = vendors.providers[0];
    await expect(told([without])).rejects.toThrow('dingtalk needs its agentId');
  });
});
