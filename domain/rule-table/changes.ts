/** What differs between two versions of a table, row by row: the number, and whether it gates. */
import type { Text } from '../kernel/values.ts';
import { isUncertain, type Pinned, type RuleTable } from './table.ts';

export type RowChange = {
  readonly row: string;
  readonly name: Text;
  readonly was: unknown;
  readonly will: unknown;
  /** A number that was to be confirmed gates from then on, or no longer does; null: as before. */
  readonly gate: 'BEGINS' | 'ENDS' | null;
};

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const rowChanges = ({ rows }: RuleTable, was: Pinned, will: Pinned): readonly RowChange[] =>
  Object.entries(rows).flatMap(([row, { name, mark }]) => {
    const gated = (pinned: Pinned): boolean => !isUncertain(mark) || pinned.county?.rows.includes(row) === true;
    const gate = gated(was) === gated(will) ? null : gated(will) ? 'BEGINS' : 'ENDS';
    const [before, after] = [was.values[row], will.values[row]];
    return gate === null && same(before, after) ? [] : [{ row, name, was: before, will: after, gate }];
  });
