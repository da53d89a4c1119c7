import { describe, expect, it } from 'vitest';
import { inWords } from '../../cli/error-in-words.ts';

const coded = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });

describe('an error that no command foresaw', () => {
  it.each([
    ['ENOSPC', /disk is full/],
    ['EACCES', /may not write/],
    ['EADDRINUSE', /TUOJIAN_PORT/],
    ['ECONNREFUSED', /doctor/],
    ['28P01', /DATABASE_URL/],
    ['42P01', /migrate/],
  ])('with %s says what to do, without a stack', (code, words) => {
    for (const error of [coded(code), new Error('outer', { cause: coded(code) }), new AggregateError([coded(code)], '')]) {
      const { says, wayOut } = inWords(error);
      expect(wayOut).toMatch(words);
      expect(says).not.toMatch(/\n/);
    }
  });

  it('of another kind is one sentence as well', () => {
    expect(inWords(new Error('first\nsecond')).says).toBe('first');
    expect(inWords('odd').says).toBe('odd');
    expect(inWords(new Error('')).says).toBe('Error');
  });
});
