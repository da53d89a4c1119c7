import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeKey, minutesOf } from '../../cli/keys.ts';
import { keyInUse } from '../../temporal/key-file.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a key that follows another', () => {
  it('is used at once, or from when every process has the file', () => {
    const file = path.join(folder, 'payload-keys.json');
    makeKey(file, 'payload-key', { change: null });
    const first = keyInUse(file);
    makeKey(file, 'payload-key', { change: null });
    expect(keyInUse(file)).toEqual(first); // one that is there is not replaced by asking for one
    makeKey(file, 'payload-key', { change: 0 });
    const second = keyInUse(file);
    expect(second).toEqual({ id: expect.not.stringMatching(first.id), next: null });
    const before = Date.now();
    makeKey(file, 'payload-key', { change: 30 });
    const { id, next } = keyInUse(file);
    expect(id).toBe(second.id);
    expect(Date.parse(next?.since ?? '') - before).toBeGreaterThanOrEqual(30 * 60_000);
  });

  it('comes when it is said, in minutes', () => {
    expect([minutesOf({}), minutesOf({ change: true }), minutesOf({ change: true, in: '30' })]).toEqual([null, 0, 30]);
    expect(() => minutesOf({ change: true, in: 'soon' })).toThrow(/must be a number of minutes/);
    expect(() => minutesOf({ in: '30' })).toThrow(/--in says when/);
  });
});
