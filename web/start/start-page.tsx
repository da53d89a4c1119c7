/** 工作台: what waits for me, what I asked for, my projects. Deliberately absent: lists with filters (the rooms have them). */
import { Card, Grid, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type AnswerOf, reading } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { useMe } from '../app/session.tsx';
import { approvalPaths } from '../approvals/paths.ts';
import { Light } from '../parts/light.tsx';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Asked, Empty } from '../parts/states.tsx';
import { AsOf, Moment } from '../parts/when.tsx';
import { projectPaths } from '../projects/paths.ts';
import { START_WORDS } from './words.ts';

type Task = AnswerOf<'/api/v1/tasks'>['items'][number];
type Case = AnswerOf<'/api/v1/cases'>['items'][number];

export function StartPage(): ReactNode {
  const words = useWords(START_WORDS);
  const me = useMe();
  const tasks = useQuery(reading('/api/v1/tasks', { query: { status: 'PENDING' } }));
  const projects = useQuery(reading('/api/v1/cases', { query: { kind: 'project', limit: 20 } }));
  return (
    <Page
      title={words.greeting(me.name)}
      beside={
        <Text c="dimmed" size="sm">
          <AsOf at={tasks.dataUpdatedAt} />
        </Text>
      }
    >
      <Grid>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Panel title={words.waits} more={{ href: approvalPaths.approvals(), text: words.all }}>
            <Asked query={tasks}>{({ items }) => <Waiting tasks={items} />}</Asked>
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Panel title={words.projects} more={{ href: projectPaths.projects(), text: words.all }}>
            <Asked query={projects}>{({ items }) => <Projects cases={items} />}</Asked>
          </Panel>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

function Panel({
  title,
  more,
  children,
}: {
  readonly title: string;
  readonly more: { readonly href: string; readonly text: string };
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Card withBorder component="section">
      <Group justify="space-between" mb="sm">
        <Title order={2}>{title}</Title>
        <PageLink href={more.href} aria-label={`${more.text}：${title}`}>
          {more.text}
        </PageLink>
      </Group>
      {children}
    </Card>
  );
}

function Waiting({ tasks }: { readonly tasks: readonly Task[] }): ReactNode {
  const words = useWords(START_WORDS);
  const say = useSay();
  if (tasks.length === 0) return <Empty title={words.nothingWaits}>{words.nothingWaitsNext}</Empty>;
  return (
    <Stack gap="xs" component="ul" p={0} m={0}>
      {tasks.map((task) => (
        <Card key={`${task.stream} ${task.task}`} withBorder padding="sm" component="li">
          <PageLink href={approvalPaths.approval({ id: task.stream.slice(task.stream.indexOf('/') + 1) })} fw={600}>
            {say(task.title)}
          </PageLink>
          {task.dueAt !== null && (
            <Text size="sm" c="dimmed">
              <Moment at={task.dueAt} />
            </Text>
          )}
        </Card>
      ))}
    </Stack>
  );
}

function Projects({ cases }: { readonly cases: readonly Case[] }): ReactNode {
  const words = useWords(START_WORDS);
  const say = useSay();
  if (cases.length === 0) return <Empty title={words.nothingProjects}>{words.nothingProjectsNext}</Empty>;
  return (
    <Stack gap="xs" component="ul" p={0} m={0}>
      {cases.map((found) => (
        <Group key={found.stream} component="li" justify="space-between" wrap="nowrap">
          <Text>{say(found.title)}</Text>
          <Light light={found.light} />
        </Group>
      ))}
    </Stack>
  );
}
