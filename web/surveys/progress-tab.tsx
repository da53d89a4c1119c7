/** How far a survey is: answers against what is needed, its public questionnaire, paper answers. It changes while it is looked at. */
import { Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { STRATUM_WORDS } from '../../domain/standards/demand.ts';
import { reading } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { Asked } from '../parts/states.tsx';
import { type Column, DataTable } from '../parts/table.tsx';
import { Day, Moment } from '../parts/when.tsx';
import { grouped, percent, type Progress as Told } from './facts.ts';
import { ImportPaper } from './import-paper.tsx';
import { PublicFormCard } from './public-form.tsx';
import { SURVEY_WORDS } from './words.ts';

type Props = { readonly id: string; readonly programme: string; readonly act: string | undefined; readonly onAct: (act: string | null) => void };

export function ProgressTab({ id, programme, act, onAct }: Props): ReactNode {
  const progress = useQuery(reading('/api/v1/survey/{id}/progress', { path: { id } }));
  const words = useWords(SURVEY_WORDS);
  return (
    <Asked query={progress}>
      {(told) => (
        <Stack>
          <Answers told={told} />
          <PublicFormCard id={id} told={told} act={act} onAct={onAct} />
          <Paper withBorder p="md">
            <Stack gap="xs" align="flex-start">
              <Title order={2} size="h3">
                {words.paper}
              </Title>
              <Text>{words.paperText}</Text>
              <Button variant="default" disabled={!told.runs} onClick={() => onAct('import')}>
                {words.importAct}
              </Button>
              {!told.runs && <Text c="dimmed">{words.notRuns}</Text>}
            </Stack>
          </Paper>
          {act === 'import' && told.runs && <ImportPaper id={id} programme={programme} onClose={() => onAct(null)} />}
          <Text size="sm" c="dimmed">
            {words.dataOf} <Moment at={told.at} />
          </Text>
        </Stack>
      )}
    </Asked>
  );
}

function Answers({ told }: { readonly told: Told }): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const { valid, needed, toHandOut, closesOn } = told;
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Title order={2} size="h3">
          {words.answersTitle}
        </Title>
        <Group justify="space-between">
          <Text size="xl" fw={700}>
            {words.ofNeeded(grouped(valid), grouped(needed))}
          </Text>
          <Text>{valid >= needed ? words.enough : words.missing(grouped(needed - valid))}</Text>
        </Group>
        <Progress value={percent(valid, needed)} size="lg" {...(valid >= needed ? { color: 'go' } : {})} aria-label={words.answersTitle} />
        <Text>
          {closesOn === null ? (
            words.notAnnounced
          ) : (
            <>
              {words.closes} <Day day={closesOn} />
            </>
          )}
        </Text>
        {toHandOut !== null && <Text c="dimmed">{words.handOut(grouped(toHandOut))}</Text>}
        <Strata told={told} />
      </Stack>
    </Paper>
  );
}

type Row = Told['strata'][number];

function Strata({ told: { strata } }: { readonly told: Told }): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const say = useSay();
  const nameOf = ({ stratum }: Row): string =>
    say((STRATUM_WORDS as Readonly<Record<string, (typeof STRATUM_WORDS)['URBAN']>>)[stratum] ?? { zh: stratum, en: stratum }); // looked up by what the API names
  const share = ({ valid, needed }: Row): string => (needed === null ? words.householdsUnknown : `${percent(valid, needed)} %`);
  const columns: readonly Column<Row>[] = [
    { key: 'stratum', name: words.stratum, show: nameOf, value: nameOf },
    { key: 'got', name: words.got, show: ({ valid }) => grouped(valid), value: ({ valid }) => valid, align: 'right' },
    {
      key: 'needed',
      name: words.needed,
      show: ({ needed }) => (needed === null ? '—' : grouped(needed)),
      value: ({ needed }) => needed,
      align: 'right',
    },
    { key: 'share', name: words.share, show: share, value: share, align: 'right' },
  ];
  return strata.length === 0 ? null : <DataTable caption={words.strataCaption} columns={columns} rows={strata} rowKey={({ stratum }) => stratum} />;
}
