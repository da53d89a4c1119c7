/** The stages of a project: as a map by the order in which they run, as a Gantt chart, and as tables with the same days. */
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { statusWords } from '../../../domain/words/cases.ts';
import { monthWords } from '../../../domain/words/days.ts';
import { useJoin, useMarks, useSay, useWords } from '../../app/locale.tsx';
import { Light } from '../../parts/light.tsx';
import { PageLink } from '../../parts/link.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Day } from '../../parts/when.tsx';
import { projectPaths } from '../paths.ts';
import type { Milestone, Project, StageShown } from './facts.ts';
import { Gantt } from './gantt.tsx';
import { TakenMark, useSpans } from './spans.tsx';
import classes from './stages.module.css';
import { PROJECT_WORDS } from './words.ts';

const stageHref = (code: string, stage: string): string => projectPaths.stage({ code, stage: stage.toLowerCase() });

export function Stages({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  return (
    <Stack gap="lg">
      <section aria-label={words.stageMap}>
        <StageMap project={project} />
      </section>
      <section>
        <Title order={2} size="h3" mb="xs">
          {words.gantt}
        </Title>
        <Gantt project={project} />
      </section>
      <section>
        <Title order={2} size="h3" mb="xs">
          {words.stageMap}
        </Title>
        <StageTable code={project.code} stages={project.stagesShown} />
      </section>
      <section>
        <Title order={2} size="h3" mb="xs">
          {words.milestones}
        </Title>
        <Milestones milestones={project.milestones} />
      </section>
      {project.months.length > 0 && (
        <section>
          <Title order={2} size="h3" mb="xs">
            {words.months}
          </Title>
          <Months months={project.months} />
        </section>
      )}
      <Entered stages={project.stagesShown} />
    </Stack>
  );
}

/** One column a wave; those in one column run side by side. */
function StageMap({ project }: { readonly project: Project }): ReactNode {
  const waves = [...new Set(project.stagesShown.map(({ wave }) => wave))];
  return (
    <ol className={classes.map}>
      {waves.map((wave) => (
        <li key={wave} className={classes.wave}>
          {project.stagesShown
            .filter((stage) => stage.wave === wave)
            .map((stage) => (
              <StageCard key={stage.stage} project={project} stage={stage} />
            ))}
        </li>
      ))}
    </ol>
  );
}

function StageCard({ project, stage }: { readonly project: Project; readonly stage: StageShown }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const join = useJoin();
  const { real } = useSpans();
  const names = new Map(project.stagesShown.map((one) => [one.stage, say(one.name)]));
  const { status, takenOver, light, lateDays, waitsFor, goesOn, takenFacts } = stage;
  return (
    <Card withBorder p="xs" className={classes.card} data-status={status}>
      <PageLink href={stageHref(project.code, stage.stage)} fw={600}>
        {say(stage.name)}
      </PageLink>
      <Group gap={6}>
        <Text size="sm">{say(statusWords('survey', status))}</Text>
        {takenOver && <TakenMark />}
        {status === 'OPEN' && <Light light={light} />}
      </Group>
      {real(stage) !== '' && <Text size="sm">{real(stage)}</Text>}
      {lateDays !== null && (
        <Text size="sm" c="var(--mantine-color-error)" fw={600}>
          {words.lateBy(lateDays)}
        </Text>
      )}
      {stage.why.map((one) => (
        <Text key={one.what.en} size="sm">
          {say(one.what)}
        </Text>
      ))}
      {!takenOver && takenFacts.length > 0 && (
        <Text size="sm" c="dimmed">
          {words.entered(takenFacts.length)}
        </Text>
      )}
      {goesOn && (
        <Text size="sm" c="dimmed">
          {words.goesOn}
        </Text>
      )}
      {waitsFor.length > 0 && (
        <Text size="sm" c="dimmed">
          {words.waitsFor(join(waitsFor.map((key) => names.get(key) ?? key)))}
        </Text>
      )}
    </Card>
  );
}

function StageTable({ code, stages }: { readonly code: string; readonly stages: readonly StageShown[] }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const marks = useMarks();
  const say = useSay();
  const { planned, real } = useSpans();
  const state = ({ status }: StageShown): string => say(statusWords('survey', status));
  const columns: readonly Column<StageShown>[] = [
    {
      key: 'stage',
      name: words.stage,
      show: ({ name, stage }) => <PageLink href={stageHref(code, stage)}>{say(name)}</PageLink>,
      value: ({ name }) => say(name),
    },
    {
      key: 'status',
      name: words.status,
      show: (stage) => (
        <Group gap={6} component="span" className={classes.state}>
          {state(stage)} {stage.takenOver && <TakenMark />}
        </Group>
      ),
      value: (stage) => (stage.takenOver ? `${state(stage)}${marks.aside(words.takenOver)}` : state(stage)),
    },
    { key: 'planned', name: words.planned, show: planned, value: planned },
    { key: 'real', name: words.real, show: real, value: real },
    {
      key: 'late',
      name: words.late,
      show: ({ lateDays }) =>
        lateDays === null ? (
          ''
        ) : (
          <Text c="var(--mantine-color-error)" inherit>
            {words.lateBy(lateDays)}
          </Text>
        ),
      value: ({ lateDays }) => lateDays,
    },
  ];
  return <DataTable caption={words.stageMap} columns={columns} rows={stages} rowKey={({ stage }) => stage} />;
}

function Milestones({ milestones }: { readonly milestones: readonly Milestone[] }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  if (milestones.length === 0) return <Text c="dimmed">{words.noMilestones}</Text>;
  const told = ({ lateDays }: Milestone): string =>
    lateDays === null ? '' : lateDays > 0 ? words.lateBy(lateDays) : lateDays === 0 ? words.onTime : words.earlyBy(-lateDays);
  const original: readonly Column<Milestone>[] = milestones.every(({ originalOn }) => originalOn === null)
    ? []
    : [
        {
          key: 'original',
          name: words.originally,
          show: ({ originalOn }) => (originalOn === null ? '' : <Day day={originalOn} />),
          value: ({ originalOn }) => originalOn,
        },
      ];
  const columns: readonly Column<Milestone>[] = [
    { key: 'milestone', name: words.milestone, show: ({ name }) => say(name), value: ({ name }) => say(name) },
    {
      key: 'planned',
      name: words.planned,
      show: ({ plannedOn }) => (plannedOn === null ? '' : <Day day={plannedOn} />),
      value: ({ plannedOn }) => plannedOn,
    },
    ...original,
    {
      key: 'real',
      name: words.real,
      show: ({ reachedOn, takenOver }) =>
        reachedOn === null ? (
          ''
        ) : (
          <>
            <Day day={reachedOn} /> {takenOver && <TakenMark />}
          </>
        ),
      value: ({ reachedOn }) => reachedOn,
    },
    {
      key: 'late',
      name: words.late,
      show: (milestone) => {
        const text = told(milestone);
        return milestone.lateDays !== null && milestone.lateDays > 0 ? (
          <Text c="var(--mantine-color-error)" inherit>
            {text}
          </Text>
        ) : (
          text
        );
      },
      value: ({ lateDays }) => lateDays,
    },
  ];
  return <DataTable caption={words.milestones} columns={columns} rows={milestones} rowKey={({ key }) => key} />;
}

/** What was to be done by the end of each month, by the plan as it was issued and by the newest days. */
function Months({ months }: { readonly months: Project['months'] }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const percent = (n: number): string => `${n}%`;
  const columns: readonly Column<Project['months'][number]>[] = [
    { key: 'month', name: words.month, show: ({ month }) => say(monthWords(month)), value: ({ month }) => month },
    { key: 'original', name: words.originally, show: ({ original }) => percent(original), value: ({ original }) => original },
    { key: 'newest', name: words.newest, show: ({ newest }) => percent(newest), value: ({ newest }) => newest },
  ];
  return <DataTable caption={words.months} columns={columns} rows={months} rowKey={({ month }) => month} />;
}

const AT_FIRST = 10;
/** Everything that was entered from paper, stage by stage: never to be mistaken for what was decided here. */
function Entered({ stages }: { readonly stages: readonly StageShown[] }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const [all, setAll] = useState(false);
  const rows = stages.flatMap(({ stage, name, takenFacts }) =>
    takenFacts.map((fact, index) => ({ ...fact, id: `${stage} ${index}`, stage: say(name) })),
  );
  if (rows.length === 0) return null;
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { key: 'matter', name: words.matter, show: ({ name }) => say(name), value: ({ name }) => say(name) },
    { key: 'stage', name: words.stage, show: ({ stage }) => stage, value: ({ stage }) => stage },
    { key: 'document', name: words.document, show: ({ document }) => document, value: ({ document }) => document },
    { key: 'on', name: words.day, show: ({ on }) => <Day day={on} />, value: ({ on }) => on },
    { key: 'by', name: words.by, show: ({ by }) => by, value: ({ by }) => by },
  ];
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {words.takenOverTitle} <TakenMark />
      </Title>
      <DataTable caption={words.takenOverTitle} columns={columns} rows={all ? rows : rows.slice(0, AT_FIRST)} rowKey={({ id }) => id} />
      {!all && rows.length > AT_FIRST && (
        <Button variant="default" onClick={() => setAll(true)}>
          {words.allEntered(rows.length)}
        </Button>
      )}
    </section>
  );
}
