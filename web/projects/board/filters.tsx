/** What the board is narrowed to and sorted by; all of it stands in the address. */
import { Button, Collapse, Group, Select, SimpleGrid } from '@mantine/core';
import Filter from 'lucide-react/icons/funnel';
import X from 'lucide-react/icons/x';
import { type ReactNode, useState } from 'react';
import { APPROVAL_PATHS, BUILD_KIND_WORDS, BUILD_KINDS, PATH_WORDS } from '../../../domain/profile/profile.ts';
import { statusWords } from '../../../domain/words/cases.ts';
import { LIGHT_WORDS } from '../../../domain/words/clocks.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import type { BoardQuery } from '../paths.ts';
import { type Board, CHOICES, type Choice, isNarrowed, SORTS, sortOf, UNNARROWED } from './facts.ts';
import { BOARD_WORDS } from './words.ts';

type Props = { readonly board: Board; readonly query: BoardQuery; readonly view: (change: BoardQuery) => void };

export function Filters({ board, query, view }: Props): ReactNode {
  const words = useWords(BOARD_WORDS);
  const [opened, setOpened] = useState(() => CHOICES.some((name) => name !== 'light' && (query[name] ?? '') !== ''));
  return (
    <>
      <Group gap="xs" align="flex-end">
        <SearchField label={words.search} kept={query.q ?? ''} onSearch={(q) => view({ q })} />
        <Select
          label={words.sort}
          w={180}
          data={SORTS.map((sort) => ({ value: sort, label: words[`sort${sort}`] }))}
          value={sortOf(query)}
          allowDeselect={false}
          onChange={(sort) => view({ sort: sort === 'Urgent' ? '' : (sort ?? '') })}
        />
        <Button
          variant="default"
          leftSection={<Filter size={16} aria-hidden />}
          aria-expanded={opened}
          aria-controls="filters"
          onClick={() => setOpened(!opened)}
        >
          {words.filters}
        </Button>
        {isNarrowed(query) && (
          <Button variant="subtle" leftSection={<X size={16} aria-hidden />} onClick={() => view(UNNARROWED)}>
            {words.clear}
          </Button>
        )}
      </Group>
      <div id="filters">
        <Collapse expanded={opened}>{opened && <Choices board={board} query={query} view={view} />}</Collapse>
      </div>
    </>
  );
}

type Choosable = { readonly value: string; readonly label: string };
/** What the address says stays to be seen, whether or not it is among what there is. */
const known = (data: readonly Choosable[], value: string | undefined): Choosable[] =>
  value === undefined || value === '' || data.some((one) => one.value === value) ? [...data] : [...data, { value, label: value }];

function Choices({ board, query, view }: Props): ReactNode {
  const words = useWords(BOARD_WORDS);
  const options = useOptions(board);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 4 }} spacing="xs">
      {CHOICES.filter((name) => name !== 'programme' || options.programme.length > 1).map((name) => (
        <Select
          key={name}
          label={words[name]}
          placeholder={words.any}
          data={known(options[name], query[name])}
          value={(query[name] ?? '') === '' ? null : (query[name] ?? null)}
          onChange={(value) => view({ [name]: value ?? '' })}
          clearable
          clearButtonProps={{ 'aria-label': `${words.clear} ${words[name]}` }}
          searchable={options[name].length > 8}
        />
      ))}
    </SimpleGrid>
  );
}

function useOptions({ items, programmes, stages, people }: Board): Readonly<Record<Choice, readonly Choosable[]>> {
  const say = useSay();
  const nameOf = usePersonName();
  const distinct = (values: readonly (string | null)[]): readonly string[] => [...new Set(values.filter((value) => value !== null))].sort();
  return {
    programme: Object.entries(programmes).map(([value, name]) => ({ value, label: say(name) })),
    light: (['RED', 'YELLOW', 'GREEN'] as const).map((value) => ({ value, label: say(LIGHT_WORDS[value]) })),
    stage: stages.map(({ stage, name }) => ({ value: stage, label: say(name) })),
    manager: distinct(items.map(({ manager }) => manager)).map((value) => {
      const person = people[value];
      return { value, label: person === undefined ? value : nameOf(person) };
    }),
    region: distinct(items.map(({ region }) => region)).map((value) => ({ value, label: value })),
    kind: BUILD_KINDS.map((value) => ({ value, label: say(BUILD_KIND_WORDS[value]) })),
    path: APPROVAL_PATHS.map((value) => ({ value, label: say(PATH_WORDS[value]) })),
    status: distinct(items.map(({ status }) => status)).map((value) => ({ value, label: say(statusWords('project', value)) })),
  };
}
