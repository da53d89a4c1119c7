/** All tables of rules: what holds of each, what is still to be confirmed, what waits for a second person. */
import { Badge, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { dayWords } from '../../../domain/words/days.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Asked } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { OfficePage, ReadAt } from '../frame.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { adminPaths } from '../paths.ts';
import { rulesReading } from './facts.ts';
import type { TableShown } from './version.ts';
import { RULES_WORDS } from './words.ts';

const route = getRouteApi('/office/rules');

export function RulesPage(): ReactNode {
  const words = useWords(OFFICE_WORDS);
  const { programme } = route.useSearch();
  return (
    <OfficePage title={words.rules} programme={programme} of={(next) => adminPaths.rules({ programme: next })}>
      {(here) => <Of key={here} programme={here} />}
    </OfficePage>
  );
}

function Of({ programme }: { readonly programme: string }): ReactNode {
  const words = useWords(RULES_WORDS);
  const office = useWords(OFFICE_WORDS);
  const say = useSay();
  const found = useQuery(rulesReading(programme));
  const open = ({ rows }: TableShown): number => rows.filter(({ by }) => by === 'TO_CONFIRM').length;
  const version = ({ version: number, from }: TableShown): string =>
    number === null || from === null ? words.asShipped : words.county(number, say(dayWords(from)));
  const columns: readonly Column<TableShown>[] = [
    {
      key: 'table',
      name: words.table,
      show: ({ table, name, explanation }) => (
        <span>
          <PageLink href={adminPaths.ruleTable({ programme, table })}>{say(name)}</PageLink>
          <Text component="span" display="block" size="sm" c="dimmed">
            {say(explanation)}
          </Text>
        </span>
      ),
      value: ({ name }) => say(name),
    },
    { key: 'version', name: words.version, show: version, value: version },
    {
      key: 'open',
      name: words.open,
      show: (table) => (open(table) === 0 ? words.none : words.openCount(open(table))),
      value: open,
    },
    {
      key: 'waiting',
      name: words.waiting,
      show: ({ proposed }) =>
        proposed === null ? (
          words.none
        ) : (
          <Badge color="heed" variant="light" tt="none" h="auto" style={{ whiteSpace: 'normal' }}>
            {office.waits}
          </Badge>
        ),
      value: ({ proposed }) => proposed?.proposal ?? '',
    },
  ];
  return (
    <Stack>
      <Text c="dimmed">{words.lead}</Text>
      <Asked query={found}>
        {({ items }) => (
          <>
            <ReadAt at={found.dataUpdatedAt} />
            <DataTable caption={office.rules} columns={columns} rows={items} rowKey={({ table }) => table} />
          </>
        )}
      </Asked>
    </Stack>
  );
}
