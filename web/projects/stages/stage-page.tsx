/**
 * One stage of a project: what it needs and what is missing, what this person may do, its clocks, approvals, files and what is
 * on record, and what happened. Deliberately absent: the project as a whole (project/).
 */
import { Alert, Badge, Card, Grid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { statusWords } from '../../../domain/words/cases.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { useJoin, useSay, useWords } from '../../app/locale.tsx';
import { approvalPaths } from '../../approvals/paths.ts';
import { Due } from '../../parts/clock.tsx';
import { Document } from '../../parts/document.tsx';
import { Light } from '../../parts/light.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Page } from '../../parts/page.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { Asked } from '../../parts/states.tsx';
import { AsOf, Day } from '../../parts/when.tsx';
import { projectPaths, type StageQuery } from '../paths.ts';
import { StageActs } from './acts.tsx';
import { columnsWith } from './columns.ts';
import { type Stage, stageReading } from './facts.ts';
import { StageHistory } from './history.tsx';
import { Needs } from './needs.tsx';
import { Records } from './records.tsx';
import { StageTabs } from './stage-tabs.tsx';
import { STAGE_WORDS } from './words.ts';

const route = getRouteApi('/projects/$code/stages/$stage');

export function StagePage(): ReactNode {
  const { code, stage } = route.useParams();
  const query: StageQuery = route.useSearch();
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  const found = useQuery(stageReading(code, stage));
  return (
    <Page
      key={`${code} ${stage}`}
      title={found.data === undefined ? code : words.about(say(found.data.name), say(found.data.projectName))}
      above={
        <PageLink href={projectPaths.project({ code })} size="sm">
          {words.toProject(code)}
        </PageLink>
      }
      beside={found.data !== undefined && <How found={found.data} />}
    >
      <Asked query={found}>
        {(data) => (
          <>
            <Whole found={data} query={query} />
            <Text size="sm" c="dimmed" mt="md">
              <AsOf at={found.dataUpdatedAt} />
            </Text>
          </>
        )}
      </Asked>
    </Page>
  );
}

function How({ found }: { readonly found: Stage }): ReactNode {
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  const { status, light, takenOver } = found;
  return (
    <>
      <Badge size="lg" radius="sm" tt="none" variant="light" color={status === 'DONE' ? 'go' : status === 'OPEN' ? 'brand' : 'gray'}>
        {say(statusWords('stage', status))}
      </Badge>
      {light !== null && status === 'OPEN' && <Light light={light} />}
      {takenOver && (
        <Badge size="lg" radius="sm" tt="none" variant="outline" color="gray" title={words.takenOverHow}>
          {words.takenOver}
        </Badge>
      )}
    </>
  );
}

function Whole({ found, query }: { readonly found: Stage; readonly query: StageQuery }): ReactNode {
  const { opens, beside } = columnsWith(found.acts, query);
  return (
    <Stack>
      <Standing found={found} />
      <Grid>
        <Grid.Col span={beside} order={{ base: 1, md: opens ? 2 : 1 }}>
          <Stack>
            <Needs needs={found.needs} />
            <Clocks found={found} />
            <Changes found={found} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={beside} order={{ base: 2, md: opens ? 1 : 2 }}>
          <StageActs
            found={found}
            query={query}
            hrefOf={(next) => projectPaths.stage({ code: found.project, stage: found.stage.toLowerCase() }, next)}
          />
        </Grid.Col>
      </Grid>
      <Parts found={found} query={query} />
    </Stack>
  );
}

/** Why nothing can be done as a whole, and whose it is. */
function Standing({ found }: { readonly found: Stage }): ReactNode {
  const words = useWords(STAGE_WORDS);
  const join = useJoin();
  const say = useSay();
  const nameOf = usePersonName();
  const { suspension, waitsFor, goesOn, manager, people } = found;
  const known = people[manager];
  return (
    <>
      <Text c="dimmed">{words.manager(known === undefined ? manager : nameOf(known))}</Text>
      {suspension !== null && (
        <Alert color="heed" variant="outline" title={words.suspended(say(dayWords(suspension.on)), suspension.reason)}>
          {words.suspendedNext}
        </Alert>
      )}
      {waitsFor.length > 0 && (
        <Alert color="gray" variant="outline" title={words.waits(join(waitsFor.map(say)))}>
          {words.waitsNext}
        </Alert>
      )}
      {goesOn && (
        <Alert color="brand" variant="outline">
          {words.goesOn}
        </Alert>
      )}
    </>
  );
}

export function Clocks({ found: { clocks } }: { readonly found: Pick<Stage, 'clocks'> }): ReactNode {
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  if (clocks.length === 0) return null;
  return (
    <Card withBorder component="section" aria-labelledby="clocks-title">
      <Title order={2} id="clocks-title" mb="sm">
        {words.clocks}
      </Title>
      <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {clocks.map(({ key, what, on }) => (
          <li key={key}>
            <Due due={on} /> <Day day={on} />
            <Text size="sm" className="sentence">
              {say(what)}
            </Text>
          </li>
        ))}
      </Stack>
    </Card>
  );
}

function Changes({ found: { changes } }: { readonly found: Stage }): ReactNode {
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  if (changes.length === 0) return null;
  return (
    <Card withBorder component="section" aria-labelledby="changes-title">
      <Title order={2} id="changes-title" mb="sm">
        {words.changes}
      </Title>
      <Stack gap="sm">
        {changes.map(({ what, document, on, reason, again }) => (
          <div key={`${document} ${on} ${what.en}`}>
            <Text fw={500}>{say(what)}</Text>
            <Text size="sm">{words.change(say(dayWords(on)), document, reason)}</Text>
            {again.map((one) => (
              <Alert key={one.en} color="heed" variant="outline" mt="xs" title={words.lookAgain}>
                {say(one)}
              </Alert>
            ))}
          </div>
        ))}
      </Stack>
    </Card>
  );
}

function Parts({ found, query }: { readonly found: Stage; readonly query: StageQuery }): ReactNode {
  const stage = found.stage.toLowerCase();
  return (
    <StageTabs
      query={query}
      hrefOf={(next) => projectPaths.stage({ code: found.project, stage }, next)}
      tabs={[
        {
          tab: 'records',
          content: () => (
            <>
              <Records found={found} />
              <Taken found={found} />
            </>
          ),
        },
        { tab: 'approvals', count: found.approvals.length, content: () => <Approvals found={found} /> },
        { tab: 'files', count: found.files.length, content: () => <Files found={found} /> },
        { tab: 'history', content: (open) => open && <StageHistory id={found.project} stage={stage} /> },
      ]}
    />
  );
}
export function Files({ found: { files } }: { readonly found: Pick<Stage, 'files'> }): ReactNode {
  const words = useWords(STAGE_WORDS);
  if (files.length === 0) return <Text c="dimmed">{words.noFiles}</Text>;
  return (
    <Stack gap="xs">
      {files.map((file) => (
        <Document key={file.sha256} stream={file.stream} document={file} />
      ))}
    </Stack>
  );
}

/** More of them are folded up. */
const TAKEN_SHOWN = 6;

/** What was entered of paper, apart from what was done here. */
function Taken({ found: { taken } }: { readonly found: Stage }): ReactNode {
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  if (taken.length === 0) return null;
  return (
    <section aria-label={words.takenTitle}>
      <Title order={3} size="h4" mt="lg" mb={4}>
        {words.takenTitle}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {words.takenOverHow}
      </Text>
      <details open={taken.length <= TAKEN_SHOWN}>
        <summary>{words.showTaken(taken.length)}</summary>
        <ul>
          {taken.map(({ id, what, document, on, by }) => (
            <li key={id}>
              <Day day={on} /> {words.takenFact(say(what), document, by)}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

export function Approvals({ found: { approvals } }: { readonly found: Pick<Stage, 'approvals'> }): ReactNode {
  const words = useWords(STAGE_WORDS);
  const say = useSay();
  if (approvals.length === 0) return <Text c="dimmed">{words.noApprovals}</Text>;
  return (
    <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {approvals.map(({ id, title, status, light }) => (
        <li key={id}>
          <PageLink href={approvalPaths.approval({ id })}>{say(title)}</PageLink>{' '}
          <Badge radius="sm" tt="none" variant="light" color={status === 'APPROVED' ? 'go' : status === 'REJECTED' ? 'stop' : 'brand'}>
            {say(statusWords('approval', status))}
          </Badge>{' '}
          {light !== null && status !== 'APPROVED' && <Light light={light} />}
        </li>
      ))}
    </Stack>
  );
}
