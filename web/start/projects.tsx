/** The projects that press most, with their lights and what is late: those that one manages; whoever manages none sees those of their programmes. */
import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { useMe } from '../app/session.tsx';
import { PageLink } from '../parts/link.tsx';
import { LightAndWhy, type ProjectRow, pressing, useOwed } from '../parts/project-row.tsx';
import { Empty } from '../parts/states.tsx';
import { projectPaths } from '../projects/paths.ts';
import { START_WORDS } from './words.ts';

const AT_MOST = 8;

export function Projects({ board }: { readonly board: AnswerOf<'/api/v1/projects'> }): ReactNode {
  const words = useWords(START_WORDS);
  const me = useMe();
  if (board.items.length === 0) return <Empty title={words.nothingProjects}>{words.nothingProjectsNext}</Empty>;
  const own = board.items.filter(({ code }) => me.projects.includes(code));
  const shown = pressing(own.length > 0 ? own : board.items);
  return (
    <Stack gap="sm" component="ul" p={0} m={0}>
      {shown.slice(0, AT_MOST).map((row) => (
        <One key={row.code} row={row} />
      ))}
    </Stack>
  );
}

function One({ row }: { readonly row: ProjectRow }): ReactNode {
  const say = useSay();
  const owed = useOwed();
  const late = row.owed !== null && row.owed.days < 0;
  return (
    <Group component="li" justify="space-between" align="flex-start" gap="xs">
      <div>
        <PageLink href={projectPaths.project({ code: row.code })}>{say(row.name)}</PageLink>
        {row.owed !== null && (
          <Text size="sm" c={late ? 'var(--mantine-color-error)' : 'dimmed'} {...(late ? { fw: 600 } : {})}>
            {owed(row)}
          </Text>
        )}
      </div>
      <LightAndWhy row={row} />
    </Group>
  );
}
