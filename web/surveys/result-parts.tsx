/** What a result consists of, of one survey and of all together: what to be careful of, numbers with their labels, each question as bars in its table. */
import { Alert, Button, Group, Paper, SimpleGrid, Table, Text, Title } from '@mantine/core';
import Download from 'lucide-react/icons/download';
import type { ReactNode } from 'react';
import { useSay, useWords } from '../app/locale.tsx';
import { grouped, type Result } from './facts.ts';
import classes from './result.module.css';
import { SURVEY_WORDS } from './words.ts';

/** Figures with what they are. */
export function Figures({ figures }: { readonly figures: readonly (readonly [label: string, value: string])[] }): ReactNode {
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} component="dl" m={0}>
      {figures.map(([label, value]) => (
        <div key={label}>
          <Text component="dt" c="dimmed" size="sm">
            {label}
          </Text>
          <Text component="dd" m={0} size="xl" fw={700}>
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

export function Warnings({ told: { warnings } }: { readonly told: Pick<Result, 'warnings'> }): ReactNode {
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

export function Lines({ title, lines }: { readonly title: string; readonly lines: Result['inputs'] }): ReactNode {
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

/** `of`: whose they are, in the name of the file. */
export function Questions({ told: { questions }, of }: { readonly told: Pick<Result, 'questions'>; readonly of: string }): ReactNode {
  const words = useWords(SURVEY_WORDS);
  const say = useSay();
  const save = async (): Promise<void> => {
    const { saveTable } = await import('../parts/export.ts');
    const rows = questions.flatMap(({ number, ask, answers }) =>
      answers.map(({ name, count, percent }) => [`${number}. ${say(ask)}`, say(name), count, percent]),
    );
    await saveTable('xlsx', `${of} ${words.questions}`, { head: [words.question, words.answer, words.number, `${words.percent} %`], rows });
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
