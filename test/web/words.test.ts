import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Sentences, speak } from '../../web/app/words.ts';

const WEB = path.join(import.meta.dirname, '../../web');
const files = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /(?:^|[/-])words\.ts$/.test(file) && file !== path.join('app', 'words.ts'),
);
/** Names that are the same in both languages. */
const HAN = /\p{Script=Han}/u;

describe.each(files)('the sentences of %s', async (file) => {
  const module: Record<string, Sentences> = await import(path.join(WEB, file));
  it('are whole in both languages', () => {
    for (const [table, sentences] of Object.entries(module))
      for (const [name, text] of Object.entries(sentences)) {
        const told = typeof text === 'function' ? text(...([1, 2, 3, 4, 5].slice(0, text.length) as never[])) : text; // a number stands for what it is told with
        const where = `${table}.${name}`;
        expect(told.zh.trim(), `${where} in Chinese`).not.toBe('');
        expect(told.en.trim(), `${where} in English`).not.toBe('');
        // A language is named in itself; all else is in its own.
        if (name !== 'language') expect(HAN.test(told.en), `${where} in English: ${told.en}`).toBe(false);
      }
  });
});

it('a sentence is spoken in the language that is asked for, with what it is told', () => {
  const all = { plain: { zh: '甲', en: 'a' }, counts: (n: number) => ({ zh: `${n} 项`, en: `${n} items` }) };
  expect(speak(all, 'zh-CN').counts(3)).toBe('3 项');
  expect(speak(all, 'en').plain).toBe('a');
});

it('a page of the console holds no sentence of its own', () => {
  const pages = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx') && !file.startsWith('generated'));
  const written = pages.flatMap((file) =>
    readFileSync(path.join(WEB, file), 'utf8')
      .split('\n')
      .filter((line) => HAN.test(line) && !/^\s*(?:\/?\*|\/\/)|\/\*\*.*\*\/|also:|NAMES|'托建'/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(written).toEqual([]);
});

it('a page strings nothing together by Chinese marks: an English reader would see them', () => {
  const pages = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.tsx') && file !== path.join('app', 'locale.tsx'),
  );
  const marked = pages.flatMap((file) =>
    readFileSync(path.join(WEB, file), 'utf8')
      .split('\n')
      // What a person types may hold them: it is split at either.
      .filter((line) => /[：（）、；，。]/.test(line) && !/^\s*(?:\/?\*|\/\/)|\/\*\*.*\*\/|\.split\(/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(marked).toEqual([]);
});
