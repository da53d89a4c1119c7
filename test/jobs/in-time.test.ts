import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inTime } from '../../jobs/in-time.ts';

const late = (): never => {
  throw new Error('no answer');
};

describe('work that is waited for no longer than so long', () => {
  it('gives what it gives and fails as it fails, and leaves no timer behind', async () => {
    const before = process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
    expect(await inTime(Promise.resolve('done'), 60_000, late)).toBe('done');
    await expect(inTime(Promise.reject(new Error('broken')), 60_000, late)).rejects.toThrow('broken');
    expect(process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length).toBe(before);
  });

  it('is given up after that, by a word or an error of whoever waits', async () => {
    const never = new Promise<string>(() => undefined);
    expect(await inTime(never, 5, () => 'late')).toBe('late');
    await expect(inTime(never, 5, late)).rejects.toThrow('no answer');
  });

  it('breaks nothing by failing after it was given up', async () => {
    const heard: unknown[] = [];
    const hear = (error: unknown): void => void heard.push(error);
    process.on('unhandledRejection', hear);
    const work = sleep(20).then((): string => {
      throw new Error('afterwards');
    });
    expect(await inTime(work, 5, () => 'late')).toBe('late');
    await sleep(40);
    process.off('unhandledRejection', hear);
    expect(heard).toEqual([]);
  });
});
