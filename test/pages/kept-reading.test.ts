import type { Response } from 'express';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { keptAnswer, keptLine, keptList, sendKept } from '../../api/kept-answer.ts';
import { createKeptReading } from '../../api/kept-reading.ts';

/** A reading of what stands; `change` makes it another version. */
function readings(most = 2) {
  let version = 0;
  let fails = false;
  const read: string[] = [];
  const kept = createKeptReading({
    keyOf: (asked: string) => asked,
    versionOf: async () => String(version),
    async read(asked: string) {
      read.push(`${asked} ${version}`);
      const value = `${asked} ${version}`;
      if (fails) throw new Error('down');
      return value;
    },
    most,
  });
  return { kept, read, change: () => (version += 1), fail: (now: boolean) => (fails = now) };
}

describe('a reading that is kept', () => {
  it('is read once for all who ask while nothing changes, at once or one after the other', async () => {
    const { kept, read } = readings();
    expect(await Promise.all([kept('QH'), kept('QH'), kept('QH')])).toEqual(['QH 0', 'QH 0', 'QH 0']);
    expect(await kept('QH')).toBe('QH 0');
    expect(read).toEqual(['QH 0']);
  });

  it('shows whoever asks after a change what stands after it', async () => {
    const { kept, read, change } = readings();
    const before = kept('QH');
    change();
    const after = kept('QH');
    change();
    const [, second, third] = await Promise.all([before, after, kept('QH')]);
    // Each shows no less than stood when it was asked for.
    expect(Number(second.slice(3))).toBeGreaterThanOrEqual(1);
    expect(third).toBe('QH 2');
    expect(await kept('QH')).toBe('QH 2');
    expect(read.at(-1)).toBe('QH 2');
  });

  it('keeps nothing of what failed, and no more than it may, those asked for last', async () => {
    const { kept, read, fail } = readings();
    fail(true);
    await expect(kept('QH')).rejects.toThrow('down');
    fail(false);
    expect(await kept('QH')).toBe('QH 0');
    await kept('ZX');
    await kept('QH');
    await kept('LS');
    await kept('QH');
    expect(read).toEqual(['QH 0', 'QH 0', 'ZX 0', 'LS 0']);
    await kept('ZX');
    expect(read.at(-1)).toBe('ZX 0');
    expect(read).toHaveLength(5);
  });
});

describe('an answer that is kept', () => {
  function answered() {
    const sent: { status?: number; type?: string; body?: string } = {};
    const response = {
      status: (status: number) => Object.assign(response, { sent: Object.assign(sent, { status }) }),
      type: (type: string) => Object.assign(response, { sent: Object.assign(sent, { type }) }),
      send: (body: Buffer) => void Object.assign(sent, { body: body.toString() }),
    };
    return { response: response as unknown as Response, sent }; // the three functions that are called
  }

  it('goes out as one JSON object with what is asked anew, and holds no field that its schema does not name', () => {
    const { response, sent } = answered();
    const kept = keptAnswer(z.object({ count: z.int() }), { count: 3, plain: '内部' } as { count: number });
    sendKept(response, kept, z.object({ people: z.record(z.string(), z.string()) }), { people: { 甲: '"引号"' } });
    expect(sent).toMatchObject({ status: 200, type: 'application/json; charset=utf-8' });
    expect(JSON.parse(sent.body ?? '')).toEqual({ count: 3, people: { 甲: '"引号"' } });
  });

  it('may be lines that were chosen, or none', () => {
    for (const chosen of [[], [1], [1, 2]]) {
      const { response, sent } = answered();
      const lines = chosen.map((n) => keptLine(z.object({ n: z.int() }), { n }));
      sendKept(response, keptList('items', lines), z.object({ count: z.int() }), { count: chosen.length });
      expect(JSON.parse(sent.body ?? '')).toEqual({ items: chosen.map((n) => ({ n })), count: chosen.length });
    }
  });
});
