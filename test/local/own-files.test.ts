import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownFolder } from '../../local/own-files.ts';
import { appendDurably, LogKeys } from '../../log/keys.ts';
import { addKey } from '../../temporal/key-file.ts';

let folder = '';
let umask = 0;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-own-'));
  umask = process.umask(0);
});
afterEach(() => {
  process.umask(umask);
  rmSync(folder, { recursive: true, force: true });
});
const mode = (...names: readonly string[]) => statSync(path.join(folder, ...names)).mode & 0o777;

describe('where everything that is made may be changed by anybody (umask 000)', () => {
  it('keys are their owner’s alone, and what is kept of the log nobody else may change', () => {
    addKey(path.join(folder, 'seal', 'seal-keys.json'), '2026-01-01T00:00:00.000Z');
    LogKeys.create(path.join(folder, 'log-keys'), null, '2026-01-01T00:00:00.000Z');
    appendDurably(path.join(folder, 'kept', 'checkpoints.txt'), 'a note\n');
    expect([mode('seal'), mode('seal', 'seal-keys.json'), mode('log-keys'), mode('kept'), mode('kept', 'checkpoints.txt')]).toEqual([
      0o700, 0o600, 0o700, 0o755, 0o644,
    ]);
    for (const file of readdirSync(path.join(folder, 'log-keys'))) expect(mode('log-keys', file) & 0o077, file).toBe(0);
  });

  it('a data folder that lay open is closed at the next start', () => {
    for (const name of ['mails.jsonl', 'app-password', 'temporal.db']) writeFileSync(path.join(folder, name), '');
    mkdirSync(path.join(folder, 'log-keys'));
    writeFileSync(path.join(folder, 'log-keys', 'log-keys.json'), '');
    chmodSync(folder, 0o777);
    ownFolder(folder, null);
    expect([mode(), mode('mails.jsonl'), mode('app-password'), mode('temporal.db'), mode('log-keys'), mode('log-keys', 'log-keys.json')]).toEqual([
      0o700, 0o600, 0o600, 0o600, 0o700, 0o600,
    ]);
  });
});
