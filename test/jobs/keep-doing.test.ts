import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepDoing } from '../../jobs/keep-doing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work whose end the test decides. */
function held() {
  const ends: (() => void)[] = [];
  const work = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
  const end = async (nth: number): Promise<void> => {
    ends[nth]?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { work, end };
}

describe('work that comes round', () => {
  it('is done one round at a time; what is due meanwhile is left out', async () => {
    const { work, end } = held();
    const doing = keepDoing({ everyMs: 10, work, onFault: () => undefined });
    await vi.advanceTimersByTimeAsync(45);
    expect(work).toHaveBeenCalledTimes(1);
    await end(0);
    await vi.advanceTimersByTimeAsync(10);
    expect(work).toHaveBeenCalledTimes(2);
    await end(1);
    await doing.stop();
  });

  it('is told of the first of several failures, and again after a success', async () => {
    const heard: string[] = [];
    let sound = false;
    const work = vi.fn(async () => {
      if (!sound) throw new Error(`round ${work.mock.calls.length}`);
    });
    const doing = keepDoing({ everyMs: 10, work, onFault: (error) => heard.push(String(error)) });
    await vi.advanceTimersByTimeAsync(30);
    expect(heard).toEqual(['Error: round 1']);
    sound = true;
    await vi.advanceTimersByTimeAsync(10);
    sound = false;
    await vi.advanceTimersByTimeAsync(10);
    expect(heard).toEqual(['Error: round 1', 'Error: round 5']);
    await doing.stop();
  });

  it('ends with the round that runs, which hears of it and whose failure then is none', async () => {
    const heard: unknown[] = [];
    const doing = keepDoing({
      everyMs: 10,
      atOnce: true,
      work: (stopping) => new Promise((_, reject) => stopping.addEventListener('abort', () => reject(new Error('broken off')))),
      onFault: (error) => heard.push(error),
    });
    await vi.advanceTimersByTimeAsync(0);
    await doing.stop();
    await vi.advanceTimersByTimeAsync(100);
    expect(heard).toEqual([]);
  });

  it('is not waited for longer than was said', async () => {
    const { work } = held();
    const doing = keepDoing({ everyMs: 10, atOnce: true, work, onFault: () => undefined });
    await vi.advanceTimersByTimeAsync(0);
    let stopped = false;
    void doing.stop(500).then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(499);
    expect(stopped).toBe(false);
    await vi.advanceTimersByTimeAsync(2);
    expect(stopped).toBe(true);
  });

  it('lets somebody do something between two rounds, whose failure is theirs alone', async () => {
    const { work, end } = held();
    const doing = keepDoing({ everyMs: 10, atOnce: true, work, onFault: () => undefined });
    await vi.advanceTimersByTimeAsync(0);
    const own = doing.between(async () => Promise.reject(new Error('mine')));
    const said = own.catch((error: unknown) => String(error));
    await end(0);
    expect(await said).toBe('Error: mine');
    await vi.advanceTimersByTimeAsync(10);
    expect(work).toHaveBeenCalledTimes(2);
    await end(1);
    await doing.stop();
  });
});
