/** Which columns a list shows: chosen here, kept in the address. */
import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import Columns3 from 'lucide-react/icons/columns-3';
import type { ReactNode } from 'react';
import { useWords } from '../../app/locale.tsx';
import type { ListedApproval } from '../../parts/approval-reading.ts';
import type { Column } from '../../parts/table.tsx';
import type { ListQuery } from '../paths.ts';
import { APPROVALS_WORDS } from '../words.ts';
import { COLUMNS, type ColumnKey, colsOf, columnsIn } from './columns.tsx';
import { listOf } from './facts.ts';
import { useView } from './filters.tsx';

type Props = { readonly query: ListQuery; readonly all: Readonly<Record<ColumnKey, Column<ListedApproval>>> };

export function ColumnMenu({ query, all }: Props): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  const view = useView(query);
  const list = listOf(query);
  const shown = columnsIn(list, query.cols);
  const change = (key: ColumnKey, on: boolean): void =>
    view({ cols: colsOf(list, on ? COLUMNS.filter((one) => one === key || shown.includes(one)) : shown.filter((one) => one !== key)) });
  return (
    <Popover position="bottom-start" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button variant="default" leftSection={<Columns3 size={16} aria-hidden />}>
          {words.columns}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" role="group" aria-label={words.columns}>
          {COLUMNS.filter((key) => key !== 'title').map((key) => (
            <Checkbox
              key={key}
              label={all[key].name}
              checked={shown.includes(key)}
              onChange={(event) => change(key, event.currentTarget.checked)}
              disabled={shown.includes(key) && shown.length === 2}
            />
          ))}
          <Button variant="subtle" onClick={() => view({ cols: undefined })}>
            {words.usualColumns}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
