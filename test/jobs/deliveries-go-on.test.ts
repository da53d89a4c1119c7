import { MockActivityEnvironment } from '@temporalio/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Activities } from '../../activities/index.ts';
import { watchedActivities } from '../../worker/watched-activities.ts';
import { DELIVERY } from '../../workflows/activity-options.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a batch of mails', () => {
  it('says that it goes on, so that one which no worker has is handed out anew within seconds and not after its five minutes', async () => {
    const seconds = Number(/^(\d+) seconds$/.exec(String(DELIVERY.heartbeatTimeout))?.[1]);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(30);
    const report = { sent: 1, dropped: 0, failed: 0, waiting: 0 };
    const slow = new Promise<typeof report>((resolve) => setTimeout(resolve, 120_000, report));
    const { deliverNotices } = watchedActivities({ deliverNotices: () => slow } as unknown as Activities); // nothing else is asked for
    const environment = new MockActivityEnvironment();
    const said: number[] = [];
    environment.on('heartbeat', () => said.push(Date.now()));
    const began = Date.now();
    const delivering = environment.run(deliverNotices, { notices: ['1'] });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await delivering).toEqual(report);
    const gaps = said.map((at, nth) => at - (said[nth - 1] ?? began));
    // The SDK hands on one in four fifths of the time; what is said must leave room for that.
    expect(Math.max(...gaps)).toBeLessThanOrEqual((seconds * 1_000) / 5);
    expect(said.length).toBeGreaterThan(20);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(said.filter((at) => at > began + 120_000)).toEqual([]);
  });
});
