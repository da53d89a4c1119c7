/** PDFs with Chinese fonts embedded; TTF, because pdfkit drops Chinese glyphs of OTF (#1106). Deliberately absent: what they say. */
import { createRequire } from 'node:module';
import path from 'node:path';
import pdfmake from 'pdfmake';
import { visible } from '../domain/visible-text.ts';

export type Definition = Parameters<typeof pdfmake.createPdf>[0];
/** What a table holds, by the package's own types. */
export type TableCell = { readonly text: string } & object;

let ready = false;

/** Loads the fonts on first use: they are large, and most processes print nothing. */
export function pdfOf(definition: Definition): Promise<Buffer> {
  if (!ready) {
    const folder = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));
    const font = (weight: string) => path.join(folder, weight, `NotoSansSC_${weight}.ttf`);
    const [normal, bold] = [font('400Regular'), font('700Bold')];
    pdfmake.setFonts({ NotoSansSC: { normal, bold, italics: normal, bolditalics: bold } });
    // Nothing is fetched while a sheet is made, and no file is read but the fonts (T18).
    pdfmake.setUrlAccessPolicy(() => false);
    pdfmake.setLocalAccessPolicy((file: string) => file.startsWith(folder));
    ready = true;
  }
  return pdfmake.createPdf(definition).getBuffer();
}

export const cell = (text: string, more: object = {}): TableCell => ({ text: breakable(visible(text)), ...more });

/**
 * Long runs without a blank (hashes, addresses) get one every so often, or they would run out of their column. A plain one:
 * the font draws narrower ones, and those of no width, as a box.
 */
const breakable = (text: string): string => text.replace(/[^\s\u2e80-\uffef]{24}/g, (run) => `${run} `);
