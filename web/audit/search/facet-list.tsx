/** Where a search's matches are, with their counts; each narrows the search, or widens it again. */
import { Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { monthWords } from '../../../domain/words/days.ts';
import type { AnswerOf } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { PageLink } from '../../parts/link.tsx';
import { auditPaths, type SearchQuery } from '../paths.ts';
import { SEARCH_WORDS } from './words.ts';

export type FacetsFound = AnswerOf<'/api/v1/audit/facets'>['facets'];
const SHOWN = ['action', 'outcome', 'person', 'project', 'month', 'kind', 'door'] as const;
type Name = (typeof SHOWN)[number];
const MOST = 8;

type Props = { readonly query: SearchQuery; readonly facets: FacetsFound };

export function FacetList({ query, facets }: Props): ReactNode {
  const words = useWords(SEARCH_WORDS);
  return (
    <Stack component="section" aria-label={words.facets}>
      <Title order={2} size="h4">
        {words.facets}
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="lg">
        {SHOWN.map((name) => (
          <One key={name} name={name} query={query} counted={facets[name] ?? []} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

const nextMonth = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
};
/** The question narrowed by a value. */
const narrowed = (query: SearchQuery, name: Name, value: string): SearchQuery =>
  name === 'month' ? { ...query, from: `${value}-01`, to: nextMonth(value) } : { ...query, [name]: value };
const widened = (query: SearchQuery, name: Name): SearchQuery => (name === 'month' ? { ...query, from: '', to: '' } : { ...query, [name]: '' });
const isNarrowed = (query: SearchQuery, name: Name, value: string): boolean =>
  name === 'month' ? query.from === `${value}-01` && query.to === nextMonth(value) : query[name] === value;

function One({ name, query, counted }: { readonly name: Name; readonly query: SearchQuery; readonly counted: FacetsFound['action'] }): ReactNode {
  const words = useWords(SEARCH_WORDS);
  const say = useSay();
  // Months are told from the newest one on; the others begin with the largest.
  const shown = (name === 'month' ? counted.toReversed() : counted).slice(0, MOST);
  if (shown.length === 0) return null;
  return (
    <div>
      <Title order={3} size="h6" mb={4}>
        {words[name]}
      </Title>
      <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {shown.map(({ value, name: told, count }) => {
          const called = name === 'month' ? say(monthWords(value)) : say(told);
          const on = isNarrowed(query, name, value);
          return (
            <Group key={value} component="li" justify="space-between" wrap="nowrap" gap="xs">
              <PageLink
                href={auditPaths.search(on ? widened(query, name) : narrowed(query, name, value))}
                size="sm"
                {...(on ? { fw: 700 } : {})}
                aria-label={on ? words.widen(called) : words.narrow(called, count)}
              >
                {called}
              </PageLink>
              <Text size="sm" c="dimmed">
                {count}
              </Text>
            </Group>
          );
        })}
      </Stack>
    </div>
  );
}
