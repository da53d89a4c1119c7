/** A project's story, or of it what belongs to one case: stages, steps and who was waited for, pauses, lights, events. */
import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PauseReason } from '../../../domain/calendar/deadline.ts';
import { statusWords } from '../../../domain/words/cases.ts';
import { lightOrMarkWords, PAUSE_WORDS } from '../../../domain/words/clocks.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { type AnswerOf, reading } from '../../app/client.ts';
import { useJoin, useLocale, useSay, useWords } from '../../app/locale.tsx';
import { ButtonLink } from '../../parts/link.tsx';
import { Asked } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Moment } from '../../parts/when.tsx';
import { auditPaths } from '../paths.ts';
import { Happened } from './happened.tsx';
import { STORY_WORDS } from './story-words.ts';

type Story = AnswerOf<'/api/v1/project/{id}/story'>;
type Stage = Story['stages'][number];
type Step = Story['steps'][number];
type Pause = Story['pauses'][number];
type Light = Story['lights'][number];

/** Of a story what belongs to one case; stages are the project's. */
function ofCase({ lines, steps, pauses, lights }: Story, stream: string): Pick<Story, 'lines' | 'steps' | 'pauses' | 'lights'> {
  const own = ({ approval }: { readonly approval: string }): boolean => stream === `approval/${approval}`;
  return {
    lines: lines.filter((line) => line.stream === stream),
    steps: steps.filter(own),
    pauses: pauses.filter(own),
    lights: lights.filter((light) => light.stream === stream),
  };
}

export function StoryTold({ project, stream }: { readonly project: string; readonly stream: string }): ReactNode {
  const words = useWords(STORY_WORDS);
  const say = useSay();
  const lang = useLocale();
  // A reading of a case is noted each time: it is asked for once.
  const found = useQuery({ ...reading('/api/v1/project/{id}/story', { path: { id: project } }), staleTime: Number.POSITIVE_INFINITY });
  const of = stream === '' ? { project } : { project, stream };
  return (
    <Asked query={found}>
      {(story) => {
        const told = stream === '' ? story : ofCase(story, stream);
        return (
          <Stack gap="lg">
            <Group justify="space-between">
              <Title order={2} size="h3">
                {say(story.title)} <Badge variant="outline">{say(statusWords('project', story.status))}</Badge>
              </Title>
              <Group gap="xs">
                <ButtonLink variant="default" href={auditPaths.asOf(of)}>
                  {words.toDay}
                </ButtonLink>
                <ButtonLink variant="default" href={auditPaths.exports(stream === '' ? { project } : { stream })}>
                  {words.bundle}
                </ButtonLink>
                <Button component="a" variant="default" download href={`/api/v1/project/${encodeURIComponent(project)}/story.pdf?lang=${lang}`}>
                  {words.pdf}
                </Button>
              </Group>
            </Group>
            {stream === '' && <Stages stages={story.stages} />}
            <Steps steps={told.steps} />
            <Pauses pauses={told.pauses} />
            <Lights lights={told.lights} />
            <Happened lines={told.lines.toReversed()} />
          </Stack>
        );
      }}
    </Asked>
  );
}

type SectionProps<T> = {
  readonly title: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
};

/** Nothing where there is nothing. */
function Section<T>({ title, columns, rows, rowKey }: SectionProps<T>): ReactNode {
  if (rows.length === 0) return null;
  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <DataTable caption={title} columns={columns} rows={rows} rowKey={rowKey} />
    </Stack>
  );
}

function Stages({ stages }: { readonly stages: readonly Stage[] }): ReactNode {
  const words = useWords(STORY_WORDS);
  const say = useSay();
  const columns: readonly Column<Stage>[] = [
    { key: 'stage', name: words.stage, show: ({ name }) => say(name), value: ({ name }) => say(name) },
    { key: 'from', name: words.from, show: ({ startedAt }) => (startedAt === null ? '—' : <Moment at={startedAt} />), value: (one) => one.startedAt },
    { key: 'to', name: words.to, show: ({ finishedAt }) => (finishedAt === null ? '—' : <Moment at={finishedAt} />), value: (one) => one.finishedAt },
    { key: 'days', name: words.days, align: 'right', show: ({ workingDays }) => workingDays ?? '—', value: ({ workingDays }) => workingDays },
  ];
  return <Section title={words.stages} columns={columns} rows={stages} rowKey={({ stage }) => stage} />;
}

