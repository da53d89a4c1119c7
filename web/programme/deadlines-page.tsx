/**
 * The last days of a programme: a month as a calendar where there is room for it, else and always also as a list. What is
 * shown stands in the address. Deliberately absent: the address by which a calendar of one's own reads them (calendar-feed.tsx).
 */
import { Box, Button, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import type { ReactNode } from 'react';
import { addDays, addMonths, dayAt } from '../../domain/kernel/days.ts';
import { monthWords } from '../../domain/words/days.ts';
import { reading } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { mePaths } from '../me/paths.ts';
import { ButtonLink, PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Asked } from '../parts/states.tsx';
import { AsOf } from '../parts/when.tsx';
import { MonthOf } from './month.tsx';
import { type DeadlinesQuery, programmePaths } from './paths.ts';
import { DueList } from './red-list.tsx';
import { PROGRAMME_WORDS } from './words.ts';

const route = getRouteApi(programmePaths.deadlines.pattern);
const KINDS = ['PLAN', 'APPROVAL', 'DUE', 'REPORT', 'MEASURE'] as const;
const isMonth = (month: string | undefined): month is string => month !== undefined && /^\d{4}-(?:0[1-9]|1[0-2])$/.test(month);

export function DeadlinesPage(): ReactNode {
  const { code } = route.useParams();
  const query = route.useSearch();
  const words = useWords(PROGRAMME_WORDS);
  const today = dayAt(new Date().toISOString());
  const month = isMonth(query.month) ? query.month : today.slice(0, 7);
  const isList = query.view === 'LIST';
  const kind = KINDS.find((one) => one === query.kind);
  const narrowed = { ...(query.project === undefined ? {} : { project: query.project }), ...(kind === undefined ? {} : { kind }) };
  const range = isList ? {} : { from: `${month}-01`, to: addDays(addMonths(`${month}-01`, 1), -1) };
  const found = useQuery(reading('/api/v1/programme/{id}/deadlines', { path: { id: code }, query: { ...narrowed, ...range } }));
  return (
    <Page
      title={words.deadlines}
      above={<PageLink href={programmePaths.programme({ code })}>{words.back}</PageLink>}
      beside={
        <Text c="dimmed" size="sm">
          <AsOf at={found.dataUpdatedAt} />
        </Text>
      }
      acts={
        <ButtonLink variant="default" href={mePaths.me()}>
          {words.subscribe}
        </ButtonLink>
      }
    >
      <Stack>
        <Narrowing code={code} query={query} month={month} projects={found.data?.projects ?? []} />
        <Asked query={found}>
          {({ items, count, people, projects, today: now }) => (
            <Stack>
              <Text role="status">{words.count(count)}</Text>
              {!isList && (
                <Box visibleFrom="sm">
                  <MonthOf month={month} items={items} today={now} />
                </Box>
              )}
              <DueList
                caption={words.deadlines}
                items={items}
                today={now}
                people={people}
                projects={projects}
                none={words.deadlinesNone}
                noneNext={words.deadlinesNoneNext}
              />
            </Stack>
          )}
        </Asked>
      </Stack>
    </Page>
  );
}

type NarrowingProps = {
  readonly code: string;
  readonly query: DeadlinesQuery;
  readonly month: string;
  readonly projects: readonly { readonly code: string; readonly name: { readonly zh: string; readonly en: string } }[];
};

function Narrowing({ code, query, month, projects }: NarrowingProps): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  const router = useRouter();
  const view = (change: DeadlinesQuery): void =>
    void router.navigate({ href: programmePaths.deadlines({ code }, { ...query, ...change }), replace: true, resetScroll: false });
  const step = (months: number): void => view({ month: addMonths(`${month}-01`, months).slice(0, 7) });
  const isList = query.view === 'LIST';
  return (
    <Group gap="sm" align="flex-end">
      <SegmentedControl
        aria-label={words.view}
        data={[
          { value: 'MONTH', label: words.month },
          { value: 'LIST', label: words.list },
        ]}
        value={isList ? 'LIST' : 'MONTH'}
        onChange={(next) => view({ view: next === 'LIST' ? 'LIST' : '' })}
      />
      {!isList && (
        <Group gap="xs">
          <Button variant="default" aria-label={words.before} onClick={() => step(-1)} px="xs">
            <ChevronLeft size={18} aria-hidden />
          </Button>
          <Text fw={600} miw={90} ta="center" aria-live="polite">
            {say(monthWords(month))}
          </Text>
          <Button variant="default" aria-label={words.after} onClick={() => step(1)} px="xs">
            <ChevronRight size={18} aria-hidden />
          </Button>
          <Button variant="subtle" onClick={() => view({ month: '' })}>
            {words.thisMonth}
          </Button>
        </Group>
      )}
      <Select
        label={words.project}
        data={[{ value: '', label: words.anyProject }, ...projects.map((one) => ({ value: one.code, label: `${one.code} ${say(one.name)}` }))]}
        value={query.project ?? ''}
        allowDeselect={false}
        searchable
        w={220}
        onChange={(project) => view({ project: project ?? '' })}
      />
      <Select
        label={words.kind}
        data={[{ value: '', label: words.anyKind }, ...KINDS.map((kind) => ({ value: kind, label: words[kind] }))]}
        value={query.kind ?? ''}
        allowDeselect={false}
        w={150}
        onChange={(kind) => view({ kind: kind ?? '' })}
      />
    </Group>
  );
}
