/** The words for what no schema has words of its own for: each says what the value has to be. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { count, faultsOf, fen, said } from '../../api/schemas/values.ts';

const shape = z.strictObject({
  to: z.string(),
  places: z.int().min(1).max(500),
  simple: z.boolean(),
  panel: z.array(z.string()).min(3),
  kind: z.enum(['NEW', 'CONVERT']),
  format: z.literal('x/1'),
  own: z.string().min(2, said('名称过短', 'must be a longer name')).exactOptional(),
});

describe('a number of ours', () => {
  it('that is not there must be given, and one that is there must be of its form', () => {
    const told = (given: object) => faultsOf(z.strictObject({ sumFen: fen, year: count }).safeParse(given).error as z.ZodError).map(({ en }) => en);
    expect(told({})).toEqual(['sumFen: must be given', 'year: must be given']);
    expect(told({ sumFen: 1.005, year: 'x' })).toEqual(['sumFen: must be a whole number of 分', 'year: must be a whole number']);
    expect(told({ sumFen: -1, year: -1 })).toEqual(['sumFen: must not be negative', 'year: must not be negative']);
  });
});

describe('what is wrong with a shape', () => {
  it.each<[object, readonly string[]]>([
    [
      {},
      [
        'to: must be given',
        'places: must be given',
        'simple: must be given',
        'panel: must be given',
        'kind: must be one of NEW, CONVERT',
        'format: must be x/1',
      ],
    ],
    [
      { to: 1, places: 0, simple: '是', panel: [], kind: '新建', format: 'x/1', people: 2 },
      [
        'to: must be text',
        'places: must be at least 1',
        'simple: must be true or false',
        'panel: must have at least 3 items',
        'kind: must be one of NEW, CONVERT',
        '(whole): must not hold "people", which is not known here',
      ],
    ],
    [
      { to: '', places: 1.5, simple: true, panel: 7, kind: 'NEW', format: 'x/1', own: '' },
      ['places: must be a whole number', 'panel: must be a list', 'own: must be a longer name'],
    ],
    [{ to: '', places: 501, simple: true, panel: ['a', 'b', 'c'], kind: 'NEW', format: 'x/1' }, ['places: must be at most 500']],
  ])('of %j is told as what each has to be', (value, expected) => {
    const parsed = shape.safeParse(value);
    expect(parsed.success ? [] : faultsOf(parsed.error).map(({ en }) => en)).toEqual(expected);
  });
});
