import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const DOMAIN = path.join(import.meta.dirname, '../../domain');

it('an English sentence calls a rule by its words in English, where it has some', () => {
  const sources = readdirSync(DOMAIN, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const raw = sources.flatMap((file) =>
    readFileSync(path.join(DOMAIN, file), 'utf8')
      .split('\n')
      // A row of a table of rules, in a sentence without Chinese.
      .filter((line) => line.includes('`') && !/\p{Script=Han}/u.test(line) && /\$\{[A-Z_]+\.rows\.\w+\.document\}/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(raw).toEqual([]);
});
