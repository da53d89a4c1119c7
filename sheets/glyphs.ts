/**
 * Which font draws a character. What the first font lacks comes from the next that has it (rare Chinese characters of names
 * and places, ☐ and ☑); what none has stands as its code, `[U+2A6A5]`. So two texts that differ never print as the same
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

/** A text in runs, each with the font that can draw it; the text itself where one font does for all of it. */
export function runsOf(text: string): string | Run[] {
  if (PLAIN.test(text)) return text;
  const runs: { text: string; font: string }[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const font = character === '\n' || character === '\t' ? MAIN_FONT : coverage().find(({ has }) => has.has(code))?.name;
    const shown = font === undefined ? `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]` : character;
    const last = runs.at(-1);
    if (last !== undefined && last.font === (font ?? MAIN_FONT)) last.text += shown;
    else runs.push({ text: shown, font: font ?? MAIN_FONT });
  }
  return runs.every(({ font }) => font === MAIN_FONT) ? runs.map((run) => run.text).join('') : runs;
}
