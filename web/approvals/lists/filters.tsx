/** What a list is narrowed to. Everything stands in the address, so that a view can be kept and sent on; what is typed waits for its end. */
import { Button, Collapse, Group, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import Filter from 'lucide-react/icons/funnel';
import X from 'lucide-react/icons/x';
import { type ReactNode, useState } from 'react';
import { LIGHT_WORDS } from '../../../domain/words/clocks.ts';
import { reading } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { approvalPaths, type ListQuery } from '../paths.ts';
import { APPROVALS_WORDS } from '../words.ts';
import { isNarrowed, listOf, NARROWING } from './facts.ts';

const TYPING_MS = 350;

/** Another view of the same list; a filter that is changed leaves no trail of back steps. */
export function useView(query: ListQuery): (change: ListQuery) => void {
  const router = useRouter();
  return (change) => void router.navigate({ href: approvalPaths.approvals({ ...query, ...change }), replace: true, resetScroll: false });
}

export function Filters({ query }: { readonly query: ListQuery }): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  const view = useView(query);
  const narrowed = isNarrowed(query);
  const [opened, setOpened] = useState(() => NARROWING.some((name) => name !== 'q' && (query[name] ?? '') !== ''));
  return (
    <>
      <Group gap="xs" align="flex-end" mb="xs">
        <SearchField label={words.search} kept={query.q ?? ''} afterMs={TYPING_MS} onSearch={(q) => view({ q })} />
        <Button
          variant="default"
          leftSection={<Filter size={16} aria-hidden />}
          aria-expanded={opened}
          aria-controls="filters"
          onClick={() => setOpened(!opened)}
        >
          {words.filters}
        </Button>
        {narrowed && (
          <Button
            variant="subtle"
            leftSection={<X size={16} aria-hidden />}
            onClick={() => view(Object.fromEntries(NARROWING.map((name) => [name, undefined])))}
          >
            {words.clear}
          </Button>
        )}
      </Group>
      <div id="filters">
        <Collapse expanded={opened}>{opened && <Choices query={query} />}</Collapse>
      </div>
    </>
  );
}

function Choices({ query }: { readonly query: ListQuery }): ReactNode {
  const words = useWords(APPROVALS_WORDS);
  const say = useSay();
  const view = useView(query);
  const list = listOf(query);
  const from = { todo: words.fromTodo, done: words.fromDone, mine: words.fromMine, copies: words.fromCopies }[list];
  const { programmes, projects, matters } = useOptions(query);
  const lights = (['RED', 'YELLOW', 'GREEN'] as const).map((value) => ({ value, label: say(LIGHT_WORDS[value]) }));
  const choice = (
    name: 'programme' | 'project' | 'matter' | 'light',
    data: readonly { readonly value: string; readonly label: string }[],
  ): ReactNode => (
    <Select
      label={words[name]}
      placeholder={words.any}
      data={known(data, query[name])}
      value={query[name] ?? null}
      onChange={(value) => view({ [name]: value ?? undefined })}
      clearable
      clearButtonProps={{ 'aria-label': `${words.clear} ${words[name]}` }}
      searchable={data.length > 8}
    />
  );
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 6 }} spacing="xs" mb="sm">
      {programmes.length > 1 && choice('programme', programmes)}
      {choice('project', projects)}
      {choice('matter', matters)}
      {choice('light', lights)}
      <TextInput type="date" label={from} value={query.from ?? ''} onChange={(event) => view({ from: event.currentTarget.value })} />
      <TextInput type="date" label={words.to} value={query.to ?? ''} onChange={(event) => view({ to: event.currentTarget.value })} />
    </SimpleGrid>
  );
}

type Choosable = { readonly value: string; readonly label: string };
/** What the address says stays to be seen, whether or not it is among what there is. */
const known = (data: readonly Choosable[], value: string | undefined): Choosable[] =>
  value === undefined || value === '' || data.some((one) => one.value === value) ? [...data] : [...data, { value, label: value }];

function useOptions({ programme }: ListQuery): Readonly<Record<'programmes' | 'projects' | 'matters', readonly Choosable[]>> {
  const say = useSay();
  const codes = Object.keys(useMe().roles);
  const programmes = useQuery(reading('/api/v1/cases', { query: { kind: 'programme', limit: 200 } }));
  const projects = useQuery(reading('/api/v1/cases', { query: { kind: 'project', limit: 200 } }));
  const routes = useQueries({
    queries: (programme === undefined || programme === '' ? codes.slice(0, 3) : [programme]).map((id) =>
      reading('/api/v1/programme/{id}/routes', { path: { id } }),
    ),
  });
  const idOf = (stream: string): string => stream.slice(stream.indexOf('/') + 1);
  const matters = new Map(routes.flatMap(({ data }) => data?.items ?? []).map((route) => [route.code, say(route.name)]));
  return {
    programmes: (programmes.data?.items ?? []).map(({ stream, title }) => ({ value: idOf(stream), label: say(title) })),
    projects: (projects.data?.items ?? [])
      .filter((found) => programme === undefined || programme === '' || found.programme === programme)
      .map(({ stream, title }) => ({ value: idOf(stream), label: `${idOf(stream)} ${say(title)}` })),
    matters: [...matters].map(([value, label]) => ({ value, label })),
  };
}
