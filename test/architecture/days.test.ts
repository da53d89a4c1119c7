import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('a day is typed into DayInput everywhere, which says what is no day instead of falling back without a word', () => {
  const { stdout } = spawnSync('git', ['ls-files', '-c', '-o', '--exclude-standard', 'web'], { encoding: 'utf8' });
  const found = stdout.split('\n').filter((file) => file.endsWith('.tsx') && /<DateInput\b/.test(readFileSync(file, 'utf8')));
  expect(found).toEqual(['web/parts/day-input.tsx']);
});
