/** 管理: the pages of the office, one card each. */
import { Card, SimpleGrid, Text, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import { PageLink } from '../parts/link.tsx';
import { OfficePage } from './frame.tsx';
import { OFFICE_WORDS } from './office-words.ts';
import { adminPaths } from './paths.ts';

const route = getRouteApi('/office');
const PAGES = ['routes', 'rules', 'calendar', 'mails', 'webhooks', 'health', 'signIns'] as const;

export function AdministrationPage(): ReactNode {
  const words = useWords(OFFICE_WORDS);
  const { programme } = route.useSearch();
  return (
    <OfficePage title={words.title} programme={programme} of={(next) => adminPaths.office({ programme: next })}>
      {(here) => (
        <>
          <Text mb="md">{words.lead}</Text>
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
            {PAGES.map((page) => (
              <Card withBorder key={page}>
                <Title order={2} size="h3">
                  <PageLink href={adminPaths[page]({ programme: here })}>{words[page]}</PageLink>
                </Title>
                <Text>{words[`${page}Lead`]}</Text>
              </Card>
            ))}
          </SimpleGrid>
        </>
      )}
    </OfficePage>
  );
}
