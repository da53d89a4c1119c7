/** PDFs with their fonts embedded; every text in them is drawn by a font that can (glyphs.ts). Deliberately absent: what they say. */
import pdfmake from 'pdfmake';
import { visible } from '../domain/text/shown.ts';
import { fontFiles, runsOf } from './glyphs.ts';

export type Definition = Parameters<typeof pdfmake.createPdf>[0];
/** What a table holds, by the package's own types. */
export type TableCell = { readonly text: string } & object;

let ready = false;

/** Loads the fonts on first use: they are large, and most processes print nothing. */
export function pdfOf(definition: Definition): Promise<Buffer> {
  if (!ready) {
    const files = fontFiles();
    pdfmake.setFonts(Object.fromEntries(files.map(({ name, normal, bold }) => [name, { normal, bold, italics: normal, bolditalics: bold }])));
    // Nothing is fetched while a sheet is made, and no file is read but the fonts (T18).
    pdfmake.setUrlAccessPolicy(() => false);
    pdfmake.setLocalAccessPolicy((file: string) => files.some(({ folder }) => file.startsWith(folder)));
    ready = true;
  }
  const { content, footer, ...rest } = definition;
  const drawn: Definition = { ...rest, content: inRuns(content) as Definition['content'] }; // the same tree, its texts in runs
  if (typeof footer === 'function') drawn.footer = (...page) => inRuns(footer(...page)) as ReturnType<typeof footer>; // likewise
  return pdfmake.createPdf(drawn).getBuffer();
}

/** The same tree with each of its texts in runs; whatever is no text (widths, layouts, a QR code's address) stays. */
function inRuns(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(inRuns);
  if (typeof node === 'string') return { text: runsOf(node) };
  if (node === null || typeof node !== 'object') return node;
  const parts = Object.entries(node).map(([key, part]) => {
    if (key === 'text' && typeof part === 'string') return [key, runsOf(part)];
    return [key, ['content', 'stack', 'columns', 'body', 'table', 'ul'].includes(key) ? inRuns(part) : part];
  });
  return Object.fromEntries(parts);
}

export const cell = (text: string, more: object = {}): TableCell => ({ text: breakable(visible(text)), ...more });

/**
 * Long runs without a blank (hashes, addresses) get one every so often, or they would run out of their column. A plain one:
 * the font draws narrower ones, and those of no width, as a box.
 */
const breakable = (text: string): string => text.replace(/[^\s\u2e80-\uffef\u{20000}-\u{3ffff}]{24}/gu, (run) => `${run} `);
