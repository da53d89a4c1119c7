import { describe, expect, it } from 'vitest';
import { gotBy } from '../../local/got-by.ts';

describe('a program', () => {
  it('is got by the first way after which it works, and else every way says why not', async () => {
    const asked: string[] = [];
    const way = (name: string, fault?: string) => ({
      name,
      get: async () => {
        asked.push(name);
        if (fault !== undefined) throw new Error(fault);
      },
    });
    const ways = [way('download', 'answered 403'), way('go install'), way('never')];
    expect(await gotBy(ways, () => asked.includes('go install'))).toBeNull();
    expect(asked).toEqual(['download', 'go install']);
    expect(await gotBy(ways.slice(0, 2), () => false)).toBe('download: answered 403; go install: what came does not run');
  });
});
