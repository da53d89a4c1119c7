/** The surveys that a person may see. */
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { statusWords } from '../../domain/words/cases.ts';
import { type AnswerOf, reading } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { PageLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { useProgrammeName } from '../parts/programme-name.ts';
import { Asked, Empty } from '../parts/states.tsx';
import { type Column, DataTable } from '../parts/table.tsx';
import { Day, Moment } from '../parts/when.tsx';
import { ANSWERS_WORDS } from './answers-words.ts';
import { grouped } from './facts.ts';
import { surveyPaths } from './paths.ts';
import { PROGRAMME_SURVEY_WORDS } from './programme-words.ts';
import { SURVEYS_WORDS } from './words.ts';

type Listed = AnswerOf<'/api/v1/surveys'>['items'][number];

export function SurveysPage(): ReactNode {
  const words = useWords(SURVEYS_WORDS);
  const answers = useWords(ANSWERS_WORDS);
  const together = useWords(PROGRAMME_SURVEY_WORDS);
  const surveys = useQuery(reading('/api/v1/surveys'));
  const nameOf = useProgrammeName();
  return (
    <Page title={words.title}>
      <Asked query={surveys}>
        {({ items, answersOf, togetherOf, at }) =>
          items.length === 0 ? (
            <Empty title={words.empty}>{words.emptyNext}</Empty>
          ) : (
            <>
              <List items={items} />
              {togetherOf.length > 0 && (
                <Stack gap={4} mt="md">
                  <Text>{together.about}</Text>
                  {togetherOf.map((programme) => (
                    <PageLink key={programme} href={surveyPaths.programme({ programme })}>
                      {together.link(programme)}
                    </PageLink>
                  ))}
                </Stack>
              )}
              {answersOf.length > 0 && (
                <Stack gap={4} mt="md">
                  <Text>{answers.about}</Text>
                  {answersOf.map((programme) => (
                    <PageLink key={programme} href={surveyPaths.answers({ programme })}>
                      {answers.link(nameOf(programme))}
                    </PageLink>
                  ))}
                </Stack>
              )}
              <Text size="sm" c="dimmed" mt="sm">
                {words.dataOf} <Moment at={at} />
              </Text>
            </>
          )
        }
      </Asked>
    </Page>
  );
}

function List({ items }: { readonly items: readonly Listed[] }): ReactNode {
  const words = useWords(SURVEYS_WORDS);
  const say = useSay();
  const columns: readonly Column<Listed>[] = [
    {
      key: 'name',
      name: words.name,
      show: ({ id, title }) => <PageLink href={surveyPaths.survey({ id })}>{say(title)}</PageLink>,
      value: ({ title }) => say(title),
    },
    {
      key: 'status',
      name: words.status,
      show: ({ status }) => say(statusWords('survey', status)),
      value: ({ status }) => say(statusWords('survey', status)),
    },
    { key: 'valid', name: words.valid, show: ({ valid }) => grouped(valid), value: ({ valid }) => valid, align: 'right' },
    { key: 'waiting', name: words.waiting, show: ({ waiting }) => grouped(waiting), value: ({ waiting }) => waiting, align: 'right' },
    {
      key: 'form',
      name: words.questionnaire,
      show: ({ collecting }) => (collecting ? words.open : words.notOpen),
      value: ({ collecting }) => (collecting ? words.open : words.notOpen),
    },
    {
      key: 'closes',
      name: words.closesOn,
      show: ({ closesOn }) => (closesOn === null ? '—' : <Day day={closesOn} />),
      value: ({ closesOn }) => closesOn,
    },
  ];
  return <DataTable caption={words.title} columns={columns} rows={items} rowKey={({ stream }) => stream} />;
}
