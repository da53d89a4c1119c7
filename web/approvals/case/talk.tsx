/** What was said in the case: questions that wait, questions, answers, opinions and remarks, with what was attached. */
import { Alert, Badge, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ADVICE_WORDS } from '../../../domain/words/answers.ts';
import { REMARK_WORDS } from '../../../domain/words/tasks.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { Moment } from '../../parts/when.tsx';
import { Written } from '../../parts/written.tsx';
import { Documents } from './content.tsx';
import { useCase, useNames } from './facts.ts';
import { CASE_WORDS } from './words.ts';

const isAdvice = (code: string | null): code is keyof typeof ADVICE_WORDS => code !== null && Object.hasOwn(ADVICE_WORDS, code);

export function Talk(): ReactNode {
  const words = useWords(CASE_WORDS);
  const say = useSay();
  const names = useNames();
  const { remarks, questions } = useCase();
  if (remarks.length === 0 && questions.length === 0) return <Text c="dimmed">{words.noRemarks}</Text>;
  return (
    <Stack>
      {questions.map(({ task, person, by, question, openedAt }) => (
        <Alert key={task} color="heed" variant="outline" title={words.waitsForAnswer(names(person))}>
          <Written text={question} />
          <Text size="sm" c="dimmed">
            {names(by)} <Moment at={openedAt} />
          </Text>
        </Alert>
      ))}
      {remarks.map(({ kind, person, to, text, documents, at, recommends }) => (
        <Stack key={`${at} ${person} ${kind}`} gap={4}>
          <Group gap="xs">
            <Badge variant="light" radius="sm" tt="none">
              {say(REMARK_WORDS[kind])}
            </Badge>
            <Text fw={500}>{names(person)}</Text>
            {to !== null && <Text size="sm">{words.to(names(to))}</Text>}
            {isAdvice(recommends) && <Text size="sm">{say(ADVICE_WORDS[recommends])}</Text>}
            <Text size="sm" c="dimmed">
              <Moment at={at} />
            </Text>
          </Group>
          <Written text={text} />
          {documents.length > 0 && <Documents documents={documents} />}
        </Stack>
      ))}
    </Stack>
  );
}
