/** When a project is checked again: a check reads all that was recorded of it, and one in which much happens rests in between. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Recorder } from '../../domain/kernel/record.ts';
import { ProjectChecks } from '../../jobs/project-checks.ts';
import type { Database } from '../../prisma/database.ts';

const OLD_MS = 3_000;
const change = { project: 'T-1', stream: 'approval/T-1~1' };

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

/** `tookMs`: what each check takes; `checked`: when each began. */
function checksThatTake(tookMs: number) {
  const checked: number[] = [];
  const check = async (): Promise<number> => {
    checked.push(Date.now());
    vi.setSystemTime(Date.now() + tookMs);
    return 0;
  };
  // Asked for its programmes once a day, of which there is none; the rest is asked of a check that fails alone.
  const database = { prisma: { stream: { groupBy: async () => [] } } } as unknown as Database;
  const checks = new ProjectChecks(database, {} as Recorder, check);
  return { checks, checked };
}
/** Something changes every second, and the clerk looks as often. */
async function busyUntil(checks: ProjectChecks, endMs: number): Promise<void> {
  while (Date.now() < endMs) {
    checks.touch(change);
    await checks.run(OLD_MS);
    vi.setSystemTime(Date.now() + 1_000);
  }
}

describe('checking projects', () => {
  it('checks one that changes without end every few seconds where that costs little', async () => {
    const { checks, checked } = checksThatTake(10);
    await busyUntil(checks, 30_000);
    expect(checked.length).toBeGreaterThanOrEqual(7);
  });
  it('lets one rest whose check takes long, so that it takes a fiftieth of the time', async () => {
    const { checks, checked } = checksThatTake(400);
    await busyUntil(checks, 100_000);
    expect(checked.length).toBeGreaterThanOrEqual(4);
    expect(checked.length).toBeLessThanOrEqual(6);
  });
  it('checks what changed while it rested within a minute, however long a check takes', async () => {
    const { checks, checked } = checksThatTake(20_000);
    checks.touch(change);
    vi.setSystemTime(OLD_MS);
    await checks.run(OLD_MS);
    const ended = Date.now();
    checks.touch(change);
    vi.setSystemTime(ended + 59_000);
    await checks.run(OLD_MS);
    expect(checked).toHaveLength(1);
    vi.setSystemTime(ended + 60_000);
    await checks.run(OLD_MS);
    expect(checked).toHaveLength(2);
  });
  it('checks all at once for whoever asks now', async () => {
    const { checks, checked } = checksThatTake(400);
    for (let nth = 1; nth <= 3; nth += 1) {
      checks.touch(change);
      await checks.run(0);
      expect(checked).toHaveLength(nth);
    }
  });
  it('holds up no other project while one rests', async () => {
    const { checks, checked } = checksThatTake(2_000);
    checks.touch(change);
    vi.setSystemTime(OLD_MS);
    await checks.run(OLD_MS);
    checks.touch(change);
    checks.touch({ project: 'T-2', stream: 'approval/T-2~1' });
    vi.setSystemTime(Date.now() + OLD_MS);
    await checks.run(OLD_MS);
    expect(checked).toHaveLength(2);
  });
});
