/** A value of a table of rules, and what changes in a table, in words. Deliberately absent: units and how sure a number is (rules.ts). */
import type { Text } from '../kernel/values.ts';
import type { RowChange } from '../rule-table/changes.ts';
import type { Rows, Unit } from '../rule-table/table.ts';
import { money } from './money.ts';
import { keptAs, UNIT_WORDS } from './rules.ts';

const YES: Text = { zh: '是', en: 'yes' };
const NO: Text = { zh: '否', en: 'no' };
/** A value as a person reads it; a list or a record is left as JSON. Money also as it is written in the table. */
export function valueWords(value: unknown, unit: Unit | null | undefined): Text {
  if (value === null || value === undefined) return { zh: '—', en: '—' };
  if (typeof value === 'boolean') return value ? YES : NO;
  const read = typeof value === 'number' ? value / keptAs(unit) : value;
  const written = typeof read === 'object' ? JSON.stringify(read) : String(read);
  if (unit === null || unit === undefined) return { zh: written, en: written };
  const { zh, en } = UNIT_WORDS[unit];
  const told: Text = { zh: `${written} ${zh}`, en: `${written} ${en}` };
  if (unit !== 'FEN' || typeof value !== 'number') return told;
  return { zh: `${money(value).zh}（${told.zh}）`, en: `${money(value).en} (${written} fen)` };
}

export const GATE_WORDS: Readonly<Record<'BEGINS' | 'ENDS', Text>> = {
  BEGINS: { zh: '（由县里确认，此后作为关口）', en: ' (confirmed by the county, gates from then on)' },
  ENDS: { zh: '（不再确认，不作为关口）', en: ' (confirmed no longer, gates nothing)' },
};
const listed = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** What changes in a table, as one sentence holds it: of a list, that it does. */
export function changeWords(changes: readonly RowChange[], rows: Rows): Text {
  if (changes.length === 0) return { zh: '各项数字不变', en: 'no number changes' };
  const each = changes.map(({ row, name, was, will, gate }): Text => {
    const [before, after] = [was, will].map((value) => valueWords(value, rows[row]?.unit)) as [Text, Text]; // two values, two texts
    const behind = gate === null ? { zh: '', en: '' } : GATE_WORDS[gate];
    if (listed(was) || listed(will)) return { zh: `${name.zh}：清单有改动${behind.zh}`, en: `${name.en}: the list changes${behind.en}` };
    const [zh, en] = before.zh === after.zh ? [after.zh, after.en] : [`${before.zh} → ${after.zh}`, `${before.en} → ${after.en}`];
    return { zh: `${name.zh} ${zh}${behind.zh}`, en: `${name.en} ${en}${behind.en}` };
  });
  return { zh: each.map(({ zh }) => zh).join('；'), en: each.map(({ en }) => en).join('; ') };
}