function Steps({ steps }: { readonly steps: readonly Step[] }): ReactNode {
  const words = useWords(STORY_WORDS);
  const say = useSay();
  const join = useJoin();
  const waits = ({ waits: all }: Step): string =>
    join(all.map(({ name, workingDays }) => `${say(name)}${workingDays === null ? '' : ` ${workingDays}`}`));
  const columns: readonly Column<Step>[] = [
    { key: 'case', name: words.kase, show: ({ approval }) => approval, value: ({ approval }) => approval },
    { key: 'step', name: words.step, show: ({ name }) => say(name), value: ({ name }) => say(name) },
    { key: 'from', name: words.from, show: ({ openedAt }) => <Moment at={openedAt} />, value: ({ openedAt }) => openedAt },
    {
      key: 'to',
      name: words.to,
      show: ({ closedAt }) => (closedAt === null ? words.going : <Moment at={closedAt} />),
      value: ({ closedAt }) => closedAt,
    },
    { key: 'days', name: words.days, align: 'right', show: ({ workingDays }) => workingDays ?? '—', value: ({ workingDays }) => workingDays },
    {
      key: 'limit',
      name: words.limit,
      show: ({ dueOn, late }) => (
        <Text size="sm" {...(late ? { c: 'stop' } : {})}>
          {dueOn === null ? '—' : say(dayWords(dueOn))} {late ? words.late : ''}
        </Text>
      ),
      value: ({ dueOn }) => dueOn,
    },
    { key: 'waited', name: words.waited, show: waits, value: waits },
  ];
  return <Section title={words.steps} columns={columns} rows={steps} rowKey={({ approval, openedAt, step }) => `${approval} ${openedAt} ${step}`} />;
}

function Pauses({ pauses }: { readonly pauses: readonly Pause[] }): ReactNode {
  const words = useWords(STORY_WORDS);
  const say = useSay();
  const reason = ({ reason: code }: Pause): string => say(PAUSE_WORDS[code as PauseReason] ?? { zh: code, en: code }); // of a newer release: its code
  const columns: readonly Column<Pause>[] = [
    { key: 'case', name: words.kase, show: ({ approval }) => approval, value: ({ approval }) => approval },
    { key: 'reason', name: words.reason, show: reason, value: reason },
    { key: 'from', name: words.from, show: ({ from }) => say(dayWords(from)), value: ({ from }) => from },
    { key: 'to', name: words.to, show: ({ to }) => (to === null ? words.going : say(dayWords(to))), value: ({ to }) => to },
    { key: 'days', name: words.days, align: 'right', show: ({ workingDays }) => workingDays ?? '—', value: ({ workingDays }) => workingDays },
  ];
  return <Section title={words.pauses} columns={columns} rows={pauses} rowKey={({ approval, from, reason: why }) => `${approval} ${from} ${why}`} />;
}

function Lights({ lights }: { readonly lights: readonly Light[] }): ReactNode {
  const words = useWords(STORY_WORDS);
  const say = useSay();
  const light = ({ light: code }: Light): string => say(lightOrMarkWords(code));
  const columns: readonly Column<Light>[] = [
    { key: 'case', name: words.kase, show: ({ stream }) => stream, value: ({ stream }) => stream },
    { key: 'light', name: words.light, show: light, value: light },
    { key: 'from', name: words.from, show: ({ at }) => <Moment at={at} />, value: ({ at }) => at },
  ];
  return <Section title={words.lights} columns={columns} rows={lights} rowKey={({ stream, at, light: code }) => `${stream} ${at} ${code}`} />;
}
