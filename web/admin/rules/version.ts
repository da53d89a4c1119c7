/**
 * A version of a table as the office fills it in, and what is sent of it: rows that it sets, rows that it confirms as they are.
 * A version takes the place of the one before as a whole, so that what the county has set before is set again. Pure.
 * Deliberately absent: whether it is right (domain/programme/county-standards.ts).
 */
import type { Shape } from '../../../domain/kernel/shape.ts';
import { same } from '../../../domain/rule-table/changes.ts';
import { isUncertain, shippedValues } from '../../../domain/rule-table/table.ts';
import { tableOf } from '../../../domain/standards/all.ts';
import type { AnswerOf } from '../../app/client.ts';

export type TableShown = AnswerOf<'/api/v1/programme/{id}/rules'>['items'][number];
export type RowShown = TableShown['rows'][number];

/** What was typed of a row; absent: it stays as it is. */
export type Edits = Readonly<Record<string, unknown>>;

export const shapeOf = (table: string, row: string): Shape | null => tableOf(table)?.rows[row]?.shape ?? null;

/** Of the rows that the county sets or confirms: which is set to what, which is confirmed as it is shipped. */
export function ownRows(
  shown: TableShown,
  edits: Edits,
  confirmed: readonly string[],
): { readonly values: Readonly<Record<string, unknown>>; readonly confirms: readonly string[] } {
  const table = tableOf(shown.table);
  const shipped: Readonly<Record<string, unknown>> = table === undefined ? {} : shippedValues(table);
  const values: Record<string, unknown> = {};
  const confirms: string[] = [];
  for (const { row, by, value: now, mark } of shown.rows) {
    const value = Object.hasOwn(edits, row) ? edits[row] : now;
    const own = by === 'COUNTY' && !Object.hasOwn(edits, row);
    if (!same(value, shipped[row])) values[row] = value;
    else if (confirmed.includes(row) || (own && isUncertain(mark))) confirms.push(row);
  }
  return { values, confirms };
}
