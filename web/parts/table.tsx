/**
 * A table that becomes cards on a phone, and leaves as CSV or XLSX as it is shown. Deliberately absent: asking for rows,
 * filters (they stand in the page's address).
 */
import { Button, Group, Menu, Table } from '@mantine/core';
import Download from 'lucide-react/icons/download';
import { type ReactNode, useState } from 'react';
import { useWords } from '../app/locale.tsx';
import type { Cell } from './export.ts';
import classes from './table.module.css';
import { PARTS_WORDS } from './words.ts';

export type Column<T> = {
  readonly key: string;
  readonly name: string;
  /** Absent: it stands in the file alone. */
  readonly show?: (row: T) => ReactNode;
  /** As it stands in a file: exact sums, whole days. Absent: not in it. */
  readonly value?: (row: T) => Cell;
  readonly align?: 'right';
  /** Short: at a desk its words are not broken, and Chinese stands on one line, whatever the others need. */
  readonly oneLine?: true;
};

type Props<T> = {
  /** What the rows are; read out, and the name of the file. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  /** Beside the export. */
  readonly tools?: ReactNode;
  /** So many rows are drawn until all are asked for; the file holds all. Absent: all. */
  readonly most?: number;
  /** Its heading, on one line with the export. */
  readonly title?: ReactNode;
};

export function DataTable<T>({ caption, columns, rows, rowKey, tools, title, most = Number.POSITIVE_INFINITY }: Props<T>): ReactNode {
  const words = useWords(PARTS_WORDS);
  const [all, setAll] = useState(false);
  const drawn = all ? rows : rows.slice(0, most);
  const shown = columns.flatMap(({ show, ...column }) => (show === undefined ? [] : [{ ...column, show }]));
  return (
    <div>
      <Group justify="space-between" mb="xs">
        {title}
        {tools !== undefined && (
          <Group gap="xs" className={classes.tools}>
            {tools}
          </Group>
        )}
        <ExportMenu caption={caption} columns={columns} rows={rows} />
      </Group>
      <Table
        className={shown.length === 2 ? `${classes.table} ${classes.pairs}` : classes.table}
        verticalSpacing="sm"
        aria-label={caption}
        role="table"
      >
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {shown.map(({ key, name, align }) => (
              <Table.Th key={key} scope="col" role="columnheader" ta={align} className={classes.head}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {drawn.map((row) => (
            <Table.Tr key={rowKey(row)} role="row">
              {shown.map(({ key, name, show, align, oneLine }) => (
                <Table.Td key={key} role="cell" data-name={name} ta={align} {...(oneLine ? { className: classes.oneLine } : {})}>
                  <span>{show(row)}</span>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {drawn.length < rows.length && (
        <Button variant="default" fullWidth onClick={() => setAll(true)}>
          {words.allRows(rows.length)}
        </Button>
      )}
    </div>
  );
}

function ExportMenu<T>({ caption, columns, rows }: Pick<Props<T>, 'caption' | 'columns' | 'rows'>): ReactNode {
  const words = useWords(PARTS_WORDS);
  const leave = async (format: 'csv' | 'xlsx'): Promise<void> => {
    const known = columns.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
    const { saveTable } = await import('./export.ts');
    await saveTable(format, caption, { head: known.map(({ name }) => name), rows: rows.map((row) => known.map(({ value }) => value(row))) });
  };
  if (rows.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          ms="auto"
          className={classes.tools}
          leftSection={<Download size={16} aria-hidden />}
          aria-label={words.exports(caption)}
        >
          {words.exportAct}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void leave('xlsx')}>{words.exportXlsx}</Menu.Item>
        <Menu.Item onClick={() => void leave('csv')}>{words.exportCsv}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Nothing stands in the cell: a phone leaves its line out. */
export const Nothing = (): ReactNode => <span className={classes.nothing}>—</span>;

/** The number of an entry, which is never broken. */
export const Key = ({ of }: { readonly of: string }): ReactNode => <span className={classes.key}>{of}</span>;
