/** A programme: how its projects go, what is red and due, stage by project, figures against targets, forecast. */
import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMarks, useSay, useWords } from '../app/locale.tsx';
import { ButtonLink, PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { type Progress, progressReading } from '../parts/progress.ts';
import { Asked, Empty, RowsSkeleton } from '../parts/states.tsx';
import { AsOf } from '../parts/when.tsx';
import { projectPaths } from '../projects/paths.ts';
import { Effects } from './effects.tsx';
import { Figures } from './figures.tsx';
import { ForecastList } from './forecast.tsx';
import { Matrix, ProjectList } from './matrix.tsx';
import { PaceRules, Paces } from './pace.tsx';
import { type ProgrammeQuery, programmePaths } from './paths.ts';
import { DueList, RedList } from './red-list.tsx';
import { PROGRAMME_WORDS } from './words.ts';

const route = getRouteApi(programmePaths.programme.pattern);

export function ProgrammePage(): ReactNode {
  const { code } = route.useParams();
  const query = route.useSearch();
  const words = useWords(PROGRAMME_WORDS);
  const say = useSay();
  const found = useQuery(progressReading(code));
  return (
    <Page
      title={found.data === undefined ? words.title : say(found.data.name)}
      beside={
        <Text c="dimmed" size="sm">
          <AsOf at={found.dataUpdatedAt} />
        </Text>
      }
      acts={
        <>
          <ButtonLink variant="default" href={programmePaths.funds({ code })}>
            {words.toFunds}
          </ButtonLink>
          <ButtonLink variant="default" href={programmePaths.deadlines({ code })}>
            {words.toDeadlines}
          </ButtonLink>
          <ButtonLink variant="default" href={projectPaths.plan({ code })}>
            {words.toPlan}
          </ButtonLink>
          <ButtonLink href={programmePaths.leading({ code })}>{words.toLeading}</ButtonLink>
        </>
      }
    >
      <Asked query={found} skeleton={<RowsSkeleton rows={8} />}>
        {(progress) => <Of found={progress} query={query} />}
      </Asked>
    </Page>
  );
}

function Part({ title, beside, children }: { readonly title: string; readonly beside?: ReactNode; readonly children: ReactNode }): ReactNode {
  return (
    <Card withBorder component="section">
      <Group justify="space-between" mb="sm">
        <Title order={2}>{title}</Title>
        {beside}
      </Group>
      {children}
    </Card>
  );
}

function Of({ found, query }: { readonly found: Progress; readonly query: ProgrammeQuery }): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const marks = useMarks();
  const { code } = found;
  const rows = found.projects.filter(({ pace }) => query.pace === undefined || pace === query.pace);
  if (found.projects.length === 0)
    return (
      <Stack>
        <Figures found={found} />
        <Empty title={words.noProjects}>{words.noProjectsNext}</Empty>
      </Stack>
    );
  return (
    <Stack>
      <Group justify="space-between">
        <Text c="dimmed">
          {words.document} {found.document}
          {!found.open && ` · ${words.closed}`}
          {found.counts.notCounted > 0 && ` · ${words.notCounted(found.counts.notCounted)}`}
        </Text>
        <PaceRules />
      </Group>
      <Paces found={found} pace={query.pace} narrows />
      <Figures found={found} />
      <Part title={words.red}>
        <RedList found={found} />
      </Part>
      <Part
        title={words.week}
        beside={
          <PageLink href={programmePaths.deadlines({ code })} aria-label={`${words.all}${marks.colon}${words.week}`}>
            {words.all}
          </PageLink>
        }
      >
        <DueList caption={words.week} items={found.week} none={words.weekNone} {...found} />
        {found.weekCount > found.week.length && <Text c="dimmed">{words.weekMore(found.week.length, found.weekCount)}</Text>}
      </Part>
      <Part title={words.matrix}>
        {rows.length === 0 ? (
          <Text>{words.nobodyOfPace}</Text>
        ) : (
          <Stack>
            <Matrix found={found} rows={rows} />
            <ProjectList found={found} rows={rows} />
          </Stack>
        )}
      </Part>
      <Part title={words.forecast}>
        <ForecastList found={found} />
      </Part>
      <Part title={words.effects}>
        <Effects found={found} />
      </Part>
    </Stack>
  );
}
