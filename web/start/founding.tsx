/** What the first administrator finds instead of an empty desk: how the first programme is set up. */
import { Card, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import { firstRunPaths } from '../first-run/paths.ts';
import { PageLink } from '../parts/link.tsx';
import { START_WORDS } from './words.ts';

export function Founding(): ReactNode {
  const words = useWords(START_WORDS);
  return (
    <Card withBorder component="section" mb="md">
      <Stack>
        <Title order={2}>{words.foundTitle}</Title>
        <Text>{words.foundLead}</Text>
        <Group>
          <PageLink href={firstRunPaths.ownCounty()}>{words.foundOwn}</PageLink>
          <PageLink href={firstRunPaths.importProgramme()}>{words.foundFiles}</PageLink>
        </Group>
      </Stack>
    </Card>
  );
}
