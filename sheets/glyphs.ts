/**
 * Which font draws a character. What the first font lacks comes from the next that has it (rare Chinese characters of names
 * and places, ☐ and ☑), and so does an apostrophe among Latin letters, which it draws wide; what none has stands as its code, `[U+2A6A5]`. So two texts that differ never print as the same
 * boxes. Deliberately absent: what is printed.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { create } from 'fontkit';

const require = createRequire(import.meta.url);

/** In the order in which they are asked. `bold`: those of signs and of rare characters have one weight here. */
const FONTS = [
  { name: 'NotoSansSC', of: 'noto-sans-sc', file: 'NotoSansSC', bold: '700Bold' },
  { name: 'NotoSansSymbols2', of: 'noto-sans-symbols-2', file: 'NotoSansSymbols2', bold: '400Regular' },
  { name: 'NotoSansHK', of: 'noto-sans-hk', file: 'NotoSansHK', bold: '700Bold' },
  { name: 'NotoSansJP', of: 'noto-sans-jp', file: 'NotoSansJP', bold: '700Bold' },
] as const;

/** The one in which everything is set that it can draw. */
export const MAIN_FONT = FONTS[0].name;

type FontFile = { readonly name: string; readonly folder: string; readonly normal: string; readonly bold: string };

/** TTF, because pdfkit drops Chinese glyphs of OTF (#1106). */
export const fontFiles = (): readonly FontFile[] =>
  FONTS.map(({ name, of, file, bold }) => {
    const folder = path.dirname(require.resolve(`@expo-google-fonts/${of}/package.json`));
    const at = (weight: string) => path.join(folder, weight, `${file}_${weight}.ttf`);
    return { name, folder, normal: at('400Regular'), bold: at(bold) };
  });

/** Code points by font; read when a text first asks for more than the plainest. */
let known: readonly { readonly name: string; readonly has: ReadonlySet<number> }[] | null = null;

function coverage(): NonNullable<typeof known> {
  known ??= fontFiles().map(({ name, normal }) => {
    const font = create(readFileSync(normal));
    return { name, has: new Set('characterSet' in font ? font.characterSet : []) };
  });
  return known;
}

export type Run = { readonly text: string; readonly font?: string };

/** ASCII, and what every Chinese font draws: not worth a look. */
const PLAIN = /^[\n\t\x20-\x7e\u4e00-\u9fa5\u3001\u3002\u300a\u300b\uff08\uff09\uff0c\uff1a\uff1b]*$/;

/** Those that the main font draws as wide as a Chinese sign, and a font of narrow ones. */
const WIDE_SIGNS = '‘’“”·';
const NARROW_FONT = 'NotoSansJP';
const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
const LETTER = /[\p{Script=Latin}\d]/u;

/** Whether a sign of `WIDE_SIGNS` stands among Latin letters: an apostrophe does, and what has nothing Chinese beside it. */
function isLatin(signs: readonly string[], index: number): boolean {
  const [before = ' ', after = ' '] = [signs[index - 1], signs[index + 1]];
  if (signs[index] === '’' && LETTER.test(after)) return true;
  const nearest = [before === ' ' ? signs[index - 2] : before, after === ' ' ? signs[index + 2] : after];
  return !CHINESE.test(before) && !CHINESE.test(after) && nearest.some((sign) => sign !== undefined && !CHINESE.test(sign));
}

/** A text in runs, each with the font that can draw it; the text itself where one font does for all of it. */
export function runsOf(text: string): string | Run[] {
  if (PLAIN.test(text)) return text;
  const runs: { text: string; font: string }[] = [];
  const signs = [...text];
  for (const [index, character] of signs.entries()) {
    const code = character.codePointAt(0) ?? 0;
    const narrow = WIDE_SIGNS.includes(character) && isLatin(signs, index);
    const font = character === '\n' || character === '\t' ? MAIN_FONT : narrow ? NARROW_FONT : coverage().find(({ has }) => has.has(code))?.name;
    const shown = font === undefined ? `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]` : character;
    const last = runs.at(-1);
    if (last !== undefined && last.font === (font ?? MAIN_FONT)) last.text += shown;
    else runs.push({ text: shown, font: font ?? MAIN_FONT });
  }
  return runs.every(({ font }) => font === MAIN_FONT) ? runs.map((run) => run.text).join('') : runs;
}
