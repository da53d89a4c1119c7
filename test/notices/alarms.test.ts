import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Alarm, Alarms } from '../../log/alarms.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-28T01:00:00Z') }));
afterEach(() => void vi.useRealTimers());

const stale: Alarm = { code: 'CHECKPOINT_STALE', where: 'approval/QH-01.FSR@3' };

function opened(mail: (alarm: Alarm) => Promise<void>) {
  const said: Alarm[] = [];
  const faults: unknown[] = [];
  return { said, faults, alarms: new Alarms({ say: (alarm) => void said.push(alarm), tell: [mail], onFault: (error) => void faults.push(error) }) };
}

describe('an alarm', () => {
  it('that cannot be mailed is said at once, and mailed when the server takes it; the fault is told once', async () => {
    let up = false;
    const mailed: Alarm[] = [];
    const { alarms, said, faults } = opened(async (alarm) => {
      if (!up) throw new Error('421');
      mailed.push(alarm);
    });
    alarms.raise(stale, 'the log');
    await vi.advanceTimersByTimeAsync(0);
    expect([said.length, mailed.length, faults.length]).toEqual([1, 0, 1]);
    await vi.advanceTimersByTimeAsync(31_000);
    await alarms.tellOwed();
    up = true;
    await vi.advanceTimersByTimeAsync(61_000);
    await alarms.tellOwed();
    await alarms.tellOwed();
    expect([said.length, mailed.length, faults.length]).toEqual([1, 1, 1]);
  });

  it('is raised once while it stands, however its words change; again when it was over, and again after a day', async () => {
    const { alarms, said } = opened(async () => undefined);
    alarms.raise(stale, 'the log');
    alarms.raise({ ...stale, where: 'another event' }, 'the log');
    expect(said).toHaveLength(1);
    alarms.over('CHECKPOINT_STALE', 'the log');
    alarms.raise(stale, 'the log');
    expect(said).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(86_400_000);
    alarms.raise(stale, 'the log');
    expect(said).toHaveLength(3);
  });
});
