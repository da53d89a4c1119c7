import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownFiles, sealKeyOf } from '../../cli/doctor/keys.ts';
import { mailbox, smtp } from '../../cli/doctor/post.ts';
import { temporal } from '../../cli/doctor/temporal.ts';
import { readSettings } from '../../config/env.ts';
import { hasKnownFaults } from '../../temporal/connect.ts';
import { addSealKey, sealKeyIds } from '../../temporal/seal-keys.ts';

let folder = '';
const settings = (more: Record<string, string> = {}) => readSettings({ overrides: { TUOJIAN_DATA_DIR: folder, ...more } });
const sealKey = () => path.join(folder, 'seal-keys.json');
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the doctor looks at files', () => {
  it('and finds them their owner’s alone', () => {
    addSealKey(sealKey(), '2026-01-01T00:00:00.000Z');
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
    expect(sealKeyOf(settings(), ['abcd'])).toMatchObject({ ok: false, says: expect.stringContaining('although workers are running') });
    const first = addSealKey(sealKey(), '2026-01-01T00:00:00.000Z');
    expect(sealKeyOf(settings(), [first])).toMatchObject({ ok: true, says: expect.stringContaining('the workers have it too') });
    // One that is about to follow it: workers that started before still seal by the first.
    addSealKey(sealKey(), '2026-01-02T00:00:00.000Z');
    expect(sealKeyIds(sealKey())).toHaveLength(2);
    expect(sealKeyOf(settings(), [first])).toMatchObject({ ok: true });
    expect(sealKeyOf(settings(), [first, 'ffff0000'])).toMatchObject({
      ok: false,
      says: expect.stringMatching(/seal by ffff0000.* → give every process the same file/),
    });
    expect(sealKeyOf(settings(), [null])).toMatchObject({ ok: false });
  });

  it('and says that a damaged one cannot be used', () => {
    writeFileSync(sealKey(), '{"v":1,"keys":[]}', { mode: 0o600 });
    expect(sealKeyOf(settings(), null)).toMatchObject({ ok: false, says: expect.stringMatching(/cannot be used.* → restore it/) });
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

  it('Temporal that does not answer is named with its way out, and nothing is known of workers', async () => {
    const { findings, seals } = await temporal(settings({ TEMPORAL_ADDRESS: '127.0.0.1:9' }), null);
    expect(findings).toMatchObject([{ part: 'Temporal', ok: false, says: expect.stringContaining('→ start it, or correct TEMPORAL_ADDRESS') }]);
    expect(seals).toBeNull();
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
