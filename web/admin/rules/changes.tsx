/** What a version of a table changes, as a table: before and after, and what gates from then on. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { valueWords } from '../../../domain/words/rule-values.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import type { TableShown } from './version.ts';
import { RULES_WORDS } from './words.ts';

export type Change = {
  readonly row: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly was?: unknown;
  readonly will?: unknown;
  readonly gate: 'BEGINS' | 'ENDS' | null;
};
type Props = { readonly changes: readonly Change[]; readonly shown: TableShown; readonly none: string };

export function Changes({ changes, shown, none }: Props): ReactNode {
  const words = useWords(RULES_WORDS);
  const office = useWords(OFFICE_WORDS);
  const say = useSay();
  const unitOf = (row: string) => shown.rows.find((one) => one.row === row)?.unit ?? null;
  if (changes.length === 0) return <Text>{none}</Text>;
  const told = (value: unknown, row: string): string => say(valueWords(value, unitOf(row)));
  const after = ({ will, row, gate }: Change): string =>
    [told(will, row), ...(gate === 'BEGINS' ? [words.begins] : gate === 'ENDS' ? [words.ends] : [])].join(' · ');
  const columns: readonly Column<Change>[] = [
    { key: 'row', name: words.row, show: ({ name }) => say(name), value: ({ name }) => say(name) },
    {
      key: 'was',
      name: office.was,
      show: ({ was, row }) => <span style={{ overflowWrap: 'anywhere' }}>{told(was, row)}</span>,
      value: ({ was, row }) => told(was, row),
    },
    { key: 'will', name: office.will, show: (change) => <strong style={{ overflowWrap: 'anywhere' }}>{after(change)}</strong>, value: after },
  ];
  return <DataTable caption={words.changes} columns={columns} rows={changes} rowKey={({ row }) => row} />;
}
