import { describe, expect, it } from 'vitest';
import { Unsettled } from '../../temporal/unsettled.ts';

const T = 1_000_000_000;
const S = 1_000;

describe('what workflows may not know', () => {
  it('is nothing while the way holds: what was recorded half a minute ago is forgotten', () => {
    const unsettled = new Unsettled();
    unsettled.note('approval/A', T);
    expect(unsettled.due(T + 29 * S)).toEqual([]);
    expect(unsettled.due(T + 30 * S)).toEqual([]);
    unsettled.broken(T + 31 * S);
    expect(unsettled.due(T + 90 * S)).toEqual([]);
  });

  it.each([
    ['just before it was recorded', -8 * S],
    ['in the same moment', 0],
    ['before it was settled', 25 * S],
  ])('is a case whose way broke %s', (_, after) => {
    const unsettled = new Unsettled();
    unsettled.note('approval/A', T);
    unsettled.broken(T + after);
    expect(unsettled.isClear).toBe(false);
    expect(unsettled.due(T + 45 * S)).toEqual(['approval/A']);
    expect(unsettled.due(T + 90 * S)).toEqual([]);
    expect(unsettled.isClear).toBe(true);
  });

  it('waits while the way is broken, however long', () => {
    const unsettled = new Unsettled();
    unsettled.note('approval/A', T);
    for (let after = 5 * S; after <= 600 * S; after += 5 * S) {
      unsettled.broken(T + after);
      expect(unsettled.due(T + after + S)).toEqual([]);
    }
    expect(unsettled.due(T + 611 * S)).toEqual(['approval/A']);
  });

  it('counts from the first of several changes of a case, so that one that never rests is asked as well', () => {
    const unsettled = new Unsettled();
    unsettled.note('approval/A', T);
    unsettled.broken(T + 2 * S);
    for (let after = 3 * S; after <= 40 * S; after += S) unsettled.note('approval/A', T + after);
    expect(unsettled.due(T + 40 * S)).toEqual(['approval/A']);
  });
});
