/** What a survey says: its numbers, the formula with them put in, each question as bars in its table, and the report as a file. */
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import type { ReactNode } from 'react';
import { VERDICT_WORDS } from '../../domain/standards/demand.ts';
import { reading } from '../app/client.ts';
import { useLocale, useSay, useWords } from '../app/locale.tsx';
import { Asked, Empty } from '../parts/states.tsx';
import { Moment } from '../parts/when.tsx';
import { grouped, type Result } from './facts.ts';
import { Figures, Lines, Questions, Warnings } from './result-parts.tsx';
import { SURVEY_WORDS } from './words.ts';

export function ResultTab({ id }: { readonly id: string }): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const locale = useLocale();
  const result = useQuery(reading('/api/v1/survey/{id}/result', { path: { id } }));
  return (
    <Asked query={result}>
      {(told) =>
        told.received === 0 ? (
          <Empty title={words.noAnswers}>{words.noAnswersNext}</Empty>
        ) : (
          <Stack>
            <Group justify="space-between">
              <Text fw={600}>{told.final ? words.final : words.notFinal}</Text>
              <Stack gap={2} align="flex-start">
                <Button
                  component="a"
                  href={`/api/v1/survey/${encodeURIComponent(id)}/report.pdf?lang=${locale}`}
                  download={`${id}-survey.pdf`}
                  leftSection={<Download size={16} aria-hidden />}
                >
                  {words.report}
                </Button>
                <Text size="sm" c="dimmed">
                  {words.reportHint}
                </Text>
              </Stack>
            </Group>
            <Headline told={told} />
            <Warnings told={told} />
            <Lines title={words.formula} lines={told.formula} />
            <Lines title={words.inputs} lines={told.inputs} />
            <Questions told={told} of={id} />
            <Text size="sm" c="dimmed">
              {words.dataOf} <Moment at={told.at} />
            </Text>
          </Stack>
        )
      }
    </Asked>
  );
}

function Headline({ told }: { readonly told: Result }): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const say = useSay();
  const figures = [
    [words.required, grouped(told.requiredPlaces)],
    [words.gap, grouped(told.demandGap)],
    [words.policyGap, grouped(told.policyGap)],
    [words.planned, grouped(told.plannedPlaces)],
  ] as const;
  const verdict = (VERDICT_WORDS as Readonly<Record<string, (typeof VERDICT_WORDS)['BALANCED']>>)[told.verdict]; // looked up by what the API names
  return (
    <Paper withBorder p="md">
      <Figures figures={figures} />
      {verdict !== undefined && <Text mt="xs">{words.supply(say(verdict))}</Text>}
    </Paper>
  );
}
