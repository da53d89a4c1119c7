/** What a survey says: its numbers, the formula with them put in, each question as bars in its table, and the report as a file. */
import { Alert, Button, Group, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import type { ReactNode } from 'react';
import { VERDICT_WORDS } from '../../domain/standards/demand.ts';
import { reading } from '../app/client.ts';
import { useLocale, useSay, useWords } from '../app/locale.tsx';
import { Asked, Empty } from '../parts/states.tsx';
import { Moment } from '../parts/when.tsx';
import { grouped, type Result } from './facts.ts';
import classes from './result.module.css';
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
              <Stack gap={2} align="flex-end">
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
            <Questions told={told} id={id} />
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
    [words.required, told.requiredPlaces],
    [words.gap, told.demandGap],
    [words.policyGap, told.policyGap],
    [words.planned, told.plannedPlaces],
  ] as const;
  const verdict = (VERDICT_WORDS as Readonly<Record<string, (typeof VERDICT_WORDS)['BALANCED']>>)[told.verdict]; // looked up by what the API names
  return (
    <Paper withBorder p="md">
      <SimpleGrid cols={{ base: 2, sm: 4 }} component="dl" m={0}>
        {figures.map(([label, value]) => (
          <div key={label}>
            <Text component="dt" c="dimmed" size="sm">
              {label}
            </Text>
            <Text component="dd" m={0} size="xl" fw={700}>
              {grouped(value)}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      {verdict !== undefined && <Text mt="xs">{words.supply(say(verdict))}</Text>}
    </Paper>
  );
}

function Warnings({ told: { warnings } }: { readonly told: Result }): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const say = useSay();
  if (warnings.length === 0) return null;
  return (
    <Alert color="heed" variant="outline" title={words.careful}>
      <ul className={classes.plain}>
        {warnings.map((warning) => (
          <li key={warning.en}>{say(warning)}</li>
        ))}
      </ul>
    </Alert>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: Result['inputs'] }): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const say = useSay();
  return (
    <section>
      <Title order={2} size="h3" mb="xs">
        {title}
      </Title>
      <Table aria-label={title} className={classes.lines}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.item}</Table.Th>
            <Table.Th scope="col">{words.value}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ label, value }) => (
            <Table.Tr key={label.en}>
              <Table.Td>{say(label)}</Table.Td>
              <Table.Td>{say(value)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

type Question = Result['questions'][number];

function Questions({ told: { questions }, id }: { readonly told: Result; readonly id: string }): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const say = useSay();
  const save = async (): Promise<void> => {
    const { saveTable } = await import('../parts/export.ts');
    const rows = questions.flatMap(({ number, ask, answers }) =>
      answers.map(({ name, count, percent }) => [`${number}. ${say(ask)}`, say(name), count, percent]),
    );
    await saveTable('xlsx', `${id} ${words.questions}`, { head: [words.question, words.answer, words.number, `${words.percent} %`], rows });
  };
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3">
          {words.questions}
        </Title>
        <Button variant="default" leftSection={<Download size={16} aria-hidden />} onClick={() => void save()}>
          {words.exportAll}
        </Button>
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {questions.map((question) => (
          <OneQuestion key={question.key} question={question} />
        ))}
      </SimpleGrid>
    </section>
  );
}

/** Its chart is its table: each row holds a bar beside its number. */
function OneQuestion({ question: { number, ask, total, answers } }: { readonly question: Question }): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const say = useSay();
  const title = `${number}. ${say(ask)}`;
  const most = Math.max(...answers.map(({ percent }) => percent), 1);
  return (
    <Paper withBorder p="sm">
      <Title order={3} size="h4" mb={4}>
        {title}
      </Title>
      <Table aria-label={`${title} (${grouped(total)})`} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.answer}</Table.Th>
            <Table.Th scope="col" ta="right">
              {words.number}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {words.percent}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {answers.map(({ name, count, percent }) => (
            <Table.Tr key={name.en}>
              <Table.Td>
                {say(name)}
                <div className={classes.track} aria-hidden>
                  <div className={classes.bar} style={{ width: `${(100 * percent) / most}%` }} />
                </div>
              </Table.Td>
              <Table.Td ta="right">{grouped(count)}</Table.Td>
              <Table.Td ta="right">{percent.toFixed(1)} %</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
