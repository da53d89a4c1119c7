/** The board by where projects stand: one part for each wave of stages that run side by side, with its projects as cards. */
import { Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useJoin, useSay, useWords } from '../../app/locale.tsx';
import { PageLink } from '../../parts/link.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { LightAndWhy, TakenOver, useOwed } from '../../parts/project-row.tsx';
import { projectPaths } from '../paths.ts';
import { type Board, type BoardRow, byStage, type Group as StageGroup } from './facts.ts';
import { BOARD_WORDS } from './words.ts';

export function ByStage({ board, rows }: { readonly board: Board; readonly rows: readonly BoardRow[] }): ReactNode {
  const words = useWords(BOARD_WORDS);
  const say = useSay();
  const join = useJoin();
  const nameOf = ({ key, stages }: StageGroup): string =>
    key === 'OVER' ? words.over : stages.length === 0 ? words.notBegun : join(stages.map(({ name }) => say(name)));
  return (
    <Stack>
      {byStage(rows, board.stages).map((group) => (
        <section key={group.key}>
          <Title order={2} size="h3" mb="xs">
            {nameOf(group)}{' '}
            <Text component="span" c="dimmed">
              {group.rows.length}
            </Text>
          </Title>
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm" component="ul" p={0} m={0}>
            {group.rows.map((row) => (
              <One key={row.code} board={board} row={row} />
            ))}
          </SimpleGrid>
        </section>
      ))}
    </Stack>
  );
}

function One({ board, row }: { readonly board: Board; readonly row: BoardRow }): ReactNode {
  const words = useWords(BOARD_WORDS);
  const say = useSay();
  const owed = useOwed();
  const nameOf = usePersonName();
  const manager = board.people[row.manager];
  const plan = owed(row);
  return (
    <Card withBorder component="li" p="sm">
      <Stack gap={4}>
        <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
          <PageLink href={projectPaths.project({ code: row.code })} fw={600}>
            {say(row.name)}
          </PageLink>
          <TakenOver how={row.takenOver} />
        </Group>
        <LightAndWhy row={row} />
        {plan !== '' && (
          <Text size="sm" {...(row.owed !== null && row.owed.days < 0 ? { c: 'var(--mantine-color-error)', fw: 600 } : {})}>
            {plan}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {row.code} · {manager === undefined ? row.manager : nameOf(manager)} · {words.places} {row.places}
        </Text>
      </Stack>
    </Card>
  );
}
