/** Items of a form that are added at the end and taken out one by one. Deliberately absent: what stands in an item. */
import { ActionIcon, Button, Fieldset, Group, Stack } from '@mantine/core';
import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import classes from './row-list.module.css';
import { PARTS_WORDS } from './words.ts';

type Props<T> = {
  readonly legend: string;
  /** Its place in the form, by which a fault of all of it is gone to. */
  readonly path?: string;
  /** Above the items. */
  readonly lead?: ReactNode;
  readonly rows: readonly T[];
  /** What an added one is. */
  readonly blank: T;
  readonly most: number;
  readonly onChange: (rows: readonly T[]) => void;
  readonly children: (row: T, n: number) => ReactNode;
};

export function RowList<T>({ legend, path, lead, rows, blank, most, onChange, children }: Props<T>): ReactNode {
  const words = useWords(PARTS_WORDS);
  return (
    <Fieldset legend={legend} {...(path === undefined ? {} : { 'data-path': path, tabIndex: -1 })}>
      <Stack gap="xs">
        {lead}
        {rows.map((row, n) => (
          // Items have no name of their own; they are only added at the end.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <Group key={n} align="flex-start" gap="xs" wrap="nowrap" className={classes.row}>
            <Group align="flex-start" gap="xs" className={classes.item}>
              {children(row, n)}
            </Group>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={words.removeLine(n + 1)}
              onClick={() => onChange(rows.filter((_, other) => other !== n))}
            >
              <X size={18} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {rows.length < most && (
          <Button
            variant="default"
            leftSection={<Plus size={16} aria-hidden />}
            onClick={() => onChange([...rows, blank])}
            style={{ alignSelf: 'flex-start' }}
          >
            {words.addLine}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}
