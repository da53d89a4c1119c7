import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { addKey } from '../../temporal/key-file.ts';
import { tuojian } from '../setup/command.ts';

describe('tuojian doctor on the running service', () => {
  it('sees the worker and that it holds the same keys, and tells one that does not', async () => {
    const well = await tuojian(['doctor']);
    expect(well.out).toMatch(/ok +Worker +1 at work/);
    expect(well.out).toMatch(/ok +Seal key +[0-9a-f]{8} seals; the workers have it too/);
    expect(well.out).toMatch(/ok +Payload key +[0-9a-f]{8} encrypts what Temporal keeps; the workers have it too/);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-other-key-'));
    const other = path.join(folder, 'seal-keys.json');
    addKey(other, '2026-01-01T00:00:00.000Z');
    const wrong = await tuojian(['doctor'], 'wu-tao', { TUOJIAN_SEAL_KEY: other });
    rmSync(folder, { recursive: true });
    expect(wrong.code).toBe(1);
    expect(wrong.out).toMatch(/FAIL Seal key +workers use [0-9a-f]{8}, which is not among .* → give every process the same file/);
  }, 60_000);
});
