/**
 * What a workbook's reader passes over in silence: a cell or row that stands twice, of which the last would win, and
 * columns that nobody sees. Looks at the XML of the sheets themselves. Deliberately absent: values of cells (workbook.ts).
 */
import { strFromU8 } from 'fflate';
import type { Text } from '../domain/kernel/values.ts';

/** `hiddenColumns`: from 0. */
export type SheetMarks = { readonly twice: Text | null; readonly hiddenColumns: ReadonlySet<number> };

const attribute = (within: string, name: string): string | null =>
  new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    .exec(within)
    ?.slice(1)
    .find((value) => value !== undefined) ?? null;

/** Of each sheet, in the order in which the workbook lists them. */
export function sheetMarks(files: Readonly<Record<string, Uint8Array>>): readonly SheetMarks[] {
  const at = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
  const targets = new Map(
    [...at('xl/_rels/workbook.xml.rels').matchAll(/<(?:[\w-]+:)?Relationship\s([^>]*)>/g)].map(([, within = '']) => [
      attribute(within, 'Id'),
      attribute(within, 'Target') ?? '',
    ]),
  );
  return [...at('xl/workbook.xml').matchAll(/<(?:[\w-]+:)?sheet\s([^>]*)>/g)].map(([, within = '']) => {
    const target = targets.get(attribute(within, '[\\w-]+:id')) ?? '';
    return marksIn(at(target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`));
  });
}

/** `1,048,576 × 16,384` cells at most: a column of a row is told by its letters. */
function marksIn(xml: string): SheetMarks {
  const hiddenColumns = new Set<number>();
  const rows = new Set<string>();
  let cells = new Set<string>();
  let twice: Text | null = null;
  for (const [, kind, within = ''] of xml.matchAll(/<(?:[\w-]+:)?(col|row|c)(?=[\s/>])([^>]*)/g)) {
    if (kind === 'col') {
      if (!/^(1|true)$/.test(attribute(within, 'hidden') ?? '')) continue;
      const last = Math.min(Number(attribute(within, 'max')), MOST_HIDDEN);
      for (let column = Number(attribute(within, 'min')); column <= last; column += 1) hiddenColumns.add(column - 1);
      continue;
    }
    // What says no place follows the one before it, and cannot stand where another does.
    const place = attribute(within, 'r');
    if (kind === 'row') cells = new Set();
    const known = kind === 'row' ? rows : cells;
    if (place !== null && known.has(place)) twice ??= kind === 'row' ? rowTwice(place) : cellTwice(place);
    if (place !== null) known.add(place);
  }
  return { twice, hiddenColumns };
}

/** A table of ours is no wider. */
const MOST_HIDDEN = 1_000;
const WAY_OUT: Text = {
  zh: '请在 Excel 或 WPS 中打开，核对后另存为 .xlsx',
  en: 'open it in Excel or WPS, look which is right, and save it anew as .xlsx',
};
const cellTwice = (place: string): Text => ({
  zh: `单元格 ${place} 在文件中出现两次，无法确定以哪个为准；${WAY_OUT.zh}`,
  en: `holds cell ${place} twice, and nobody can tell which counts; ${WAY_OUT.en}`,
});
const rowTwice = (place: string): Text => ({
  zh: `第 ${place} 行在文件中出现两次，无法确定以哪个为准；${WAY_OUT.zh}`,
  en: `holds row ${place} twice, and nobody can tell which counts; ${WAY_OUT.en}`,
});
