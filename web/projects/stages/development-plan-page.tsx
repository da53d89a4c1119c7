/** The development plan of a programme: what it needs, what this person may do, its clocks, what is on record, approvals and files. */
import { Grid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
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
import { columnsWith } from './columns.ts';
import { Needs } from './needs.tsx';
import { Records } from './records.tsx';
import { Approvals, Clocks, Files } from './stage-page.tsx';
import { StageTabs } from './stage-tabs.tsx';
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
  const hrefOf = (next: StageQuery): string => projectPaths.plan({ code: programme }, next);
  const acting = {
    programme,
    acts,
    status: status === 'RUNNING' ? 'OPEN' : 'DONE',
    project: programme,
    kind: 'programme',
    stage: 'development-plan',
  };
  const { opens, beside } = columnsWith(acts, query);
  return (
    <>
      <Grid>
        <Grid.Col span={beside} order={{ base: 1, md: opens ? 2 : 1 }}>
          <Stack>
            <Needs needs={found.needs} />
            <Clocks found={found} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={beside} order={{ base: 2, md: opens ? 1 : 2 }}>
          <StageActs found={acting} query={query} hrefOf={hrefOf} />
        </Grid.Col>
      </Grid>
      <StageTabs
        query={query}
        hrefOf={hrefOf}
        tabs={[
          { tab: 'records', content: () => <Records found={{ ...found, taken: [] }} /> },
          { tab: 'approvals', count: found.approvals.length, content: () => <Approvals found={found} /> },
          { tab: 'files', count: found.files.length, content: () => <Files found={found} /> },
        ]}
      />
    </>
  );
}
