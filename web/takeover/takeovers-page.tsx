/** The projects of a programme by what of them was taken over; those whose end another person proposed are closed here, many at once. */
import { Badge, Button, Checkbox, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { dayWords } from '../../domain/words/days.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { useMe } from '../app/session.tsx';
import { firstRunPaths } from '../first-run/paths.ts';
import { ButtonLink, PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { registersIn } from '../parts/registering.ts';
import { Asked, Empty } from '../parts/states.tsx';
import { type Column, DataTable } from '../parts/table.tsx';
import { AsOf } from '../parts/when.tsx';
import { projectPaths } from '../projects/paths.ts';
import { CloseMany } from './close-many.tsx';
import { SHOWS, type Show, type TakeoverRow, type Takeovers, takeoversReading } from './facts.ts';
import { type TakeoversQuery, takeoverPaths } from './paths.ts';
import { TAKEOVER_WORDS } from './words.ts';

const route = getRouteApi('/takeover');
const OFFICE = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'ADMINISTRATOR', 'GROUP_LEADER', 'DEPUTY_LEADER', 'AUDITOR'];

export function TakeoversPage(): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const query = route.useSearch();
  const { roles } = useMe();
  const all = Object.entries(roles).flatMap(([programme, held]) => (held.some((role) => OFFICE.includes(role)) ? [programme] : []));
  const programme = query.programme ?? all.sort()[0];
  if (programme === undefined)
    return (
      <Page title={words.title}>
        <Empty title={words.noProgramme}>{words.noProgrammeNext}</Empty>
      </Page>
    );
  return <Of key={programme} programme={programme} programmes={all} query={query} />;
}

type OfProps = { readonly programme: string; readonly programmes: readonly string[]; readonly query: TakeoversQuery };

function Of({ programme, programmes, query }: OfProps): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const router = useRouter();
  const { roles } = useMe();
  const show = SHOWS.find((one) => one === query.show) ?? 'OPEN';
  const found = useQuery(takeoversReading(programme, show, query.after));
  const go = (next: TakeoversQuery): void => void router.navigate({ href: takeoverPaths.takeovers({ programme, show, ...next }) });
  return (
    <Page
      title={words.title}
      beside={
        <Text c="dimmed" size="sm">
          <AsOf at={found.dataUpdatedAt} />
        </Text>
      }
      acts={
        <>
          <ButtonLink variant="default" href={takeoverPaths.papers({ programme })}>
            {words.papersTitle}
          </ButtonLink>
          {roles[programme]?.includes('ADMINISTRATOR') === true && (
            <ButtonLink variant="default" href={firstRunPaths.importProgramme()}>
              {words.byFile}
            </ButtonLink>
          )}
          {registersIn({ roles }).includes(programme) && (
            <ButtonLink variant="default" href={projectPaths.fresh({ programme, takesOver: '1' })}>
              {words.byForm}
            </ButtonLink>
          )}
        </>
      }
    >
      <Stack>
        <Text c="dimmed" maw={760}>
          {words.lead}
        </Text>
        <Asked query={found}>
          {(listed) => (
            <Stack>
              <Group gap="sm" align="flex-end">
                {programmes.length > 1 && (
                  <Select
                    label={words.programme}
                    data={[...programmes]}
                    value={programme}
                    allowDeselect={false}
                    w={140}
                    onChange={(next) => next !== null && void router.navigate({ href: takeoverPaths.takeovers({ programme: next }) })}
                  />
                )}
                <SegmentedControl
                  aria-label={words.state}
                  value={show}
                  onChange={(next) => go({ show: next })}
                  data={SHOWS.map((one) => ({ value: one, label: words.withCount(nameOf(words, one), listed.counts[one]) }))}
                />
              </Group>
              <Listed programme={programme} listed={listed} show={show} query={query} onGo={go} />
            </Stack>
          )}
        </Asked>
      </Stack>
    </Page>
  );
}

const nameOf = (words: { readonly open: string; readonly closed: string; readonly none: string }, show: Show): string =>
  show === 'OPEN' ? words.open : show === 'CLOSED' ? words.closed : words.none;

type ListedProps = {
  readonly programme: string;
  readonly listed: Takeovers;
  readonly show: Show;
  readonly query: TakeoversQuery;
  readonly onGo: (next: TakeoversQuery) => void;
};

function Listed({ listed, show, query, onGo }: ListedProps): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const { person } = useMe();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const closable = listed.items.filter(({ closing }) => closing !== null && closing.by !== person).map(({ project }) => project);
  const columns = useColumns({
    closable,
    chosen,
    onChoose: (project) => setChosen(chosen.includes(project) ? chosen.filter((one) => one !== project) : [...chosen, project]),
  });
  const picked = chosen.filter((project) => closable.includes(project));
  if (listed.items.length === 0) return <Empty title={words[`nothing${show}`]}>{words[`nothing${show}Next`]}</Empty>;
  return (
    <Stack>
      <DataTable
        caption={words.title}
        columns={columns}
        rows={listed.items}
        rowKey={({ project }) => project}
        tools={picked.length > 0 && <CloseMany projects={picked} onDone={() => setChosen([])} />}
      />
      <Group justify="flex-end">
        {query.after !== undefined && (
          <Button variant="default" onClick={() => onGo({})}>
            {words.first}
          </Button>
        )}
        {listed.next !== null && (
          <Button variant="default" onClick={() => onGo({ after: listed.next ?? '' })}>
            {words.more}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

type Choosing = { readonly closable: readonly string[]; readonly chosen: readonly string[]; readonly onChoose: (project: string) => void };
const countOf = ({ kinds }: TakeoverRow): number => Object.values(kinds).reduce((sum, n) => sum + n, 0);

function useColumns({ closable, chosen, onChoose }: Choosing): readonly Column<TakeoverRow>[] {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  const waits = ({ closing, corrections }: TakeoverRow): string =>
    [closing === null ? '' : words.closingWaits, corrections === 0 ? '' : words.correctionsWait(corrections)].filter((part) => part !== '').join(' ');
  const choosing: readonly Column<TakeoverRow>[] =
    closable.length === 0
      ? []
      : [
          {
            key: 'choose',
            name: '',
            show: ({ project }) =>
              closable.includes(project) && (
                <Checkbox aria-label={words.choose(project)} checked={chosen.includes(project)} onChange={() => onChoose(project)} />
              ),
          },
        ];
  return [
    ...choosing,
    {
      key: 'project',
      name: words.project,
      show: ({ project, name }) => <PageLink href={takeoverPaths.takeover({ project })}>{`${project} ${say(name)}`}</PageLink>,
      value: ({ project, name }) => `${project} ${say(name)}`,
    },
    { key: 'status', name: words.state, show: ({ status }) => words[`status${status}`], value: ({ status }) => words[`status${status}`] },
    { key: 'facts', name: words.facts, align: 'right', show: (row) => words.factCount(countOf(row)), value: countOf },
    { key: 'scans', name: words.scans, align: 'right', show: ({ scans }) => words.factCount(scans), value: ({ scans }) => scans },
    { key: 'findings', name: words.findings, align: 'right', show: ({ findings }) => findings, value: ({ findings }) => findings },
    {
      key: 'waits',
      name: words.waits,
      show: (row) =>
        waits(row) === '' ? (
          ''
        ) : (
          <Badge color="heed" variant="light" tt="none" h="auto" style={{ whiteSpace: 'normal' }}>
            {row.closing === null ? waits(row) : `${waits(row)} ${say(dayWords(row.closing.until))}`}
          </Badge>
        ),
      value: waits,
    },
  ];
}
