/** Projects beside each other: how long each stage and each step took, and the story of each as a file. */
import { Anchor, Group, MultiSelect, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { STAGE_NAMES } from '../../../domain/stages/all.ts';
import type { AnswerOf } from '../../app/client.ts';
import { useLocale, useSay, useWords } from '../../app/locale.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { auditReading } from '../asking.ts';
import { AUDIT_WORDS } from '../audit-words.ts';
import { AuditPage } from '../frame.tsx';
import { auditPaths } from '../paths.ts';
import { COMPARE_WORDS } from './words.ts';

const route = getRouteApi('/audit/compare');
type Compared = AnswerOf<'/api/v1/audit/compare'>['projects'][number];
const MOST = 4;

export function ComparePage(): ReactNode {
  const audit = useWords(AUDIT_WORDS);
  const words = useWords(COMPARE_WORDS);
  const say = useSay();
  const router = useRouter();
  const { projects = '' } = route.useSearch();
  const chosen = projects.split(',').filter(Boolean).slice(0, MOST);
  const known = useQuery(auditReading('/api/v1/audit/facets', {})).data?.facets.project ?? [];
  return (
    <AuditPage title={audit.compare}>
      <Stack>
        <Text>{words.lead}</Text>
        <MultiSelect
          label={words.projects}
          searchable
          maxValues={MOST}
          maw={640}
          data={[
            ...known.map(({ value, name }) => ({ value, label: `${value} ${say(name)}` })),
            ...chosen.filter((one) => !known.some(({ value }) => value === one)).map((one) => ({ value: one, label: one })),
          ]}
          value={chosen}
          onChange={(next) => void router.navigate({ href: auditPaths.compare({ projects: next.join(',') }), replace: true, resetScroll: false })}
        />
        {chosen.length === 0 ? <Empty title={words.choose}>{words.chooseNext}</Empty> : <Beside key={projects} projects={chosen.join(',')} />}
      </Stack>
    </AuditPage>
  );
}

type Line = { readonly name: string; readonly days: readonly (number | null)[] };
const stageName = (stage: string) => Object.entries(STAGE_NAMES).find(([key]) => key === stage)?.[1] ?? { zh: stage, en: stage };

function Beside({ projects }: { readonly projects: string }): ReactNode {
  const words = useWords(COMPARE_WORDS);
  const say = useSay();
  const lang = useLocale();
  const found = useQuery(auditReading('/api/v1/audit/compare', { projects }));
  const lines = (rows: readonly Compared[], of: 'stages' | 'steps', name: (key: string) => string): readonly Line[] =>
    [...new Set(rows.flatMap((row) => Object.keys(row[of])))].map((key) => ({ name: name(key), days: rows.map((row) => row[of][key] ?? null) }));
  return (
    <Asked query={found}>
      {({ projects: rows }) => {
        const stepNames = new Map(rows.flatMap((row) => Object.entries(row.stepNames)));
        const steps = lines(rows, 'steps', (step) => say(stepNames.get(step) ?? { zh: step, en: step }));
        return (
          <Stack>
            <Group>
              {rows.map(({ project }) => (
                <Anchor key={project} download href={`/api/v1/project/${encodeURIComponent(project)}/story.pdf?lang=${lang}`}>
                  {words.story(project)}
                </Anchor>
              ))}
            </Group>
            <Lines title={words.stages} first={words.stage} rows={rows} lines={lines(rows, 'stages', (stage) => say(stageName(stage)))} />
            {steps.length === 0 ? <Text c="dimmed">{words.none}</Text> : <Lines title={words.steps} first={words.step} rows={rows} lines={steps} />}
          </Stack>
        );
      }}
    </Asked>
  );
}

type LinesProps = { readonly title: string; readonly first: string; readonly rows: readonly Compared[]; readonly lines: readonly Line[] };

function Lines({ title, first, rows, lines }: LinesProps): ReactNode {
  const columns: readonly Column<Line>[] = [
    { key: 'name', name: first, show: ({ name }) => name, value: ({ name }) => name },
    ...rows.map(
      ({ project }, nth): Column<Line> => ({
        key: project,
        name: project,
        align: 'right',
        show: ({ days }) => days[nth] ?? '—',
        value: ({ days }) => days[nth] ?? null,
      }),
    ),
  ];
  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <DataTable caption={title} columns={columns} rows={lines} rowKey={({ name }) => name} />
    </Stack>
  );
}
