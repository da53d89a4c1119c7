/** How much one person may have under way. */
import { describe, expect, it } from 'vitest';
import { createAtOnce } from '../../api/at-once.ts';

describe('work of one kind', () => {
  it('waits in a short line of each person, in order, and whoever has too much in it is told so', async () => {
    const { inTurn } = createAtOnce({ each: 2, all: 3, line: 2 });
    const done: string[] = [];
    const ask = async (person: string, name: string) => {
      const leave = await inTurn(person);
      done.push(leave === null ? `${name} refused` : name);
      return leave;
    };
    const [first, second, third, fourth, fifth] = ['a1', 'a2', 'a3', 'a4', 'a5'].map((name) => ask('ann', name));
    await fifth;
    expect(done).toEqual(['a1', 'a2', 'a5 refused']);
    const other = await ask('ben', 'b1');
    expect(done).toContain('b1');
    // All three places are held: Ben's own second waits as well, and comes before nobody who waited longer.
    const last = ask('ben', 'b2');
    (await first)?.();
    await third;
    other?.();
    await last;
    expect(done.slice(-2)).toEqual(['a3', 'b2']);
    (await second)?.();
    await fourth;
    expect(done.at(-1)).toBe('a4');
  });

  it('gives each place back once', async () => {
    const { take, inTurn } = createAtOnce({ each: 1, all: 1 });
    const leave = take('ann');
    leave?.();
    leave?.();
    expect(take('ann')).not.toBeNull();
    expect(take('ben')).toBeNull();
    expect(await inTurn('ann')).toBeNull();
  });
});
