/** The projects that a person may see. */
import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { reading } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { Light } from '../parts/light.tsx';
import { Page } from '../parts/page.tsx';
import { Asked, Empty } from '../parts/states.tsx';
import { PROJECTS_WORDS } from './words.ts';

export function ProjectsPage(): ReactNode {
  const words = useWords(PROJECTS_WORDS);
  const say = useSay();
  const projects = useQuery(reading('/api/v1/cases', { query: { kind: 'project', limit: 200 } }));
  return (
    <Page title={words.title}>
      <Asked query={projects}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.empty} />
          ) : (
            <Stack gap="xs" component="ul" p={0} m={0}>
              {items.map((found) => (
                <Group key={found.stream} component="li" justify="space-between" wrap="nowrap">
                  <Text>{say(found.title)}</Text>
                  <Light light={found.light} />
                </Group>
              ))}
            </Stack>
          )
        }
      </Asked>
    </Page>
  );
}
