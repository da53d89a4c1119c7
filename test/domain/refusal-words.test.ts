/** What was tried and refused, as a case's history tells it. */
import { expect, it } from 'vitest';
import { commandWords } from '../../domain/approval/command-words.ts';
import { REJECTION_CODES } from '../../domain/kernel/rejection.ts';
import { refusalWords } from '../../domain/words/refusals.ts';

it('every refusal and every command has words of its own in both languages; one of another release has general ones, never its code', () => {
  for (const locale of ['zh', 'en'] as const) {
    const told = REJECTION_CODES.map((code) => refusalWords(code)[locale]);
    expect(new Set(told).size).toBe(REJECTION_CODES.length);
    expect(told.filter((words) => words === '' || /[A-Z]{2}/.test(words))).toEqual([]);
  }
  expect([refusalWords('OF_TOMORROW').zh, commandWords('OfTomorrow').en, commandWords('Decide').zh]).toEqual([
    '未能办理',
    'something else',
    '作出决定',
  ]);
  // Names of what every object has are no codes.
  expect([refusalWords('constructor').en, commandWords('toString').en]).toEqual(['could not be done', 'something else']);
});
