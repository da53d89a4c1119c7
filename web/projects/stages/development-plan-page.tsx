/** The development plan of a programme: what it needs, what this person may do, its clocks, what is on record, approvals and files. */
import { Card, Grid, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type AnswerOf, reading } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Page } from '../../parts/page.tsx';
import { Asked } from '../../parts/states.tsx';
import { AsOf } from '../../parts/when.tsx';
import { programmePaths } from '../../programme/paths.ts';
import { projectPaths, type StageQuery } from '../paths.ts';
import { StageActs } from './acts.tsx';
import { Needs } from './needs.tsx';
import { Records } from './records.tsx';
import { Approvals, Clocks, Files } from './stage-page.tsx';
import { STAGE_WORDS } from './words.ts';

const route = getRouteApi(projectPaths.plan.pattern);
type Plan = AnswerOf<'/api/v1/programme/{id}/development-plan'>;

export function DevelopmentPlanPage(): ReactNode {
  const { code } = route.useParams();
  const query = route.useSearch();
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  const found = useQuery(reading('/api/v1/programme/{id}/development-plan', { path: { id: code } }));
  return (
    <Page
      title={words.plan}
      above={
        <PageLink href={programmePaths.programme({ code })} size="sm">
          {found.data === undefined ? code : say(found.data.programmeName)}
        </PageLink>
      }
    >
      <Asked query={found}>
        {(data) => (
          <Stack>
            <Text c="dimmed">{words.planAbout}</Text>
            <Whole found={data} query={query} />
            <Text size="sm" c="dimmed">
              <AsOf at={found.dataUpdatedAt} />
            </Text>
          </Stack>
        )}
      </Asked>
    </Page>
  );
}

function Whole({ found, query }: { readonly found: Plan; readonly query: StageQuery }): ReactNode {
  const { programme, acts, status } = found;
  const acting = {
    programme,
    acts,
    status: status === 'RUNNING' ? 'OPEN' : 'DONE',
    project: programme,
    kind: 'programme',
    stage: 'development-plan',
  };
  return (
    <>
      <Grid>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack>
            <Needs needs={found.needs} />
            <Clocks found={found} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <StageActs found={acting} query={query} hrefOf={(next) => projectPaths.plan({ code: programme }, next)} />
        </Grid.Col>
      </Grid>
      <Parts found={found} query={query} />
    </>
  );
}

const TABS = ['records', 'approvals', 'files'] as const;

function Parts({ found, query }: { readonly found: Plan; readonly query: StageQuery }): ReactNode {
  const words = useWords(STAGE_WORDS);
  const router = useRouter();
  const open = TABS.find((tab) => tab === query.tab) ?? 'records';
  const choose = (tab: string | null): void =>
    void router.navigate({
      href: projectPaths.plan(
        { code: found.programme },
        { ...(query.act === undefined ? {} : { act: query.act }), ...(tab === null || tab === 'records' ? {} : { tab }) },
      ),
      replace: true,
      resetScroll: false,
    });
  const counts = { records: '', approvals: countOf(found.approvals.length), files: countOf(found.files.length) };
  return (
    <Card withBorder component="section" aria-label={words.records}>
      <Tabs value={open} onChange={choose}>
        <Tabs.List mb="md" aria-label={words.records}>
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {words[tab]}
              {counts[tab]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="records">
          <Records found={{ ...found, taken: [] }} />
        </Tabs.Panel>
        <Tabs.Panel value="approvals">
          <Approvals found={found} />
        </Tabs.Panel>
        <Tabs.Panel value="files">
          <Files found={found} />
        </Tabs.Panel>
      </Tabs>
    </Card>
  );
}
const countOf = (n: number): string => (n === 0 ? '' : ` ${n}`);
